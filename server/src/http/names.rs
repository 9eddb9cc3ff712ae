//! Names that complete what is typed behind an `@` in the editor.

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
pub(super) const PATH: &str = "/personen/namen";

/// `?q=..`: up to eight people and organisations. For members.
pub(super) async fn list(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match matching(&services, &parts, &params).await {
        Ok(names) => respond::json(200, &names),
        Err(Error::SignInRequired) => respond::to_sign_in(&parts.uri),
        Err(error) => respond::trouble(&visit::anonymous(&services, &parts), error),
    }
}

async fn matching(services: &Arc<Services>, parts: &axum::http::request::Parts, params: &RawPathParams) -> Result<Value, Error> {
    let visit = visit::of(services, parts, params).await?;
    let typed: String = visit.query("q").chars().take(200).collect();
    let names = visit.ports.mentions.complete(&visit.viewer, &typed).await?;
    Ok(names.into_iter().map(|one| json!({ "title": one.name, "meta": one.meta })).collect())
}
