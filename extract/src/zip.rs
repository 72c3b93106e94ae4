//! An archive of documents: which entries may be read, under which names, and their bytes.
//!
//! One archive becomes several documents, and that is the caller's matter: it opens the [`Archive`], takes the
//! [`entries`](Archive::entries) one after the other through [`read`](Archive::read), and hands each to
//! [`extract`](crate::extract) as a file of its own. What is not an entry stands in
//! [`left_out`](Archive::left_out) with the reason. Safe Rust only, and bounded: a thread that may block is
//! enough for it, no process of its own.

mod names;

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use crate::{Format, Refused, declared_format, sniff};

/// Below this size no ratio is suspicious: a file of one repeated line may be small.
const RATIO_FROM: u64 = 1024 * 1024;

/// How much an archive may hold.
#[derive(Debug, Clone, Copy)]
pub struct ArchiveLimits {
    /// Files, those that are left out among them.
    pub max_files: usize,
    /// Bytes of one file, unpacked.
    pub max_file_bytes: u64,
    /// Bytes of all files, unpacked.
    pub max_total_bytes: u64,
    /// How many times larger than packed a file may be; text stays below 30.
    pub max_ratio: u64,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        ArchiveLimits {
            max_files: 500,
            max_file_bytes: 25 * 1024 * 1024,
            max_total_bytes: 200 * 1024 * 1024,
            max_ratio: 200,
        }
    }
}

/// A file that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path inside the archive: parts joined by `/`, without `..` and drive letters. For people to see,
    /// and for the name of the document; never a place on a disk.
    pub path: String,
    /// Bytes unpacked, as the archive claims.
    pub size: u64,
    index: usize,
}

impl Entry {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// A file that is not read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its path inside the archive.
    pub path: String,
    /// The reason, as for a document of its own.
    pub why: Refused,
}

/// An open archive. `B` holds its bytes: borrowed, or owned to go to another thread.
pub struct Archive<B> {
    zip: ZipArchive<Cursor<B>>,
    entries: Vec<Entry>,
    left_out: Vec<LeftOut>,
    limits: ArchiveLimits,
    /// Bytes that may still be unpacked.
    budget: u64,
}

impl<B: AsRef<[u8]>> Archive<B> {
    /// Opens an archive and looks through its directory; nothing is unpacked yet.
    ///
    /// # Errors
    /// [`Refused::Broken`] where the archive is damaged, says one name twice, or lays files over each other;
    /// [`Refused::TooManyFiles`] and [`Refused::TooLarge`] where it claims more than the limits; and where no
    /// file in it can be read, the reason that most of them share.
    pub fn open(bytes: B, limits: ArchiveLimits) -> Result<Self, Refused> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(Refused::broken)?;
        if zip.has_duplicate_names() {
            return Err(Refused::broken("two files of one name"));
        }
        // The way of the best bombs: a thousand entries unpack the same kilobytes.
        if zip.has_overlapping_entries().map_err(Refused::broken)? {
            return Err(Refused::TooLarge);
        }
        let mut archive =
            Archive { zip, entries: vec![], left_out: vec![], limits, budget: limits.max_total_bytes };
        archive.look_through()?;
        Ok(archive)
    }

    /// The files that can be read, in the archive's order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The files that are not read. What an operating system adds of its own is not mentioned.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Unpacks one file. The size that the archive claims is not trusted: unpacking ends at the limits.
    ///
    /// # Errors
    /// What is wrong with this file; the others can still be read, until all together are too large.
    pub fn read(&mut self, entry: &Entry) -> Result<Vec<u8>, Refused> {
        let file = self.zip.by_index(entry.index).map_err(refusal)?;
        let most = self.limits.max_file_bytes.min(self.budget);
        let mut bytes = Vec::new();
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(Refused::broken)?;
        let size = bytes.len() as u64;
        if size > most {
            return Err(Refused::TooLarge);
        }
        self.budget -= size;
        // An archive may hide under any name.
        match sniff(entry.name(), &bytes) {
            Ok(Format::Zip) => Err(Refused::Archive),
            _ => Ok(bytes),
        }
    }

    fn look_through(&mut self) -> Result<(), Refused> {
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let file = self.zip.by_index_data(index).map_err(refusal)?;
            let Some(path) = names::path(file.name_raw()) else { continue };
            if file.is_dir() || names::is_of_the_system(&path) {
                continue;
            }
            let (size, packed) = (file.size(), file.compressed_size());
            let why = self.reason(&path, size, file.encrypted(), file.is_symlink());
            total = total.saturating_add(size);
            if size > RATIO_FROM && size / packed.max(1) > self.limits.max_ratio {
                return Err(Refused::TooLarge);
            }
            match why {
                Some(why) => self.left_out.push(LeftOut { path, why }),
                None => self.entries.push(Entry { path, size, index }),
            }
        }
        let files = self.entries.len() + self.left_out.len();
        if files > self.limits.max_files {
            return Err(Refused::TooManyFiles(u32::try_from(files).unwrap_or(u32::MAX)));
        }
        if total > self.limits.max_total_bytes {
            return Err(Refused::TooLarge);
        }
        if self.entries.is_empty() { Err(self.nothing()) } else { Ok(()) }
    }

    fn reason(&self, path: &str, size: u64, encrypted: bool, link: bool) -> Option<Refused> {
        if encrypted {
            return Some(Refused::Encrypted);
        }
        if link {
            return Some(Refused::Unsupported);
        }
        if size > self.limits.max_file_bytes {
            return Some(Refused::TooLarge);
        }
        if names::is_archive(path) {
            return Some(Refused::Archive);
        }
        declared_format(path).err()
    }

    /// Why an archive without any file to read has none.
    fn nothing(&self) -> Refused {
        let count = |why: &Refused| self.left_out.iter().filter(|other| other.why == *why).count();
        let most = self.left_out.iter().max_by_key(|left| count(&left.why));
        most.map_or(Refused::Empty, |left| left.why.clone())
    }
}

fn refusal(error: ZipError) -> Refused {
    match error {
        ZipError::InvalidPassword => Refused::Encrypted,
        error if error.to_string().to_ascii_lowercase().contains("password") => Refused::Encrypted,
        error => Refused::broken(error),
    }
}
