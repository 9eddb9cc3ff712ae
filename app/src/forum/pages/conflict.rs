//! What an editor is shown when somebody else was quicker: the text that stands now, beside her own.

use leptos::prelude::*;

use crate::{account::Viewer, form::FormState, forum::post::Posted, text, wiki::pages::difference};

/// The form as it goes on from here, and what has to be seen before. Nothing when nobody was quicker.
pub(super) fn seen(viewer: &Viewer, form: FormState, posted: &Posted) -> (FormState, Option<AnyView>) {
    let base = form.value("base").parse().unwrap_or(posted.revision);
    if base == posted.revision {
        return (form, None);
    }
    let author = (posted.author.id, posted.author.name.clone());
    let (at, (editor, name)) = posted.edited.clone().unwrap_or((posted.created_at, author));
    let own = viewer.member().is_some_and(|member| member.id == editor);
    let (who, when) = if own {
        ("Sie haben".to_owned(), "wohl in einem anderen Fenster")
    } else {
        (format!("{name} hat"), "während Sie schrieben")
    };
    let mine = form.value("body").replace("\r\n", "\n");
    let title = form.value("title").to_owned();
    let title = (!title.is_empty()).then(|| difference::line("Titel", &posted.title, &title)).flatten();
    let panel = view! {
        <section class="panel" aria-labelledby="inzwischen">
            <h2 id="inzwischen">{if own { "Sie haben diesen Text schon geändert" } else { "Jemand war schneller" }}</h2>
            <p>{format!("{who} diesen Text {}, {} Uhr gespeichert, {when}. Ihr Text steht unten im Formular; er ist noch nicht gespeichert.", text::on(at), text::clock(at))}</p>
            <h3>"So steht es jetzt da"</h3>
            <pre class="overtaken">{posted.body.clone()}</pre>
            <h3>"Was bei Ihnen anders ist"</h3>
            {title}
            {difference::text(&posted.body, &mine)}
            <p>"Übernehmen Sie, was bleiben soll, und speichern Sie noch einmal. Dann gilt dieser Text; der andere bleibt im Verlauf."</p>
        </section>
    };
    (form.with("base", posted.revision.to_string()), Some(panel.into_any()))
}
