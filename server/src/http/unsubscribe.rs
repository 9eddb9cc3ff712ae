//! The click that ends mails (RFC 8058). It comes from the server of a mail provider, without a session and from no page
//! of ours; who holds the token may do it. What else the body says does not matter.

use std::sync::Arc;

use app::notice::pages::unsubscribe;
use axum::{
    extract::{Request, State},
    response::Response,
};

use super::{respond, visit};
use crate::Services;

/// Where it is posted to.
pub(super) const PATH: &str = unsubscribe::PATH;

pub(super) async fn post(State(services): State<Arc<Services>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = visit::anonymous(&services, &parts);
    match services.ports.preferences.unsubscribe(visit.query("schluessel")).await {
        Ok(scope) => respond::page(&visit, 200, unsubscribe::done(scope)),
        Err(error) => respond::trouble(&visit, error),
    }
}
