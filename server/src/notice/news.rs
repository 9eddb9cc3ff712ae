//! A piece of news and whom it is for; how it becomes a mail.

use app::{
    account::Viewer,
    notice::{
        NoticeKind,
        preference::{Rhythm, Scope, Subject},
    },
};

use crate::mail::{Letterhead, Mail, Part};

/// So many refused mails in a row, and no more are sent.
const MOST_BOUNCES: i64 = 3;

/// Someone who can be told something.
#[derive(Debug, Clone)]
pub(crate) struct Recipient {
    pub(super) name: String,
    pub(super) mail: String,
    pub(super) bounces: i64,
    /// In the order of [`Subject::ALL`].
    pub(super) rhythms: [Rhythm; 5],
    /// What she may see.
    pub(crate) viewer: Viewer,
}

impl Recipient {
    /// Her id.
    pub(crate) fn id(&self) -> i64 {
        self.viewer.id()
    }

    /// How often she gets mails about this, if they can reach her.
    pub(super) fn rhythm(&self, subject: Subject) -> Rhythm {
        if is_unreachable(self.bounces) {
            return Rhythm::Off;
        }
        let at = Subject::ALL.into_iter().position(|one| one == subject).unwrap_or_default();
        self.rhythms[at]
    }
}

/// Whether the mail server has refused too many mails to an address.
pub(super) fn is_unreachable(bounces: i64) -> bool {
    bounces >= MOST_BOUNCES
}

/// What somebody is told.
#[derive(Debug, Clone)]
pub(crate) struct News<'a> {
    /// What it is about, and why she gets it.
    pub(crate) kind: NoticeKind,
    /// What happened, in a sentence.
    pub(crate) text: &'a str,
    /// Where it leads to.
    pub(crate) path: &'a str,
    /// Where it happened, if in a thread.
    pub(crate) thread: Option<InThread<'a>>,
    /// Otherwise the question that it names: taken away, it is named no more.
    pub(crate) names: Option<i64>,
}

/// What happened in a thread.
#[derive(Debug, Clone)]
pub(crate) struct InThread<'a> {
    /// The question.
    pub(crate) question: i64,
    /// Its title.
    pub(crate) title: &'a str,
    /// Names the event, for one person once: `antwort-34`.
    pub(crate) event: &'a str,
    /// The beginning of what somebody wrote.
    pub(crate) excerpt: &'a str,
}

/// The first mail of a thread, which the others refer to.
fn root(question: i64) -> String {
    format!("frage-{question}")
}

/// The question that a path leads to.
pub(crate) fn question_of(path: &str) -> Option<i64> {
    path.strip_prefix("/fragen/")?.split(['/', '?', '#']).next()?.parse().ok()
}

/// A mail about one thing.
pub(super) fn letter(head: &Letterhead, to: &Recipient, news: &News<'_>, unsubscribe: &str) -> Mail {
    let mut parts = vec![Part::Text(news.text.to_owned())];
    let mut subject = news.kind.label().to_owned();
    let (mut message_id, mut thread) = (None, question_of(news.path).map(root));
    if let Some(of) = &news.thread {
        if !of.excerpt.is_empty() {
            parts.push(Part::Quote(of.excerpt.to_owned()));
        }
        let is_root = of.event == root(of.question);
        subject = if is_root { of.title.to_owned() } else { format!("Re: {}", of.title) };
        message_id = Some(of.event.to_owned());
        thread = (!is_root).then(|| root(of.question));
    }
    parts.push(Part::Link("Ansehen".to_owned(), format!("{}{}", head.public_url, news.path)));
    let foot = foot(head, &format!("Sie bekommen diese Mail, weil {}.", news.kind.reason()), unsubscribe);
    let subject = format!("{subject} - {}", head.site_name);
    let mail = head.compose(&to.mail, &to.name, &subject, &parts, &foot);
    Mail { message_id, thread, unsubscribe: Some(unsubscribe.to_owned()), ..mail }
}

/// A mail that sums up what waited; `more` says how much is not in it.
pub(super) fn digest(
    head: &Letterhead,
    to: &Recipient,
    rhythm: Rhythm,
    (news, more): (&[(String, String)], bool),
    unsubscribe: &str,
) -> Mail {
    let mut parts = vec![Part::Text("das ist neu für Sie:".to_owned())];
    parts.extend(news.iter().map(|(text, path)| Part::Item(text.clone(), format!("{}{path}", head.public_url))));
    if more {
        parts.push(Part::Link("Es gibt noch mehr".to_owned(), format!("{}/benachrichtigungen", head.public_url)));
    }
    let label = Scope::Digest(rhythm).label();
    let foot = foot(head, "Sie bekommen diese Mail, weil Sie sich Neues zusammenfassen lassen.", unsubscribe);
    let number = if news.len() == 1 { "1 Neuigkeit".to_owned() } else { format!("{} Neuigkeiten", news.len()) };
    let mail = head.compose(&to.mail, &to.name, &format!("{label}: {number} - {}", head.site_name), &parts, &foot);
    Mail { unsubscribe: Some(unsubscribe.to_owned()), ..mail }
}

fn foot(head: &Letterhead, why: &str, unsubscribe: &str) -> Vec<Part> {
    vec![
        Part::Text(why.to_owned()),
        Part::Link("Mails dieser Art abbestellen".to_owned(), unsubscribe.to_owned()),
        Part::Link("Einstellen, wie oft Mails kommen".to_owned(), format!("{}/konto/benachrichtigungen", head.public_url)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_question() {
        assert_eq!(question_of("/fragen/12/wer-nutzt#antwort-3"), Some(12));
        assert_eq!(question_of("/fragen/12"), Some(12));
        assert_eq!((question_of("/fragen/neu"), question_of("/wiki/fragen")), (None, None));
    }
}
