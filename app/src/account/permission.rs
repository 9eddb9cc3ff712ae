//! The one place that decides who may do what.

use jiff::Timestamp;

use super::{Member, Role, Viewer};
use crate::{error::Error, wiki::Visibility};

/// Something a person wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See questions, people, and articles for members.
    ReadNetwork,
    /// See an article.
    ReadArticle(Visibility),
    /// See a question with all that belongs to it.
    ReadThread {
        /// Who asked.
        asker: i64,
        /// Whether the viewer works where it is meant to be seen.
        inside: bool,
    },
    /// Ask or answer a question.
    Discuss,
    /// Mark an answer to the question of this person as its solution.
    AcceptAnswer {
        /// Who asked.
        asker: i64,
    },
    /// Show a question of this person to the whole network before its time.
    OpenThread {
        /// Who asked.
        asker: i64,
    },
    /// Change a question or an answer of this person.
    EditPost {
        /// Who wrote it.
        author: i64,
    },
    /// Make a draft of a thread.
    Summarise {
        /// Whether she has written in it.
        involved: bool,
    },
    /// Say what an organisation does with something that another one has built.
    SpeakFor {
        /// Which organisation.
        organisation: i64,
    },
    /// Write drafts and propose changes to articles.
    WriteDraft,
    /// Read a draft of this person.
    ReadDraft {
        /// Who wrote it.
        author: i64,
    },
    /// Publish and change articles at once, and review drafts.
    WriteArticle,
    /// Say that an article still holds, or become its owner.
    ConfirmArticle {
        /// Who looks after it.
        owner: Option<i64>,
        /// The organisation that stands in.
        deputy: Option<i64>,
        /// Whether the viewer is a regional contact of its Kreis.
        contact: bool,
    },
    /// Say who looks after an article, and how often.
    EntrustArticle {
        /// Who looks after it now.
        owner: Option<i64>,
    },
    /// Decide on requests to join.
    Moderate,
    /// Change roles.
    Administer,
}

impl Viewer {
    /// Whether she may.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        let role = self.role();
        match action {
            Action::ReadArticle(Visibility::Public) => true,
            Action::ReadNetwork | Action::ReadArticle(Visibility::Members) | Action::Discuss | Action::WriteDraft => {
                role >= Role::Member
            }
            Action::ReadThread { asker, inside } => {
                role >= Role::Moderator || (role >= Role::Member && (inside || asker == self.id()))
            }
            Action::AcceptAnswer { asker: owner }
            | Action::OpenThread { asker: owner }
            | Action::EditPost { author: owner }
            | Action::ReadDraft { author: owner } => role >= Role::Moderator || (role >= Role::Member && owner == self.id()),
            Action::Summarise { involved } => role >= Role::Moderator || (role >= Role::Member && involved),
            Action::SpeakFor { organisation } => {
                role >= Role::Moderator || self.member().is_some_and(|me| me.organisation.id == organisation)
            }
            Action::ConfirmArticle { owner, deputy, contact } => {
                let deputises = self.member().is_some_and(|member| deputy == Some(member.organisation.id));
                role >= Role::Moderator || (role >= Role::Member && (owner == Some(self.id()) || deputises || contact))
            }
            Action::EntrustArticle { owner } => role >= Role::Moderator || (role >= Role::Member && owner == Some(self.id())),
            Action::WriteArticle | Action::Moderate => role >= Role::Moderator,
            Action::Administer => role >= Role::Administrator,
        }
    }

    /// The member, if she may; otherwise why not.
    pub fn require(&self, action: Action) -> Result<&Member, Error> {
        let member = self.member().ok_or(Error::SignInRequired)?;
        if self.may(action) { Ok(member) } else { Err(Error::Forbidden) }
    }

    /// The member, if she has shown in this session not long ago who she is. Otherwise `ProofRequired`, which leads to a page
    /// that asks for her password (and code) and back again.
    ///
    /// For what a stranger at an open screen must not do: change the second factor, delete the account. Ask in the page that
    /// shows the form, so that nobody types in vain, and again in the service. The page and its form have one address, for
    /// that is where she is led back to.
    pub fn require_proof(&self, now: Timestamp) -> Result<&Member, Error> {
        let member = self.member().ok_or(Error::SignInRequired)?;
        let since = now.as_millisecond() - self.proven_at();
        if self.session().is_some() && since <= PROVEN_FOR { Ok(member) } else { Err(Error::ProofRequired) }
    }

    /// The same person while she has no second factor, where her role asks for one: with the rights of a member.
    #[must_use]
    pub fn awaiting_factor(mut self) -> Self {
        if let Some(member) = self.member.as_mut().filter(|member| asks_for_factor(member.role)) {
            member.role = Role::Member;
            self.awaits_factor = true;
        }
        self
    }

    /// Whether she has fewer rights than her role until she sets a second factor.
    #[must_use]
    pub fn awaits_factor(&self) -> bool {
        self.awaits_factor
    }
}

/// For how long she need not show again who she is, in milliseconds.
const PROVEN_FOR: i64 = 10 * 60 * 1000;

