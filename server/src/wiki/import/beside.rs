//! Files that lie beside the texts of an import.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::PathBuf,
};

use zip::ZipArchive;

use super::Options;

/// A larger one is no attachment, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Where they lie.
pub(super) enum Beside {
    Nowhere,
    Folder(PathBuf),
    Archive(Box<ZipArchive<BufReader<File>>>),
}

impl Beside {
    pub(super) fn of(options: &Options) -> Self {
        if options.path.is_dir() {
            return Self::Folder(options.path.clone());
        }
        let archive = || ZipArchive::new(BufReader::new(File::open(&options.path).ok()?)).ok();
        let archive = if options.is("zip") { archive() } else { None };
        archive.map_or(Self::Nowhere, |archive| Self::Archive(Box::new(archive)))
    }

    /// The bytes of a file; `place` is a path of slugs, so it leads nowhere else.
    pub(super) fn read(&mut self, place: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::Nowhere => return None,
            Self::Folder(folder) => File::open(folder.join(place)).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?,
            Self::Archive(archive) => archive.by_name(place).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?,
        };
        Some(bytes)
    }
}
