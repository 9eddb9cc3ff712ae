//! The process that reads a file: this program once more, with a hidden command.

use std::{
    io::{Read, Write},
    path::PathBuf,
    process::Stdio,
    time::Duration,
};

use app::{attachment::FileType, error::Error};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    process::Command,
};

use super::{Extract, LONGEST, MOST_PAGES, read};

/// The hidden command.
pub const COMMAND: &str = "extract-text";

/// How long reading may take by the clock on the wall, and how many seconds of the processor.
const PATIENCE: Duration = Duration::from_mins(1);
const PROCESSOR: u64 = 30;
/// How much memory it may take, in bytes of address space.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Most bytes that it may say: the text as JSON, where a character can take six bytes, and a little for each page.
const MOST_SAID: u64 = (6 * LONGEST + 32 * MOST_PAGES) as u64;
/// Largest file that the process takes.
const LARGEST: u64 = 512 * 1024 * 1024;

/// How the text of files is read.
#[derive(Debug, Clone)]
pub enum Extractor {
    /// In a process of its own: this program.
    Child(PathBuf),
    /// In this process, for tests: with the same bounds on text, but without those on time and memory.
    Here,
}

impl Default for Extractor {
    fn default() -> Self {
        // stays the same program even if the file was replaced by a newer one
        let itself = PathBuf::from("/proc/self/exe");
        Self::Child(if itself.exists() { itself } else { std::env::current_exe().unwrap_or_default() })
    }
}

impl Extractor {
    /// The text of a file; `None` when it cannot be read at all.
    ///
    /// Errors: the process could not be started.
    pub(crate) async fn extract(&self, kind: FileType, content: Vec<u8>) -> Result<Option<Extract>, Error> {
        let (extract, outcome) = match self {
            Self::Here => here(kind, content).await?,
            Self::Child(program) => in_child(program, kind, content).await?,
        };
        if let Err(why) = &outcome {
            tracing::info!(kind = kind.key(), why, pages = extract.pages.len(), "a file could not be read to its end");
        }
        let extract = extract.tidied();
        Ok((outcome.is_ok() || !extract.pages.is_empty()).then_some(extract))
    }
}

async fn here(kind: FileType, content: Vec<u8>) -> Result<(Extract, Result<(), String>), Error> {
    let work = move || {
        let mut extract = Extract::default();
        let outcome = read(kind, &content, &mut |line| extract.take(line));
        (extract, outcome)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

async fn in_child(program: &PathBuf, kind: FileType, content: Vec<u8>) -> Result<(Extract, Result<(), String>), Error> {
    let mut child = Command::new(program)
        .args([COMMAND, kind.key()])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let feed = async move {
        if let Some(mut stdin) = stdin {
            // one that has seen enough stops reading; what it said counts all the same
            let _ = stdin.write_all(&content).await;
        }
    };
    let mut extract = Extract::default();
    let listen = async {
        let Some(stdout) = stdout else { return Ok(()) };
        let mut lines = BufReader::new(stdout.take(MOST_SAID)).lines();
        while let Some(line) = lines.next_line().await? {
            if let Ok(line) = serde_json::from_str(&line) {
                extract.take(line);
            }
        }
        Ok::<(), std::io::Error>(())
    };
    let outcome = tokio::time::timeout(PATIENCE, async {
        let ((), heard) = tokio::join!(feed, listen);
        heard?;
        child.wait().await
    });
    let outcome = match outcome.await {
        Err(_) => Err("it took too long".to_owned()),
        Ok(Err(error)) => Err(error.to_string()),
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(status.to_string()),
    };
    // whatever it still does, it does no longer
    let _ = child.kill().await;
    Ok((extract, outcome))
}

/// The work of the process: a file on stdin, its text on stdout, a line of JSON for each page.
///
/// Errors: what was wrong with the file.
pub fn child(media_type: &str) -> Result<(), Error> {
    confine()?;
    // a fault of a reader is expected and says nothing that anybody reads
    std::panic::set_hook(Box::new(|_| {}));
    let kind = FileType::from_key(media_type).ok_or_else(|| Error::fault("unknown type"))?;
    let mut content = Vec::new();
    std::io::stdin().lock().take(LARGEST).read_to_end(&mut content)?;
    let mut out = std::io::stdout().lock();
    read(kind, &content, &mut |line| {
        if let Ok(line) = serde_json::to_string(&line) {
            // nobody listens any more: the end comes at once
            let _ = writeln!(out, "{line}").and_then(|()| out.flush());
        }
    })
    .map_err(Error::fault)
}

/// Takes away what reading a file does not need.
#[cfg(unix)]
fn confine() -> Result<(), Error> {
    use rlimit::Resource;
    // memory last: its limit says that the others hold
    let limits =
        [(Resource::CPU, PROCESSOR), (Resource::FSIZE, 0), (Resource::CORE, 0), (Resource::NOFILE, 8), (Resource::AS, MEMORY)];
    for (resource, limit) in limits {
        let hard = resource.get_hard()?;
        resource.set(limit.min(hard), limit.min(hard))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn confine() -> Result<(), Error> {
    Ok(())
}
