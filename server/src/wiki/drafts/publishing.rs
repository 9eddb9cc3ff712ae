//! From a draft to a revision, in the name of its author.

use app::{
    account::{Action, Viewer},
    error::Error,
    text,
    wiki::{
        drafts::port::{Decision, Draft, Published},
        merge::Overlap,
    },
};

use super::{DraftService, queries};
use crate::{
    attachment,
    db::{Conn, Millis},
    summary,
    wiki::{
        self, draft as rules,
        events::{self, EventKind},
        publishing::{self, Manner},
        queries::{Origin, Writer},
        revising::{self, Outcome},
    },
};

impl DraftService {
    /// Makes a draft an article or a revision, and ends the transaction. `approved` is what the moderator says to the
    /// author of a draft that she has reviewed.
    pub(super) async fn put_live(
        &self,
        mut tx: Conn,
        viewer: &Viewer,
        draft: &Draft,
        approved: Option<&str>,
    ) -> Result<Published, Error> {
        let moderator = viewer.require(Action::WriteArticle)?;
        self.require_ready(&mut tx, viewer, draft).await?;
        let now = self.clock.millis();
        let author = queries::writer(&mut tx, draft.id).await?;
        let manner = if approved.is_some() { Manner::Apart } else { Manner::Edit };
        let (article, slug, theirs) = match place(&mut tx, draft, author, manner, now).await? {
            Ok(placed) => placed,
            Err(overlap) => return Ok(Published::Conflicts(overlap)),
        };
        queries::published(&mut tx, draft.id, article, now).await?;
        attachment::adopt(&mut tx, draft.id, article).await?;
        summary::published(&mut tx, &self.notices, draft.id, draft.author.id).await?;
        if let Some(comment) = approved {
            queries::insert_review(&mut tx, draft.id, (Decision::Approved, comment), None, moderator.id, now).await?;
            let text = format!("Freigegeben: der Text von {}", draft.author.name);
            events::record(&mut tx, article, EventKind::Approved, &text, Some(moderator.into()), now).await?;
            if draft.author.id != moderator.id {
                self.tell_author(&mut tx, draft, moderator, (Decision::Approved, comment), &format!("/wiki/{slug}")).await?;
            }
        }
        tx.commit().await?;
        self.search.poke();
        self.notices.poke();
        Ok(match theirs {
            None => Published::Stands(slug),
            Some(theirs) => Published::Merged { slug, theirs },
        })
    }
}

/// Id and address of the article, and the revision it was merged with; or where both changed the same.
type Placed = Result<(i64, String, Option<i64>), Box<Overlap>>;

async fn place(tx: &mut Conn, draft: &Draft, author: Writer, manner: Manner, now: Millis) -> Result<Placed, Error> {
    let Some(subject) = &draft.article else {
        let new = rules::check(tx, &draft.typed).await?;
        let wish = text::slug(&new.title);
        let id = publishing::publish(tx, &wish, &new, &Origin::default(), Some(author), now).await?;
        return Ok(Ok((id, wiki::queries::slug_of(tx, id).await?, None)));
    };
    let standing = wiki::queries::article(tx, &subject.slug).await?.ok_or(Error::NotFound)?;
    // 0 is no revision: then nobody knows what the author has read
    let base = draft.base.unwrap_or(0);
    Ok(match revising::revise(tx, &standing, base, &draft.typed, author, manner, now).await? {
        Outcome::Stands(slug) => Ok((subject.id, slug, None)),
        Outcome::Merged { slug, theirs } => Ok((subject.id, slug, Some(theirs))),
        Outcome::Conflicts(overlap) => Err(overlap),
    })
}
