//! `/healthz`: the process lives. `/readyz`: it can serve; says how far the search index is behind.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};

use crate::Services;

/// How many changes the index may be behind before the node says "not ready".
const LAG: i64 = 10_000;

pub(super) async fn alive() -> &'static str {
    "ok"
}

pub(super) async fn ready(State(services): State<Arc<Services>>) -> (StatusCode, Json<Value>) {
    match services.search.lag().await {
        Ok(lag) => {
            let status = if lag <= LAG { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
            (status, Json(json!({ "database": "ok", "search_lag": lag })))
        }
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "database": "unavailable" })))
        }
    }
}
