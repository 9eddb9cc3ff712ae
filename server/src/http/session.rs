//! The session cookie.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};

/// Name and attributes of the cookie.
#[derive(Debug, Clone)]
pub struct Cookies {
    name: &'static str,
    secure: bool,
}

impl Cookies {
    /// For a site behind `https`, or for plain `http` on this machine (development, tests).
    #[must_use]
    pub fn new(secure: bool) -> Self {
        // `__Host-` pins the cookie to this host and to https (RFC 6265bis, 4.1.3.2)
        Self { name: if secure { "__Host-sitzung" } else { "sitzung" }, secure }
    }

    /// Sets the cookie, or removes it with an empty token.
    pub(crate) fn set(&self, token: &str, max_age: i64) -> Option<HeaderValue> {
        let cookie = Cookie::build((self.name, token))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.secure)
            .max_age(Duration::seconds(max_age));
        HeaderValue::from_str(&cookie.to_string()).ok()
    }

    /// The whole `Cookie` header for a token, for load tests.
    #[must_use]
    pub fn header(&self, token: &str) -> String {
        format!("{}={token}", self.name)
    }
}

/// The token of a request.
pub(super) fn token(cookies: &Cookies, headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == cookies.name)
        .map(|cookie| cookie.value().to_owned())
}
