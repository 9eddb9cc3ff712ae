//! The server of Wissensnetz OWL: rules and storage behind the ports of [`app`], and HTTP in front of its pages.
//!
//! Each feature has its rules in `mod.rs`, all its SQL in `queries.rs` and its POST handlers in `forms.rs`.
//! [`Server::build`] puts them together; the binary and the tests both use it.

pub mod account;
pub mod announcement;
pub mod attachment;
pub mod config;
pub mod contract;
pub mod db;
pub mod demo;
pub mod expertise;
pub mod factor;
pub mod feed;
pub mod fill;
pub mod flag;
pub mod follow;
pub mod forum;
pub mod freshness;
pub mod gap;
pub mod http;
pub mod mail;
pub mod markdown;
pub mod mention;
pub mod moderation;
pub mod notice;
pub mod organisation;
pub mod reach;
pub mod reuse;
pub mod saved;
pub mod search;
pub mod structure;
pub mod subject;
pub mod summary;
pub mod synonym;
mod text;
pub mod wiki;

use std::{sync::Arc, time::Duration};

use app::{
    context::{Ports, Site},
    error::Error,
};
use axum::Router;
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    account::{AccountService, password::Passwords, throttle::Throttle},
    announcement::AnnouncementService,
    attachment::AttachmentService,
    config::Config,
    db::{Clock, Db},
    expertise::ExpertiseService,
    factor::FactorService,
    feed::FeedService,
    flag::FlagService,
    follow::FollowService,
    forum::{ForumService, comment::CommentService, order::OrderService, post::PostService, vote::VoteService},
    freshness::FreshnessService,
    gap::GapService,
    http::Cookies,
    mail::{Letterhead, Outbox, Transport},
    markdown::Renderer,
    mention::MentionService,
    moderation::{ModerationService, log::LogService},
    notice::NoticeService,
    organisation::{OrganisationService, region::Region},
    reach::Reach,
    reuse::ReuseService,
    saved::SavedService,
    search::SearchService,
    structure::StructureService,
    subject::SubjectService,
    summary::SummaryService,
    synonym::SynonymService,
    wiki::{WikiService, drafts::DraftService, public::PublicArticles},
};

/// What a request can reach.
pub struct Services {
    pub(crate) ports: Arc<Ports>,
    pub(crate) site: Arc<Site>,
    pub(crate) attachments: Arc<AttachmentService>,
    pub(crate) clock: Clock,
    pub(crate) search: Arc<SearchService>,
    pub(crate) throttle: Throttle,
    pub(crate) cookies: Cookies,
    pub(crate) origin: String,
    pub(crate) behind_proxy: bool,
    pub(crate) public: PublicArticles,
    pub(crate) notices: Arc<NoticeService>,
    pub(crate) feeds: Arc<FeedService>,
}

/// The whole application, put together and not yet listening.
pub struct Server {
    /// The database.
    pub db: Db,
    /// Accounts, with what only commands may do.
    pub accounts: Arc<AccountService>,
    /// Second factors, with what only commands may do.
    pub factors: Arc<FactorService>,
    /// The wiki, with the import.
    pub wiki: Arc<WikiService>,
    /// Drafts.
    pub drafts: Arc<DraftService>,
    /// Files of articles, with their reader.
    pub attachments: Arc<AttachmentService>,
    /// The forum.
    pub forum: Arc<ForumService>,
    /// The search, with its indexer.
    pub search: Arc<SearchService>,
    /// Who looks after articles, with the reminders.
    pub freshness: Arc<FreshnessService>,
    /// What organisations know, with the worker that offers them questions.
    pub expertise: Arc<ExpertiseService>,
    /// What people are told.
    pub notices: Arc<NoticeService>,
    /// Who is told of what happens in a thread.
    pub reach: Arc<Reach>,
    /// Saved searches, with the worker that looks what is new.
    pub saved: Arc<SavedService>,
    /// What is looked for in vain, with the counts that wait.
    pub gaps: Arc<GapService>,
    /// Mails that wait.
    pub outbox: Outbox,
    /// How they leave.
    pub transport: Transport,
    /// The region.
    pub region: Region,
    /// Everything that pages can ask.
    pub ports: Arc<Ports>,
    services: Arc<Services>,
}

