//! For whom a question is: the whole network, or one Kreis first.

use app::{account::Member, error::Error, forum::port::QuestionDraft};

use super::{ForumService, queries};
use crate::db::Millis;

const DAY: Millis = 24 * 60 * 60 * 1000;
/// How many questions are opened in one go.
const BATCH: i64 = 100;

/// A Kreis, and until when a question is for it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct First {
    pub(super) district: String,
    pub(super) opens_at: Millis,
}

/// What was chosen on the form.
pub(super) fn chosen(asker: &Member, typed: &str, now: Millis, days: i64) -> Result<Option<First>, Error> {
    match typed.trim() {
        "" => Ok(None),
        QuestionDraft::DISTRICT => match asker.organisation.district.clone() {
            Some(district) => Ok(Some(First { district, opens_at: now + days * DAY })),
            None => Err(Error::invalid("audience", "Ihre Organisation gehört zu keinem Kreis. Bitte wählen Sie das ganze Netz.")),
        },
        _ => Err(Error::invalid("audience", "Bitte wählen Sie aus, wer die Frage sehen soll.")),
    }
}

impl ForumService {
    /// Opens the questions whose time has come; returns how many. However many nodes run this, the row decides.
    pub async fn open_due(&self) -> Result<usize, Error> {
        let now = self.clock.millis();
        let mut opened = 0;
        loop {
            let due = queries::due_to_open(&mut self.db.read().await?, now, BATCH).await?;
            if due.is_empty() {
                return Ok(opened);
            }
            for question in due {
                opened += usize::from(self.open_to_all(question).await?);
            }
        }
    }

    /// Shows a question to the whole network; `false` when it was for all already.
    pub(super) async fn open_to_all(&self, question: i64) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        let Some(before) = queries::thread(&mut tx, question).await? else { return Ok(false) };
        if !queries::open(&mut tx, question).await? {
            return Ok(false);
        }
        self.reach.opened(&mut tx, &before).await?;
        self.finish(tx, question).await?;
        // who knows the subject elsewhere can be asked now
        self.expertise.poke();
        Ok(true)
    }

    /// Forgets the forms that nobody will send again, with the files that wait there for a post that never came.
    pub async fn tidy(&self) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        super::sent::forget(&mut tx, self.clock.millis() - 7 * DAY).await?;
        tx.commit().await
    }
}
