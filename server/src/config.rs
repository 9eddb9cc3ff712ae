//! Configuration: a TOML file, every key also as `WISSENSNETZ_<KEY>` in the environment, secrets also as
//! `WISSENSNETZ_<KEY>_FILE` (the path of a file that holds the value).

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use app::error::Error;
use serde::Deserialize;
use url::Url;

use crate::{
    account::password::Cost,
    attachment::{Limits, text::Extractor},
    expertise::Schedule,
    factor::seal::Seal,
    mail::Transport,
    notice::DigestTimes,
};

/// All settings. Each has a default, so no file is needed to try the network out.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "switches that have nothing to do with each other")]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How browsers reach the site; the links in mails begin with it. `https`, or `http` on this machine only.
    pub public_url: Url,
    /// Where SQLite, uploaded files, the search index and the demo's mails are.
    pub data_dir: PathBuf,
    /// `postgresql://…` or `sqlite:…`; SQLite in the data directory when absent. Also read from `DATABASE_URL`.
    pub database_url: Option<String>,
    /// `smtps://user:password@host` …; mails go into a folder when absent (demo, development).
    pub smtp_url: Option<String>,
    /// 32 random bytes as base64 (`openssl rand -base64 32`): what the database must not tell by itself is encrypted with it.
    /// When absent, the first start makes the file `secret.key` in the data directory; nodes that share a database share it.
    pub secret_key: Option<String>,
    /// Whether moderators and administrators need a second factor; until they have set one they have the rights of a member.
    /// Never in the demo.
    pub require_factor: bool,
    /// Sender of all mails.
    pub mail_from: String,
    /// Folder of the region's data; Ostwestfalen-Lippe when absent.
    pub region_dir: Option<PathBuf>,
    /// `s3://bucket/path` for uploaded files instead of the data directory; needs a program that was built with S3.
    pub files_url: Option<Url>,
    /// Largest file, in megabytes.
    pub file_limit_mb: u32,
    /// Largest sum of the files of an article, in megabytes.
    pub article_limit_mb: u32,
    /// Most that a member may upload within 24 hours, in megabytes.
    pub daily_limit_mb: u32,
    /// Hours after which the regional contacts of the asker's Kreis are asked about an unanswered question.
    pub route_region_hours: u32,
    /// Hours after which the moderators are.
    pub route_moderation_hours: u32,
    /// Most people of the organisations with expertise who are asked at once.
    pub route_people: u32,
    /// After how many days a question that was for a Kreis at first opens to all.
    pub district_days: u32,
    /// How often one person may search within a second, for longer than a moment; 0 for as often as she likes.
    pub searches_per_second: u32,
    /// Whether a reverse proxy of ours is in front and adds `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Hour of the day at which mails that sum up are sent, by the clock of the region.
    pub digest_hour: u8,
    /// Day of the weekly ones: 1 Monday to 7 Sunday.
    pub digest_weekday: u8,
    /// Filter of the log, e.g. `info,server=debug`.
    pub log: String,
    /// Example content and accounts. Never in production.
    pub demo: bool,
    /// Cheap password hashes; only for tests, never read from outside.
    #[serde(skip)]
    pub weak_passwords: bool,
    /// How the text of files is read; only tests change it.
    #[serde(skip)]
    pub extractor: Extractor,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            public_url: local(),
            data_dir: PathBuf::from("data"),
            database_url: None,
            smtp_url: None,
            secret_key: None,
            require_factor: true,
            mail_from: "Wissensnetz OWL <wissensnetz@localhost>".to_owned(),
            region_dir: None,
            files_url: None,
            file_limit_mb: 20,
            article_limit_mb: 100,
            daily_limit_mb: 300,
            route_region_hours: 48,
            route_moderation_hours: 7 * 24,
            route_people: 20,
            district_days: 7,
            searches_per_second: 10,
            behind_proxy: false,
            digest_hour: 7,
            digest_weekday: 1,
            log: "info".to_owned(),
            demo: false,
            weak_passwords: false,
            extractor: Extractor::default(),
        }
    }
}

fn local() -> Url {
    #[expect(clippy::expect_used, reason = "a constant")]
    Url::parse("http://localhost:3000").expect("a URL")
}

/// Keys whose value may be in a file of its own.
const SECRETS: [&str; 3] = ["database_url", "smtp_url", "secret_key"];
/// The beginning of the variables.
const PREFIX: &str = "WISSENSNETZ";

