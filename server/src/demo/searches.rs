//! What people of several municipalities have looked for, so that the board of gaps has something to show.

use std::collections::HashMap;

use app::{
    account::Viewer,
    error::Error,
    gap::port::Gaps,
    list::Slice,
    search::port::{Query, Search},
};
use serde::Deserialize;

use crate::Server;

/// `demo/searches.toml`
#[derive(Debug, Deserialize)]
pub(super) struct All {
    search: Vec<One>,
}

#[derive(Debug, Deserialize)]
struct One {
    text: String,
    /// Keys of people.
    by: Vec<String>,
}

/// Lets each of them look for it.
pub(super) async fn make(server: &Server, viewers: &HashMap<String, Viewer>, all: All) -> Result<(), Error> {
    for one in all.search {
        let query = Query { text: one.text, ..Query::default() };
        for key in &one.by {
            let viewer = viewers.get(key).ok_or_else(|| Error::fault(format!("demo: person {key}")))?;
            let found = server.search.find(viewer, &query, Slice::page(1)).await?;
            server.gaps.searched(viewer, &query, 1, found.total);
        }
    }
    server.gaps.write_down().await
}
