//! `wissensnetz search-eval`

use std::path::{Path, PathBuf};

use app::error::Error;
use clap::Args;
use server::search::eval::{Collection, Measures, Ours, Reference, Words, trec, typos};

/// What to evaluate.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Dokumente, je Zeile ein Objekt: {"id", "title", "text"}
    #[arg(long, value_name = "JSONL", requires = "queries", required_unless_present = "sets")]
    docs: Option<PathBuf>,
    /// Suchanfragen, je Zeile ein Objekt: {"id", "text"}
    #[arg(long, value_name = "JSONL", requires = "docs")]
    queries: Option<PathBuf>,
    /// Urteile im Format von TREC; mit ihnen stehen die Maße auf der Fehlerausgabe
    #[arg(long, value_name = "TSV", requires = "docs")]
    qrels: Option<PathBuf>,
    /// Statt der Trefferlisten: warum die Treffer dieser Anfrage stehen, wo sie stehen
    #[arg(long, value_name = "ANFRAGE", requires = "docs")]
    explain: Option<String>,
    /// Ordner mit Sammlungen (docs.jsonl, queries.jsonl, qrels.tsv): eine Tabelle über alle. Mehrfach möglich
    #[arg(long, value_name = "ORDNER", conflicts_with = "docs")]
    sets: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Error> {
    let (Some(docs), Some(queries)) = (&arguments.docs, &arguments.queries) else {
        return table(&arguments.sets);
    };
    let collection = Collection::read(docs, queries, arguments.qrels.as_deref())?;
    let ours = Ours::over(&collection)?;
    if let Some(query) = &arguments.explain {
        print!("{}", ours.explain(query)?);
        return Ok(());
    }
    let run = ours.run()?;
    print!("{}", trec(&run));
    if arguments.qrels.is_some() {
        eprintln!("{HEAD}");
        for (kind, part) in collection.kinds() {
            eprintln!("{}", row(kind, "ours", Measures::of(&part, &run)));
        }
        eprintln!("{}", row("", "ours", Measures::of(&collection, &run)));
    }
    Ok(())
}

const HEAD: &str = "set                       variant   nDCG@10   MRR@10   recall@10";

fn row(set: &str, variant: &str, measures: Measures) -> String {
    format!("{set:25} {variant:8} {:8.4} {:8.4} {:11.4}", measures.ndcg, measures.mrr, measures.recall)
}

fn table(folders: &[PathBuf]) -> Result<(), Error> {
    println!("{HEAD}");
    for folder in folders {
        let sets = if folder.join("queries.jsonl").is_file() { vec![folder.clone()] } else { Collection::folders(folder)? };
        for set in sets {
            let collection = Collection::in_folder(&set)?;
            let name = collection.name.as_str();
            let stemmed = Measures::of(&collection, &Reference::Stemmed.run(&collection)?);
            let run = Ours::over(&collection)?.run()?;
            let ours = Measures::of(&collection, &run);
            println!("{}", row(name, "plain", Measures::of(&collection, &Reference::Plain.run(&collection)?)));
            println!("{}", row(name, "stemmed", stemmed));
            println!("{}   {:.3} x stemmed", row(name, "ours", ours), ours.ndcg / stemmed.ndcg);
            for (kind, part) in collection.kinds() {
                println!("{}", row(&format!("  {kind}"), "ours", Measures::of(&part, &run)));
            }
        }
        words(folder)?;
    }
    Ok(())
}

/// Compounds and typing errors, where the folder has tables of them.
fn words(folder: &Path) -> Result<(), Error> {
    let compounds = folder.join("words/gold_emea.tsv");
    if compounds.is_file() {
        let words = Words::cut(&compounds)?;
        println!("compounds: F1 of the cuts {:.3}; {} of {} other words cut", words.f1(), words.simple_cut, words.simple);
    }
    let errors = folder.join("words/de_typos.tsv");
    if errors.is_file() {
        for (distance, number, found) in typos(&errors)? {
            println!("typing errors at distance {distance}: {found} of {number} find the word");
        }
    }
    Ok(())
}
