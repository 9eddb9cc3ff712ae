//! Parts of long lists.

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// How many entries come before it.
    pub offset: i64,
    /// How many it has at the most.
    pub limit: i64,
}

impl Slice {
    /// Entries on a page of a list.
    pub const PAGE: i64 = 20;

    /// Page `number`, from 1.
    #[must_use]
    pub fn page(number: i64) -> Self {
        Self { offset: (number.clamp(1, 100_000) - 1) * Self::PAGE, limit: Self::PAGE }
    }

    /// The first few.
    #[must_use]
    pub fn first(limit: i64) -> Self {
        Self { offset: 0, limit }
    }
}
