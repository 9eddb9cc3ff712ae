//! A page as a visitor sees it.

use std::collections::BTreeSet;

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use scraper::{ElementRef, Html, Selector};
use url::form_urlencoded;

/// A response.
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body; empty if it is no text.
    pub html: String,
    /// Its body, byte by byte.
    pub bytes: Vec<u8>,
    path: String,
}

/// A form on a page, as it will be sent.
#[derive(Debug, Clone)]
pub struct Form {
    pub(crate) action: String,
    fields: Vec<(String, String)>,
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

impl Page {
    pub(crate) async fn read(path: &str, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a whole body");
        let is_page = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let html = match String::from_utf8(bytes.to_vec()) {
            Ok(html) => html,
            Err(error) => {
                assert!(!is_page, "{path}: {error}");
                String::new()
            }
        };
        Self { status: parts.status, headers: parts.headers, html, bytes: bytes.to_vec(), path: path.to_owned() }
    }

    /// Where it redirects to.
    #[must_use]
    pub fn redirect(&self) -> Option<String> {
        self.header(header::LOCATION.as_str())
    }

    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    fn document(&self) -> Html {
        Html::parse_document(&self.html)
    }

    /// The texts of all elements, white space folded.
    #[must_use]
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.document().select(&selector(css)).map(|element| folded(element)).collect()
    }

    /// The text of the first element; empty when there is none.
    #[must_use]
    pub fn text(&self, css: &str) -> String {
        self.texts(css).into_iter().next().unwrap_or_default()
    }

    /// The whole text of the page inside `<main>`.
    #[must_use]
    pub fn main(&self) -> String {
        self.text("main")
    }

    /// What stands in scripts of a type, e.g. structured data; browsers do not run it.
    #[must_use]
    pub fn scripts(&self, kind: &str) -> Vec<String> {
        let document = self.document();
        document
            .select(&selector("script"))
            .filter(|one| one.attr("type") == Some(kind))
            .map(|one| one.text().collect())
            .collect()
    }

    /// An attribute of all elements.
    #[must_use]
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.document().select(&selector(css)).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// The names of all attributes of all elements.
    #[must_use]
    pub fn attribute_names(&self) -> BTreeSet<String> {
        let document = self.document();
        document.select(&selector("*")).flat_map(|element| element.value().attrs()).map(|(name, _)| name.to_owned()).collect()
    }

    /// The addresses of all links.
    #[must_use]
    pub fn links(&self) -> Vec<String> {
        self.attributes("a[href]", "href")
    }

    /// Whether a link leads there.
    #[must_use]
    pub fn leads_to(&self, path: &str) -> bool {
        self.links().iter().any(|link| link == path)
    }

    /// Whether there is such an element.
    #[must_use]
    pub fn has(&self, css: &str) -> bool {
        self.document().select(&selector(css)).next().is_some()
    }

    /// The address it was asked for, after redirects.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A page of the site with this status: header, heading and a way on; nothing naked.
    ///
    /// # Panics
    /// When it is something else: it is shown.
    pub fn assert_is_of_the_site(&self, status: u16) {
        let told = format!("{} {}: {}", self.path, self.status, self.html);
        assert_eq!(self.status.as_u16(), status, "{told}");
        assert!(self.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{told}");
        assert!(self.has("header.site-header") && !self.text("h1").is_empty(), "{told}");
        assert!(self.attributes("main a[href]", "href").iter().any(|link| link == "/"), "no way on: {told}");
    }

    /// What is said to be wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> String {
        self.text(&format!("#fehler-{field}"))
    }

    /// The first form that matches.
    ///
    /// # Panics
    /// When there is none: the page is shown.
    #[must_use]
    pub fn form(&self, css: &str) -> Form {
        let document = self.document();
        let Some(form) = document.select(&selector(css)).next() else { panic!("no form {css} on {}:\n{}", self.path, self.html) };
        let action = form.attr("action").filter(|action| !action.is_empty()).unwrap_or(&self.path).to_owned();
        let fields = form.select(&selector("input, textarea, select")).filter_map(field).collect();
        Form { action, fields }
    }
}

/// What a browser would send for a control.
fn field(control: ElementRef<'_>) -> Option<(String, String)> {
    let name = control.attr("name")?.to_owned();
    let value = match control.value().name() {
        // the parser has taken the first line break away already, as browsers do
        "textarea" => control.text().collect(),
        "select" => {
            let options: Vec<_> = control.select(&selector("option")).collect();
            let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first())?;
            chosen.attr("value").unwrap_or_default().to_owned()
        }
        _ => control.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, value))
}

fn folded(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Form {
    /// Types into a field, replacing what was in it.
    ///
    /// # Panics
    /// When the form has no such field.
    #[must_use]
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        let field = self.fields.iter_mut().find(|(field, _)| field == name);
        let Some((_, old)) = field else { panic!("no field {name} in {self:?}") };
        value.clone_into(old);
        self
    }

    /// Sends something that is no field of the form: a button, or a forgery.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a field out, as browsers do with radio buttons that are not chosen.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// Where it posts to.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.action
    }

    /// What a field holds.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// As a browser encodes it.
    #[must_use]
    pub fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish()
    }
}
