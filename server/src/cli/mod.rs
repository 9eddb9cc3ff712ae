//! What can be called from the command line. Administrators in town halls read it, so it speaks German.

mod export;
mod import;
mod search_bench;
mod search_eval;
mod serve;
mod user;

use std::path::PathBuf;

use app::error::Error;
use clap::{Args, Parser, Subcommand};
use server::{Server, config::Config, db::Clock, fill::Amounts};

/// Wissensnetz: Forum und Wiki für Kommunen.
#[derive(Debug, Parser)]
#[command(name = "wissensnetz", version, about, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
struct Options {
    /// Datei mit Einstellungen (TOML)
    #[arg(long, global = true, env = "WISSENSNETZ_CONFIG", value_name = "DATEI")]
    config: Option<PathBuf>,
    /// Ordner für Datenbank, Suchindex und Mails der Vorführung
    #[arg(long, global = true, value_name = "ORDNER")]
    data_dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Startet den Server
    Serve {
        /// Mit Beispielinhalten und Beispielkonten
        #[arg(long)]
        demo: bool,
    },
    /// Bringt die Datenbank auf den neuesten Stand
    Migrate,
    /// Konten anlegen und ändern
    #[command(subcommand)]
    User(user::Command),
    /// Nimmt Dateien als Artikel auf: Markdown, Word, ein anderes Wiki, den Export eines Wissensnetzes
    Import(import::Arguments),
    /// Schreibt alle Artikel als Markdown in eine ZIP-Datei
    Export(export::Arguments),
    /// Baut den Suchindex neu auf, auch während der Server läuft
    Reindex,
    /// Misst die Güte der Suche an Sammlungen mit Urteilen
    SearchEval(search_eval::Arguments),
    /// Liest den Text einer Datei von der Standardeingabe; der Server ruft das selbst auf
    #[command(hide = true)]
    ExtractText {
        /// Was für eine Datei es ist
        media_type: String,
    },
    /// Füllt eine leere Datenbank und misst, wie schnell gesucht wird
    #[command(hide = true)]
    SearchBench(search_bench::Arguments),
    /// Füllt eine leere Datenbank für Lasttests
    #[command(hide = true)]
    Fill {
        /// Artikel
        #[arg(long, default_value_t = 1000)]
        articles: u32,
        /// Fassungen eines Artikels von 100 kB
        #[arg(long, default_value_t = 50)]
        revisions: u32,
        /// Fragen, jede mit drei Antworten
        #[arg(long, default_value_t = 5000)]
        questions: u32,
        /// Mitglieder
        #[arg(long, default_value_t = 500)]
        members: u32,
    },
}

impl Cli {
    /// Does what was asked for.
    pub(crate) async fn run(self) -> Result<(), Error> {
        if let Command::ExtractText { media_type } = &self.command {
            // knows neither settings nor data
            return server::attachment::text::child(media_type);
        }
        if let Command::SearchEval(arguments) = &self.command {
            return search_eval::run(arguments);
        }
        let mut config = Config::load(self.options.config.as_deref())?;
        if let Some(folder) = self.options.data_dir {
            config.data_dir = folder;
        }
        if let Command::Serve { demo: true } = self.command {
            config.demo = true;
        }
        start_log(&config.log)?;
        let server = Server::build(&config, Clock::system()).await?;
        match self.command {
            Command::Serve { .. } => serve::run(server, &config).await,
            Command::ExtractText { .. } | Command::SearchEval(_) => Ok(()),
            Command::Migrate => {
                println!("Die Datenbank ({}) ist auf dem neuesten Stand.", server.db.engine());
                Ok(())
            }
            Command::User(command) => user::run(&server, command).await,
            Command::Import(arguments) => import::run(&server, arguments).await,
            Command::Export(arguments) => export::run(&server, arguments).await,
            Command::Reindex => {
                server.search.demand_rebuild().await?;
                match server.search.catch_up().await {
                    Ok(count) => println!("Der Suchindex ist neu aufgebaut: {count} Einträge."),
                    Err(Error::Unavailable(_)) => {
                        println!("Der laufende Server baut den Suchindex jetzt neu auf; bis dahin antwortet der alte.");
                    }
                    Err(other) => return Err(other),
                }
                Ok(())
            }
            Command::SearchBench(arguments) => search_bench::run(&server, &config.data_dir, arguments).await,
            Command::Fill { articles, revisions, questions, members } => {
                let filled = server::fill::run(&server, Amounts { articles, revisions, questions, members }).await?;
                println!("{filled}");
                Ok(())
            }
        }
    }
}

fn start_log(filter: &str) -> Result<(), Error> {
    let filter = tracing_subscriber::EnvFilter::try_new(filter)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stdout()))
        .try_init()
        .map_err(|error| Error::fault(error.to_string()))
}
