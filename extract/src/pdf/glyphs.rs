//! Characters of a page with their places, composed into glyphs: ligatures whole, marks on their bases.

use pdfium_render::prelude::{
    PdfPage, PdfPageObjectCommon, PdfPageObjectType, PdfPageObjectsCommon, PdfPageTextChar, PdfiumError,
};
use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;

use super::fonts::Fonts;
use super::rules::{self, Rules, rotate};

/// Two characters whose origins are nearer than this share of the font size came from one glyph.
const SAME_ORIGIN: f32 = 0.02;
/// A second copy of a letter this near is how some programs make bold.
const SAME_PLACE: f32 = 0.1;

/// A letter, or the letters of one ligature, with the marks on it.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Where the pen stood, and where the glyph's advance or ink ends.
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The baseline.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Characters with equal numbers had no space between them in the file's own order.
    pub(super) token: u32,
    /// The number of its font.
    pub(super) font: usize,
}

/// What is on a page.
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Rules,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Whether anything is drawn: pictures, shapes, or text without meaning.
    pub(super) drawn: bool,
    /// Characters without a code.
    pub(super) unmapped: usize,
    /// Whether a picture covers most of the page.
    covered: bool,
}

impl Page {
    /// A scanned page: one big picture, no more text than a scanner's advertisement.
    pub(super) fn is_picture(&self) -> bool {
        self.glyphs.is_empty() || self.is_scan()
    }

    /// Whether a picture covers it, with hardly a word.
    pub(super) fn is_scan(&self) -> bool {
        self.covered && self.glyphs.len() < 40
    }
}

/// One character as pdfium gives it.
#[derive(Clone, Copy)]
struct Raw {
    c: char,
    x: f32,
    y: f32,
    left: f32,
    right: f32,
    bottom: f32,
    top: f32,
    size: f32,
    /// Quarter turns counter-clockwise; `None` for slanted text.
    turn: Option<u8>,
    bold: bool,
    font: usize,
    token: u32,
    index: usize,
}

/// What is set anew where a word begins.
#[derive(Clone, Copy, Default)]
struct Style {
    bold: bool,
    font: usize,
}

/// Reads a page. Text that runs in another direction than most of it (a watermark across the page, a
/// stamp in the margin) is left out.
pub(super) fn read(number: u32, page: &PdfPage<'_>, fonts: &mut Fonts) -> Result<Page, PdfiumError> {
    let text = page.text()?;
    let mut raws = Vec::new();
    let mut token = 0;
    let mut style = Style::default();
    let mut at_start = true;
    let mut unmapped = 0_usize;
    for (index, char) in text.chars().iter().enumerate() {
        let c = match char.unicode_value() {
            // How pdfium marks a hyphen at the end of a line.
            2 => '-',
            value => char::from_u32(value).unwrap_or('\0'),
        };
        if c.is_whitespace() || c == '\u{200B}' {
            token += 1;
            at_start = true;
        } else if matches!(c, '\0' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}') {
            unmapped += 1;
        } else if !c.is_control() {
            if std::mem::take(&mut at_start) {
                let name = char.font_name();
                style = Style { bold: is_bold(&name), font: fonts.number(&name) };
            }
            fonts.note(style.font, c);
            raws.extend(place(&char, c, style, token, index));
        }
    }
    // A glyph without a code comes out as its number: a Mongolian letter in a Persian word.
    let strays = raws.iter().filter(|raw| is_far(raw.c)).count();
    if strays * 10 < raws.len() {
        raws.retain(|raw| !is_far(raw.c));
        unmapped += strays;
    }
    // Fonts without a map to Unicode: what can be had is not what stands there.
    if unmapped > raws.len() {
        raws.clear();
    }
    let turn = main_turn(&raws);
    raws.retain(|raw| raw.turn == Some(turn));
    let size = page.page_size();
    let (mut bottom, mut top) = (size.bottom().value, size.top().value);
    if turn != 0 {
        for raw in &mut raws {
            let (x, y) = (raw.x, raw.y);
            (raw.x, raw.y) = rotate(turn, x, y);
            (raw.left, raw.right) = match turn {
                1 => (raw.bottom, raw.top),
                2 => (-raw.right, -raw.left),
                _ => (-raw.top, -raw.bottom),
            };
        }
        bottom = raws.iter().map(|raw| raw.y).fold(f32::MAX, f32::min) - 1.0;
        top = raws.iter().map(|raw| raw.y).fold(f32::MIN, f32::max) + 1.0;
    }
    let area = size.width().value * size.height().value;
    let mut covered = false;
    let mut drawn = unmapped > 0;
    for object in page.objects().iter() {
        match object.object_type() {
            PdfPageObjectType::Image => {
                drawn = true;
                let bounds = object.bounds()?;
                covered |= bounds.width().value * bounds.height().value > area * 0.5;
            }
            PdfPageObjectType::Path | PdfPageObjectType::Shading | PdfPageObjectType::XObjectForm => {
                drawn = true;
            }
            PdfPageObjectType::Text | PdfPageObjectType::Unsupported => {}
        }
    }
    let rules = rules::read(page).turned(turn);
    Ok(Page { number, glyphs: compose(raws), rules, top, bottom, drawn, unmapped, covered })
}

