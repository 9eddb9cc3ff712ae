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
#[expect(clippy::struct_excessive_bools, reason = "switches of a command")]
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What is to be imported.
    #[arg(
        help = "Ordner mit Markdown-Dateien (.md), Unterordner eingeschlossen; eine Word-Datei (.docx); der Export eines MediaWiki (.xml) oder eines Wissensnetzes (.zip)"
    )]
    path: PathBuf,
    /// Alle Artikel ohne Anmeldung sichtbar machen
    #[arg(long)]
    public: bool,
    /// Name der Sammlung: Dateien desselben Namens in derselben Sammlung sind dieselben Artikel (sonst: Name des Ordners)
    #[arg(long, value_name = "NAME")]
    collection: Option<String>,
    /// Nur prüfen, nichts ändern
    #[arg(long)]
    dry_run: bool,
    /// Auch Artikel überschreiben, die seit dem letzten Import im Netz geändert wurden
    #[arg(long)]
    force: bool,
    /// Ohne Fortschrittsbalken
    #[arg(long)]
    quiet: bool,
}

pub(super) async fn run(server: &Server, arguments: Arguments) -> Result<(), Error> {
    let options = Options {
        path: arguments.path,
        visibility: if arguments.public { Visibility::Public } else { Visibility::Members },
        kind: Kind::Article,
        collection: arguments.collection,
        dry_run: arguments.dry_run,
        force: arguments.force,
        quiet: arguments.quiet,
    };
    let report = import::run(&server.wiki, &server.attachments, &options).await?;
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
