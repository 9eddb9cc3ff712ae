//! A POST request becomes a [`Submission`]; a handler in a `forms.rs` parses, calls the port, and replies.

use std::{
    future::Future,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    pin::Pin,
    sync::Arc,
};

use app::{
    account::Role,
    context::{Ports, Visit},
    error::{Error, FieldErrors},
    form::FormState,
    home::trouble,
    page::Page,
    wiki::fields,
};
use axum::{
    body::Body,
    extract::{ConnectInfo, RawPathParams, Request},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::Response,
};

use super::{device, respond, session, visit};
use crate::{Services, account::throttle::Throttle};

/// Largest form of a guest, in bytes.
const GUEST_LIMIT: usize = 2 * 1024 * 1024;
/// Largest form of a member: a million characters, each percent-encoded at its longest, and some more, so that a text
/// that is too long comes back with a message at its field.
const MEMBER_LIMIT: usize = 64 * 1024 * 1024;

/// Most fields of a form.
const MOST_FIELDS: usize = 128;

/// A handler at work.
pub(crate) type FormFuture = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>;

/// A form that can be sent.
#[derive(Clone, Copy)]
pub(crate) struct FormRoute {
    /// Where it posts to.
    pub(crate) path: &'static str,
    /// The least role.
    pub(crate) access: Role,
    /// What happens.
    pub(crate) handle: fn(Submission) -> FormFuture,
}

/// A row of a table of forms: `form("/abmelden", Role::Guest, |form| Box::pin(sign_out(form)))`.
pub(crate) fn form(path: &'static str, access: Role, handle: fn(Submission) -> FormFuture) -> FormRoute {
    FormRoute { path, access, handle }
}

/// What a handler answers.
pub(crate) enum Reply {
    /// 303: done, look there.
    SeeOther(String),
    /// 303, with a new session, or without one from now on.
    SignedIn(String, app::account::port::NewSession),
    /// 303: the password was right, the code is to come.
    Halfway(String, app::account::port::Halfway),
    /// 303, and the session is over.
    SignedOut(String),
    /// 422: the same page again, with what was typed and what is wrong.
    Again(Page),
    /// The same page again with another status.
    Refused(u16, Page),
    /// 200: a page that is not the end of it, e.g. a preview.
    Show(Page),
    /// A file to keep: its name and its text.
    File(&'static str, String),
    /// For scripts of ours: a status and what they have to know.
    Json(u16, serde_json::Value),
}

/// A form that was sent.
pub(crate) struct Submission {
    /// Who sent it, from where.
    pub(crate) visit: Visit,
    /// The session it came with.
    pub(crate) session: Option<String>,
    /// The token of whoever has typed the right password, and no code yet.
    pub(crate) halfway: Option<String>,
    /// What it came from, in words.
    pub(crate) device: String,
    /// The network address it came from.
    pub(crate) from: IpAddr,
    services: Arc<Services>,
    fields: Vec<(String, String)>,
    damaged: FieldErrors,
}

impl Submission {
    /// What the pages use.
    pub(crate) fn ports(&self) -> &Ports {
        &self.visit.ports
    }

    /// The limits.
    pub(crate) fn throttle(&self) -> &Throttle {
        &self.services.throttle
    }

    /// A field as typed; empty when absent.
    pub(crate) fn text(&self, name: &str) -> String {
        self.fields.iter().find(|(field, _)| field == name).map_or_else(String::new, |(_, value)| value.clone())
    }

    /// A field that is an id we have put into the form.
    pub(crate) fn id(&self, name: &str) -> Result<i64, Error> {
        self.text(name).parse().map_err(|_| Error::NotFound)
    }

    /// All fields of a name that are ids, as boxes are that somebody has ticked.
    pub(crate) fn ids(&self, name: &str) -> Vec<i64> {
        self.fields.iter().filter(|(field, _)| field == name).filter_map(|(_, value)| value.parse().ok()).collect()
    }

    /// Whether a button or switch of this name was used.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The same form with another value in a field.
    pub(crate) fn with(mut self, name: &str, value: String) -> Self {
        self = self.without(name);
        self.fields.push((name.to_owned(), value));
        self
    }

    /// The same form without a field.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// What was typed, for showing the form again.
    pub(crate) fn form(&self) -> FormState {
        FormState::typed(self.fields.iter().cloned())
    }

