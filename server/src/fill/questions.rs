//! Questions with answers.

use app::{error::Error, text};

use super::{Place, words::Dice};
use crate::{
    db::{Conn, execute, fetch},
    forum::queries::{self, Stored},
    search,
};

const TOPICS: &str = "SELECT slug FROM topics ORDER BY position, slug";

/// Returns the path of the last one, which has twenty answers, as the goal says.
pub(super) async fn ask(tx: &mut Conn, dice: &mut Dice, place: &Place<'_>, count: u32) -> Result<String, Error> {
    let topics: Vec<String> = fetch!(tx, fetch_all as (String,), TOPICS)?.into_iter().map(|(slug,)| slug).collect();
    let mut path = "/fragen".to_owned();
    for number in 0..count {
        let title = format!("{} {number}?", dice.words(6));
        let topic = topics.get(dice.roll(topics.len() + 1)).cloned();
        let new = Stored { title: title.clone(), body: dice.words(60), topic, tags: vec![dice.compound()] };
        let (author, home) = dice.pick(place.people);
        let asked = place.now - i64::from(count - number) * 60_000;
        let id = queries::insert(tx, &new, author, home, asked).await?;
        let answers = if number + 1 == count { 20 } else { 3 };
        for _ in 0..answers {
            let (author, home) = dice.pick(place.people);
            queries::count_answer(tx, id).await?;
            queries::insert_answer(tx, id, &dice.words(60), author, home, asked).await?;
        }
        search::record(tx, app::search::Kind::Question, id).await?;
        path = format!("/fragen/{id}/{}", text::slug(&title));
    }
    // nobody is to be asked about them
    execute!(tx, "UPDATE questions SET route_at = NULL")?;
    Ok(path)
}
