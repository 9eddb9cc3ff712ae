//! Cookies: that of the session, and that of somebody whose password was right and whose code is still to come.

use app::account::port::{Halfway, NewSession};
use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};

/// Names and attributes of the cookies.
#[derive(Debug, Clone)]
pub struct Cookies {
    session: &'static str,
    halfway: &'static str,
    secure: bool,
}

impl Cookies {
    /// For a site behind `https`, or for plain `http` on this machine (development, tests).
    #[must_use]
    pub fn new(secure: bool) -> Self {
        // `__Host-` pins a cookie to this host and to https (RFC 6265bis, 4.1.3.2)
        let (session, halfway) = if secure { ("__Host-sitzung", "__Host-anmeldung") } else { ("sitzung", "anmeldung") };
        Self { session, halfway, secure }
    }

    /// Signs in: what was halfway is over.
    pub(crate) fn signed_in(&self, session: &NewSession) -> Vec<HeaderValue> {
        [self.set(self.session, &session.token, session.max_age), self.set(self.halfway, "", 0)].into_iter().flatten().collect()
    }

    /// Signs out.
    pub(crate) fn signed_out(&self) -> Vec<HeaderValue> {
        self.set(self.session, "", 0).into_iter().collect()
    }

    /// Waits for the code.
    pub(crate) fn halfway(&self, halfway: &Halfway) -> Vec<HeaderValue> {
        self.set(self.halfway, &halfway.token, halfway.max_age).into_iter().collect()
    }

    /// Sets a cookie, or removes it with an empty token.
    fn set(&self, name: &'static str, token: &str, max_age: i64) -> Option<HeaderValue> {
        let cookie = Cookie::build((name, token))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.secure)
            .max_age(Duration::seconds(max_age));
        HeaderValue::from_str(&cookie.to_string()).ok()
    }

    /// The whole `Cookie` header for a session, for load tests.
    #[must_use]
    pub fn header(&self, token: &str) -> String {
        format!("{}={token}", self.session)
    }
}

/// The token of the session of a request.
pub(super) fn token(cookies: &Cookies, headers: &HeaderMap) -> Option<String> {
    value(cookies.session, headers)
}

/// The token of somebody who is halfway in.
pub(super) fn halfway(cookies: &Cookies, headers: &HeaderMap) -> Option<String> {
    value(cookies.halfway, headers)
}

fn value(name: &str, headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}
