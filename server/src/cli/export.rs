//! `wissensnetz export`

use std::path::PathBuf;

use app::error::Error;
use clap::{Args, ValueEnum};
use server::{Server, wiki::export};

/// Where to, and how much.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Datei, die geschrieben wird (.zip); eine vorhandene wird ersetzt
    file: PathBuf,
    /// Welche Artikel
    #[arg(long, value_enum, default_value_t = Scope::All)]
    visibility: Scope,
}

/// Which articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scope {
    /// Alle
    All,
    /// Nur öffentliche, ohne was nur Mitglieder angeht
    Public,
}

pub(super) async fn run(server: &Server, arguments: Arguments) -> Result<(), Error> {
    let summary = export::run(&server.db, &server.attachments, &arguments.file, arguments.visibility == Scope::Public).await?;
    println!("{} Artikel mit {} Dateien in {}", summary.articles, summary.files, arguments.file.display());
    Ok(())
}
