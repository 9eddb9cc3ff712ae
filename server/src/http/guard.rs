//! A panic or a request that takes too long becomes a page, not a broken connection.

use std::{sync::Arc, time::Duration};

use app::error::Error;
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use super::{respond, visit};
use crate::Services;

/// Longest time for a request. The largest form at a slow uplink takes less.
const PATIENCE: Duration = Duration::from_mins(1);
/// The same for files: 20 MB take three minutes at 1 Mbit/s.
const PATIENCE_WITH_FILES: Duration = Duration::from_mins(10);

pub(super) async fn guard(State(services): State<Arc<Services>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visit = visit::anonymous(&services, &parts);
    if !is_text(parts.uri.path()) {
        return respond::trouble(&visit, Error::NotFound);
    }
    let uploads = parts.method == Method::POST && parts.uri.path().ends_with("/dateien");
    let patience = if uploads { PATIENCE_WITH_FILES } else { PATIENCE };
    // a task of its own: its panic ends in a JoinError here
    let answer = tokio::spawn(next.run(Request::from_parts(parts, body)));
    match tokio::time::timeout(patience, answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => respond::trouble(&visit, Error::from(panic)),
        Err(elapsed) => respond::trouble(&visit, Error::Unavailable(Box::new(elapsed))),
    }
}

/// No address of ours has bytes that are no UTF-8, or control characters (PostgreSQL refuses NUL in a text).
fn is_text(path: &str) -> bool {
    percent_encoding::percent_decode_str(path).decode_utf8().is_ok_and(|path| !path.contains(char::is_control))
}
