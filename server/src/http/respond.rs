//! Pages and redirects as responses.

use std::hash::{DefaultHasher, Hash, Hasher};

use app::{context::Visit, error::Error, home::trouble, page::Page, shell};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response as HttpResponse, StatusCode, Uri, header},
    response::Response,
};

use super::error::classify;

/// A page with its status.
pub(super) fn page(visit: &Visit, status: u16, page: Page) -> Response {
    // not `no-store` as a rule: the way back to a form must find the typed text
    let cache = if page.secret { "no-store" } else { "private, no-cache" };
    let html = shell::render(visit, page);
    respond(
        HttpResponse::builder()
            .status(status)
            .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
            .header(header::CACHE_CONTROL, cache)
            .header(header::CONTENT_LENGTH, html.len())
            .body(Body::from(html)),
    )
}

/// A page that is the same for every guest; caches may keep a guest's copy.
pub(super) fn public_page(visit: &Visit, headers: &HeaderMap, page: Page) -> Response {
    shared(headers, "text/html; charset=utf-8", shell::render(visit, page))
}

/// Something for everybody. Caches may keep it for a minute, and show it a little longer while they ask again; a copy
/// that is still good is not sent twice. So long may an article be seen that has just become one for members.
pub(super) fn shared(headers: &HeaderMap, kind: &'static str, body: String) -> Response {
    // weak (RFC 9110, 8.8.1): compression changes the bytes
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    let tag = format!("W/\"{:016x}\"", hasher.finish());
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_known = known.flat_map(|value| value.split(',')).any(|one| one.trim() == tag);
    let response = HttpResponse::builder()
        .header(header::CACHE_CONTROL, "public, max-age=60, stale-while-revalidate=300")
        .header(header::ETAG, tag)
        // whoever is signed in gets another page
        .header(header::VARY, "cookie");
    respond(if is_known {
        response.status(StatusCode::NOT_MODIFIED).body(Body::empty())
    } else {
        response.header(header::CONTENT_TYPE, kind).header(header::CONTENT_LENGTH, body.len()).body(Body::from(body))
    })
}

/// The page that says what went wrong; faults of ours go to the log.
pub(super) fn trouble(visit: &Visit, error: Error) -> Response {
    let error = classify(error);
    match &error {
        Error::Fault(_) | Error::Unavailable(_) => tracing::error!(path = %visit.path, %error),
        _ => tracing::debug!(path = %visit.path, %error),
    }
    let mut response = page(visit, error.status(), trouble::page(visit, &error));
    let wait = match &error {
        Error::TooMany(wait) => Some(wait.as_secs().max(1)),
        Error::Unavailable(_) => Some(30),
        _ => None,
    };
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// An answer to a script of ours.
pub(super) fn json(status: u16, value: &serde_json::Value) -> Response {
    json_as("application/json", status, value)
}

/// The same under another name, for whoever expects that.
pub(super) fn json_as(kind: &'static str, status: u16, value: &serde_json::Value) -> Response {
    respond(
        HttpResponse::builder()
            .status(status)
            .header(header::CONTENT_TYPE, kind)
            .header(header::CACHE_CONTROL, "no-store")
            .body(Body::from(value.to_string())),
    )
}

/// A feed for one reader. A copy that is still good is not sent twice.
pub(super) fn private_feed(headers: &HeaderMap, xml: String) -> Response {
    let mut response = shared(headers, "application/atom+xml; charset=utf-8", xml);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}

/// A file to keep. Its name is made of an address, so it needs no quoting.
pub(super) fn download(name: &str, kind: &'static str, text: String) -> Response {
    respond(
        HttpResponse::builder()
            .header(header::CONTENT_TYPE, kind)
            .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
            .header(header::CACHE_CONTROL, "private, no-cache")
            .header("x-robots-tag", "noindex")
            .header(header::CONTENT_LENGTH, text.len())
            .body(Body::from(text)),
    )
}

/// The same answer, of which no copy is kept.
pub(super) fn secret(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// 303: look there now.
pub(super) fn see_other(location: &str) -> Response {
    respond(HttpResponse::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, location).body(Body::empty()))
}

/// 301: it is there from now on. Browsers may ask again, for a title can change back.
pub(super) fn moved(location: &str) -> Response {
    let moved = HttpResponse::builder().status(StatusCode::MOVED_PERMANENTLY).header(header::CACHE_CONTROL, "no-cache");
    respond(moved.header(header::LOCATION, location).body(Body::empty()))
}

/// To the form to sign in, and back again afterwards.
pub(super) fn to_sign_in(from: &Uri) -> Response {
    let back = from.path_and_query().map_or("/", |path| path.as_str());
    see_other(&app::ui::with_query("/anmelden", &[], "weiter", back))
}

/// To the page that asks once more for the password, and back again afterwards.
pub(super) fn to_proof(from: &Uri) -> Response {
    let back = from.path_and_query().map_or("/", |path| path.as_str());
    see_other(&app::ui::with_query("/konto/bestaetigen", &[], "weiter", back))
}

fn respond(built: Result<Response, axum::http::Error>) -> Response {
    built.unwrap_or_else(|error| {
        tracing::error!(%error, "a response could not be built");
        let mut response = Response::default();
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}
