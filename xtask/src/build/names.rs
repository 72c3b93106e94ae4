//! Shorter downloads: the names by which a module and its script know each other, made compressible.
//!
//! Bindgen ends each of them with a hash of sixteen digits. Digits at random cannot be compressed and
//! stand in both files: a tenth of the widget. Numbers of the same length can, and change nothing else.

use crate::files;
use anyhow::Result;
use std::{collections::BTreeMap, path::Path};

const DIGITS: usize = 16;

/// Renames in the module and in the scripts beside it.
pub fn number(folder: &Path, module: &Path) -> Result<()> {
    let mut names = BTreeMap::new();
    for path in files::below(folder)? {
        if path.extension().is_some_and(|kind| kind == "js") {
            let mut script = files::bytes(&path)?;
            rename(&mut script, &mut names, true);
            files::write(&path, &script)?;
        }
    }
    let mut bytes = files::bytes(module)?;
    rename(&mut bytes, &mut names, false);
    files::write(module, &bytes)
}

/// Puts a number in the place of each hash that ends a word, or a part of one: bindgen counts what it finds
/// several times (`…h0123456789abcdef_15`). What is a hash must be the same on both sides, or one of them
/// calls what the other has renamed. `learn`: any that follows `_` or `h`, else known ones.
fn rename(text: &mut [u8], names: &mut BTreeMap<Vec<u8>, usize>, learn: bool) {
    let mut at = 1;
    while at + DIGITS <= text.len() {
        let (before, rest) = text.split_at_mut(at);
        let (hash, after) = rest.split_at_mut(DIGITS);
        let is_hash = matches!(before.last(), Some(b'_' | b'h'))
            && hash.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
            && !after.first().is_some_and(u8::is_ascii_alphanumeric);
        if is_hash {
            let count = names.len();
            let known = if learn {
                Some(*names.entry(hash.to_vec()).or_insert(count))
            } else {
                names.get(hash).copied()
            };
            if let Some(number) = known {
                hash.copy_from_slice(format!("{number:0DIGITS$}").as_bytes());
                at += DIGITS;
                continue;
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_and_module_keep_knowing_each_other() {
        let mut names = BTreeMap::new();
        let mut script =
            b"imports.__wbg_new_4f1a0c22b3d4e5f6=a;wasm.closures__h0123456789abcdef();hash_4f1a0c22b3d4e5f61;\
              wasm.closures__h0123456789abcdef_15()"
                .to_vec();
        rename(&mut script, &mut names, true);
        assert_eq!(
            String::from_utf8_lossy(&script),
            "imports.__wbg_new_0000000000000000=a;wasm.closures__h0000000000000001();hash_4f1a0c22b3d4e5f61;\
             wasm.closures__h0000000000000001_15()"
        );
        let mut module =
            b"\x1a__wbg_new_4f1a0c22b3d4e5f6\0closures__h0123456789abcdef_15\0\x1b_ffffffffffffffff\0"
                .to_vec();
        rename(&mut module, &mut names, false);
        assert_eq!(
            module,
            b"\x1a__wbg_new_0000000000000000\0closures__h0000000000000001_15\0\x1b_ffffffffffffffff\0"
        );
    }
}
