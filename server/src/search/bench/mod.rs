//! How fast the search is with very many documents, beside others that were given the same documents and the same queries.
//!
//! `make bench-search` runs it. Texts are put together from the sentences of a corpus, by number: so the same call makes the
//! same documents and asks the same, on any machine.

mod fill;
mod ours;
mod queries;
mod rivals;
mod texts;
mod times;

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use app::error::Error;

use self::{ours::Ours, queries::Sort, rivals::Rival, texts::Texts};
use crate::Server;

/// What is measured.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Folder with Markdown, or a file with an object on each line.
    pub corpus: PathBuf,
    /// How many documents are made of it.
    pub documents: u32,
    /// How many searches of each sort.
    pub searches: u32,
    /// A PostgreSQL to compare with, if there is one.
    pub postgres: Option<String>,
}

/// Fills an empty network, searches it, and does the same with the others. Each finding is said as soon as it is there.
pub async fn run(server: &Server, folder: &Path, plan: &Plan, say: &mut dyn FnMut(&str)) -> Result<(), Error> {
    let texts = Texts::read(&plan.corpus)?;
    say(&format!("{} sentences in {}", texts.sentences(), plan.corpus.display()));
    let begin = Instant::now();
    let network = fill::fill(server, &texts, plan.documents).await?;
    say(&format!("{} documents in the database in {:.0} s", plan.documents, begin.elapsed().as_secs_f64()));

    let begin = Instant::now();
    let indexed = server.search.catch_up().await?;
    let seconds = begin.elapsed().as_secs_f64();
    say(&format!(
        "index: {indexed} documents in {seconds:.0} s, {:.0} a second, {} MB; memory now {} MB, at most {} MB",
        f64::from(plan.documents) / seconds,
        times::megabytes_of(&folder.join("search")),
        times::memory("VmRSS"),
        times::memory("VmHWM"),
    ));

    let ours = Ours::of(server, network).await?;
    say(times::HEAD);
    for sort in Sort::ALL {
        let asked = queries::draw(&texts, &ours.network, sort, plan);
        say(&times::row("ours", sort, ours.search(sort, &asked).await?));
        if sort != Sort::Beginning {
            say(&times::row("  in the index", sort, ours.look_up(&asked).await?));
        }
        if matches!(sort, Sort::Words(_)) {
            say(&times::row("  bare tantivy", sort, ours.bare(&asked).await?));
        }
    }
    say(&format!("memory after the searches {} MB", times::memory("VmRSS")));
    let mut rivals = vec![Rival::sqlite(&folder.join("fts5.sqlite3")).await?];
    if let Some(url) = &plan.postgres {
        rivals.push(Rival::postgres(url).await?);
    }
    for mut rival in rivals {
        let begin = Instant::now();
        rival.fill(&texts, &ours.network, plan.documents).await?;
        let seconds = begin.elapsed().as_secs_f64();
        say(&format!(
            "{}: {seconds:.0} s, {:.0} a second, {} MB",
            rival.name(),
            f64::from(plan.documents) / seconds,
            rival.megabytes().await?
        ));
        say(times::HEAD);
        for sort in Sort::ALL {
            let asked = queries::draw(&texts, &ours.network, sort, plan);
            if let Some(times) = rival.search(sort, &asked).await? {
                say(&times::row(rival.name(), sort, times));
            }
        }
    }
    Ok(())
}