fn place(char: &PdfPageTextChar<'_>, c: char, style: Style, token: u32, index: usize) -> Option<Raw> {
    let (x, y) = char.origin().ok()?;
    let matrix = char.matrix().ok()?;
    let scale = matrix.c().hypot(matrix.d());
    let size = (char.unscaled_font_size().value * scale).abs();
    let angle = matrix.b().atan2(matrix.a()).to_degrees().rem_euclid(360.0);
    let nearest = (angle / 90.0).round();
    let turn = ((angle - nearest * 90.0).abs() < 5.0).then_some(nearest as u8 % 4);
    let tight = char.tight_bounds().ok()?;
    let loose = char.loose_bounds().unwrap_or(tight);
    let usable = [x.value, y.value, size].iter().all(|value| value.is_finite()) && size > 0.1;
    usable.then_some(Raw {
        c,
        x: x.value,
        y: y.value,
        left: tight.left().value,
        right: tight.right().value.max(loose.right().value),
        bottom: tight.bottom().value.min(loose.bottom().value),
        top: tight.top().value.max(loose.top().value),
        size,
        turn,
        bold: style.bold,
        font: style.font,
        token,
        index,
    })
}

/// Letters of scripts that no page of another script mentions: from Syriac to Vai, without Georgian and Thai.
fn is_far(c: char) -> bool {
    matches!(c, '\u{700}'..='\u{74F}' | '\u{780}'..='\u{89F}' | '\u{980}'..='\u{DFF}' | '\u{E80}'..='\u{109F}'
        | '\u{1200}'..='\u{1CFF}' | '\u{2C00}'..='\u{2DFF}' | '\u{A000}'..='\u{A6FF}' | '\u{A800}'..='\u{ABFF}')
}

fn is_bold(font: &str) -> bool {
    let name = font.to_ascii_lowercase();
    ["bold", "black", "heavy", "semibold"].iter().any(|weight| name.contains(weight))
}

fn main_turn(raws: &[Raw]) -> u8 {
    let count = |turn| raws.iter().filter(|raw| raw.turn == Some(turn)).count();
    (0..4).max_by_key(|&turn| (count(turn), 4 - turn)).unwrap_or(0)
}

/// Joins characters of one glyph, drops second copies, puts marks on their bases.
fn compose(raws: Vec<Raw>) -> Vec<Glyph> {
    let (marks, mut bases): (Vec<Raw>, Vec<Raw>) = raws.into_iter().partition(|raw| is_combining_mark(raw.c));
    let runs_right = runs_right(&bases);
    bases.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)).then(a.index.cmp(&b.index)));
    let mut glyphs: Vec<(Glyph, Vec<Raw>)> = Vec::new();
    for raw in bases {
        if let Some((glyph, parts)) = glyphs.last_mut() {
            let (dx, dy) = ((raw.x - glyph.x0).abs(), (raw.y - glyph.y).abs());
            let copied = dx < SAME_PLACE * raw.size && parts.iter().any(|part| part.c == raw.c);
            if dy < SAME_ORIGIN * raw.size && copied && parts.iter().all(|part| part.index + 1 != raw.index) {
                continue;
            }
            if dx < SAME_ORIGIN * raw.size && dy < SAME_ORIGIN * raw.size {
                glyph.x1 = glyph.x1.max(raw.right);
                parts.push(raw);
                continue;
            }
        }
        let glyph = Glyph {
            text: String::new(),
            x0: raw.x,
            x1: raw.right.max(raw.x),
            y: raw.y,
            size: raw.size,
            bold: raw.bold,
            token: raw.token,
            font: raw.font,
        };
        glyphs.push((glyph, vec![raw]));
    }
    let mut glyphs: Vec<Glyph> = glyphs
        .into_iter()
        .map(|(mut glyph, mut parts)| {
            parts.sort_by_key(|part| part.index);
            if is_right_to_left(&parts) && is_reversed(&parts, &runs_right) {
                parts.reverse();
            }
            glyph.text = parts.iter().map(|part| part.c).collect();
            glyph
        })
        .collect();
    attach(&mut glyphs, marks);
    glyphs
}

