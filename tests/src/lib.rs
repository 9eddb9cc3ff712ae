//! The test harness: a whole network in this process, and visitors who read pages and fill in real forms.
//!
//! [`on_both!`] runs a story twice, on SQLite and on PostgreSQL. PostgreSQL is started by `make test`; its address is in
//! `WISSENSNETZ_TEST_POSTGRES`.

#![allow(clippy::missing_panics_doc, reason = "a panic is how a story fails")]

mod care;
mod content;
mod factor;
pub mod files;
mod network;
mod page;
mod people;
mod smtp;
mod stream;
mod visitor;

pub use content::{article, kept, question};
pub use factor::{App, enrol};
pub use network::Network;
pub use page::{Form, Page};
pub use people::{PASSWORD, moderator_of, register, someone_at};
pub use smtp::{MailServer, header};
pub use stream::{Event, Stream};
pub use visitor::Visitor;

/// Runs a story on both databases: `on_both!(async fn what_happens(network) { … });`
#[macro_export]
macro_rules! on_both {
    ($(async fn $name:ident($network:ident) $body:block)+) => {
        $(mod $name {
            #[allow(unused_imports, reason = "a story uses what its file imports")]
            use super::*;

            async fn story($network: $crate::Network) $body

            #[tokio::test]
            async fn sqlite() {
                story($crate::Network::on_sqlite().await).await;
            }

            #[tokio::test]
            async fn postgres() {
                story($crate::Network::on_postgres().await).await;
            }
        })+
    };
}

/// Whether a use case was refused with this status.
#[must_use]
pub fn is<T>(outcome: &Result<T, app::error::Error>, status: u16) -> bool {
    outcome.as_ref().is_err_and(|error| error.status() == status)
}
