//! Compressed copies beside a file, for the server to choose from.

use crate::files;
use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::{io::Write, path::Path};

/// How hard to try.
#[derive(Clone, Copy)]
pub enum Effort {
    /// No copies; older ones go, since they would be served in place of the file.
    None,
    /// Brotli only, soon there: for what is measured in development too.
    Quick,
    /// Brotli and gzip as small as they get.
    Full,
}

/// Writes `content` to `path`, with compressed copies if `effort` says so and the kind of file gains by it.
pub fn write(path: &Path, content: &[u8], effort: Effort) -> Result<()> {
    let gains = ["js", "css", "wasm", "html", "svg", "json", "txt", "xml", "webmanifest", "md", "ttf"];
    let gains = path.extension().is_some_and(|kind| gains.iter().any(|known| kind == *known));
    let (br, gz) = match effort {
        _ if !gains => (None, None),
        Effort::None => (None, None),
        Effort::Quick => (Some(brotli(content, 5)?), None),
        Effort::Full => (Some(brotli(content, 11)?), Some(gzip(content)?)),
    };
    // The copies first: a reader of the new file must not get the old copy.
    for (suffix, copy) in [("br", br), ("gz", gz)] {
        let mut name = path.as_os_str().to_owned();
        name.push(".");
        name.push(suffix);
        match copy {
            Some(copy) => files::write(Path::new(&name), &copy)?,
            None => files::remove(Path::new(&name))?,
        }
    }
    files::write(path, content)
}

/// Brotli with the largest window that browsers take.
pub fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Gzip at its best.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_copy_never_outlives_its_file() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("diwan-compress-{}", std::process::id()));
        files::fresh_folder(&folder)?;
        let file = folder.join("a.css");
        write(&file, b"a {}", Effort::Full)?;
        assert!(folder.join("a.css.br").is_file() && folder.join("a.css.gz").is_file());
        write(&file, b"b {}", Effort::None)?;
        let left = files::below(&folder)?;
        files::remove(&folder)?;
        assert_eq!(left, [file]);
        Ok(())
    }

    #[test]
    fn brotli_comes_back_as_it_was() -> Result<()> {
        let text = "نبتة ".repeat(200);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(text.as_bytes(), 11)?, &mut back)?;
        assert_eq!(back, text.as_bytes());
        Ok(())
    }
}
