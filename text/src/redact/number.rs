//! What a run of digits is: a card, an account, somebody's number, or a price that may stay.

use super::{
    Kind, Span, checks,
    cue::{Cue, Cues},
    digits::{Run, runs},
    shadow::Shadow,
};
use crate::{evidence::is_money, normalize::fold};
use std::{collections::HashSet, sync::LazyLock};

/// Finds the numbers that may point to somebody.
pub(super) fn find(shadow: &Shadow, cues: &Cues, found: &mut Vec<Span>) {
    let mut at = 0;
    while at < shadow.letters.len() {
        if !begins(shadow, at) {
            at += 1;
            continue;
        }
        let runs = runs(shadow, at);
        let number = Number { shadow, cues, at, runs: &runs };
        match number.read() {
            Read::Hide(kind, to) => {
                found.push(Span { from: at, to, kind });
                at = to;
            }
            Read::Keep(to) => at = to,
            // What is no number from here on may be one from its second group on.
            Read::Nothing => at = runs.first().map_or(at + 1, |first| first.to),
        }
    }
}

/// A digit that no digit stands before, or a `+` or bracket that opens a number.
fn begins(shadow: &Shadow, at: usize) -> bool {
    let digit = |at: usize| shadow.low(at).is_some_and(|c| c.is_ascii_digit());
    match shadow.low(at) {
        Some('0'..='9') => !shadow.before(at).is_some_and(|c| c.is_ascii_digit()),
        Some('+') => digit(at + 1) || (shadow.low(at + 1) == Some('(') && digit(at + 2)),
        Some('(') => digit(at + 1) || (shadow.low(at + 1) == Some('+') && digit(at + 2)),
        _ => false,
    }
}

enum Read {
    Hide(Kind, usize),
    Keep(usize),
    Nothing,
}

struct Number<'a> {
    shadow: &'a Shadow,
    cues: &'a Cues,
    at: usize,
    runs: &'a [Run],
}

