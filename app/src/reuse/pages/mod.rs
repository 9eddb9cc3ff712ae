//! Pages and sections of Nachnutzung.

pub mod exchange;
pub mod ledger;
pub mod panel;

use super::{Status, port::Reuse};
use crate::ui::Mark;

/// How a status looks on the map and in its legend.
fn mark(status: Status) -> Mark {
    match status {
        Status::Using => Mark::Disc(7.0),
        Status::Introducing => Mark::Half,
        Status::Examining => Mark::Ring,
        Status::Interested => Mark::SmallRing,
        Status::Rejected => Mark::Cross,
    }
}

/// The entries by status, the furthest first; those without any are left out.
fn by_status(entries: &[Reuse]) -> Vec<(Status, Vec<&Reuse>)> {
    Status::ALL
        .into_iter()
        .map(|status| (status, entries.iter().filter(|one| one.status == status).collect::<Vec<_>>()))
        .filter(|(_, entries)| !entries.is_empty())
        .collect()
}
