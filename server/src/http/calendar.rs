//! `/feeds/termine.ics`: the public dates, for calendars to subscribe to.

use std::sync::Arc;

use app::account::Viewer;
use axum::{
    extract::{Request, State},
    response::Response,
};

use super::{respond, visit};
use crate::{Services, announcement::calendar};

/// Where it is.
pub(super) const PATH: &str = "/feeds/termine.ics";

/// The same for everybody, whoever asks: programs do not sign in.
pub(super) async fn feed(State(services): State<Arc<Services>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match services.ports.announcements.calendar(&Viewer::guest()).await {
        Ok(dates) => {
            let text = calendar::calendar(&services.site.name, &services.origin, &dates);
            respond::shared(&parts.headers, "text/calendar; charset=utf-8", text)
        }
        Err(error) => respond::trouble(&visit::anonymous(&services, &parts), error),
    }
}
