//! Titles that complete what is typed, for links by title in the editor.

use std::sync::Arc;

use app::error::Error;
use axum::{
    extract::{RawPathParams, Request, State},
    response::Response,
};
use serde_json::{Value, json};

use super::{respond, visit};
use crate::Services;

/// Where they are.
pub(super) const PATH: &str = "/wiki/titel";

/// `?q=..`: up to ten titles that the viewer may see.
pub(super) async fn list(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match matching(&services, &parts, &params).await {
        Ok(titles) => respond::json(200, &titles),
        Err(error) => respond::trouble(&visit::anonymous(&services, &parts), error),
    }
}

async fn matching(services: &Arc<Services>, parts: &axum::http::request::Parts, params: &RawPathParams) -> Result<Value, Error> {
    let visit = visit::of(services, parts, params).await?;
    let typed: String = visit.query("q").chars().take(200).collect();
    let titles = visit.ports.structure.titles(&visit.viewer, &typed).await?;
    Ok(titles.into_iter().map(|one| json!({ "title": one.title, "path": one.path, "meta": one.meta })).collect())
}
