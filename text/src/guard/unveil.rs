//! What a text says under its disguises: forms in which somebody hides words from a list.
//!
//! Each form is looked at as if it had been written so. None is longer than the text by more than a constant factor,
//! and each is made in one pass.

use crate::{normalize::fold, tokens};

/// The other forms of a text.
#[derive(Debug, Default)]
pub(super) struct Unveiled {
    /// What letters spell that no screen shows.
    pub hidden: Option<String>,
    /// Letters that were written apart, put together and folded.
    pub joined: Vec<String>,
    /// The text read in another way.
    pub texts: Vec<String>,
}

/// Letters apart, from which on they are put together.
const APART: usize = 8;
/// Characters of an encoded run, from which on it is decoded.
const RUN: usize = 16;

pub(super) fn unveiled(text: &str) -> Unveiled {
    let mut forms = Unveiled { hidden: hidden(text), joined: apart(text), texts: Vec::new() };
    let mut add = |form: Option<String>| forms.texts.extend(form);
    add(latin(text));
    for run in text.split(|c: char| !is_encoded(c)).filter(|run| run.len() >= RUN) {
        add(hex(run).or_else(|| base64(run)).and_then(readable));
    }
    add(percent(text));
    add(escapes(text));
    let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if ascii * 2 > text.chars().count() {
        add(Some(text.chars().map(rotated).collect()));
    }
    add(Some(text.chars().rev().collect()));
    forms
}

/// Tags of the Unicode language block; those of a flag are none of a text.
fn hidden(text: &str) -> Option<String> {
    let (mut spelt, mut flag) = (String::new(), false);
    for c in text.chars() {
        let tag = u32::from(c).checked_sub(0xE_0000).filter(|at| *at < 0x80).and_then(char::from_u32);
        match tag {
            Some(letter) if !flag => spelt.push(letter),
            Some(_) => {}
            None => flag = c == '\u{1F3F4}',
        }
    }
    (!spelt.is_empty()).then_some(spelt)
}

/// Runs of words of one letter, each run as one word.
fn apart(text: &str) -> Vec<String> {
    let (mut runs, mut run, mut letters) = (Vec::new(), String::new(), 0_usize);
    let mut end = |run: &mut String, letters: &mut usize| {
        if *letters >= APART {
            runs.push(std::mem::take(run));
        }
        run.clear();
        *letters = 0;
    };
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().nth(1).is_none() {
            run.push_str(&fold(word));
            letters += 1;
        } else {
            end(&mut run, &mut letters);
        }
    }
    end(&mut run, &mut letters);
    runs
}

/// The text with digits and letters of other scripts as the Latin letters that they look like, where they stand in one
/// word with Latin ones or spell a word of look-alikes.
fn latin(text: &str) -> Option<String> {
    let mut changed = false;
    let words: Vec<String> = tokens::words(text)
        .iter()
        .filter_map(|word| text.get(word.start..word.end))
        .map(|word| {
            let letters = word.chars().filter(|c| !c.is_numeric());
            let latin = letters.clone().filter(char::is_ascii_alphabetic).count();
            let looks = letters.clone().all(|c| look_alike(c).is_some());
            if (latin > 0 || looks) && word.chars().any(|c| !c.is_ascii_alphabetic()) {
                changed = true;
                return word.chars().map(|c| look_alike(c).unwrap_or(c)).collect();
            }
            word.to_owned()
        })
        .collect();
    changed.then(|| words.join(" "))
}

/// The Latin letter that a character looks like.
fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | 'A'..='Z' => c,
        '0' | 'о' | 'О' | 'ο' | 'Ο' => 'o',
        '1' | '!' | 'і' | 'І' | 'ι' | 'Ι' => 'i',
        '3' | 'е' | 'Е' | 'ε' | 'Ε' => 'e',
        '4' | '@' | 'а' | 'А' | 'α' | 'Α' => 'a',
        '5' | '$' | 'ѕ' | 'Ѕ' => 's',
        '7' | 'т' | 'Т' | 'τ' | 'Τ' => 't',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'с' | 'С' => 'c',
        'у' | 'У' | 'γ' | 'Υ' => 'y',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'н' | 'Н' | 'Η' => 'h',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'м' | 'М' | 'Μ' => 'm',
        'в' | 'В' | 'β' | 'Β' => 'b',
        'п' => 'n',
        'ц' | 'υ' => 'u',
        'ν' => 'v',
        'ո' | 'η' => 'n',
        'ԁ' => 'd',
        'ɡ' => 'g',
        'ј' => 'j',
        'ӏ' => 'l',
        _ => return None,
    })
}

fn is_encoded(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_')
}

fn hex(run: &str) -> Option<Vec<u8>> {
    if !run.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    run.as_bytes()
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[high, low]| Some(digit(high)? * 16 + digit(low)?))
        .collect()
}

/// Base64 (RFC 4648 §4 and §5), padded or not.
fn base64(run: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0_u32, Vec::with_capacity(run.len()));
    for c in run.trim_end_matches('=').bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

/// Bytes that are a text.
fn readable(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    (!text.chars().any(|c| c.is_control() && !c.is_whitespace())).then_some(text)
}

/// The text with its `%41` read.
fn percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut rest, mut read) = (text.as_bytes(), 0_usize);
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .first_chunk::<2>()
            .filter(|_| *first == b'%')
            .and_then(|two| std::str::from_utf8(two).ok().and_then(|two| u8::from_str_radix(two, 16).ok()));
        match code {
            Some(byte) => {
                read += 1;
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    (read >= 2).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// The text with its `&#105;`, `&#x69;` and `\u0069` read.
fn escapes(text: &str) -> Option<String> {
    let (mut out, mut rest, mut read) = (String::with_capacity(text.len()), text, 0_usize);
    while let Some(at) = rest.find(['&', '\\']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match escape(from) {
            Some((letter, length)) => {
                read += 1;
                out.push(letter);
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                let mut letters = from.chars();
                out.extend(letters.next());
                rest = letters.as_str();
            }
        }
    }
    out.push_str(rest);
    (read >= 2).then_some(out)
}

/// The letter that an escape at the beginning stands for, and its length.
fn escape(from: &str) -> Option<(char, usize)> {
    if let Some(code) = from.strip_prefix("&#") {
        let (digits, _) = code.get(..code.len().min(9)).unwrap_or(code).split_once(';')?;
        let value = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        return Some((char::from_u32(value)?, 3 + digits.len()));
    }
    let digits = from.strip_prefix("\\u")?.get(..4)?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 6))
}

/// Thirteen letters on (ROT13).
fn rotated(c: char) -> char {
    let turn = |base: u8, c: char| {
        u8::try_from(c).map_or(c, |byte| char::from(base + (byte.wrapping_sub(base) + 13) % 26))
    };
    match c {
        'a'..='z' => turn(b'a', c),
        'A'..='Z' => turn(b'A', c),
        _ => c,
    }
}
