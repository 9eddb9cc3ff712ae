//! What a page may use: the ports, who looks, and what was asked for.

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;

use crate::{
    account::{Viewer, port::Accounts, session::Sessions},
    announcement::port::Announcements,
    attachment::port::Attachments,
    error::Error,
    expertise::port::Expertises,
    factor::port::Factors,
    feed::port::Feeds,
    flag::port::Flags,
    follow::port::Follows,
    forum::{asking::Asking, comment::Comments, lists::Lists, order::Order, port::Forum, post::Posts, vote::Votes},
    freshness::port::Freshness,
    gap::port::Gaps,
    mention::port::Mentions,
    moderation::{log::Log, port::Moderation},
    notice::{port::Notices, preference::Preferences},
    organisation::port::Organisations,
    reuse::port::Reuses,
    saved::port::SavedSearches,
    search::port::Search,
    structure::port::Structure,
    subject::port::Subjects,
    summary::port::Summaries,
    synonym::port::Synonyms,
    wiki::{drafts::port::Drafts, history::History, port::Wiki},
};

/// Everything that pages can ask of the server.
pub struct Ports {
    /// People, and how they come in.
    pub accounts: Arc<dyn Accounts>,
    /// Where they are signed in.
    pub sessions: Arc<dyn Sessions>,
    /// Their second factor.
    pub factors: Arc<dyn Factors>,
    /// Municipalities and partners.
    pub organisations: Arc<dyn Organisations>,
    /// Articles.
    pub wiki: Arc<dyn Wiki>,
    /// What is not an article yet.
    pub drafts: Arc<dyn Drafts>,
    /// Files of articles and drafts.
    pub attachments: Arc<dyn Attachments>,
    /// What articles were.
    pub history: Arc<dyn History>,
    /// Questions and answers.
    pub forum: Arc<dyn Forum>,
    /// Nachnutzung.
    pub reuses: Arc<dyn Reuses>,
    /// How articles hang together.
    pub structure: Arc<dyn Structure>,
    /// Topics and tags.
    pub subjects: Arc<dyn Subjects>,
    /// Search.
    pub search: Arc<dyn Search>,
    /// What is looked for in vain.
    pub gaps: Arc<dyn Gaps>,
    /// Decisions of moderators.
    pub moderation: Arc<dyn Moderation>,
    /// Who looks after articles, and when.
    pub freshness: Arc<dyn Freshness>,
    /// What people are told.
    pub notices: Arc<dyn Notices>,
    /// Posts of the forum, whatever they are.
    pub posts: Arc<dyn Posts>,
    /// Comments.
    pub comments: Arc<dyn Comments>,
    /// Votes.
    pub votes: Arc<dyn Votes>,
    /// Order in the forum.
    pub order: Arc<dyn Order>,
    /// What members report.
    pub flags: Arc<dyn Flags>,
    /// What moderators did.
    pub log: Arc<dyn Log>,
    /// How often they want mails.
    pub preferences: Arc<dyn Preferences>,
    /// What they follow.
    pub follows: Arc<dyn Follows>,
    /// Whom they can name.
    pub mentions: Arc<dyn Mentions>,
    /// Searches that they have saved.
    pub saved: Arc<dyn SavedSearches>,
    /// What finds what else.
    pub synonyms: Arc<dyn Synonyms>,
    /// From thread to article.
    pub summaries: Arc<dyn Summaries>,
    /// What organisations know.
    pub expertises: Arc<dyn Expertises>,
    /// Dates and news.
    pub announcements: Arc<dyn Announcements>,
    /// For whom questions are, and posting once.
    pub asking: Arc<dyn Asking>,
    /// Lists of questions.
    pub lists: Arc<dyn Lists>,
    /// Keys of feeds.
    pub feeds: Arc<dyn Feeds>,
}

/// The region that this installation serves: data, not code.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Scheme, host and port: what addresses for others begin with.
    pub origin: String,
    /// Name of the network.
    pub name: String,
    /// Name of the region.
    pub region: String,
    /// One sentence below the name.
    pub claim: String,
    /// Who runs it.
    pub operator: String,
    /// Where people can write to.
    pub contact: String,
    /// Searches offered on the front page.
    pub example_searches: Vec<String>,
    /// Texts of the operator: (address without slash, title, safe HTML).
    pub legal: Vec<(String, String, String)>,
    /// Whether the content is an example.
    pub demo: bool,
    /// Where the demo puts the mails it would send.
    pub mail_folder: Option<String>,
    /// Logical name of an asset to its address.
    pub assets: HashMap<String, String>,
}

/// One look at a page.
#[derive(Clone)]
pub struct Visit {
    /// What it may ask.
    pub ports: Arc<Ports>,
    /// The region.
    pub site: Arc<Site>,
    /// Who looks.
    pub viewer: Viewer,
    /// The path, as asked for.
    pub path: String,
    /// Whether a form was sent: then nobody is led elsewhere, for the typed text would be lost on the way.
    pub posted: bool,
    /// The parts of the path in braces.
    pub params: Vec<(String, String)>,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// When.
    pub now: Timestamp,
}

impl Visit {
    /// A part of the path in braces; empty when the route has none of that name.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        value(&self.params, name)
    }

    /// Whether this is the address of the thing itself: `Moved` to its own one when it was asked for by a former one.
    /// What follows the thing in the path (`/verlauf`) and the query are kept.
    pub fn at(&self, asked: &str, own: &str) -> Result<(), Error> {
        let Some(rest) = self.path.strip_prefix(asked).filter(|_| asked != own && !self.posted) else { return Ok(()) };
        let query: Vec<String> = self.query.iter().map(|(name, value)| crate::ui::with_query("", &[], name, value)).collect();
        let query = query.join("").replace('?', "&").replacen('&', "?", 1);
        Err(Error::Moved(format!("{own}{rest}{query}")))
    }

    /// A part of the path that is an id.
    pub fn id(&self, name: &str) -> Result<i64, Error> {
        self.param(name).parse().map_err(|_| Error::NotFound)
    }

    /// A value of the query; empty when absent.
    #[must_use]
    pub fn query(&self, name: &str) -> &str {
        value(&self.query, name)
    }

    /// A value of the query unless it is absent or blank.
    #[must_use]
    pub fn chosen(&self, name: &str) -> Option<String> {
        Some(self.query(name).trim()).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// The page of a list, from 1.
    #[must_use]
    pub fn page_number(&self) -> i64 {
        self.query("seite").parse().unwrap_or(1).clamp(1, 100_000)
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}
