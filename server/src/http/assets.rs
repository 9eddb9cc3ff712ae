//! Style, fonts and the browser half: built into the binary, named by their content, compressed beforehand.

use std::collections::HashMap;

use app::error::Error;
use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, Response as HttpResponse, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `style/build.mjs` wrote. A debug build reads the folder at run time.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Built;

/// Logical name to address, e.g. `site.css` to `/assets/site.1a2b3c4d.css`. Empty when nothing was built.
pub fn manifest() -> Result<HashMap<String, String>, Error> {
    match Built::get("manifest.json") {
        Some(file) => Ok(serde_json::from_slice(&file.data)?),
        None => Ok(HashMap::new()),
    }
}

/// `/assets/{name}`: for ever, because another content has another name.
pub(super) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let path = format!("assets/{name}");
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (coding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(accepted, coding)
            && let Some(file) = Built::get(&format!("{path}{ending}"))
        {
            return respond(file, &name, Some(coding));
        }
    }
    match Built::get(&path) {
        Some(file) => respond(file, &name, None),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        pieces.next() == Some(coding) && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0"))
    })
}

fn respond(file: EmbeddedFile, name: &str, coding: Option<&'static str>) -> Response {
    let mut response = HttpResponse::new(Body::from(file.data));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_that_is_refused_is_not_sent() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=0.5", "gzip"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "gzip"));
    }
}
