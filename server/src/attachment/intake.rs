//! Taking a file in: what is it, does it fit, store it, note it.

use std::path::Path;

use app::{
    account::Viewer,
    attachment::{FileType, port::Attachment},
    text::bytes,
};
use sha2::{Digest, Sha256};

use super::{AttachmentService, Owner, Refusal, name, picture, queries, sniff};
use crate::wiki::queries::Writer;

/// Within this time the limit of a member counts, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What happens to pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picture {
    /// They are made anew.
    Anew,
    /// Those that have been made anew before stay.
    AsWritten,
}

/// A file as it will be kept.
struct Kept {
    kind: FileType,
    name: String,
    hash: String,
    content: Vec<u8>,
    pixels: Option<(i64, i64)>,
}

impl AttachmentService {
    /// Takes in what somebody has uploaded to a file of this machine. For those who may change the owner.
    pub(crate) async fn take_in(
        &self,
        viewer: &Viewer,
        owner: Owner,
        given_name: &str,
        file: &Path,
    ) -> Result<Attachment, Refusal> {
        self.changeable(&mut self.db.read().await?, viewer, owner).await?;
        let _turn = self.bench.acquire().await?;
        let content = tokio::fs::read(file).await?;
        self.keep(owner, viewer.member().map(Writer::from), given_name, content, Picture::Anew).await
    }

    /// Takes in a file of an import, whose author nobody knows.
    pub async fn import(&self, owner: Owner, given_name: &str, content: Vec<u8>) -> Result<Attachment, Refusal> {
        let _turn = self.bench.acquire().await?;
        self.keep(owner, None, given_name, content, Picture::Anew).await
    }

    /// Takes in a file that another network has exported. A picture that is as we write them stays byte for byte: written
    /// anew, a photo would lose a little each time.
    pub async fn restore(&self, owner: Owner, given_name: &str, content: Vec<u8>) -> Result<Attachment, Refusal> {
        let _turn = self.bench.acquire().await?;
        self.keep(owner, None, given_name, content, Picture::AsWritten).await
    }

    async fn keep(
        &self,
        owner: Owner,
        author: Option<Writer>,
        given_name: &str,
        content: Vec<u8>,
        pictures: Picture,
    ) -> Result<Attachment, Refusal> {
        self.check_size(i64::try_from(content.len()).unwrap_or(i64::MAX))?;
        let given_name = given_name.to_owned();
        let kept = tokio::task::spawn_blocking(move || look_into(content, &given_name, pictures)).await.map_err(|fault| {
            tracing::warn!(%fault, "a file could not be looked into");
            Refusal::Unusable("Die Datei ist beschädigt und lässt sich nicht öffnen.".to_owned())
        })??;
        let size = i64::try_from(kept.content.len()).unwrap_or(i64::MAX);
        let mut conn = self.db.read().await?;
        if let Some(there) = queries::same(&mut conn, owner, &kept.hash, &kept.name).await? {
            // sent twice, e.g. by a double click
            return Ok(there.attachment);
        }
        self.check_room(&mut conn, owner, author, size).await?;
        drop(conn);
        let _keeping = self.keeping.read().await;
        self.store.put(&kept.hash, kept.content).await?;
        let mut tx = self.db.begin().await?;
        let new = queries::New { owner, name: &kept.name, kind: kept.kind, size, hash: &kept.hash, pixels: kept.pixels, author };
        let id = queries::insert(&mut tx, &new, self.clock.millis()).await?;
        let file = queries::one(&mut tx, id).await?.ok_or(app::error::Error::NotFound)?;
        self.changed(&mut tx, owner, &format!("Datei hinzugefügt: {}", kept.name), author).await?;
        tx.commit().await?;
        self.search.poke();
        self.wake.notify_one();
        Ok(file.attachment)
    }

    fn check_size(&self, size: i64) -> Result<(), Refusal> {
        if size <= self.limits.file {
            return Ok(());
        }
        Err(self.too_large())
    }

    /// What is said of a file above the limit.
    pub(crate) fn too_large(&self) -> Refusal {
        let largest = bytes(self.limits.file);
        Refusal::TooLarge(format!("Die Datei ist größer als {largest}. Verkleinern Sie sie, oder teilen Sie sie auf."))
    }

    async fn check_room(
        &self,
        conn: &mut crate::db::Conn,
        owner: Owner,
        author: Option<Writer>,
        size: i64,
    ) -> Result<(), Refusal> {
        let all = queries::size_of(conn, owner).await? + size;
        if all > self.limits.owner {
            let most = bytes(self.limits.owner);
            return Err(Refusal::TooLarge(format!(
                "Alle Dateien eines Textes dürfen zusammen {most} haben; mit dieser wäre es mehr. Löschen Sie zuerst, was Sie nicht mehr brauchen."
            )));
        }
        let Some(author) = author else { return Ok(()) };
        if queries::size_since(conn, author.id, self.clock.millis() - DAY).await? + size > self.limits.day {
            let most = bytes(self.limits.day);
            return Err(Refusal::TooLarge(format!(
                "Sie haben in den letzten 24 Stunden schon viel hochgeladen; {most} sind möglich. Versuchen Sie es morgen noch einmal."
            )));
        }
        Ok(())
    }
}

/// Blocks.
fn look_into(content: Vec<u8>, given_name: &str, pictures: Picture) -> Result<Kept, Refusal> {
    let (kind, content, pixels) = match sniff::kind(&content, given_name)? {
        sniff::Found::File(kind) => (kind, content, None),
        sniff::Found::Image(format) => {
            let picture = picture::remake(&content, format)?;
            let stays = pictures == Picture::AsWritten && picture::is_as_written(&content, picture.kind);
            (
                picture.kind,
                if stays { content } else { picture.content },
                Some((i64::from(picture.width), i64::from(picture.height))),
            )
        }
    };
    let hash = format!("{:x}", Sha256::digest(&content));
    Ok(Kept { kind, name: name::tidy(given_name, kind), hash, content, pixels })
}
