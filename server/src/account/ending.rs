//! The end of an account, and the way back.

use app::{
    account::{Member, Role},
    error::Error,
};

use super::{AccountService, queries};
use crate::{feed, freshness, organisation, saved, wiki::queries::Writer};

impl AccountService {
    /// Ends an account. `actor` stands in the history of the articles that pass on; nobody when a command did it.
    pub async fn end_account(&self, id: i64, actor: Option<&Member>) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        // two administrators who end each other at once wait for each other here
        queries::lock_role(&mut tx, Role::Administrator).await?;
        let account = queries::account_by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let role = queries::role_of(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if role == Role::Administrator && queries::count_role(&mut tx, role).await? < 2 {
            return Err(Error::invalid(
                "form",
                "Das ist die letzte Person mit der Rolle Verwaltung. Geben Sie die Rolle erst jemand anderem.",
            ));
        }
        if !queries::end(&mut tx, id, self.clock.millis()).await? {
            return Ok(());
        }
        queries::delete_sessions(&mut tx, id).await?;
        feed::queries::revoke(&mut tx, id).await?;
        saved::queries::forget_all(&mut tx, id).await?;
        queries::delete_links(&mut tx, &account.mail.to_lowercase()).await?;
        organisation::queries::dismiss_everywhere(&mut tx, id).await?;
        self.outbox.forget(&mut tx, &account.mail).await?;
        freshness::pass_on(&mut tx, &self.notices, id, actor.map(Writer::from), self.clock.millis()).await?;
        tx.commit().await?;
        self.notices.poke();
        self.notices.look_again(id);
        Ok(())
    }

    /// Opens an ended account again, with its old password and role.
    pub async fn reopen_account(&self, id: i64) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        queries::account_by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
        queries::reopen(&mut tx, id).await?;
        tx.commit().await
    }
}
