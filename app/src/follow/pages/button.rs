//! The button with which a member begins or stops to follow what a page shows.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    follow::{Kind, Target},
};

/// The button with its present state.
pub(crate) struct FollowButton {
    target: Target,
    follows: bool,
    told: bool,
}

impl FollowButton {
    /// For members; others get none.
    pub(crate) async fn load(visit: &Visit, kind: Kind, name: &str) -> Result<Option<Self>, Error> {
        if !visit.viewer.may(Action::ReadNetwork) {
            return Ok(None);
        }
        let target = Target { kind, name: name.to_owned() };
        let follows = visit.ports.follows.follows(&visit.viewer, &target).await?;
        Ok(Some(Self { target, follows, told: visit.query("hinweis") == "abo" }))
    }

    /// A form of one button.
    pub(crate) fn view(self) -> AnyView {
        let told = self.told.then(|| {
            let text = if self.follows { follows(self.target.kind) } else { stopped(self.target.kind) };
            view! { <p class="flash" role="status">{text}</p> }
        });
        view! {
            <div id="folgen">{told}{form(&self.target, self.follows, "", None)}</div>
        }
        .into_any()
    }
}

/// The form; `back` says to which page it returns, `about` names the thing where several stand in a list.
pub(super) fn form(target: &Target, follows: bool, back: &'static str, about: Option<&str>) -> AnyView {
    let (value, text) = match (follows, target.kind) {
        (true, _) => ("", "Nicht mehr folgen"),
        (false, Kind::Question) => ("1", "Frage folgen"),
        (false, Kind::Topic) => ("1", "Thema folgen"),
        (false, Kind::Tag) => ("1", "Schlagwort folgen"),
        (false, Kind::Organisation) => ("1", "Folgen"),
    };
    let label = about.map(|about| format!("{text}: {about}"));
    view! {
        <form class="form--inline follow" method="post" action="/konto/abos">
            <input type="hidden" name="kind" value=target.kind.key() />
            <input type="hidden" name="target" value=target.name.clone() />
            <input type="hidden" name="follow" value=value />
            <input type="hidden" name="back" value=back />
            <button class="kern-btn kern-btn--secondary" type="submit" aria-label=label><span class="kern-label">{text}</span></button>
        </form>
    }
    .into_any()
}

fn follows(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "Sie folgen dieser Frage und erfahren von neuen Beiträgen.",
        Kind::Topic => "Sie folgen diesem Thema und erfahren von neuen Fragen.",
        Kind::Tag => "Sie folgen diesem Schlagwort und erfahren von neuen Fragen.",
        Kind::Organisation => "Sie erfahren jetzt von neuen Fragen, die von hier kommen.",
    }
}

fn stopped(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "Sie folgen dieser Frage nicht mehr.",
        Kind::Topic => "Sie folgen diesem Thema nicht mehr.",
        Kind::Tag => "Sie folgen diesem Schlagwort nicht mehr.",
        Kind::Organisation => "Sie folgen nicht mehr.",
    }
}
