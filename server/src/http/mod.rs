//! HTTP: the table of routes and everything around it. No rule of the network lives here.

pub mod assets;
mod calendar;
mod completion;
mod csrf;
mod device;
mod download;
mod error;
mod feed;
mod form;
mod guard;
mod headers;
mod health;
mod islands;
mod live;
mod opened;
mod opensearch;
mod public;
mod respond;
mod router;
mod session;
mod unsubscribe;
mod upload;
mod visit;

pub use error::classify;
pub(crate) use form::{FormRoute, Reply, Submission, form};
pub use router::{Entry, router, table};
pub(crate) use session::Cookies;
pub(crate) use upload::{Upload, UploadRoute, upload};
