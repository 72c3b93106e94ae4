//! Emptying functions of a linked module, so that what only they needed can go.

use anyhow::{Context, Result, bail};
use std::{collections::HashSet, ops::Range};
use wasm_encoder::{CustomSection, Encode, Module, RawSection};
use wasmparser::{
    BinaryReader, KnownCustom, Name, NameSectionReader, Parser, Payload, RelocSectionReader, TypeRef,
};

const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// The names of all functions that the module defines.
pub fn names(module: &[u8]) -> Result<HashSet<String>> {
    let mut names = HashSet::new();
    functions(module, |name, _| {
        names.insert(name.to_owned());
    })?;
    Ok(names)
}

/// Puts a trap into the place of every function whose name `dead` picks, and forgets what it referred to.
///
/// The module keeps all its offsets: what is left of a body is filled with instructions that do nothing.
pub fn empty(module: &[u8], dead: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    let mut emptied: Vec<Range<u64>> = Vec::new();
    functions(module, |name, body| {
        // No locals, `unreachable`, `end`: three bytes at least.
        if dead(name) && body.end - body.start >= 3 {
            emptied.push(body);
        }
    })?;
    let mut bytes = module.to_vec();
    for body in &emptied {
        let body = bytes.get_mut(place(body)?).context("a function outside its module")?;
        body.fill(NOP);
        if let [locals, trap, .., end] = body {
            (*locals, *trap, *end) = (0, 0, END);
        }
    }

    let mut result = Module::new();
    let mut code = 0_u64;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::CodeSectionStart { range, .. } = &payload {
            code = range.start;
        }
        if let Payload::CustomSection(section) = &payload
            && section.name() == "reloc.CODE"
        {
            let kept = relocations(section.data(), |offset| {
                let at = code + u64::from(offset);
                // In the order of the code, as the linker wrote it.
                let after = emptied.partition_point(|body| body.end <= at);
                !emptied.get(after).is_some_and(|body| body.contains(&at))
            })?;
            result.section(&CustomSection { name: section.name().into(), data: kept.into() });
        } else if let Some((id, range)) = payload.as_section() {
            let data = bytes.get(place(&range)?).context("a section outside its module")?;
            result.section(&RawSection { id, data });
        }
    }
    Ok(result.finish())
}

/// The content of a section of relocations, with those whose place in the code is to be kept.
fn relocations(data: &[u8], keep: impl Fn(u32) -> bool) -> Result<Vec<u8>> {
    let reader = RelocSectionReader::new(BinaryReader::new(data, 0))?;
    let section = reader.section_index();
    let entries = reader.entries();
    let end = entries.range().end;
    let found: Vec<_> = entries.into_iter_with_offsets().collect::<Result<_, _>>()?;
    let mut kept = Vec::new();
    let mut count = 0_u32;
    for (at, (start, entry)) in found.iter().enumerate() {
        if keep(entry.offset) {
            let until = found.get(at + 1).map_or(end, |(next, _)| *next);
            let entry = place(&(*start..until))?;
            kept.extend_from_slice(data.get(entry).context("a relocation outside its section")?);
            count += 1;
        }
    }
    let mut section_data = Vec::new();
    section.encode(&mut section_data);
    count.encode(&mut section_data);
    section_data.extend(kept);
    Ok(section_data)
}

fn place(range: &Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}

/// Tells `visit` each defined function's name and where its body is.
fn functions(module: &[u8], mut visit: impl FnMut(&str, Range<u64>)) -> Result<()> {
    let mut imported = 0_usize;
    let mut bodies = Vec::new();
    let mut named = false;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if matches!(import?.ty, TypeRef::Func(_)) {
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(reader) = section.as_known() else { continue };
                named = true;
                read_names(reader, |index, name| {
                    if let Some(body) = index.checked_sub(imported).and_then(|index| bodies.get(index)) {
                        visit(name, body.clone());
                    }
                })?;
            }
            _ => {}
        }
    }
    if !named {
        bail!("the module has no names: it was stripped");
    }
    Ok(())
}

fn read_names(reader: NameSectionReader, mut visit: impl FnMut(usize, &str)) -> Result<()> {
    for subsection in reader {
        if let Name::Function(names) = subsection? {
            for naming in names {
                let naming = naming?;
                visit(usize::try_from(naming.index)?, naming.name);
            }
        }
    }
    Ok(())
}