    /// Refuses a form that arrived with unreadable or invisible characters; they are removed in [`Submission::form`].
    pub(crate) fn intact(&self) -> Result<(), Error> {
        self.damaged.clone().into_result()
    }
}

/// Reads the form, lets the handler work, answers.
pub(super) async fn submit(services: &Arc<Services>, route: &FormRoute, params: &RawPathParams, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let visit = match visit::of(services, &parts, params).await {
        Ok(visit) => visit,
        Err(error) => return respond::trouble(&visit::anonymous(services, &parts), error),
    };
    let allowed = visit::require(&visit.viewer, route.access);
    if let Err(error @ Error::Forbidden) = allowed {
        return respond::trouble(&visit, error);
    }
    let limit = if visit.viewer.member().is_some() { MEMBER_LIMIT } else { GUEST_LIMIT };
    let (fields, damaged) = match read(&parts.headers, body, limit).await {
        Ok(read) => read,
        Err(error) => return respond::trouble(&visit, error),
    };
    let submission = Submission {
        session: session::token(&services.cookies, &parts.headers),
        halfway: session::halfway(&services.cookies, &parts.headers),
        device: device::words(&parts.headers),
        from: client(services, &parts),
        services: Arc::clone(services),
        visit: visit.clone(),
        fields,
        damaged,
    };
    if allowed.is_err() {
        // the session ended while someone was typing
        return respond::page(&visit, 401, trouble::session_ended(visit.path.clone(), &submission.form()));
    }
    match (route.handle)(submission).await {
        Ok(reply) => answer(services, &visit, reply),
        // back to the page of the same address afterwards
        Err(Error::ProofRequired) => respond::to_proof(&parts.uri),
        Err(error) => respond::trouble(&visit, error),
    }
}

/// The response that a reply is.
pub(super) fn answer(services: &Services, visit: &Visit, reply: Reply) -> Response {
    let with_cookies = |location: &str, cookies: Vec<HeaderValue>| {
        let mut response = respond::see_other(location);
        for cookie in cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    };
    match reply {
        Reply::SeeOther(location) => respond::see_other(&location),
        Reply::SignedIn(location, session) => with_cookies(&location, services.cookies.signed_in(&session)),
        Reply::Halfway(location, halfway) => with_cookies(&location, services.cookies.halfway(&halfway)),
        Reply::SignedOut(location) => with_cookies(&location, services.cookies.signed_out()),
        Reply::Again(page) => respond::page(visit, 422, page),
        Reply::Refused(status, page) => respond::page(visit, status, page),
        Reply::Show(page) => respond::page(visit, 200, page),
        Reply::File(name, text) => respond::secret(respond::download(name, "text/plain; charset=utf-8", text)),
        Reply::Json(status, value) => respond::json(status, &value),
    }
}

async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<(Vec<(String, String)>, FieldErrors), Error> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Error::Refused);
    }
    let bytes = axum::body::to_bytes(body, limit).await.map_err(|_| Error::TooLarge)?;
    // the form of an article has about fifty fields
    if bytes.split(|byte| *byte == b'&').nth(MOST_FIELDS).is_some() {
        return Err(Error::Refused);
    }
    let mut damaged = FieldErrors::default();
    let fields =
        bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| parse(pair, &mut damaged)).collect();
    Ok((fields, damaged))
}

/// One `name=value` (WHATWG URL Standard, 5.1). What cannot be text is taken out and noted.
fn parse(pair: &[u8], damaged: &mut FieldErrors) -> (String, String) {
    let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
    let decode = |part: &[u8]| {
        let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        percent_encoding::percent_decode(&spaced).collect::<Vec<u8>>()
    };
    let name = String::from_utf8_lossy(&decode(&pair[..at])).into_owned();
    let raw = decode(pair.get(at + 1..).unwrap_or_default());
    let (text, readable) = match String::from_utf8(raw) {
        Ok(text) => (text, true),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
    };
    let unwanted = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    let visible = !text.contains(unwanted);
    if !(readable && visible) {
        let message = if readable {
            "Hier standen unsichtbare Steuerzeichen. Wir haben sie entfernt; bitte prüfen Sie den Text und senden Sie ihn noch einmal."
        } else {
            "Hier standen unlesbare Zeichen. Bitte ersetzen Sie die Stellen mit � und senden Sie den Text noch einmal."
        };
        damaged.add(field_name(&name), message);
    }
    (name, if visible { text } else { text.replace(unwanted, "") })
}

/// Fields are named by the forms, so there are only so many; others are reported together.
fn field_name(name: &str) -> &'static str {
    const KNOWN: [&str; 19] = [
        "name",
        "mail",
        "password",
        "title",
        "body",
        "summary",
        "tags",
        "note",
        "topic",
        "kind",
        "visibility",
        "organisation",
        "message",
        "reason",
        "comment",
        "current_password",
        "new_password",
        "code",
        "terms",
    ];
    KNOWN.into_iter().find(|known| *known == name).or_else(|| fields::name(name)).unwrap_or("form")
}

/// The address a request came from; behind our own proxy the last one it noted.
pub(super) fn client(services: &Services, parts: &Parts) -> IpAddr {
    let peer =
        parts.extensions.get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(peer)| peer.ip());
    if !services.behind_proxy {
        return peer;
    }
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(body: &str) -> (Vec<(String, String)>, FieldErrors) {
        let mut damaged = FieldErrors::default();
        let fields = body.as_bytes().split(|byte| *byte == b'&').map(|pair| parse(pair, &mut damaged)).collect();
        (fields, damaged)
    }

    #[test]
    fn a_form_is_decoded_as_browsers_encode_it() {
        let (fields, damaged) = parsed("title=B%C3%BCrger+b%C3%BCro&body=a%0D%0Ab&leer");
        assert_eq!(
            fields,
            [("title", "Bürger büro"), ("body", "a\r\nb"), ("leer", "")].map(|(n, v)| (n.to_owned(), v.to_owned()))
        );
        assert!(damaged.is_empty());
    }

    #[test]
    fn nul_bytes_and_broken_utf8_are_named_at_their_field_and_the_rest_is_kept() {
        let (fields, damaged) = parsed("title=a%00b&body=%ff%C3%BC");
        assert_eq!(fields[0].1, "ab");
        assert_eq!(fields[1].1, "\u{fffd}ü");
        assert!(damaged.of("title").is_some() && damaged.of("body").is_some());
    }
}
