//! Server functions of the islands.

use std::sync::Arc;

use app::{account::Role, context::Visit, error::Error};
use axum::{
    body::Body,
    extract::{RawPathParams, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

use super::{respond, visit};
use crate::Services;

/// Where they are.
pub(super) const PATH: &str = "/inseln/{name}";
/// Largest body in bytes.
pub(super) const LIMIT: usize = 64 * 1024;

/// Who may call what; anything else does not exist.
fn access(name: &str) -> Option<Role> {
    match name {
        "vorschlaege" => Some(Role::Guest),
        "aehnliche" | "schlagworte" => Some(Role::Member),
        _ => None,
    }
}

pub(super) async fn call(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let visit = match visit::of(&services, &parts, &params).await {
        Ok(visit) => visit,
        Err(error) => return respond::trouble(&visit::anonymous(&services, &parts), error),
    };
    let Some(role) = access(visit.param("name")) else { return respond::trouble(&visit, Error::NotFound) };
    if let Err(error) = visit::require(&visit.viewer, role) {
        return respond::trouble(&visit, error);
    }
    if let Err(error) = visit::may_search(&services, &visit.viewer, &parts) {
        return respond::trouble(&visit, error);
    }
    let Ok(bytes) = axum::body::to_bytes(body, LIMIT).await else { return respond::trouble(&visit, Error::TooLarge) };
    let context = {
        let (ours, viewer) = (Arc::clone(&visit.ports), visit.viewer.clone());
        move || {
            provide_context(Arc::clone(&ours));
            provide_context(viewer.clone());
        }
    };
    let request = Request::from_parts(parts, Body::from(bytes));
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    blame(response, &visit).await
}

/// Leptos answers 500 to every failure; what the caller got wrong is not a fault of ours.
async fn blame(response: Response, visit: &Visit) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let said = axum::body::to_bytes(body, LIMIT).await.unwrap_or_default();
    if ["Args|", "Deserialization|", "MissingArg|"].iter().any(|kind| said.starts_with(kind.as_bytes())) {
        parts.status = StatusCode::BAD_REQUEST;
    } else {
        tracing::error!(path = %visit.path, said = %String::from_utf8_lossy(&said), "server function failed");
    }
    Response::from_parts(parts, Body::from(said))
}