impl Server {
    /// Opens the database, migrates it, loads the region, opens the search index.
    #[expect(clippy::too_many_lines, reason = "one line a part: this is where they are put together")]
    pub async fn build(config: &Config, clock: Clock) -> Result<Self, Error> {
        std::fs::create_dir_all(&config.data_dir)?;
        let db = match &config.database_url {
            Some(url) => Db::open(url).await?,
            None => Db::in_folder(&config.data_dir).await?,
        };
        let region = Region::open(config.region_dir.as_deref())?;
        region.load(&db).await?;
        synonym::bring(&db, &clock).await?;
        let renderer = Arc::new(Renderer::new());
        let transport = config.transport()?;
        let site = Site {
            origin: config.origin()?,
            assets: http::assets::manifest()?,
            demo: config.demo,
            mail_folder: config.demo.then(|| config.mail_folder().display().to_string()),
            ..region.site(&renderer)?
        };
        let search = SearchService::open(db.clone(), &config.data_dir.join("search"), clock.clone())?;
        let outbox = Outbox::new(db.clone(), clock.clone());
        let passwords = Passwords::new(config.password_cost())?;
        let origin = config.origin()?;
        let letterhead = Letterhead { public_url: origin.clone(), site_name: site.name.clone() };
        let digests = config.digest_times()?;
        let notices = Arc::new(NoticeService::new(db.clone(), clock.clone(), outbox.clone(), letterhead.clone(), digests));
        notices.begin().await?;
        mention::catch_up(&db).await?;
        let base = (db.clone(), clock.clone(), outbox.clone());
        let (seal, asked) = (config.seal()?, config.asks_for_factor());
        let factors =
            FactorService::open(base.clone(), letterhead.clone(), passwords.clone(), Arc::clone(&notices), seal, asked).await?;
        let factors = Arc::new(factors);
        let accounts = AccountService::new(base, passwords, letterhead, Arc::clone(&notices), Arc::clone(&factors));
        let accounts = Arc::new(accounts);
        let wiki = WikiService::new(db.clone(), clock.clone(), Arc::clone(&renderer), Arc::clone(&search));
        let wiki = Arc::new(wiki.with_templates(region.templates()?));
        let drafts = Arc::new(DraftService::new(db.clone(), clock.clone(), Arc::clone(&notices), Arc::clone(&search)));
        let attachments = Arc::new(AttachmentService::open(config, db.clone(), clock.clone(), Arc::clone(&search))?);
        let reach = Arc::new(Reach::new(clock.clone(), Arc::clone(&notices)));
        let summaries = Arc::new(SummaryService::new(db.clone(), clock.clone(), Arc::clone(&notices)));
        let expertise = ExpertiseService::new(db.clone(), clock.clone(), Arc::clone(&notices), config.schedule());
        let expertise = Arc::new(expertise);
        let announcements = AnnouncementService::new(db.clone(), clock.clone(), Arc::clone(&renderer));
        let forum = ForumService::new(
            db.clone(),
            clock.clone(),
            Arc::clone(&renderer),
            Arc::clone(&search),
            Arc::clone(&reach),
            Arc::clone(&summaries),
            Arc::clone(&expertise),
        );
        let forum = Arc::new(forum.opening_after(config.district_days.into()));
        let feeds = Arc::new(FeedService::new(db.clone(), clock.clone()));
        let structure = StructureService::new(db.clone(), clock.clone(), renderer, Arc::clone(&search));
        wiki::derived::catch_up(&db).await?;
        let moderation = ModerationService::new(db.clone(), clock.clone(), outbox.clone(), Arc::clone(&accounts));
        let freshness = Arc::new(FreshnessService::new(db.clone(), clock.clone(), Arc::clone(&notices), Arc::clone(&search)));
        let order = OrderService::new(db.clone(), clock.clone(), Arc::clone(&notices), Arc::clone(&search));
        let order = Arc::new(order);
        let flags = FlagService::new(db.clone(), clock.clone(), Arc::clone(&notices), Arc::clone(&search), Arc::clone(&order));
        let saved = SavedService::new(db.clone(), clock.clone(), Arc::clone(&search), Arc::clone(&notices));
        let saved = Arc::new(saved);
        let gaps = Arc::new(GapService::new(db.clone(), clock.clone()));
        let ports = Arc::new(Ports {
            accounts: Arc::clone(&accounts) as _,
            sessions: Arc::clone(&accounts) as _,
            factors: Arc::clone(&factors) as _,
            organisations: Arc::new(OrganisationService::new(db.clone())),
            wiki: Arc::clone(&wiki) as _,
            drafts: Arc::clone(&drafts) as _,
            attachments: Arc::clone(&attachments) as _,
            history: Arc::clone(&wiki) as _,
            forum: Arc::clone(&forum) as _,
            reuses: Arc::new(ReuseService::new(db.clone(), clock.clone())),
            structure: Arc::new(structure),
            subjects: Arc::new(SubjectService::new(db.clone(), Arc::clone(&search))),
            search: Arc::clone(&search) as _,
            gaps: Arc::clone(&gaps) as _,
            moderation: Arc::new(moderation),
            freshness: Arc::clone(&freshness) as _,
            notices: Arc::clone(&notices) as _,
            posts: Arc::new(PostService::new(db.clone())),
            comments: Arc::new(CommentService::new(db.clone(), clock.clone(), Arc::clone(&search), Arc::clone(&reach))),
            votes: Arc::new(VoteService::new(db.clone(), clock.clone())),
            order: order as _,
            flags: Arc::new(flags),
            log: Arc::new(LogService::new(db.clone())),
            preferences: Arc::clone(&notices) as _,
            follows: Arc::new(FollowService::new(db.clone(), clock.clone())),
            mentions: Arc::new(MentionService::new(db.clone())),
            saved: Arc::clone(&saved) as _,
            synonyms: Arc::new(SynonymService::new(db.clone(), clock.clone(), Arc::clone(&search))),
            summaries,
            expertises: Arc::clone(&expertise) as _,
            announcements: Arc::new(announcements),
            asking: Arc::clone(&forum) as _,
            lists: Arc::clone(&forum) as _,
            feeds: Arc::clone(&feeds) as _,
        });
        let services = Arc::new(Services {
            ports: Arc::clone(&ports),
            site: Arc::new(site),
            attachments: Arc::clone(&attachments),
            clock,
            search: Arc::clone(&search),
            throttle: Throttle::new(config.searches_per_second),
            cookies: Cookies::new(origin.starts_with("https://")),
            origin,
            behind_proxy: config.behind_proxy,
            public: PublicArticles::new(db.clone()),
            notices: Arc::clone(&notices),
            feeds,
        });
        Ok(Self {
            db,
            accounts,
            factors,
            wiki,
            drafts,
            attachments,
            forum,
            search,
            freshness,
            expertise,
            notices,
            reach,
            saved,
            gaps,
            outbox,
            transport,
            region,
            ports,
            services,
        })
    }

