//! Articles as a grown wiki has them: with fields, links to each other, reuses, owners, review dates, and places in the tree.

use app::{
    error::Error,
    reuse::{Status, port::is_reusable},
    text,
    wiki::{Kind, Visibility},
};

use super::{Place, fields, words::Dice};
use crate::{
    db::{Conn, Millis, execute, fetch},
    search,
    wiki::{
        facts, publishing,
        queries::{Origin, Stored, Writer},
    },
};

const TOPICS: &str = "SELECT slug FROM topics ORDER BY position";
const SETTLE: &str = "UPDATE articles SET parent_id = $2, position = $3, owner_id = $4, review_months = $5, review_due = $6,
    remind_at = NULL WHERE id = $1";
const REUSE: &str = "INSERT INTO reuses (article_id, organisation_id, status, reason, contact, note, account_id, updated_at)
    VALUES ($1, $2, $3, '', 'Stabsstelle Digitales', '', $4, $5)";

/// The first so many are the roots of the tree; each article has up to so many below it.
const BRANCHES: usize = 20;
const DAY: Millis = 24 * 60 * 60 * 1000;

/// What was written so far.
#[derive(Default)]
struct Written {
    ids: Vec<i64>,
    titles: Vec<String>,
}

/// Returns the path of the one that is measured: an experience report from the middle, with ten articles that link to it
/// and eight organisations that say something about reusing it.
pub(super) async fn write(tx: &mut Conn, dice: &mut Dice, place: &Place<'_>, count: u32) -> Result<String, Error> {
    let topics: Vec<String> = fetch!(tx, fetch_all as (String,), TOPICS)?.into_iter().map(|(slug,)| slug).collect();
    let count = usize::try_from(count)?;
    let (measured, mut path) = (count / 2, "/wiki".to_owned());
    let mut written = Written::default();
    for number in 0..count {
        let kind = if number == measured { Kind::ExperienceReport } else { dice.pick(&Kind::ALL) };
        let title = format!("{} {number}", dice.words(4));
        let links_there = number > measured && number.is_multiple_of((count / 20).max(1));
        let new = Stored {
            title: title.clone(),
            kind,
            visibility: dice.pick(&[Visibility::Public, Visibility::Members, Visibility::Members]),
            summary: dice.words(15),
            body: body(dice, &written.titles, links_there.then_some(measured)),
            topic: Some(topics[dice.roll(topics.len())].clone()),
            tags: vec![format!("Schlagwort {}", dice.roll(100)), format!("Schlagwort {}", 100 + dice.roll(100))],
            organisation: Some(dice.pick(place.homes)),
            note: String::new(),
            fields: fields::of(dice, kind)?,
        };
        let (author, home) = dice.pick(place.people);
        // the newest is from today, the oldest from three years ago
        let at = place.now - i64::try_from(count - number)? * (1095 * DAY / i64::try_from(count)?);
        let writer = Writer { id: author, organisation: home };
        let slug = text::slug(&title);
        let id = publishing::publish(tx, &slug, &new, &Origin::default(), Some(writer), at).await?;
        settle(tx, dice, place, &written, (id, author)).await?;
        if is_reusable(kind) {
            let entries = if number == measured { 8 } else { dice.roll(7) };
            reuse(tx, dice, place, id, entries).await?;
        }
        search::record(tx, app::search::Kind::Article, id).await?;
        if number == measured {
            path = format!("/wiki/{slug}");
        }
        written.ids.push(id);
        written.titles.push(title);
    }
    Ok(path)
}

/// A text with three links to earlier articles, rather to old ones than to new ones.
fn body(dice: &mut Dice, titles: &[String], also: Option<usize>) -> String {
    let body = dice.article();
    if titles.is_empty() {
        return body;
    }
    let earlier = |dice: &mut Dice| {
        let latest = 1 + dice.roll(titles.len());
        dice.roll(latest)
    };
    let links = [earlier(dice), earlier(dice), earlier(dice)].into_iter().chain(also);
    let links = links.map(|number| format!("[[{}]]", titles[number])).collect::<Vec<_>>().join(", ");
    format!("{body}\nSiehe auch: {links}\n")
}

/// Gives an article its place in the tree, and one in ten no owner. Reviews are spread from a year ago to two years ahead;
/// nobody is reminded, for that would be measured, too.
async fn settle(
    tx: &mut Conn,
    dice: &mut Dice,
    place: &Place<'_>,
    written: &Written,
    (id, author): (i64, i64),
) -> Result<(), Error> {
    let number = written.ids.len();
    let parent = number.checked_sub(BRANCHES).map(|below| written.ids[below / BRANCHES]);
    let owner = (dice.roll(10) > 0).then_some(author);
    let due = place.now + (i64::try_from(dice.roll(1095))? - 365) * DAY;
    execute!(tx, SETTLE, id, parent, i64::try_from(number)?, owner, dice.pick(&[6_i64, 12, 24]), due)?;
    Ok(())
}

async fn reuse(tx: &mut Conn, dice: &mut Dice, place: &Place<'_>, article: i64, entries: usize) -> Result<(), Error> {
    let first = dice.roll(place.homes.len());
    for entry in 0..entries.min(place.homes.len()) {
        let home = place.homes[(first + entry) % place.homes.len()];
        let status = dice.pick(&Status::ALL).key();
        let (account, _) = dice.pick(place.people);
        execute!(tx, REUSE, article, home, status, account, place.now)?;
    }
    facts::reused(tx, article).await
}
