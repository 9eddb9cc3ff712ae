//! Freshness (Wiedervorlage): who looks after an article, and when somebody has to look whether it still holds.

pub mod pages;
pub mod port;

/// The intervals that can be chosen, in months.
pub const INTERVALS: [i64; 4] = [6, 12, 24, 36];

/// An article is due soon from so many days before its date: time enough to ask around in a town hall, and not so much
/// that the list is always full.
pub const SOON_DAYS: i64 = 60;
