//! What completes what is typed in the editor: titles for links, names behind an `@`.

use std::sync::Arc;

use app::{context::Visit, error::Error};
use axum::{
    extract::{RawPathParams, Request, State},
    http::request::Parts,
    response::Response,
};
use serde_json::{Value, json};

use super::{respond, visit};
use crate::Services;

/// Where titles of articles are.
pub(super) const TITLES: &str = "/wiki/titel";
/// Where names of people and organisations are.
pub(super) const NAMES: &str = "/personen/namen";

/// `?q=..`: up to ten titles that the viewer may see.
pub(super) async fn titles(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let found = async {
        let (visit, typed) = asked(&services, &parts, &params).await?;
        let titles = visit.ports.structure.titles(&visit.viewer, &typed).await?;
        Ok(titles.into_iter().map(|one| json!({ "title": one.title, "path": one.path, "meta": one.meta })).collect())
    };
    answered(found.await, &services, &parts)
}

/// `?q=..`: up to eight people and organisations. For members.
pub(super) async fn names(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let found = async {
        let (visit, typed) = asked(&services, &parts, &params).await?;
        let names = visit.ports.mentions.complete(&visit.viewer, &typed).await?;
        Ok(names.into_iter().map(|one| json!({ "title": one.name, "meta": one.meta })).collect())
    };
    answered(found.await, &services, &parts)
}

/// Who asks, and what she has typed so far.
async fn asked(services: &Arc<Services>, parts: &Parts, params: &RawPathParams) -> Result<(Visit, String), Error> {
    let visit = visit::of(services, parts, params).await?;
    let typed = visit.query("q").chars().take(200).collect();
    Ok((visit, typed))
}

fn answered(found: Result<Value, Error>, services: &Arc<Services>, parts: &Parts) -> Response {
    match found {
        Ok(list) => respond::json(200, &list),
        Err(Error::SignInRequired) => respond::to_sign_in(&parts.uri),
        Err(error) => respond::trouble(&visit::anonymous(services, parts), error),
    }
}
