//! Two people changed the same article at the same time. What does not touch comes together by itself; what does is for the
//! one who saves last to decide.

pub(crate) mod forms;

use std::collections::BTreeSet;

use app::wiki::{
    fields::{Typed, name},
    merge::{FieldConflict, Merge, Overlap, Piece, field_label},
    port::ArticleDraft,
};

use super::{history::Snapshot, merge};
use crate::text;

/// What came of it.
#[derive(Debug)]
pub(super) enum Reconciled {
    /// Both changes together.
    Clean(Box<ArticleDraft>),
    /// Something is to be decided.
    Conflicts(Box<Overlap>),
}

/// A field of one value.
struct Line {
    name: &'static str,
    label: &'static str,
    of: fn(&mut ArticleDraft) -> &mut String,
    /// Whether each revision has it in its row; if not, the oldest revisions do not know it.
    always: bool,
}

const LINES: [Line; 6] = [
    Line { name: "title", label: "Titel", of: |draft| &mut draft.title, always: true },
    Line { name: "summary", label: "In Kürze", of: |draft| &mut draft.summary, always: true },
    Line { name: "kind", label: "Art", of: |draft| &mut draft.kind, always: false },
    Line { name: "visibility", label: "Sichtbar", of: |draft| &mut draft.visibility, always: false },
    Line { name: "topic", label: "Thema", of: |draft| &mut draft.topic, always: false },
    Line { name: "organisation", label: "Kommune", of: |draft| &mut draft.organisation, always: false },
];

/// Brings `mine`, begun from `base`, together with `theirs`, what stands now. Without a base all that differs is a conflict.
pub(super) fn reconcile(base: Option<Snapshot>, mine: &ArticleDraft, theirs: Snapshot) -> Reconciled {
    let overlap = overlap(base, mine, theirs);
    let body_is_clear = !overlap.body.iter().any(|piece| matches!(piece, Piece::Conflict(_)));
    if overlap.fields.is_empty() && body_is_clear {
        Reconciled::Clean(Box::new(overlap.draft))
    } else {
        Reconciled::Conflicts(Box::new(overlap))
    }
}

/// What both did, place by place.
pub(super) fn overlap(base: Option<Snapshot>, mine: &ArticleDraft, theirs: Snapshot) -> Overlap {
    let mine = tidy(mine);
    let number = base.as_ref().map_or(0, |base| base.number);
    let (mut base, known) = base.map_or((None, false), |base| (Some(base.typed), base.whole));
    let Snapshot { number: now, author, typed: mut stands, whole } = theirs;
    let mut draft = mine.clone();
    let mut fields = Vec::new();
    for line in LINES.iter().filter(|line| whole || line.always) {
        let before = base.as_mut().filter(|_| known || line.always).map(|base| (line.of)(base).clone());
        let (value, theirs) = ((line.of)(&mut draft), (line.of)(&mut stands).clone());
        if *value == theirs || before.as_ref() == Some(&theirs) {
            continue;
        }
        if before.as_ref() == Some(value) {
            *value = theirs;
        } else {
            fields.push(FieldConflict { name: line.name, label: line.label, base: before, mine: value.clone(), theirs });
        }
    }
    let names: BTreeSet<&str> = [Some(&mine.fields), Some(&stands.fields), base.as_ref().map(|base| &base.fields)]
        .into_iter()
        .flatten()
        .flat_map(Typed::pairs)
        .filter_map(|(given, _)| name(given))
        .collect();
    for name in names {
        let before = base.as_ref().map(|base| base.fields.text(name).to_owned());
        let (value, theirs) = (mine.fields.text(name).to_owned(), stands.fields.text(name).to_owned());
        if value == theirs || before.as_ref() == Some(&theirs) {
            continue;
        }
        if before.as_ref() == Some(&value) {
            draft.fields.set(name, theirs);
        } else {
            fields.push(FieldConflict { name, label: field_label(name), base: before, mine: value, theirs });
        }
    }
    let old_tags = base.as_ref().filter(|_| known).map(|base| base.tags.as_str());
    draft.tags = tags(old_tags, &mine.tags, &stands.tags);
    let before = base.map(|base| base.body).unwrap_or_default();
    let body = match merge::merge(&before, &mine.body, &stands.body) {
        Merge::Merged(text) => vec![Piece::Same(text)],
        Merge::Conflicts(pieces) => pieces,
    };
    draft.body = merge::marked(&body);
    Overlap { base: number, now, who: author, mine: mine.body, body, fields, draft }
}

/// As it would be stored: what the form changes on its way is no change of its author.
fn tidy(typed: &ArticleDraft) -> ArticleDraft {
    let lines = |text: &str| text.trim().replace("\r\n", "\n");
    ArticleDraft {
        title: typed.title.split_whitespace().collect::<Vec<_>>().join(" "),
        summary: lines(&typed.summary),
        body: lines(&typed.body),
        topic: typed.topic.trim().to_owned(),
        organisation: typed.organisation.trim().to_owned(),
        ..typed.clone()
    }
}

