//! The table of routes: what can be called, and by whom. The router is built from it, and so are its tests.

use std::sync::Arc;

use app::{account::Role, routes};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, RawPathParams, Request, State},
    http::Method,
    middleware::from_fn_with_state,
    response::Response,
    routing::{MethodFilter, get, on},
};
use tower_http::{CompressionLevel, compression::CompressionLayer};

use super::{FormRoute, assets, csrf, form, guard, headers, health, islands, visit};
use crate::{Services, account, forum, moderation, notice, reuse, wiki};

/// One route: a method, a path, and the least role that may call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `GET` (which includes `HEAD`) or `POST`.
    pub method: Method,
    /// The path; parts in braces are parameters.
    pub path: &'static str,
    /// The least role.
    pub access: Role,
}

/// Forms of all features.
fn forms() -> Vec<FormRoute> {
    [
        account::forms::routes(),
        forum::forms::routes(),
        reuse::forms::routes(),
        wiki::forms::routes(),
        moderation::forms::routes(),
        notice::forms::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Everything that can be called, and by whom.
#[must_use]
pub fn table() -> Vec<Entry> {
    let pages = routes::pages().into_iter().map(|page| Entry { method: Method::GET, path: page.path, access: page.access });
    let forms = forms().into_iter().map(|form| Entry { method: Method::POST, path: form.path, access: form.access });
    let machine =
        [(Method::GET, "/healthz"), (Method::GET, "/readyz"), (Method::GET, "/assets/{name}"), (Method::GET, "/robots.txt")]
            .into_iter()
            .chain([(Method::GET, islands::PATH), (Method::POST, islands::PATH)])
            .map(|(method, path)| Entry { method, path, access: Role::Guest });
    pages.chain(forms).chain(machine).collect()
}

/// The router over these services.
pub fn router(services: Arc<Services>) -> Router {
    let mut router = Router::new();
    for page in routes::pages() {
        let handler = move |State(services): State<Arc<Services>>, params: RawPathParams, request: Request| async move {
            visit::page(&services, &page, &params, request).await
        };
        router = router.route(page.path, get(handler));
    }
    for route in forms() {
        let handler = move |State(services): State<Arc<Services>>, params: RawPathParams, request: Request| async move {
            form::submit(&services, &route, &params, request).await
        };
        router = router.route(route.path, on(MethodFilter::POST, handler));
    }
    let compression = CompressionLayer::new().quality(CompressionLevel::Fastest);
    router
        .route(islands::PATH, get(islands::call).post(islands::call).layer(DefaultBodyLimit::max(islands::LIMIT)))
        .route("/assets/{name}", get(assets::serve))
        .route("/robots.txt", get(assets::robots))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(not_found)
        .method_not_allowed_fallback(not_found)
        .layer(from_fn_with_state(Arc::clone(&services), csrf::check))
        .layer(from_fn_with_state(Arc::clone(&services), guard::guard))
        .layer(compression)
        .layer(from_fn_with_state(Arc::clone(&services), headers::add))
        .with_state(services)
}

async fn not_found(State(services): State<Arc<Services>>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let visit = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(params) => visit::of(&services, &parts, &params).await,
        Err(_) => Ok(visit::anonymous(&services, &parts)),
    };
    let visit = visit.unwrap_or_else(|_| visit::anonymous(&services, &parts));
    super::respond::trouble(&visit, app::error::Error::NotFound)
}
