//! Expertise: what organisations know their way around in, and which open questions follow from it. Never of persons.

pub mod pages;
pub mod port;

use crate::text;

/// Points for an article about an organisation, or by it where it is about none. Writing down what was learned takes days.
const ARTICLE: i64 = 3;
/// Points for an answer that solved a question.
const SOLVED: i64 = 3;
/// Points for another answer that somebody found helpful; how many did makes no difference.
const HELPFUL: i64 = 1;
/// Points for using what another one has built: experience, though not of one's own making.
const REUSED: i64 = 2;
/// A tag says more than one of a dozen topics.
const TAG: i64 = 2;
/// So many points make an organisation one to ask: an article, or a solution, or three helpful answers.
pub const ENOUGH: i64 = 3;

/// What an organisation has contributed to a subject.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Articles about it, or by it.
    pub articles: i64,
    /// Answers that solved a question.
    pub solved: i64,
    /// Other answers that somebody found helpful.
    pub helpful: i64,
    /// Articles of others whose subject it uses.
    pub reused: i64,
}

impl Evidence {
    /// How much it counts.
    #[must_use]
    pub fn points(self) -> i64 {
        self.articles * ARTICLE + self.solved * SOLVED + self.helpful * HELPFUL + self.reused * REUSED
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            articles: self.articles + other.articles,
            solved: self.solved + other.solved,
            helpful: self.helpful + other.helpful,
            reused: self.reused + other.reused,
        }
    }

    /// What it consists of: `2 Artikel, 1 Lösung, 1 Nachnutzung`.
    #[must_use]
    pub fn reasons(self) -> String {
        [
            (self.articles, "Artikel", "Artikel"),
            (self.solved, "Lösung", "Lösungen"),
            (self.helpful, "hilfreiche Antwort", "hilfreiche Antworten"),
            (self.reused, "Nachnutzung", "Nachnutzungen"),
        ]
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| text::count(number, one, many))
        .collect::<Vec<_>>()
        .join(", ")
    }
}

/// What a subject is named by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// One of the topics of the region.
    Topic,
    /// A tag.
    Tag,
}

/// What an organisation knows its way around in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expertise {
    /// Whether it is a topic or a tag.
    pub kind: SubjectKind,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Why.
    pub evidence: Evidence,
}

impl Expertise {
    /// How much it counts for a question of this subject.
    #[must_use]
    pub fn points(&self) -> i64 {
        match self.kind {
            SubjectKind::Topic => self.evidence.points(),
            SubjectKind::Tag => self.evidence.points() * TAG,
        }
    }

    /// Where the subject is.
    #[must_use]
    pub fn path(&self) -> String {
        match self.kind {
            SubjectKind::Topic => format!("/themen/{}", self.slug),
            SubjectKind::Tag => format!("/schlagworte/{}", self.slug),
        }
    }

    /// Why someone of this organisation is asked.
    #[must_use]
    pub fn reason(&self, organisation: &str) -> String {
        format!("{organisation} kennt sich mit „{}“ aus: {}.", self.name, self.evidence.reasons())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_a_solution_or_three_helpful_answers_are_enough_to_be_asked() {
        let one = Evidence::default();
        assert!(Evidence { articles: 1, ..one }.points() >= ENOUGH);
        assert!(Evidence { solved: 1, ..one }.points() >= ENOUGH);
        assert!(Evidence { helpful: 2, ..one }.points() < ENOUGH);
        assert!(Evidence { helpful: 3, ..one }.points() >= ENOUGH);
        assert!(Evidence { reused: 1, ..one }.points() < ENOUGH);
    }

    #[test]
    fn reasons_name_what_there_is() {
        let evidence = Evidence { articles: 2, solved: 1, helpful: 0, reused: 1 };
        assert_eq!(evidence.reasons(), "2\u{a0}Artikel, 1\u{a0}Lösung, 1\u{a0}Nachnutzung");
    }

    #[test]
    fn a_shared_tag_counts_more_than_a_shared_topic() {
        let evidence = Evidence { solved: 1, ..Evidence::default() };
        let of = |kind| Expertise { kind, slug: "x".into(), name: "X".into(), evidence }.points();
        assert!(of(SubjectKind::Tag) > of(SubjectKind::Topic));
    }
}
