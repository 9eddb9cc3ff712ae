//! Notices: what a member is told because it concerns her, in the site and by mail.

pub mod pages;
pub mod port;
pub mod preference;

use preference::Subject;

/// What a notice is about, and with it why someone gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// To the author of a draft: moderators decided on it.
    DraftDecided,
    /// To moderators: a draft waits for them.
    DraftSubmitted,
    /// To the owner of an article: its review date has come.
    ReviewDue,
    /// To the members of the organisation that stands in for the owner.
    ReviewDueDeputy,
    /// To the regional contacts of that organisation's Kreis.
    ReviewDueRegion,
    /// To moderators, when there is no regional contact.
    ReviewDueModeration,
    /// To someone who was made the owner of an article by another.
    Entrusted,
    /// To the members of the deputy organisation: nobody looks after the article any more.
    Ownerless,
    /// The same to moderators, when no such organisation has members.
    OwnerlessModeration,
    /// To the author of a post: moderators decided on it.
    PostModerated,
    /// To whoever flagged a post: moderators decided on it.
    FlagDecided,
    /// To moderators: a post was flagged.
    PostFlagged,
    /// To whoever asked: somebody answered.
    Answered,
    /// The same to those who follow the question.
    AnsweredFollowed,
    /// To the author of a post: somebody commented on it.
    Commented,
    /// To those who follow the question: somebody commented on a post.
    CommentedFollowed,
    /// To the author of an answer: it is the solution.
    Accepted,
    /// To those who follow a topic: a new question.
    AskedTopic,
    /// To those who follow a tag.
    AskedTag,
    /// To those who follow a municipality.
    AskedOrganisation,
    /// To someone whom a post names.
    Mentioned,
    /// To the members of an organisation that a post names.
    MentionedOrganisation,
    /// To those whose words a draft holds that was made of a thread: they may choose not to be named.
    SummaryBegun,
    /// To the same: it is an article now.
    SummaryPublished,
    /// To the owner of an article that was made of a thread: somebody has answered there.
    SummaryAnswered,
    /// To members of an organisation that knows the subject of an unanswered question.
    OfferedExpertise,
    /// To the regional contacts of the asker's Kreis: nobody has answered.
    OfferedRegion,
    /// To moderators: still nobody has answered.
    OfferedModeration,
    /// To whoever has saved a search: it finds something new.
    SearchFound,
}