impl Number<'_> {
    fn read(&self) -> Read {
        if let Some(run) = self.runs.iter().rev().find(|run| run.hours()) {
            return Read::Keep(run.to);
        }
        if let Some(read) = self.date() {
            return read;
        }
        let plus = self.shadow.low(self.at) == Some('+');
        let exact = self.longest(|run| exact(run, plus));
        if let Some((kind, to)) = exact {
            let ten = self.runs.iter().any(|run| run.to == to && run.digits.len() == 10);
            let cued = (kind == Kind::Id && ten).then(|| self.cue(to)).flatten();
            // Ten digits may hold a checksum by chance; what the customer calls them goes first.
            let kind = match cued {
                Some((Cue::Phone, _)) => Kind::Phone,
                Some((Cue::OrderNumber, _)) => Kind::Order,
                _ => kind,
            };
            return Read::Hide(kind, to);
        }
        let opened = matches!(self.shadow.low(self.at), Some('+' | '('));
        let named = self.longest(|run| self.named(run, opened));
        if let Some((kind, to)) = named {
            return Read::Hide(kind, to);
        }
        self.longest(|run| self.nameless(run, opened))
            .map_or(Read::Nothing, |(kind, to)| Read::Hide(kind, to))
    }

    fn longest(&self, kind: impl Fn(&Run) -> Option<Kind>) -> Option<(Kind, usize)> {
        self.runs.iter().rev().find_map(|run| kind(run).map(|kind| (kind, run.to)))
    }

    fn cue(&self, to: usize) -> Option<(Cue, usize)> {
        self.cues.near(self.shadow, self.at, to)
    }

    /// Days stay, except those that somebody was born on: said so, or too long ago to be about an order.
    fn date(&self) -> Option<Read> {
        let (run, year) = self.runs.iter().find_map(|run| run.date().map(|year| (run, year)))?;
        let old = (1304..=1391).contains(&year) || (1920..=2012).contains(&year);
        let born = self.cue(run.to).is_some_and(|(cue, _)| cue == Cue::Birth);
        Some(if born || old { Read::Hide(Kind::Birth, run.to) } else { Read::Keep(run.to) })
    }

    /// What a word nearby says of it.
    fn named(&self, run: &Run, opened: bool) -> Option<Kind> {
        if run.quantity() || (self.measures(run) && run.digits.len() < 9) {
            return None;
        }
        let around = self.cues.around(self.shadow, self.at, run.to);
        around.into_iter().flatten().find_map(|(cue, gap)| self.named_by(cue, gap, run, opened))
    }

    fn named_by(&self, cue: Cue, gap: usize, run: &Run, opened: bool) -> Option<Kind> {
        let length = run.digits.len();
        // Nothing else is written with a plus.
        if opened && !matches!(cue, Cue::Phone | Cue::Order | Cue::OrderNumber) {
            return None;
        }
        let kind = match cue {
            Cue::Phone if (5..=16).contains(&length) && (run.grouped() || run.whole()) => Kind::Phone,
            Cue::Card if (12..=19).contains(&length) => Kind::Card,
            Cue::Iban if (10..=30).contains(&length) => Kind::Iban,
            Cue::Id if (6..=18).contains(&length) => Kind::Id,
            Cue::Passport if (6..=12).contains(&length) && run.whole() => Kind::Passport,
            Cue::OrderNumber if (2..=20).contains(&length) && (run.whole() || run.grouped()) => Kind::Order,
            Cue::Order if run.whole() && self.is_order(run, gap) => Kind::Order,
            Cue::Order if run.grouped() && length >= 5 && gap <= 3 => Kind::Order,
            Cue::Code if (3..=8).contains(&length) && !is_year(run) => Kind::Code,
            Cue::Account if (4..=24).contains(&length) => Kind::Account,
            Cue::Birth if run.whole() && is_year(run) => Kind::Birth,
            Cue::Secret if run.whole() && (3..=24).contains(&length) => Kind::Secret,
            _ => return None,
        };
        Some(kind)
    }

    /// "order 4471" is its number; "order 100 pots" and "an order in 2026" are not.
    fn is_order(&self, run: &Run, gap: usize) -> bool {
        match run.digits.len() {
            3 => gap <= 2 && self.ends(run),
            4 if is_year(run) => gap <= 1,
            4..=16 => gap <= 25,
            _ => false,
        }
    }

    /// A long number without a word that says what it is.
    fn nameless(&self, run: &Run, opened: bool) -> Option<Kind> {
        let length = run.digits.len();
        if self.shadow.before(self.at).is_some_and(|c| c == '#' || c == '№') && run.whole() && length >= 3 {
            return Some(Kind::Order);
        }
        if (run.quantity() || self.measures(run)) && !run.digits.starts_with('0') && length < 13 {
            return None;
        }
        if !run.whole() && !run.grouped() && !opened {
            return None;
        }
        let dialled = opened || run.digits.starts_with('0');
        match length {
            7..=15 if dialled => Some(Kind::Phone),
            9..=15 => Some(Kind::Phone),
            // A cent, or a price without its currency, has no seven digits.
            7..=8 => Some(Kind::Number),
            16.. => Some(Kind::Number),
            _ => None,
        }
    }

    /// Whether a currency or a unit stands beside it.
    fn measures(&self, run: &Run) -> bool {
        let after = self.shadow.word_at(run.to);
        let before = self.shadow.word_at(self.at).checked_sub(1);
        let word = |at: usize| self.shadow.words.get(at);
        let follows = word(after).is_some_and(|word| {
            word.from - run.to <= 2 && (is_money(&word.text) || UNITS.contains(&word.text))
        });
        let leads = before.and_then(word).is_some_and(|word| {
            self.at.checked_sub(word.to).is_some_and(|gap| gap <= 2) && is_money(&word.text)
        });
        let sign = |c: Option<char>| c.is_some_and(|c| matches!(c, '%' | '$' | '€' | '£' | '₺' | '﷼'));
        let beside = |at: Option<usize>| at.is_some_and(|at| sign(self.shadow.low(at)));
        follows
            || leads
            || beside(Some(run.to))
            || beside(Some(run.to + 1))
            || beside(self.at.checked_sub(1))
            || beside(self.at.checked_sub(2))
    }

    /// Whether nothing that it could count follows.
    fn ends(&self, run: &Run) -> bool {
        let next = self.shadow.word_at(run.to);
        self.shadow.words.get(next).is_none_or(|word| {
            self.shadow.slice(run.to, word.from).any(super::shadow::is_stop)
                || crate::stopwords::is_stop(&word.text, None)
        })
    }
}