/// Tags that either added, without those that either took away.
fn tags(base: Option<&str>, mine: &str, theirs: &str) -> String {
    let split = |tags: &str| text::tags(tags).unwrap_or_default();
    let slug = |tag: &String| app::text::slug(tag);
    let (mine, theirs) = (split(mine), split(theirs));
    let base: Vec<String> = base.map(split).unwrap_or_default().iter().map(slug).collect();
    let has = |tags: &[String], tag: &String| tags.iter().any(|other| slug(other) == slug(tag));
    let stays = |tag: &&String| (has(&mine, tag) && has(&theirs, tag)) || !base.contains(&slug(tag));
    let mut tags: Vec<&String> = theirs.iter().filter(stays).collect();
    tags.extend(mine.iter().filter(|tag| !has(&theirs, tag)).filter(stays));
    tags.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: &str, summary: &str, body: &str) -> ArticleDraft {
        let [title, summary, body] = [title, summary, body].map(str::to_owned);
        ArticleDraft { title, summary, body, kind: "guide".into(), visibility: "members".into(), ..ArticleDraft::default() }
    }

    fn snapshot(number: i64, typed: ArticleDraft) -> Snapshot {
        Snapshot { number, author: Some((2, "Eva Muster".to_owned())), typed, whole: true }
    }

    fn clean(base: ArticleDraft, mine: &ArticleDraft, theirs: ArticleDraft) -> ArticleDraft {
        match reconcile(Some(snapshot(1, base)), mine, snapshot(2, theirs)) {
            Reconciled::Clean(draft) => *draft,
            Reconciled::Conflicts(overlap) => panic!("{overlap:?}"),
        }
    }

    fn conflicts(base: Option<ArticleDraft>, mine: &ArticleDraft, theirs: ArticleDraft) -> Overlap {
        match reconcile(base.map(|base| snapshot(1, base)), mine, snapshot(2, theirs)) {
            Reconciled::Clean(draft) => panic!("{draft:?}"),
            Reconciled::Conflicts(overlap) => *overlap,
        }
    }

    #[test]
    fn of_each_field_the_side_that_changed_it_wins() {
        let base = draft("Plan", "Kurz.", "a\n\nb\n\nc");
        let mine = ArticleDraft { visibility: "public".into(), ..draft("Plan", "Kürzer.", "a\n\nb\n\nC") };
        let theirs = ArticleDraft { topic: "handel".into(), ..draft("Der Plan", "Kurz.", "A\n\nb\n\nc") };
        let both = clean(base, &mine, theirs);
        assert_eq!((both.title.as_str(), both.summary.as_str(), both.body.as_str()), ("Der Plan", "Kürzer.", "A\n\nb\n\nC"));
        assert_eq!((both.visibility.as_str(), both.topic.as_str()), ("public", "handel"));
    }

    #[test]
    fn fixed_fields_are_merged_one_by_one() {
        let with =
            |pairs: &[(&str, &str)]| ArticleDraft { fields: Typed::from_pairs(pairs.iter().copied()), ..draft("Plan", "", "a") };
        let base = with(&[("software", "Excel"), ("leika", "1"), ("staff", "2")]);
        let mine = with(&[("software", "Calc"), ("leika", "1"), ("staff", "3")]);
        let both = clean(base.clone(), &mine, with(&[("software", "Excel"), ("staff", "2"), ("contact", "Eva")]));
        assert_eq!(both.fields, with(&[("software", "Calc"), ("staff", "3"), ("contact", "Eva")]).fields);
        let overlap = conflicts(Some(base), &mine, with(&[("software", "Word"), ("leika", "1"), ("staff", "3")]));
        let names: Vec<_> = overlap.fields.iter().map(|one| (one.name, one.mine.as_str(), one.theirs.as_str())).collect();
        assert_eq!(names, [("software", "Calc", "Word")]);
    }

    #[test]
    fn a_title_that_both_changed_is_a_conflict() {
        let overlap = conflicts(Some(draft("Plan", "", "a")), &draft("Mein  Plan ", "", "a"), draft("Ihr Plan", "", "a"));
        let expected = FieldConflict {
            name: "title",
            label: "Titel",
            base: Some("Plan".into()),
            mine: "Mein Plan".into(),
            theirs: "Ihr Plan".into(),
        };
        assert_eq!((overlap.fields, overlap.body), (vec![expected], vec![Piece::Same("a".into())]));
    }

    #[test]
    fn the_same_change_of_both_is_no_conflict() {
        let both = draft("Neu", "Neu.", "neu");
        assert_eq!(clean(draft("Alt", "Alt.", "alt"), &both, both.clone()), both);
    }

    #[test]
    fn without_a_base_all_that_differs_is_for_the_author_to_decide() {
        let overlap = conflicts(None, &draft("Mein Plan", "", "Mein Text"), draft("Ihr Plan", "", "Ihr Text"));
        assert_eq!(overlap.fields.len(), 1);
        assert!(matches!(&overlap.body[..], [Piece::Conflict(_)]), "{:?}", overlap.body);
    }

    #[test]
    fn tags_come_and_go_one_by_one() {
        assert_eq!(tags(Some("Alt, Weg, Beides"), "alt, Neu, Beides", "Alt, Weg, Beides, Anderes"), "Alt, Beides, Anderes, Neu");
        assert_eq!(tags(Some("a, b"), "a", "b"), "");
        assert_eq!(tags(None, "a", "b"), "b, a");
    }
}