    /// The routes.
    pub fn router(&self) -> Router {
        http::router(Arc::clone(&self.services))
    }

    /// The value of a `Cookie` header for a session, for load tests.
    #[must_use]
    pub fn cookie(&self, token: &str) -> String {
        self.services.cookies.header(token)
    }

    /// Starts what works in the background: indexer, outbox, reader of files, routing of questions, saved searches,
    /// counts of searches, tidying up, reminders. Returns what has to end before the database is
    /// closed; the end of `stop`'s sender ends it.
    pub fn start_background(&self, stop: &watch::Receiver<()>) -> Vec<JoinHandle<()>> {
        let indexer = tokio::spawn(Arc::clone(&self.search).run(end_of(stop.clone())));
        let outbox = tokio::spawn(self.outbox.clone().run(self.transport.clone(), end_of(stop.clone())));
        let reader = tokio::spawn(Arc::clone(&self.attachments).run(end_of(stop.clone())));
        let routing = tokio::spawn(Arc::clone(&self.expertise).run(end_of(stop.clone())));
        let counting = tokio::spawn(Arc::clone(&self.gaps).run(end_of(stop.clone())));
        let gaps = Arc::clone(&self.gaps);
        let (accounts, drafts, services) = (Arc::clone(&self.accounts), Arc::clone(&self.drafts), Arc::clone(&self.services));
        let (freshness, notices, forum) = (Arc::clone(&self.freshness), Arc::clone(&self.notices), Arc::clone(&self.forum));
        tokio::spawn(Arc::clone(&self.notices).run_live(end_of(stop.clone())));
        tokio::spawn(Arc::clone(&self.notices).run_digests(end_of(stop.clone())));
        tokio::spawn(Arc::clone(&self.saved).run(end_of(stop.clone())));
        tokio::spawn(async move {
            let mut hourly = tokio::time::interval(Duration::from_hours(1));
            loop {
                hourly.tick().await;
                services.throttle.tidy();
                if let Err(error) = accounts.tidy().await {
                    tracing::warn!(%error, "could not remove expired sessions");
                }
                if let Err(error) = services.attachments.tidy().await {
                    tracing::warn!(%error, "could not remove files that nobody needs");
                }
                if let Err(error) = drafts.tidy().await {
                    tracing::warn!(%error, "could not remove discarded drafts");
                }
                if let Err(error) = notices.tidy().await {
                    tracing::warn!(%error, "could not remove old links of mails");
                }
                if let Err(error) = gaps.tidy().await {
                    tracing::warn!(%error, "could not remove old counts of searches");
                }
                if let Err(error) = forum.open_due().await {
                    tracing::error!(%error, "questions could not be opened to all");
                }
                if let Err(error) = forum.tidy().await {
                    tracing::warn!(%error, "could not remove old forms");
                }
                if let Err(error) = freshness.remind_due().await {
                    tracing::error!(%error, "reminders could not be sent");
                }
            }
        });
        vec![indexer, outbox, reader, routing, counting]
    }
}

async fn end_of(mut stop: watch::Receiver<()>) {
    // an error means that the sender is gone
    while stop.changed().await.is_ok() {}
}
