//! `/benachrichtigungen/strom`: the stream of notices, for the script of ours that shows how many there are.

use std::{convert::Infallible, sync::Arc};

use app::{account::Role, error::Error};
use axum::{
    body::Body,
    extract::{RawPathParams, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::stream;

use super::{respond, session, visit};
use crate::{Services, notice::live::Listener};

/// Where it is.
pub(super) const PATH: &str = "/benachrichtigungen/strom";

pub(super) async fn open(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = match visit::of(&services, &parts, &params).await {
        Ok(visit) => visit,
        Err(error) => return respond::trouble(&visit::anonymous(&services, &parts), error),
    };
    let listens = accepts_stream(&parts.headers);
    if visit::require(&visit.viewer, Role::Member).is_err() {
        // 204 lets a script stop asking (HTML, 9.2.3)
        return if listens { over() } else { respond::to_sign_in(&parts.uri) };
    }
    let token = session::token(&services.cookies, &parts.headers).filter(|_| listens);
    // somebody looks at it by hand
    let Some(token) = token else { return respond::moved("/benachrichtigungen") };
    // a new tab that takes over cannot set the header, so it says it in the query
    let after = last_event(&parts.headers).or_else(|| visit.query("nach").parse().ok()).filter(|id| *id >= 0);
    let account = visit.viewer.id();
    match services.notices.listen(&services.ports.accounts, (token, account), after) {
        Some(listener) => respond_with(listener),
        None => respond::trouble(&visit, Error::Unavailable("too many streams".into())),
    }
}

fn accepts_stream(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/event-stream"))
}

fn last_event(headers: &HeaderMap) -> Option<i64> {
    headers.get("last-event-id")?.to_str().ok()?.trim().parse().ok()
}

fn over() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

fn respond_with(listener: Listener) -> Response {
    let events = stream::unfold(listener, |mut listener| async move {
        let text = listener.next().await?;
        Some((Ok::<_, Infallible>(text), listener))
    });
    let mut response = Response::new(Body::from_stream(events));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx would collect it first
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
