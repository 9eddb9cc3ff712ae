//! What was measured, in lines.

use std::{fs, path::Path, time::Duration};

use walkdir::WalkDir;

use super::queries::Sort;

pub(super) const HEAD: &str = "who              what                   p50       p95       p99    slowest (ms)";

/// Where among the sorted times half, 95 and 99 of a hundred are not slower.
const PERCENTILES: [usize; 3] = [50, 95, 99];

/// One line of the table.
pub(super) fn row(who: &str, sort: Sort, mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() * percent).div_ceil(100).saturating_sub(1));
    let milliseconds = |time: Option<&Duration>| format!("{:10.2}", time.map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0));
    let columns = PERCENTILES.map(at).into_iter().chain([times.last()]).map(milliseconds).collect::<Vec<_>>().concat();
    format!("{who:16} {:15}{columns}", sort.name())
}

/// What a folder holds.
pub(super) fn megabytes_of(folder: &Path) -> u64 {
    let files = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter_map(|entry| entry.metadata().ok());
    files.filter(std::fs::Metadata::is_file).map(|file| file.len()).sum::<u64>() / 1_000_000
}

/// Memory of this process in MB, as Linux tells it (`proc_pid_status(5)`); 0 elsewhere.
pub(super) fn memory(key: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1000
}
