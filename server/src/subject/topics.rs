//! Rules of topics.

use app::{
    error::{Error, FieldErrors},
    follow::Kind,
    subject::port::{Direction, Heir, Topic, TopicDraft},
    text,
};

use super::queries;
use crate::{
    db::Conn,
    follow, search,
    text::{required, title},
};

/// A name, and one sentence. No other topic may have the same name, however it is spelled.
async fn check(tx: &mut Conn, draft: &TopicDraft, own: Option<&str>) -> Result<TopicDraft, Error> {
    let mut errors = FieldErrors::default();
    let name = errors.check("name", name(&draft.name));
    let description =
        errors.check("description", required(&draft.description, "Bitte sagen Sie in einem Satz, was hierher gehört.", 300));
    if let Some(name) = &name
        && let Some(other) = queries::topics(tx)
            .await?
            .into_iter()
            .find(|topic| Some(topic.slug.as_str()) != own && text::slug(&topic.name) == text::slug(name))
    {
        errors.add("name", format!("Es gibt schon das Themenfeld „{}“.", other.name));
    }
    errors.into_result()?;
    match (name, description) {
        (Some(name), Some(description)) => Ok(TopicDraft { name, description }),
        // every `None` has left an error behind
        _ => Err(Error::fault("a field was refused without a reason")),
    }
}

fn name(typed: &str) -> Result<String, String> {
    let name = title(typed, "Bitte geben Sie dem Themenfeld einen Namen.", 3)?;
    if name.chars().count() > 60 {
        return Err("Der Name darf höchstens 60 Zeichen haben.".to_owned());
    }
    if !crate::text::has_words(&name) {
        return Err("Bitte verwenden Sie Buchstaben oder Ziffern.".to_owned());
    }
    Ok(name)
}

pub(super) async fn add(tx: &mut Conn, draft: &TopicDraft) -> Result<Topic, Error> {
    let TopicDraft { name, description } = check(tx, draft, None).await?;
    let wish = text::slug(&name);
    let mut slug = wish.clone();
    // a topic keeps its address when it is renamed, so another one may sit there
    for number in 2.. {
        if !queries::is_topic(tx, &slug).await? {
            break;
        }
        slug = format!("{wish}-{number}");
    }
    // the new one takes over where a former one of this name was
    queries::forget_topic_address(tx, &slug).await?;
    queries::insert_topic(tx, &slug, &name, &description).await?;
    Ok(Topic { slug, name, description })
}

pub(super) async fn rewrite(tx: &mut Conn, slug: &str, draft: &TopicDraft) -> Result<(), Error> {
    if !queries::is_topic(tx, slug).await? {
        return Err(Error::NotFound);
    }
    let TopicDraft { name, description } = check(tx, draft, Some(slug)).await?;
    queries::rewrite_topic(tx, slug, &name, &description).await?;
    // it is found by the name of its topic
    search::record_topic(tx, slug).await
}

/// Exchanges it with its neighbour. All get a number of their own then: those of the region need not be distinct.
pub(super) async fn shift(tx: &mut Conn, slug: &str, direction: Direction) -> Result<(), Error> {
    let mut slugs: Vec<String> = queries::topics(tx).await?.into_iter().map(|topic| topic.slug).collect();
    let at = slugs.iter().position(|one| one == slug).ok_or(Error::NotFound)?;
    let other = match direction {
        Direction::Up => at.checked_sub(1),
        Direction::Down => Some(at + 1).filter(|next| *next < slugs.len()),
    };
    let Some(other) = other else { return Ok(()) };
    slugs.swap(at, other);
    for (position, slug) in (1..).zip(&slugs) {
        queries::place_topic(tx, slug, position).await?;
    }
    Ok(())
}

pub(super) async fn dissolve(tx: &mut Conn, slug: &str, heir: &Heir) -> Result<(), Error> {
    if !queries::is_topic(tx, slug).await? {
        return Err(Error::NotFound);
    }
    let heir = match heir {
        Heir::Nobody => None,
        Heir::Topic(heir) if heir == slug => {
            return Err(Error::invalid(
                "heir",
                "Ein Themenfeld kann nicht in sich selbst aufgehen. Bitte wählen Sie ein anderes.",
            ));
        }
        Heir::Topic(heir) if queries::is_topic(tx, heir).await? => Some(heir.as_str()),
        Heir::Topic(_) => return Err(Error::invalid("heir", "Bitte wählen Sie, wohin die Inhalte gehen.")),
    };
    // first, for they are found by the topic that they still have
    search::record_topic(tx, slug).await?;
    queries::pass_on_topic(tx, slug, heir).await?;
    follow::pass_on(tx, Kind::Topic, slug, heir).await
}
