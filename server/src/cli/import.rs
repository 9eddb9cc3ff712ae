//! `wissensnetz import`

use std::path::PathBuf;

use app::{
    error::Error,
    wiki::{Kind, Visibility},
};
use clap::Args;
use server::{
    Server,
    wiki::import::{self, Options},
};

/// What to import, and as what.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Ordner mit Markdown-Dateien (.md); Unterordner eingeschlossen
    folder: PathBuf,
    /// Alle Artikel ohne Anmeldung sichtbar machen
    #[arg(long)]
    public: bool,
    /// Name der Sammlung: Dateien desselben Namens in derselben Sammlung sind dieselben Artikel (sonst: Name des Ordners)
    #[arg(long, value_name = "NAME")]
    collection: Option<String>,
    /// Nur prüfen, nichts ändern
    #[arg(long)]
    dry_run: bool,
    /// Ohne Fortschrittsbalken
    #[arg(long)]
    quiet: bool,
}

pub(super) async fn run(server: &Server, arguments: Arguments) -> Result<(), Error> {
    let options = Options {
        folder: arguments.folder,
        visibility: if arguments.public { Visibility::Public } else { Visibility::Members },
        kind: Kind::Article,
        collection: arguments.collection,
        dry_run: arguments.dry_run,
        quiet: arguments.quiet,
    };
    let report = import::run(&server.wiki, &options).await?;
    println!("{report}");
    if !options.dry_run {
        match server.search.catch_up().await {
            Ok(indexed) => println!("Im Suchindex aufgenommen: {indexed}"),
            Err(Error::Unavailable(_)) => println!("Der laufende Server nimmt die Artikel in seinen Suchindex auf."),
            Err(other) => return Err(other),
        }
    }
    Ok(())
}
