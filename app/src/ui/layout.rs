//! The frame of a page inside `<main>`.

use leptos::prelude::*;

use super::navigation::{Breadcrumb, Crumb};

/// A page as wide as the site.
#[component]
pub fn Wide(children: Children) -> impl IntoView {
    view! { <div class="page__inner">{children()}</div> }
}

/// A page as wide as a line of text: forms, messages.
#[component]
pub fn Narrow(children: Children) -> impl IntoView {
    view! { <div class="page__inner page--narrow">{children()}</div> }
}

/// The heading of a page, with the way back above and one muted line below it.
#[component]
pub fn Head(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The way back.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// What follows the heading: a lead, a line of facts.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page__head">
            {(!crumbs.is_empty()).then(|| view! { <Breadcrumb crumbs=crumbs /> })}
            <h1>{title}</h1>
            {children.map(|children| children())}
        </header>
    }
}
