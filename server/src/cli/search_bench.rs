//! `wissensnetz search-bench`

use std::path::{Path, PathBuf};

use app::error::Error;
use clap::Args;
use server::{
    Server,
    search::bench::{self, Plan},
};

/// What to measure.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Ordner mit Markdown, oder eine Datei mit je Zeile einem Objekt {"text"}: daraus werden die Dokumente
    #[arg(long, value_name = "ORDNER")]
    corpus: PathBuf,
    /// Wie viele Dokumente
    #[arg(long, default_value_t = 1_000_000)]
    documents: u32,
    /// Wie viele Suchen jeder Art
    #[arg(long, default_value_t = 200)]
    searches: u32,
    /// Adresse eines PostgreSQL zum Vergleich
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
}

pub(super) async fn run(server: &Server, folder: &Path, arguments: Arguments) -> Result<(), Error> {
    let Arguments { corpus, documents, searches, postgres } = arguments;
    let plan = Plan { corpus, documents: documents.max(1), searches, postgres };
    bench::run(server, folder, &plan, &mut |line| println!("{line}")).await
}
