//! What people are told about drafts: moderators of what waits, authors of what was decided.

use app::{
    account::Member,
    error::Error,
    notice::NoticeKind,
    wiki::drafts::port::{Decision, Draft},
};

use super::{DraftService, queries};
use crate::db::Conn;

/// How much of a moderator's message a notice repeats; all of it stands on the page of the draft.
const LONGEST_QUOTE: usize = 600;

impl DraftService {
    /// A draft was handed in.
    pub(super) async fn tell_reviewers(&self, tx: &mut Conn, draft: &Draft) -> Result<(), Error> {
        let (who, title) = (&draft.author, draft.title());
        let what = match &draft.article {
            Some(article) => format!("eine Änderung an „{}“", article.title),
            None => format!("einen neuen Artikel: „{title}“"),
        };
        let text = format!("{} ({}) möchte etwas veröffentlichen, {what}.", who.name, who.organisation);
        let path = format!("/moderation/pruefung/{}", draft.id);
        for reviewer in queries::reviewers(tx, who.id).await? {
            self.notices.tell(tx, reviewer, NoticeKind::DraftSubmitted, &text, &path).await?;
        }
        Ok(())
    }

    /// A moderator has decided; `path` is where it stands now.
    pub(super) async fn tell_author(
        &self,
        tx: &mut Conn,
        draft: &Draft,
        moderator: &Member,
        (decision, comment): (Decision, &str),
        path: &str,
    ) -> Result<(), Error> {
        let (title, who) = (draft.title(), &moderator.name);
        let done = match decision {
            Decision::Approved => format!("{who} hat Ihren Text „{title}“ veröffentlicht, mit Ihrem Namen."),
            Decision::Returned => format!("{who} bittet Sie um Änderungen an Ihrem Entwurf „{title}“."),
            Decision::Rejected => format!("{who} hat Ihren Entwurf „{title}“ abgelehnt. Ihr Text ist nicht verloren."),
            // she sees it when it is published
            Decision::Corrected => return Ok(()),
        };
        let text = if comment.is_empty() { done } else { format!("{done} Die Nachricht dazu: {}", quoted(comment)) };
        self.notices.tell(tx, draft.author.id, NoticeKind::DraftDecided, &text, path).await
    }
}

fn quoted(comment: &str) -> String {
    match comment.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{} …", comment[..end].trim_end()),
        None => comment.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_is_cut_at_a_letter() {
        assert_eq!(quoted("Bitte mit Kosten."), "Bitte mit Kosten.");
        let cut = quoted(&"ü".repeat(2000));
        assert_eq!(cut.chars().count(), LONGEST_QUOTE + 2);
    }
}
