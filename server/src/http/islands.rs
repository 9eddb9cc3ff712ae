//! Server functions of the islands.

use std::sync::Arc;

use axum::{
    extract::{RawPathParams, Request, State},
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

use super::{respond, visit};
use crate::Services;

/// Where they are.
pub(super) const PATH: &str = "/inseln/{name}";
/// Largest body in bytes: a text that is previewed.
pub(super) const LIMIT: usize = 2 * 1024 * 1024;

pub(super) async fn call(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let visit = match visit::of(&services, &parts, &params).await {
        Ok(visit) => visit,
        Err(error) => return respond::trouble(&visit::anonymous(&services, &parts), error),
    };
    let body = match axum::body::to_bytes(body, LIMIT).await {
        Ok(bytes) => axum::body::Body::from(bytes),
        Err(_) => return respond::trouble(&visit, app::error::Error::TooLarge),
    };
    let context = move || {
        provide_context(Arc::clone(&visit.ports));
        provide_context(visit.viewer.clone());
    };
    leptos_axum::handle_server_fns_with_context(context, Request::from_parts(parts, body)).await.into_response()
}
