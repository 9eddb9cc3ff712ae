//! What a thread says as long as it is for one Kreis only.

use leptos::prelude::*;

use crate::{
    account::{Action, Viewer},
    forum::{asking::Audience, port::Question},
    text,
};

/// For whom it is and until when, and the button that opens it earlier; nothing for one that is for all.
pub(super) fn notice(audience: Option<Audience>, question: &Question, viewer: &Viewer) -> Option<AnyView> {
    let Audience { district, opens_at } = audience?;
    let until = opens_at.map(|at| format!("Ab dem {} sehen sie alle Mitglieder.", text::date(at)));
    let may_open = viewer.may(Action::OpenThread { asker: question.author.id });
    let action = format!("{}/fuer-alle", question.path());
    Some(
        view! {
            <aside class="flash flash--info" aria-label="Wer die Frage sieht">
                <p>{format!("Diese Frage sehen zurzeit nur Mitglieder aus: {district}. ")}{until}</p>
                {may_open.then(|| view! {
                    <form class="form--inline" method="post" action=action>
                        <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Jetzt für alle öffnen"</span></button>
                    </form>
                })}
            </aside>
        }
        .into_any(),
    )
}