/// A number that says by itself what it is.
fn exact(run: &Run, plus: bool) -> Option<Kind> {
    let digits = run.digits.as_str();
    if plus {
        return None;
    }
    if checks::emirates(digits) {
        return Some(Kind::Id);
    }
    if checks::card(digits) && !digits.starts_with("00") {
        return Some(Kind::Card);
    }
    let plain = run.whole() || run.grouped();
    if is_mobile(digits) {
        return Some(Kind::Phone);
    }
    let id = checks::turkish(digits)
        || checks::saudi(digits)
        || (checks::iranian(digits) && !digits.starts_with("07") && !digits.starts_with("05"));
    (plain && id).then_some(Kind::Id)
}

/// Mobile numbers as they are dialled at home (Jordan, the Gulf, Iraq, Iran, Turkey, Egypt, Italy is without a 0) and
/// from abroad.
fn is_mobile(digits: &str) -> bool {
    const HOME: [(&str, usize); 8] =
        [("077", 10), ("078", 10), ("079", 10), ("05", 10), ("05", 11), ("09", 11), ("07", 11), ("01", 11)];
    const ABROAD: [(&str, usize); 12] = [
        ("9627", 12),
        ("9665", 12),
        ("9715", 12),
        ("9647", 13),
        ("9705", 12),
        ("9725", 12),
        ("989", 12),
        ("905", 12),
        ("393", 12),
        ("393", 11),
        ("201", 12),
        ("9617", 11),
    ];
    let fits = |forms: &[(&str, usize)], digits: &str| {
        forms.iter().any(|(begin, length)| digits.starts_with(begin) && digits.len() == *length)
    };
    fits(&HOME, digits) || fits(&ABROAD, digits.strip_prefix("00").unwrap_or(digits))
}

fn is_year(run: &Run) -> bool {
    run.whole()
        && run.digits.len() == 4
        && run
            .digits
            .parse::<u32>()
            .is_ok_and(|year| (1300..=1450).contains(&year) || (1900..=2100).contains(&year))
}

const UNIT_WORDS: &str = "day days hour hours minute minutes week weeks month months year years cm mm m km kg g gr gram grams ml l lt liter \
    liters litre litres inch inches pcs pc pieces piece pots people persons points percent watt w degrees kb mb \
    يوم ايام أيام ساعة ساعات دقيقة دقائق اسبوع شهر شهور أشهر سنة سنين سنوات سم متر مل لتر كيلو كغم غرام قطعة قطع حبة نقطة نقاط شخص \
    روز ساعت دقیقه هفته ماه سال سانت سانتی سانتیمتر متر کیلو گرم لیتر میلی عدد امتیاز نفر درصد تومن هزار میلیون \
    gün saat dakika hafta ay yıl santim metre litre gram kilo adet tane puan kişi bin milyon \
    giorno giorni ora ore minuti settimana settimane mese mesi anno anni litri grammi pezzi pezzo punti persone mila milioni";

static UNITS: LazyLock<HashSet<String>> = LazyLock::new(|| UNIT_WORDS.split_whitespace().map(fold).collect());
