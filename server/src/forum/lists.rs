//! The port of lists of questions.

use app::{
    account::{Action, Viewer},
    error::Error,
    forum::{
        lists::{Key, Lists, Part, Place},
        port::QuestionFilter,
    },
    list::Slice,
};
use async_trait::async_trait;

use super::{ForumService, queries};

/// More pinned questions would push the list off the page.
const MOST_PINNED: i64 = 10;

#[async_trait]
impl Lists for ForumService {
    async fn part(&self, viewer: &Viewer, filter: &QuestionFilter, place: Place) -> Result<Part, Error> {
        if !viewer.may(Action::ReadNetwork) {
            return Ok(Part::default());
        }
        let (eyes, mut conn, limit) = (viewer.into(), self.db.read().await?, Slice::PAGE);
        if let Place::After(key) = place {
            // one more tells whether there are newer ones still
            let mut questions = queries::newer(&mut conn, &eyes, filter, key, limit + 1).await?;
            let full = i64::try_from(questions.len()).unwrap_or(i64::MAX) > limit;
            // with less than a page the beginning of the list is what is meant
            if full {
                questions.truncate(usize::try_from(limit)?);
                questions.reverse();
                let (newer, older) = (questions.first().map(Key::of), questions.last().map(Key::of));
                return Ok(Part { pinned: Vec::new(), questions, newer, older });
            }
        }
        let from = if let Place::Before(key) = place { Some(key) } else { None };
        let pinned = match from {
            None => queries::pinned(&mut conn, &eyes, filter, MOST_PINNED).await?,
            Some(_) => Vec::new(),
        };
        let mut questions = queries::older(&mut conn, &eyes, filter, from, limit + 1).await?;
        let more = i64::try_from(questions.len()).unwrap_or(i64::MAX) > limit;
        questions.truncate(usize::try_from(limit)?);
        let older = questions.last().map(Key::of).filter(|_| more);
        // a question that is gone meanwhile still says where the reader came from
        let newer = from.map(|from| questions.first().map_or(from, Key::of));
        Ok(Part { pinned, questions, newer, older })
    }
}
