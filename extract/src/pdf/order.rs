//! From what stands on a line, left to right, to what is read: the way of UAX #9 backwards.
//!
//! The way back is not unique, so the result is checked by going forwards again (crate unicode-bidi);
//! where the first reading would not look as the page does, the second is tried.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Units and currencies stand after their number, also where both stand in right-to-left text.
const UNITS: [&str; 22] = [
    "kg", "g", "mg", "km", "m", "cm", "mm", "l", "ml", "GB", "MB", "TB", "KB", "JOD", "USD", "EUR", "SAR",
    "AED", "QAR", "KWD", "IRR", "TRY",
];

/// One glyph (or a space) as it stands.
#[derive(Debug, Clone)]
struct Item<'a> {
    text: &'a str,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A right-to-left letter.
    Right,
    /// A left-to-right letter.
    Left,
    Digit,
    /// `,` `.` `:` `/`: between two digits part of the number.
    Common,
    /// `+` `-`: part of a number only outside Arabic script.
    Sign,
    /// `%` and currency signs.
    Unit,
    Other,
}

/// Whether text is mostly of right-to-left letters; `None` without any letter.
pub(super) fn is_right_to_left<'a>(texts: impl Iterator<Item = &'a str>) -> Option<bool> {
    let (mut right, mut left) = (0_usize, 0_usize);
    for c in texts.flat_map(str::chars) {
        match kind(c) {
            Kind::Right => right += 1,
            Kind::Left => left += 1,
            Kind::Digit | Kind::Common | Kind::Sign | Kind::Unit | Kind::Other => {}
        }
    }
    (right + left > 0).then_some(right > left)
}

/// The logical text of a line. `words` hold the glyphs from left to right; `right` is the direction of
/// the paragraph.
pub(super) fn logical(words: &[Vec<&str>], right: bool) -> String {
    let mut items: Vec<Item<'_>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            items.push(Item { text: " ", kind: Kind::Other });
        }
        items.extend(
            word.iter().map(|text| Item { text, kind: text.chars().next().map_or(Kind::Other, kind) }),
        );
    }
    let has_right = items.iter().any(|item| item.kind == Kind::Right);
    if !right {
        return if has_right { left_base(&items) } else { items.iter().map(|item| item.text).collect() };
    }
    let arabic = right_base(&items, false);
    let seen = visible(&items);
    if looks_like(&arabic, &seen) {
        return arabic;
    }
    let other = right_base(&items, true);
    if looks_like(&other, &seen) { other } else { arabic }
}

