//! One article that many people have worked on for long.

use app::{
    error::Error,
    text,
    wiki::{Kind, Visibility},
};

use super::{Place, fields, words::Dice};
use crate::{
    db::Conn,
    wiki::{
        publishing::{self, Manner, Standing},
        queries::{Origin, Stored, Writer},
    },
};

/// How long its text is, in bytes.
const LENGTH: usize = 100_000;
const TITLE: &str = "Handbuch der Verwaltungsdigitalisierung";

/// Each revision has another paragraph instead of one, and another word in a second one. Returns its path.
pub(super) async fn write(tx: &mut Conn, dice: &mut Dice, place: &Place<'_>, revisions: u32) -> Result<String, Error> {
    let slug = text::slug(TITLE);
    let path = format!("/wiki/{slug}");
    let mut sections = Vec::new();
    let mut length = 0;
    while length < LENGTH {
        let section = dice.section();
        length += section.len() + 1;
        sections.push(section);
    }
    let mut new = Stored {
        title: TITLE.to_owned(),
        kind: Kind::ExperienceReport,
        visibility: Visibility::Members,
        summary: dice.words(15),
        body: sections.join("\n"),
        topic: None,
        tags: vec![],
        organisation: Some(dice.pick(place.homes)),
        note: String::new(),
        fields: fields::of(dice, Kind::ExperienceReport)?,
    };
    let mut id = 0;
    for number in 0..revisions {
        let (author, organisation) = dice.pick(place.people);
        let writer = Some(Writer { id: author, organisation });
        // a day apart, so that no two become one sitting
        let at = place.now - i64::from(revisions - number) * 24 * 60 * 60 * 1000;
        if number == 0 {
            id = publishing::publish(tx, &slug, &new, &Origin::default(), writer, at).await?;
            continue;
        }
        let (one, other) = (dice.roll(sections.len()), dice.roll(sections.len()));
        sections[one] = dice.section();
        sections[other] = reworded(dice, &sections[other]);
        new.body = sections.join("\n");
        new.note = dice.words(5);
        publishing::revise(tx, &Standing { id, slug: &slug, title: TITLE }, new.clone(), writer, Manner::Edit, at).await?;
    }
    Ok(if revisions == 0 { "/wiki".to_owned() } else { path })
}

/// One word of the paragraph is another one.
fn reworded(dice: &mut Dice, section: &str) -> String {
    let words = section.split(' ').count();
    let at = words / 2 + dice.roll(words / 4);
    let compound = dice.compound();
    section
        .split(' ')
        .enumerate()
        .map(|(index, word)| if index == at { compound.as_str() } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}
