//! Pages of synonyms.

pub mod list;
pub mod write;

/// Where they are.
const PATH: &str = "/moderation/synonyme";

/// A group in one line.
fn line(terms: &[String]) -> String {
    terms.join(" = ")
}