impl Config {
    /// Reads the file (if any), then the environment on top of it.
    pub fn load(file: Option<&Path>) -> Result<Self, Error> {
        let mut builder = config::Config::builder();
        if let Some(file) = file {
            builder = builder.add_source(config::File::from(file).format(config::FileFormat::Toml));
        }
        if let Ok(url) = std::env::var("DATABASE_URL") {
            builder = builder.set_default("database_url", url)?;
        }
        for key in SECRETS {
            if let Ok(path) = std::env::var(format!("{PREFIX}_{}_FILE", key.to_uppercase())) {
                let secret = std::fs::read_to_string(&path).map_err(|error| Error::fault(format!("{path}: {error}")))?;
                builder = builder.set_override(key, secret.trim())?;
            }
        }
        // others with our prefix are not settings: secrets in files, and what the tests tell each other
        let known = |name: &str| KEYS.contains(&name);
        let environment = std::env::vars()
            .filter_map(|(name, value)| Some((name.strip_prefix(&format!("{PREFIX}_"))?.to_lowercase(), value)))
            .filter(|(name, _)| known(name))
            .collect();
        let source = config::Environment::default().try_parsing(true).source(Some(environment));
        Ok(builder.add_source(source).build()?.try_deserialize()?)
    }

    /// Scheme, host and port of the site (RFC 6454).
    pub fn origin(&self) -> Result<String, Error> {
        let url = &self.public_url;
        let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !here {
            return Err(Error::fault("public_url has to begin with https://; only localhost may do without"));
        }
        if url.path() != "/" {
            return Err(Error::fault("public_url has to be the root of a host; a path in it is not supported"));
        }
        Ok(url.origin().ascii_serialization())
    }

    /// Where mails go without SMTP.
    #[must_use]
    pub fn mail_folder(&self) -> PathBuf {
        self.data_dir.join("mails")
    }

    /// How mails leave. The demo never sends real ones.
    pub fn transport(&self) -> Result<Transport, Error> {
        match &self.smtp_url {
            Some(url) if !self.demo => Transport::smtp(url, &self.mail_from),
            _ => Transport::folder(self.mail_folder(), &self.mail_from),
        }
    }

    /// What secrets in the database are encrypted with.
    pub(crate) fn seal(&self) -> Result<Seal, Error> {
        Seal::open(self.secret_key.as_deref(), &self.data_dir)
    }

    /// Whether moderators and administrators need a second factor. The accounts of the demo open with a password alone.
    pub(crate) fn asks_for_factor(&self) -> bool {
        self.require_factor && !self.demo
    }

    /// When mails that sum up are sent.
    pub(crate) fn digest_times(&self) -> Result<DigestTimes, Error> {
        DigestTimes::new(self.digest_hour, self.digest_weekday)
    }

    /// How much may be uploaded.
    pub(crate) fn limits(&self) -> Limits {
        let bytes = |megabytes: u32| i64::from(megabytes) * 1_000_000;
        Limits { file: bytes(self.file_limit_mb), owner: bytes(self.article_limit_mb), day: bytes(self.daily_limit_mb) }
    }

    /// When who is asked about an unanswered question.
    pub(crate) fn schedule(&self) -> Schedule {
        let millis = |hours: u32| i64::from(hours) * 60 * 60 * 1000;
        Schedule {
            region: millis(self.route_region_hours),
            moderation: millis(self.route_moderation_hours),
            people: usize::try_from(self.route_people).unwrap_or(usize::MAX),
        }
    }

    /// How costly password hashes are.
    #[must_use]
    pub fn password_cost(&self) -> Cost {
        if self.weak_passwords { Cost::TESTS } else { Cost::OWASP }
    }
}

const KEYS: [&str; 22] = [
    "listen",
    "public_url",
    "data_dir",
    "database_url",
    "smtp_url",
    "secret_key",
    "require_factor",
    "mail_from",
    "region_dir",
    "files_url",
    "file_limit_mb",
    "article_limit_mb",
    "daily_limit_mb",
    "route_region_hours",
    "route_moderation_hours",
    "route_people",
    "district_days",
    "behind_proxy",
    "digest_hour",
    "digest_weekday",
    "log",
    "demo",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn with_url(url: &str) -> Config {
        Config { public_url: url.parse().expect("a URL"), ..Config::default() }
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert_eq!(with_url("https://netz.example/").origin().ok().as_deref(), Some("https://netz.example"));
        assert_eq!(with_url("http://localhost:3000").origin().ok().as_deref(), Some("http://localhost:3000"));
        assert!(with_url("http://netz.example").origin().is_err());
        assert!(with_url("https://netz.example/netz").origin().is_err());
    }

    #[test]
    fn a_misspelt_key_in_the_file_is_an_error_not_a_default() {
        let folder = std::env::temp_dir().join(format!("wissensnetz-config-{}", std::process::id()));
        std::fs::write(&folder, "lissten = \"0.0.0.0:80\"").expect("written");
        let outcome = Config::load(Some(&folder));
        std::fs::remove_file(&folder).expect("removed");
        assert!(outcome.is_err_and(|error| error.to_string().contains("lissten")));
    }
}
