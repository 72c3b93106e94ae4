//! The zip package around an Office document, read with a budget: a small file must not unpack to gigabytes.

use std::io::{Cursor, Read};

use quick_xml::{Reader, events::Event};
use zip::{ZipArchive, result::ZipError};

use crate::{
    Refused, tidy,
    xml::{attribute, forbid_dtd, reference},
};

pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    budget: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8], max_expansion: u64) -> Result<Self, Refused> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(Refused::broken)?;
        Ok(Package { archive, budget: max_expansion })
    }

    /// Whether the package holds a part whose name begins so.
    pub(crate) fn has_within(&self, folder: &str) -> bool {
        self.archive.file_names().flatten().any(|name| name.starts_with(folder))
    }

    /// A part's text, if the package has it. The declared size is checked before, the real one while
    /// unpacking: the first is only a claim.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Refused> {
        let name = name.trim_start_matches('/');
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::InvalidPassword) => return Err(Refused::Encrypted),
            Err(error) if error.to_string().to_ascii_lowercase().contains("password") => {
                return Err(Refused::Encrypted);
            }
            Err(error) => return Err(Refused::broken(error)),
        };
        if file.size() > self.budget {
            return Err(Refused::TooLarge);
        }
        let mut bytes = Vec::new();
        let read = file.take(self.budget.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(Refused::broken)? as u64;
        self.budget = self.budget.checked_sub(read).ok_or(Refused::TooLarge)?;
        Ok(Some(crate::charset::decode(&bytes, None)))
    }

    /// Where the main part lies: almost always at its usual place, but the package says.
    pub(crate) fn main_part(&mut self, usual: &str) -> Result<String, Refused> {
        if self.archive.index_for_name(usual).is_some() {
            return Ok(usual.to_owned());
        }
        let relations = self.part("_rels/.rels")?.unwrap_or_default();
        let mut reader = Reader::from_str(&relations);
        loop {
            let event = reader.read_event().map_err(Refused::broken)?;
            forbid_dtd(&event)?;
            match event {
                Event::Eof => return Err(Refused::broken("the package has no main document")),
                Event::Start(element) | Event::Empty(element) => {
                    let kind = attribute(&element, "Type").unwrap_or_default();
                    if kind.ends_with("/officeDocument")
                        && let Some(target) = attribute(&element, "Target")
                    {
                        return Ok(target.trim_start_matches('/').to_owned());
                    }
                }
                _ => {}
            }
        }
    }

    /// The title in the document's properties.
    pub(crate) fn title(&mut self) -> Result<Option<String>, Refused> {
        let Some(properties) = self.part("docProps/core.xml")? else { return Ok(None) };
        let mut reader = Reader::from_str(&properties);
        let mut title = String::new();
        let mut inside = false;
        loop {
            let event = reader.read_event().map_err(Refused::broken)?;
            forbid_dtd(&event)?;
            match event {
                Event::Eof => break,
                Event::Start(element) => inside = element.local_name().as_ref() == "title",
                Event::End(_) => inside = false,
                Event::Text(text) if inside => title.push_str(&text),
                Event::GeneralRef(name) if inside => title.extend(reference(&name)),
                _ => {}
            }
        }
        let title = tidy::line(&title);
        Ok((!title.is_empty()).then_some(title))
    }
}