impl NoticeKind {
    /// All kinds.
    pub const ALL: [Self; 29] = [
        Self::DraftDecided,
        Self::DraftSubmitted,
        Self::ReviewDue,
        Self::ReviewDueDeputy,
        Self::ReviewDueRegion,
        Self::ReviewDueModeration,
        Self::Entrusted,
        Self::Ownerless,
        Self::OwnerlessModeration,
        Self::PostModerated,
        Self::FlagDecided,
        Self::PostFlagged,
        Self::Answered,
        Self::AnsweredFollowed,
        Self::Commented,
        Self::CommentedFollowed,
        Self::Accepted,
        Self::AskedTopic,
        Self::AskedTag,
        Self::AskedOrganisation,
        Self::Mentioned,
        Self::MentionedOrganisation,
        Self::SummaryBegun,
        Self::SummaryPublished,
        Self::SummaryAnswered,
        Self::OfferedExpertise,
        Self::OfferedRegion,
        Self::OfferedModeration,
        Self::SearchFound,
    ];

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::DraftDecided => "draft_decided",
            Self::DraftSubmitted => "draft_submitted",
            Self::ReviewDue => "review_due",
            Self::ReviewDueDeputy => "review_due_deputy",
            Self::ReviewDueRegion => "review_due_region",
            Self::ReviewDueModeration => "review_due_moderation",
            Self::Entrusted => "entrusted",
            Self::Ownerless => "ownerless",
            Self::OwnerlessModeration => "ownerless_moderation",
            Self::PostModerated => "post_moderated",
            Self::FlagDecided => "flag_decided",
            Self::PostFlagged => "post_flagged",
            Self::Answered => "answered",
            Self::AnsweredFollowed => "answered_followed",
            Self::Commented => "commented",
            Self::CommentedFollowed => "commented_followed",
            Self::Accepted => "accepted",
            Self::AskedTopic => "asked_topic",
            Self::AskedTag => "asked_tag",
            Self::AskedOrganisation => "asked_organisation",
            Self::Mentioned => "mentioned",
            Self::MentionedOrganisation => "mentioned_organisation",
            Self::SummaryBegun => "summary_begun",
            Self::SummaryPublished => "summary_published",
            Self::SummaryAnswered => "summary_answered",
            Self::OfferedExpertise => "offered_expertise",
            Self::OfferedRegion => "offered_region",
            Self::OfferedModeration => "offered_moderation",
            Self::SearchFound => "search_found",
        }
    }

    /// The reverse of [`NoticeKind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What it is about: the subject of the mail.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::DraftDecided => "Entscheidung über Ihren Text",
            Self::DraftSubmitted => "Ein Text wartet auf Prüfung",
            Self::ReviewDue | Self::ReviewDueDeputy | Self::ReviewDueRegion | Self::ReviewDueModeration => {
                "Bitte prüfen Sie einen Artikel"
            }
            Self::Entrusted => "Sie betreuen einen Artikel",
            Self::Ownerless | Self::OwnerlessModeration => "Ein Artikel braucht jemanden, der ihn betreut",
            Self::PostModerated => "Entscheidung über Ihren Beitrag",
            Self::FlagDecided => "Entscheidung über Ihre Meldung",
            Self::PostFlagged => "Ein Beitrag wurde gemeldet",
            Self::Answered | Self::AnsweredFollowed => "Neue Antwort",
            Self::Commented | Self::CommentedFollowed => "Neuer Kommentar",
            Self::Accepted => "Ihre Antwort ist die Lösung",
            Self::AskedTopic | Self::AskedTag | Self::AskedOrganisation => "Neue Frage",
            Self::Mentioned | Self::MentionedOrganisation => "Sie wurden genannt",
            Self::SummaryBegun => "Aus Ihrem Beitrag wird ein Artikel",
            Self::SummaryPublished => "Aus Ihrem Beitrag ist ein Artikel geworden",
            Self::SummaryAnswered => "Neue Antwort zu Ihrem Artikel",
            Self::OfferedExpertise | Self::OfferedRegion | Self::OfferedModeration => "Eine Frage wartet auf Antwort",
            Self::SearchFound => "Neu zu einer gemerkten Suche",
        }
    }

    /// Why someone gets it; the end of a sentence that begins with "Sie bekommen diese Mail, weil".
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::DraftDecided => "Sie den Text eingereicht haben",
            Self::ReviewDue | Self::Entrusted => "Sie diesen Artikel betreuen",
            Self::ReviewDueDeputy | Self::Ownerless => "Ihre Organisation die Vertretung für diesen Artikel hat",
            Self::ReviewDueRegion => "Sie Regionalpatin oder Regionalpate des Kreises sind, aus dem der Artikel stammt",
            Self::DraftSubmitted
            | Self::ReviewDueModeration
            | Self::OwnerlessModeration
            | Self::OfferedModeration
            | Self::PostFlagged => "Sie zur Moderation gehören",
            Self::SummaryBegun | Self::SummaryPublished => "Sie bei der Frage mitgeschrieben haben",
            Self::SummaryAnswered => "Sie den Artikel betreuen, der aus der Frage entstanden ist",
            Self::OfferedExpertise => "sich Ihre Organisation mit dem Thema auskennt",
            Self::OfferedRegion => "Sie Regionalpatin oder Regionalpate des Kreises sind, aus dem die Frage kommt",
            Self::FlagDecided => "Sie den Beitrag gemeldet haben",
            Self::Answered => "Sie gefragt haben",
            Self::AnsweredFollowed | Self::CommentedFollowed => "Sie dieser Frage folgen",
            Self::Commented | Self::PostModerated => "Sie den Beitrag geschrieben haben",
            Self::Accepted => "Sie geantwortet haben",
            Self::AskedTopic => "Sie dem Themenfeld folgen",
            Self::AskedTag => "Sie einem Schlagwort der Frage folgen",
            Self::AskedOrganisation => "Sie der Kommune oder dem Kreis folgen, woher die Frage kommt",
            Self::Mentioned => "jemand Sie genannt hat",
            Self::MentionedOrganisation => "jemand Ihre Organisation genannt hat",
            Self::SearchFound => "Sie diese Suche gemerkt haben",
        }
    }

    /// What people choose mails of this kind by.
    #[must_use]
    pub fn subject(self) -> Subject {
        match self {
            Self::Answered | Self::Commented | Self::Accepted => Subject::Answers,
            Self::AnsweredFollowed | Self::CommentedFollowed | Self::AskedTopic | Self::AskedTag | Self::AskedOrganisation => {
                Subject::Followed
            }
            Self::Mentioned | Self::MentionedOrganisation => Subject::Mentions,
            Self::SearchFound => Subject::Searches,
            _ => Subject::Care,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_key_of_its_own() {
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::from_key(kind.key()), Some(kind));
        }
    }
}
