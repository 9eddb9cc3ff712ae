//! Removes what nobody needs any more: content that no file has, and uploads that were broken off.

use std::time::{Duration, SystemTime};

use app::error::Error;
use futures_util::TryStreamExt;

use super::{AttachmentService, queries};
use crate::db::Millis;

/// Before this time nothing is removed: an upload may be on its way, or a backup may be older than the deletion.
const DAY: Millis = 24 * 60 * 60 * 1000;

impl AttachmentService {
    /// Removes what nobody needs. Returns how many objects that were.
    pub async fn tidy(&self) -> Result<usize, Error> {
        let before = self.clock.millis() - DAY;
        let mut tx = self.db.begin().await?;
        queries::forget(&mut tx, before).await?;
        tx.commit().await?;
        self.remove_broken_off(before)?;
        let mut removed = 0;
        let mut all = self.store.all();
        while let Some(stored) = all.try_next().await? {
            if stored.at < before && self.remove_if_unknown(&stored.hash, before).await? {
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// While nobody stores anything: what has no row now will get none.
    async fn remove_if_unknown(&self, hash: &str, before: Millis) -> Result<bool, Error> {
        let _alone = self.keeping.write().await;
        if queries::is_known(&mut self.db.read().await?, hash).await? {
            return Ok(false);
        }
        // another node may just have stored the same content again
        if self.store.look(hash).await?.is_none_or(|stored| stored.at >= before) {
            return Ok(false);
        }
        self.store.remove(hash).await?;
        Ok(true)
    }

    fn remove_broken_off(&self, before: Millis) -> Result<(), Error> {
        let before = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(before).unwrap_or(0));
        for entry in std::fs::read_dir(&self.incoming)? {
            let entry = entry?;
            if entry.metadata()?.modified()? < before {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}