/// Whether a role is worth a second factor, where that is asked for.
#[must_use]
pub fn asks_for_factor(role: Role) -> bool {
    role > Role::Member
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Employer;

    fn viewer(role: Role) -> Viewer {
        if role == Role::Guest {
            return Viewer::guest();
        }
        let organisation = Employer { id: 1, slug: "lemgo".into(), name: "Lemgo".into(), district: None };
        Viewer::member_is(Member { id: 7, name: "Erika Beispiel".into(), role, organisation })
    }

    /// Which roles may: guest, member, moderator, administrator.
    fn who_may(action: Action) -> [bool; 4] {
        Role::ALL.map(|role| viewer(role).may(action))
    }

    #[test]
    fn the_table_of_permissions() {
        assert_eq!(who_may(Action::ReadArticle(Visibility::Public)), [true, true, true, true]);
        assert_eq!(who_may(Action::ReadArticle(Visibility::Members)), [false, true, true, true]);
        assert_eq!(who_may(Action::ReadNetwork), [false, true, true, true]);
        assert_eq!(who_may(Action::Discuss), [false, true, true, true]);
        assert_eq!(who_may(Action::WriteDraft), [false, true, true, true]);
        assert_eq!(who_may(Action::WriteArticle), [false, false, true, true]);
        assert_eq!(who_may(Action::Moderate), [false, false, true, true]);
        assert_eq!(who_may(Action::Administer), [false, false, false, true]);
    }

    #[test]
    fn what_is_mine_i_may_change_and_others_only_as_moderators() {
        assert_eq!(who_may(Action::AcceptAnswer { asker: 7 }), [false, true, true, true]);
        assert_eq!(who_may(Action::AcceptAnswer { asker: 8 }), [false, false, true, true]);
        assert_eq!(who_may(Action::OpenThread { asker: 7 }), [false, true, true, true]);
        assert_eq!(who_may(Action::OpenThread { asker: 8 }), [false, false, true, true]);
        assert_eq!(who_may(Action::EditPost { author: 7 }), [false, true, true, true]);
        assert_eq!(who_may(Action::EditPost { author: 8 }), [false, false, true, true]);
        assert_eq!(who_may(Action::ReadDraft { author: 7 }), [false, true, true, true]);
        assert_eq!(who_may(Action::ReadDraft { author: 8 }), [false, false, true, true]);
    }

    #[test]
    fn a_question_is_seen_where_it_is_meant_to_be_and_by_whoever_asked() {
        assert_eq!(who_may(Action::ReadThread { asker: 8, inside: true }), [false, true, true, true]);
        assert_eq!(who_may(Action::ReadThread { asker: 8, inside: false }), [false, false, true, true]);
        assert_eq!(who_may(Action::ReadThread { asker: 7, inside: false }), [false, true, true, true]);
    }

    #[test]
    fn a_thread_is_summarised_by_those_who_wrote_in_it_and_by_moderators() {
        assert_eq!(who_may(Action::Summarise { involved: true }), [false, true, true, true]);
        assert_eq!(who_may(Action::Summarise { involved: false }), [false, false, true, true]);
    }

    #[test]
    fn people_speak_for_their_own_organisation_and_moderators_for_all() {
        assert_eq!(who_may(Action::SpeakFor { organisation: 1 }), [false, true, true, true]);
        assert_eq!(who_may(Action::SpeakFor { organisation: 2 }), [false, false, true, true]);
    }

    #[test]
    fn an_article_is_confirmed_by_those_who_look_after_it_and_entrusted_by_its_owner() {
        let confirm = |owner, deputy, contact| who_may(Action::ConfirmArticle { owner, deputy, contact });
        assert_eq!(confirm(Some(7), None, false), [false, true, true, true]);
        assert_eq!(confirm(Some(8), Some(1), false), [false, true, true, true]);
        assert_eq!(confirm(None, None, true), [false, true, true, true]);
        assert_eq!(confirm(Some(8), Some(2), false), [false, false, true, true]);
        assert_eq!(confirm(None, None, false), [false, false, true, true]);
        assert_eq!(who_may(Action::EntrustArticle { owner: Some(7) }), [false, true, true, true]);
        assert_eq!(who_may(Action::EntrustArticle { owner: Some(8) }), [false, false, true, true]);
        assert_eq!(who_may(Action::EntrustArticle { owner: None }), [false, false, true, true]);
    }

    #[test]
    fn without_a_factor_everybody_has_the_rights_of_a_member() {
        for action in [Action::Moderate, Action::WriteArticle, Action::Administer, Action::EditPost { author: 8 }] {
            assert!(!Role::ALL.iter().any(|role| viewer(*role).awaiting_factor().may(action)), "{action:?}");
        }
        let reads = Role::ALL.map(|role| viewer(role).awaiting_factor().may(Action::ReadNetwork));
        assert_eq!(reads, [false, true, true, true]);
        assert_eq!(Role::ALL.map(|role| viewer(role).awaiting_factor().awaits_factor()), [false, false, true, true]);
    }

    #[test]
    fn who_one_is_was_shown_at_most_ten_minutes_ago_and_in_a_session() {
        let at = |minutes: i64| Timestamp::from_millisecond(minutes * 60_000).expect("a time");
        let member = viewer(Role::Member).in_session("one".into(), at(100).as_millisecond());
        assert!(member.require_proof(at(110)).is_ok());
        assert!(matches!(member.require_proof(at(111)), Err(Error::ProofRequired)));
        assert!(matches!(viewer(Role::Member).require_proof(at(0)), Err(Error::ProofRequired)));
        assert!(matches!(viewer(Role::Guest).require_proof(at(0)), Err(Error::SignInRequired)));
    }

    #[test]
    fn a_guest_owns_nothing_not_even_posts_of_nobody() {
        assert!(!viewer(Role::Guest).may(Action::EditPost { author: 0 }));
    }
}
