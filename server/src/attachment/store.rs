//! Where the content of files is: a folder of ours, or an S3 bucket. Each under the hash of what is in it, so the same
//! file is there once.

use std::{path::Path as FilePath, sync::Arc};

use app::error::Error;
use axum::body::Bytes;
use futures_util::{
    Stream, StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path};
use url::Url;

use crate::db::Millis;

/// The content of all files.
#[derive(Debug, Clone)]
pub(super) struct Store {
    objects: Arc<dyn ObjectStore>,
    prefix: Path,
}

/// Content that lies there.
pub(super) struct Stored {
    pub(super) hash: String,
    /// When it was last written.
    pub(super) at: Millis,
}

impl Store {
    /// In a folder, which is made if need be. What was written is on disk when [`Store::put`] returns.
    pub(super) fn folder(folder: &FilePath) -> Result<Self, Error> {
        std::fs::create_dir_all(folder)?;
        let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), prefix: Path::default() })
    }

    /// At an address `s3://bucket/path`; how to get in is said by the usual variables (`AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT` …).
    #[cfg(feature = "s3")]
    pub(super) fn address(url: &Url) -> Result<Self, Error> {
        let objects = object_store::aws::AmazonS3Builder::from_env().with_url(url.as_str()).build()?;
        Ok(Self { objects: Arc::new(objects), prefix: Path::from_url_path(url.path())? })
    }

    /// This program was built without S3.
    #[cfg(not(feature = "s3"))]
    pub(super) fn address(url: &Url) -> Result<Self, Error> {
        Err(Error::fault(format!("files_url = \"{url}\": this program was built without S3 (cargo build --features server/s3)")))
    }

    /// Two letters of the hash first: no folder gets too large.
    fn path(&self, hash: &str) -> Path {
        let (folder, name) = hash.split_at_checked(2).unwrap_or(("", hash));
        self.prefix.clone().join(folder).join(name)
    }

    /// Writes it, also when it is there already: then it counts as new, and tidying leaves it alone.
    pub(super) async fn put(&self, hash: &str, content: Vec<u8>) -> Result<(), Error> {
        self.objects.put(&self.path(hash), PutPayload::from(content)).await?;
        Ok(())
    }

    /// The content, piece by piece; `None` when it is gone.
    pub(super) async fn open(
        &self,
        hash: &str,
    ) -> Result<Option<impl Stream<Item = Result<Bytes, Error>> + Send + 'static>, Error> {
        match self.objects.get(&self.path(hash)).await {
            Ok(found) => Ok(Some(found.into_stream().map_err(Error::from))),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    /// The content at once.
    pub(super) async fn read(&self, hash: &str) -> Result<Option<Vec<u8>>, Error> {
        match self.objects.get(&self.path(hash)).await {
            Ok(found) => Ok(Some(found.bytes().await?.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    /// Everything that lies there.
    pub(super) fn all(&self) -> BoxStream<'static, Result<Stored, Error>> {
        let listed = self.objects.list(Some(&self.prefix)).map_err(Error::from);
        listed.try_filter_map(|meta| std::future::ready(Ok(stored(&meta)))).boxed()
    }

    /// What lies under a hash.
    pub(super) async fn look(&self, hash: &str) -> Result<Option<Stored>, Error> {
        match self.objects.head(&self.path(hash)).await {
            Ok(meta) => Ok(stored(&meta)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    /// Takes it away.
    pub(super) async fn remove(&self, hash: &str) -> Result<(), Error> {
        let one = stream::once(std::future::ready(Ok(self.path(hash)))).boxed();
        match self.objects.delete_stream(one).try_collect::<Vec<_>>().await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(other) => Err(other.into()),
        }
    }
}

/// What is not named like content of ours is not ours.
fn stored(meta: &ObjectMeta) -> Option<Stored> {
    let parts: Vec<_> = meta.location.parts().collect();
    let [.., folder, name] = parts.as_slice() else { return None };
    let hash = format!("{}{}", folder.as_ref(), name.as_ref());
    let ours = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    ours.then(|| Stored { hash, at: meta.last_modified.timestamp_millis() })
}