fn is_right_to_left(parts: &[Raw]) -> bool {
    parts.len() > 1 && parts.iter().all(|part| matches!(bidi_class(part.c), BidiClass::R | BidiClass::AL))
}

/// Whether a ligature's letters came out last one first. Spelling knows it of most; the rest depends on
/// what pdfium did: it turns words round that stand from left to right in the file, and with them the
/// letters of one glyph, but not the order of glyphs that stand over each other.
fn is_reversed(parts: &[Raw], runs_right: &impl Fn(usize) -> bool) -> bool {
    let is_alef = |c: char| matches!(c, '\u{622}' | '\u{623}' | '\u{625}' | '\u{627}' | '\u{671}');
    let is_final = |c: char| matches!(c, '\u{649}' | '\u{629}');
    let [first, .., last] = parts else { return false };
    if parts.len() == 2
        && (first.c == '\u{644}' || last.c == '\u{644}')
        && (is_alef(first.c) || is_alef(last.c))
    {
        return is_alef(first.c);
    }
    if is_final(first.c) != is_final(last.c) {
        return is_final(first.c);
    }
    let near = |a: f32, b: f32| (a - b).abs() < 0.01 * first.size;
    let whole = near(first.left, last.left) && near(first.right, last.right);
    let halves = near(first.right, last.left) || near(first.left, last.right);
    runs_right(first.index) != (whole || halves)
}

/// Tells whether the file's order around a character runs from left to right.
fn runs_right(bases: &[Raw]) -> impl Fn(usize) -> bool + use<> {
    let mut places: Vec<(usize, f32, u32)> = bases.iter().map(|raw| (raw.index, raw.x, raw.token)).collect();
    places.sort_by_key(|place| place.0);
    move |index| {
        let at = places.partition_point(|place| place.0 < index);
        let Some(&(_, x, token)) = places.get(at) else { return false };
        let before = places.get(at.wrapping_sub(1)).filter(|place| place.2 == token && place.1 != x);
        let after = places[at..].iter().take_while(|place| place.2 == token).find(|place| place.1 != x);
        match (before, after) {
            (Some(before), _) => before.1 < x,
            (None, Some(after)) => after.1 > x,
            (None, None) => false,
        }
    }
}

/// Puts each vowel mark on the letter that it overlaps most: files place marks before, after or far
/// from their letters, and a little above the baseline.
fn attach(glyphs: &mut [Glyph], mut marks: Vec<Raw>) {
    marks.sort_by_key(|mark| mark.index);
    let mut by_x: Vec<usize> = (0..glyphs.len()).collect();
    by_x.sort_by(|&a, &b| glyphs[a].x0.total_cmp(&glyphs[b].x0));
    for mark in marks {
        let (left, right) = (mark.left.min(mark.x), mark.right.max(mark.left + 0.1));
        let from = by_x.partition_point(|&at| glyphs[at].x0 < left - 3.0 * mark.size);
        let to = by_x.partition_point(|&at| glyphs[at].x0 <= right);
        let near = by_x.get(from..to).unwrap_or_default().iter().copied().filter_map(|at| {
            let glyph = &glyphs[at];
            let overlap = right.min(glyph.x1) - left.max(glyph.x0);
            let rise = (mark.y - glyph.y).abs();
            (overlap > -0.1 * mark.size && rise < 0.8 * mark.size).then_some((at, overlap - 0.5 * rise))
        });
        if let Some((at, _)) = near.max_by(|a, b| a.1.total_cmp(&b.1)) {
            glyphs[at].text.push(mark.c);
        }
    }
}
