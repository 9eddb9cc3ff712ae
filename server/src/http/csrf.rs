//! Forms of other sites cannot act for a member.
//!
//! Every unsafe method must come from our own pages: browsers say so in `Sec-Fetch-Site`, older ones in `Origin`.
//! (OWASP CSRF Prevention Cheat Sheet, "Fetch Metadata"; the cookie is `SameSite=Lax` besides.)

use std::sync::Arc;

use app::error::Error;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};

use super::{respond, unsubscribe, visit};
use crate::Services;

pub(super) async fn check(State(services): State<Arc<Services>>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // no cookie counts there, only the token in its address
    let by_token = request.uri().path() == unsubscribe::PATH;
    if safe || by_token || is_ours(request.headers(), &services.origin) {
        return next.run(request).await;
    }
    let (parts, _) = request.into_parts();
    respond::trouble(&visit::anonymous(&services, &parts), Error::Refused)
}

fn is_ours(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(from)) => from == origin,
        // neither: no browser of the last years, so no cookie that someone else could make use of unasked
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(headers: &[(&'static str, &str)]) -> bool {
        let headers =
            headers.iter().map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value"))).collect();
        is_ours(&headers, "https://netz.example")
    }

    #[test]
    fn only_our_own_pages_may_post() {
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(ours(&[("origin", "https://netz.example")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site"), ("origin", "https://netz.example")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(!ours(&[("sec-fetch-site", "none")]));
        assert!(!ours(&[("origin", "null")]));
        assert!(!ours(&[("origin", "https://evil.example")]));
        assert!(!ours(&[]));
    }
}
