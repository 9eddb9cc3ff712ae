//! Somebody in front of a browser: follows redirects, keeps cookies, fills in forms.

use axum::{
    Router,
    body::Body,
    http::{Method, Request, header},
};
use tower::ServiceExt;

use crate::{Form, Page};

/// A browser without JavaScript.
#[derive(Clone)]
pub struct Visitor {
    pub(crate) router: Router,
    cookies: Vec<String>,
    headers: Vec<(String, String)>,
}

impl Visitor {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookies: Vec::new(), headers: vec![("sec-fetch-site".to_owned(), "same-origin".to_owned())] }
    }

    /// With this `Cookie` header.
    #[must_use]
    pub fn with_cookie(mut self, cookie: &str) -> Self {
        self.cookies = vec![cookie.to_owned()];
        self
    }

    /// With this header instead of the usual one.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without a header that browsers send.
    #[must_use]
    pub fn without_header(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self
    }

    /// Whether a cookie is there.
    #[must_use]
    pub fn has_cookie(&self) -> bool {
        !self.cookies.is_empty()
    }

    /// The `Cookie` header, to try it again later.
    #[must_use]
    pub fn cookie(&self) -> Option<String> {
        self.has_cookie().then(|| self.cookies.join("; "))
    }

    /// Takes a cookie of a response, or lets one go that came without a value.
    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let name = pair.split('=').next().unwrap_or_default();
        self.cookies.retain(|kept| kept.split('=').next() != Some(name));
        if !pair.ends_with('=') {
            self.cookies.push(pair.to_owned());
        }
    }

    /// Opens a page, following redirects as a browser does.
    pub async fn open(&mut self, path: &str) -> Page {
        let mut page = self.request(Method::GET, path, None).await;
        for _ in 0..5 {
            let Some(location) = page.redirect() else { break };
            page = self.request(Method::GET, &location, None).await;
        }
        page
    }

    /// Asks for a page and does not follow redirects.
    pub async fn get(&mut self, path: &str) -> Page {
        self.request(Method::GET, path, None).await
    }

    /// Sends a form and does not follow the redirect.
    pub async fn send(&mut self, form: &Form) -> Page {
        self.post(&form.action, form.encoded()).await
    }

    /// Sends a form, then follows the redirect.
    pub async fn submit(&mut self, form: Form) -> Page {
        let page = self.post(&form.action, form.encoded()).await;
        match page.redirect() {
            Some(location) => self.open(&location).await,
            None => page,
        }
    }

    /// Sends a body as a form would, and does not follow redirects.
    pub async fn post(&mut self, path: &str, body: impl Into<Vec<u8>>) -> Page {
        self.request(Method::POST, path, Some(body.into())).await
    }

    /// Sends a file as a script of ours does.
    pub async fn upload(&mut self, to: &str, name: &str, content: &[u8]) -> Page {
        let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        self.request(Method::POST, &format!("/dateien?{to}&name={name}"), Some(content.to_vec())).await
    }

    /// Sends files with a form, as a browser encodes them (RFC 7578), and does not follow the redirect.
    pub async fn send_files(&mut self, form: &Form, files: &[(&str, &[u8])]) -> Page {
        const BOUNDARY: &str = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
        let mut body = Vec::new();
        for (name, content) in files {
            // what browsers escape in a name (HTML, 4.10.21.8)
            let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"{name}\"\r\n");
            body.extend(head.into_bytes());
            body.extend(b"Content-Type: application/octet-stream\r\n\r\n");
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let mut with_type = self.clone().with_header("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"));
        with_type.request(Method::POST, &form.action, Some(body)).await
    }

    /// One request and its response.
    ///
    /// # Panics
    /// When the server does not answer at all.
    pub async fn request(&mut self, method: Method, path: &str, body: Option<Vec<u8>>) -> Page {
        let mut request = Request::builder().method(method).uri(path.split('#').next().unwrap_or(path));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(cookie) = self.cookie() {
            request = request.header(header::COOKIE, cookie);
        }
        if body.is_some() && !self.headers.iter().any(|(name, _)| name == "content-type") {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("a response");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("a readable cookie"));
        }
        Page::read(path, response).await
    }
}
