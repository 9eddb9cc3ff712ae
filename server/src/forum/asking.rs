//! The port around asking.

use app::{
    account::{Action, Viewer},
    error::Error,
    forum::{
        asking::{Asking, Audience},
        port::QuestionDraft,
    },
};
use async_trait::async_trait;

use super::{ForumService, audience, check, queries, thread};
use crate::organisation;

#[async_trait]
impl Asking for ForumService {
    fn days(&self) -> i64 {
        self.days
    }

    async fn district(&self, viewer: &Viewer) -> Result<Option<String>, Error> {
        let Some(slug) = viewer.member().and_then(|member| member.organisation.district.as_deref()) else { return Ok(None) };
        Ok(organisation::queries::by_slug(&mut self.db.read().await?, slug).await?.map(|(_, name)| name))
    }

    async fn ready(&self, viewer: &Viewer, draft: &QuestionDraft) -> Result<(), Error> {
        let asker = viewer.require(Action::Discuss)?;
        check(&mut self.db.read().await?, draft).await?;
        audience::chosen(asker, &draft.audience, 0, self.days).map(drop)
    }

    async fn is_sent(&self, viewer: &Viewer, key: &str) -> Result<bool, Error> {
        queries::is_sent(&mut self.db.read().await?, viewer.id(), key.trim()).await
    }

    async fn audience(&self, viewer: &Viewer, question: i64) -> Result<Option<Audience>, Error> {
        let mut conn = self.db.read().await?;
        if thread::readable(&mut conn, viewer, question).await?.audience.is_none() {
            return Ok(None);
        }
        queries::audience(&mut conn, question).await
    }

    async fn open(&self, viewer: &Viewer, question: i64) -> Result<(), Error> {
        let thread = thread::readable(&mut self.db.read().await?, viewer, question).await?;
        viewer.require(Action::OpenThread { asker: thread.asker })?;
        self.open_to_all(question).await.map(drop)
    }

    async fn answer_once(&self, viewer: &Viewer, question: i64, body: &str, key: &str) -> Result<i64, Error> {
        self.answer_from(viewer, question, body, key).await
    }
}