/// A left-to-right line with right-to-left stretches in it.
fn left_base(items: &[Item<'_>]) -> String {
    let mut out = String::new();
    let mut rest = items;
    while let Some(start) = rest.iter().position(|item| item.kind == Kind::Right) {
        let end = rest.iter().skip(start).position(|item| item.kind == Kind::Left);
        let end = end.map_or(rest.len(), |length| start + length);
        let last = rest.iter().take(end).rposition(|item| item.kind == Kind::Right).unwrap_or(start);
        let (before, stretch) = rest.split_at(start);
        let (stretch, after) = stretch.split_at(last + 1 - start);
        out.extend(before.iter().map(|item| item.text));
        out.push_str(&right_base(stretch, false));
        rest = after;
    }
    out.extend(rest.iter().map(|item| item.text));
    out
}

/// Reads from the right; islands of Latin text and numbers are read from the left.
fn right_base(items: &[Item<'_>], signs_join: bool) -> String {
    let mut out: Vec<(&str, bool)> = Vec::new();
    let mut end = items.len();
    while end > 0 {
        let Some(start) = island(items, end, signs_join) else {
            out.extend(items.get(end - 1).map(|item| (item.text, true)));
            end -= 1;
            continue;
        };
        let stretch = items.get(start..end).unwrap_or_default();
        match unit_before_number(stretch) {
            Some((unit, number)) => {
                out.extend(number.iter().map(|item| (item.text, false)));
                out.push((" ", false));
                out.extend(unit.iter().map(|item| (item.text, false)));
            }
            None => out.extend(stretch.iter().map(|item| (item.text, false))),
        }
        end = start;
    }
    mirrored(&out)
}

/// Where the island begins whose last item stands before `end`, if one ends there.
fn island(items: &[Item<'_>], end: usize, signs_join: bool) -> Option<usize> {
    let last = items.get(end.checked_sub(1)?)?;
    let ends = matches!(last.kind, Kind::Left | Kind::Digit) || (signs_join && last.kind == Kind::Unit);
    if !ends {
        return None;
    }
    let start = items.iter().take(end).rposition(|item| item.kind == Kind::Right).map_or(0, |at| at + 1);
    let stretch = items.get(start..end)?;
    if stretch.iter().any(|item| item.kind == Kind::Left) {
        let mut first = stretch.iter().position(|item| matches!(item.kind, Kind::Left | Kind::Digit))?;
        // "+962…": a sign at the left of a number in right-to-left text is part of what was set as one.
        if first > 0 && stretch.get(first - 1).is_some_and(|item| item.text == "+") {
            first -= 1;
        }
        return Some(start + first);
    }
    let mut first = end - 1;
    while let Some(before) = first.checked_sub(1).and_then(|at| items.get(at)) {
        let beyond = first.checked_sub(2).and_then(|at| items.get(at)).map(|item| item.kind);
        match before.kind {
            Kind::Digit => first -= 1,
            Kind::Common if beyond == Some(Kind::Digit) => first -= 1,
            Kind::Sign if signs_join && beyond == Some(Kind::Digit) => first -= 1,
            Kind::Unit if signs_join => first -= 1,
            Kind::Sign if before.text == "+" && beyond != Some(Kind::Digit) => {
                first -= 1;
                break;
            }
            _ => break,
        }
    }
    Some(international(items, start, first).unwrap_or(first))
}

/// Where "+962 6 555 0123" begins whose last group begins at `first`: a plus sign at the very left shows
/// that the groups were set from left to right as one.
fn international(items: &[Item<'_>], start: usize, first: usize) -> Option<usize> {
    let before = items.get(start..first)?;
    let begin = before.iter().rposition(|item| item.text == "+")?;
    let groups = before.get(begin + 1..)?;
    let only_groups = groups
        .iter()
        .all(|item| item.kind == Kind::Digit || matches!(item.text, " " | "-" | "(" | ")" | "."));
    (only_groups && groups.first()?.kind == Kind::Digit).then_some(start + begin)
}

type Halves<'s, 'a> = (&'s [Item<'a>], &'s [Item<'a>]);

/// "kg 14" on the page is "14 kg" in the text: the number came first, to the right.
fn unit_before_number<'s, 'a>(stretch: &'s [Item<'a>]) -> Option<Halves<'s, 'a>> {
    let space = stretch.iter().position(|item| item.text == " ")?;
    let (unit, number) = (stretch.get(..space)?, stretch.get(space + 1..)?);
    let name: String = unit.iter().map(|item| item.text).collect();
    let is_number = number.iter().all(|item| matches!(item.kind, Kind::Digit | Kind::Common));
    (is_number && UNITS.contains(&name.as_str())).then_some((unit, number))
}

/// Brackets read from the right look the other way; but pdfium turns some of them itself, one of a pair
/// and not the other. So where white space tells which side of a bracket is inside, it decides.
fn mirrored(out: &[(&str, bool)]) -> String {
    let is_outside = |text: Option<&(&str, bool)>| {
        text.is_none_or(|(text, _)| text.starts_with([' ', '.', ',', '،', ':', '؛', ';', '؟', '!']))
    };
    let mut text = String::new();
    for (at, &(piece, turned)) in out.iter().enumerate() {
        let before = is_outside(at.checked_sub(1).and_then(|at| out.get(at)));
        let after = is_outside(out.get(at + 1));
        text.push_str(match pair(piece).filter(|_| turned) {
            Some((open, _)) if before && !after => open,
            Some((_, close)) if after && !before => close,
            Some((open, close)) if piece == open => close,
            Some((open, _)) => open,
            None if turned => mirror(piece),
            None => piece,
        });
    }
    text
}

fn pair(text: &str) -> Option<(&'static str, &'static str)> {
    const PAIRS: [(&str, &str); 5] = [("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("‹", "›")];
    PAIRS.into_iter().find(|&(open, close)| text == open || text == close)
}

/// Signs of comparison have no inside, they only turn.
fn mirror(text: &str) -> &str {
    match text {
        "<" => ">",
        ">" => "<",
        "≤" => "≥",
        "≥" => "≤",
        other => other,
    }
}

fn kind(c: char) -> Kind {
    match bidi_class(c) {
        BidiClass::R | BidiClass::AL => Kind::Right,
        BidiClass::L => Kind::Left,
        BidiClass::EN | BidiClass::AN => Kind::Digit,
        // Between Arabic-Indic digits these two stand inside the number too.
        BidiClass::CS => Kind::Common,
        BidiClass::ES => Kind::Sign,
        BidiClass::ET => Kind::Unit,
        _ => Kind::Other,
    }
}

/// What a reader sees of items, brackets without their direction.
fn visible(items: &[Item<'_>]) -> String {
    let mut seen = String::new();
    for item in items {
        let letters = item.text.chars().filter(|&c| bidi_class(c) != BidiClass::NSM);
        if item.kind == Kind::Right {
            seen.extend(letters.rev().map(undirected));
        } else {
            seen.extend(letters.map(undirected));
        }
    }
    seen
}

/// Whether a right-to-left paragraph of this text would look so.
fn looks_like(text: &str, seen: &str) -> bool {
    let text: String = text.chars().filter(|&c| bidi_class(c) != BidiClass::NSM).collect();
    let info = BidiInfo::new(&text, Some(Level::rtl()));
    let Some(paragraph) = info.paragraphs.first() else { return text.is_empty() };
    let line = info.reorder_line(paragraph, paragraph.range.clone());
    line.chars().map(undirected).eq(seen.chars())
}

fn undirected(c: char) -> char {
    match c {
        ')' | '(' => '(',
        ']' | '[' => '[',
        '}' | '{' => '{',
        '»' | '«' => '«',
        '›' | '‹' => '‹',
        '>' | '<' => '<',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a right-to-left line of this text looks like, glyph by glyph.
    fn seen(text: &str) -> Vec<Vec<String>> {
        let info = BidiInfo::new(text, Some(Level::rtl()));
        let paragraph = &info.paragraphs[0];
        let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
        let chars: Vec<(usize, char)> = text.chars().enumerate().collect();
        let order = BidiInfo::reorder_visual(&levels);
        let mut words = vec![Vec::new()];
        for at in order {
            let c = chars[at].1;
            if c == ' ' {
                words.push(Vec::new());
            } else {
                let glyph = c.to_string();
                let turned = pair(&glyph).filter(|_| levels[at].is_rtl());
                let turned = turned.map(|(open, close)| if glyph == open { close } else { open });
                words.last_mut().unwrap().push(turned.map_or(glyph, str::to_owned));
            }
        }
        words
    }

    fn read(text: &str) -> String {
        let words = seen(text);
        let words: Vec<Vec<&str>> =
            words.iter().map(|word| word.iter().map(String::as_str).collect()).collect();
        logical(&words, true)
    }

    #[test]
    fn lines_read_as_they_were_written() {
        for text in [
            "تعاد المبالغ خلال 5-7 أيام عمل.",
            "للاستفسار: support@nabta.test أو الرقم 0791234567.",
            "الأسعار تشمل ضريبة المبيعات بنسبة ١٦٪.",
            "تزيد عن 30 دينارًا (JOD).",
            "وزن الأصيص 14 kg تقريبًا",
            "من 2024/05/01 إلى 2.5 كيلو",
            "برای پشتیبانی info@nabta.test یا شمارهٔ ۰۲۱۳۳۴۴۵۵۶۶ تماس بگیرید (۲۴ ساعته).",
            "تطبيق iPhone 14 جديد",
            "החזרות בתוך 14 ימים",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn a_phone_number_set_as_one_stays_as_it_is() {
        assert_eq!(logical(&[vec!["+", "9", "6"], vec!["ل", "ا"]], true), "ال +96");
        let spaced = [vec!["."], vec!["+", "9", "6"], vec!["6"], vec!["5", "5"], vec!["ل", "ا"]];
        assert_eq!(logical(&spaced, true), "ال +96 6 55 .");
    }

    #[test]
    fn arabic_inside_an_english_line_is_turned() {
        let words = [vec!["S", "a", "y"], vec!["ا", "ب", "ح", "ر", "م"], vec!["n", "o", "w"]];
        assert_eq!(logical(&words, false), "Say مرحبا now");
    }

    proptest! {
        /// Whatever stands there, nothing is lost or doubled.
        #[test]
        fn every_glyph_is_read_once(text in "[ا-ي0-9a-z(). %+-]{0,40}", right in any::<bool>()) {
            let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            let glyphs: Vec<Vec<String>> = words.iter().map(|w| w.chars().map(String::from).collect()).collect();
            let glyphs: Vec<Vec<&str>> = glyphs.iter().map(|w| w.iter().map(String::as_str).collect()).collect();
            let mut read: Vec<char> = logical(&glyphs, right).chars().map(undirected).collect();
            let mut given: Vec<char> = words.join(" ").chars().map(undirected).collect();
            read.sort_unstable();
            given.sort_unstable();
            prop_assert_eq!(read, given);
        }
    }
}
