//! The table of routes: what can be called, and by whom. The router is built from it, and so are its tests.

use std::sync::Arc;

use app::{account::Role, routes};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, RawPathParams, Request, State},
    http::{Extensions, HeaderMap, Method, StatusCode, Version},
    middleware::from_fn_with_state,
    response::Response,
    routing::{MethodFilter, get, on},
};
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, Predicate},
    },
};

use super::{
    FormRoute, UploadRoute, assets, calendar, completion, csrf, download, feed as feeds, form, guard, headers, health, islands,
    live, opensearch, public, unsubscribe, upload, visit,
};
use crate::{
    Services, account, announcement, attachment, factor, feed, flag, follow, forum, freshness, gap, moderation, notice,
    organisation, reuse, saved, structure, subject, summary, synonym, wiki,
};

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
        factor::forms::routes(),
        forum::forms::routes(),
        reuse::forms::routes(),
        structure::forms::routes(),
        subject::forms::routes(),
        wiki::forms::routes(),
        attachment::forms::routes(),
        wiki::history::forms::routes(),
        moderation::forms::routes(),
        notice::forms::routes(),
        freshness::forms::routes(),
        organisation::forms::routes(),
        forum::comment::forms::routes(),
        forum::vote::forms::routes(),
        forum::order::forms::routes(),
        flag::forms::routes(),
        follow::forms::routes(),
        summary::forms::routes(),
        announcement::forms::routes(),
        feed::forms::routes(),
        saved::forms::routes(),
        synonym::forms::routes(),
        gap::forms::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What takes files.
fn uploads() -> Vec<UploadRoute> {
    [attachment::forms::uploads(), wiki::import::forms::uploads()].into_iter().flatten().collect()
}

/// Everything that can be called, and by whom.
#[must_use]
pub fn table() -> Vec<Entry> {
    let pages = routes::pages().into_iter().map(|page| Entry { method: Method::GET, path: page.path, access: page.access });
    let forms = forms().into_iter().map(|form| Entry { method: Method::POST, path: form.path, access: form.access });
    let uploads = uploads().into_iter().map(|upload| Entry { method: Method::POST, path: upload.path, access: upload.access });
    let machine = [
        "/healthz",
        "/readyz",
        "/assets/{name}",
        "/robots.txt",
        "/sitemap.xml",
        "/feeds/wiki",
        calendar::PATH,
        "/wiki/{slug}/markdown",
        download::PATH,
        completion::TITLES,
        opensearch::DESCRIPTION,
        opensearch::SUGGESTIONS,
        islands::PATH,
        feeds::PATH,
    ]
    .map(|path| (Method::GET, path))
    .into_iter()
    .chain([(Method::POST, islands::PATH), (Method::POST, unsubscribe::PATH)])
    .map(|(method, path)| Entry { method, path, access: Role::Guest })
    .chain([live::PATH, completion::NAMES].map(|path| Entry { method: Method::GET, path, access: Role::Member }));
    pages.chain(forms).chain(uploads).chain(machine).collect()
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
    for route in uploads() {
        let handler = move |State(services): State<Arc<Services>>, params: RawPathParams, request: Request| async move {
            upload::submit(&services, &route, &params, request).await
        };
        // bounded where it is read
        router = router.route(route.path, on(MethodFilter::POST, handler).layer(DefaultBodyLimit::disable()));
    }
    let worthwhile = DefaultPredicate::new()
        .and(|_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions| extensions.get::<download::AsIs>().is_none());
    let compression = CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worthwhile);
    router
        .route(islands::PATH, get(islands::call).post(islands::call).layer(DefaultBodyLimit::max(islands::LIMIT)))
        .route(download::PATH, get(download::serve))
        .route("/assets/{name}", get(assets::serve))
        .route("/robots.txt", get(public::robots))
        .route("/sitemap.xml", get(public::sitemap))
        .route("/feeds/wiki", get(public::feed))
        .route(calendar::PATH, get(calendar::feed))
        .route("/wiki/{slug}/markdown", get(public::markdown))
        .route(completion::TITLES, get(completion::titles))
        .route(completion::NAMES, get(completion::names))
        .route(opensearch::DESCRIPTION, get(opensearch::description))
        .route(opensearch::SUGGESTIONS, get(opensearch::suggestions))
        .route(live::PATH, get(live::open))
        .route(unsubscribe::PATH, on(MethodFilter::POST, unsubscribe::post))
        .route(feeds::PATH, get(feeds::questions))
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
