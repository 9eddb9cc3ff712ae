//! A GET request becomes a [`Visit`], and the visit a page.

use std::sync::Arc;

use app::{
    account::{Role, Viewer},
    context::Visit,
    error::Error,
    routes::PageRoute,
    search,
};
use axum::{
    extract::{RawPathParams, Request},
    http::{Method, request::Parts},
    response::Response,
};
use url::form_urlencoded;

use super::{form, opened, respond, session};
use crate::Services;

/// Renders a page for whoever asks, if she may see it.
pub(super) async fn page(services: &Arc<Services>, route: &PageRoute, params: &RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = match of(services, &parts, params).await {
        Ok(visit) => visit,
        Err(error) => return respond::trouble(&anonymous(services, &parts), error),
    };
    if let Err(error) = require(&visit.viewer, route.access) {
        return match error {
            Error::SignInRequired => respond::to_sign_in(&parts.uri),
            error => respond::trouble(&visit, error),
        };
    }
    if route.path == search::PATH
        && let Err(error) = may_search(services, &visit.viewer, &parts)
    {
        return respond::trouble(&visit, error);
    }
    let page = (route.page)(visit.clone()).await;
    if page.is_ok() {
        opened::note(services, route.path, &visit, &parts.headers);
    }
    match page {
        Ok(page) if page.public.is_some() && visit.viewer.member().is_none() => {
            respond::public_page(&visit, &parts.headers, page)
        }
        Ok(page) => respond::page(&visit, 200, page),
        Err(Error::SignInRequired) => respond::to_sign_in(&parts.uri),
        Err(Error::ProofRequired) => respond::to_proof(&parts.uri),
        Err(Error::Moved(to)) => respond::moved(&to),
        Err(error) => respond::trouble(&visit, error),
    }
}

/// Whether somebody may search once more in this moment.
pub(super) fn may_search(services: &Services, viewer: &Viewer, parts: &Parts) -> Result<(), Error> {
    services.throttle.search(viewer.member().map(|member| member.id), form::client(services, parts))
}

/// Whether a role is enough for a route.
pub(super) fn require(viewer: &Viewer, access: Role) -> Result<(), Error> {
    match viewer.role() {
        role if role >= access => Ok(()),
        Role::Guest => Err(Error::SignInRequired),
        _ => Err(Error::Forbidden),
    }
}

/// The visit behind a request: who it is, and what was asked for.
pub(super) async fn of(services: &Arc<Services>, parts: &Parts, params: &RawPathParams) -> Result<Visit, Error> {
    let viewer = match session::token(&services.cookies, &parts.headers) {
        Some(token) => services.ports.accounts.viewer(&token).await?,
        None => Viewer::guest(),
    };
    let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Ok(Visit { viewer, params, ..anonymous(services, parts) })
}

/// The visit of a guest; cannot fail, so error pages can be shown with it.
pub(super) fn anonymous(services: &Arc<Services>, parts: &Parts) -> Visit {
    let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let posted = parts.method == Method::POST;
    // what the redirect to a page told is not true any more when the form on it is sent
    let query = query.filter(|(name, _)| !(posted && name == "hinweis"));
    Visit {
        ports: Arc::clone(&services.ports),
        site: Arc::clone(&services.site),
        viewer: Viewer::guest(),
        path: parts.uri.path().to_owned(),
        posted,
        params: Vec::new(),
        query: query.map(|(name, value)| (name.into_owned(), clean(&value))).collect(),
        now: services.clock.now(),
    }
}

/// Without control characters: PostgreSQL refuses NUL in a text, and none of them means anything in a query.
fn clean(value: &str) -> String {
    value.chars().filter(|character| !character.is_control()).collect()
}
