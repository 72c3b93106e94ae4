//! Runs of digits with the separators that people write between them.

use super::shadow::Shadow;

/// The beginning of a run of digits, up to the end of one of its groups.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub digits: String,
    /// Digits of each group.
    pub groups: Vec<usize>,
    /// What stands between them.
    pub between: Vec<String>,
    /// One past its last letter.
    pub to: usize,
}

/// No number of a person or thing is longer.
const MOST_DIGITS: usize = 34;

/// All beginnings of the run at a place that end with a group; shortest first.
pub(super) fn runs(shadow: &Shadow, at: usize) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    let mut now = Run { digits: String::new(), groups: Vec::new(), between: Vec::new(), to: at };
    let mut between = String::new();
    let mut place = at;
    while let Some(c) = shadow.low(place) {
        match c {
            '0'..='9' => {
                if now.groups.is_empty() || !between.is_empty() {
                    if !now.groups.is_empty() {
                        now.between.push(std::mem::take(&mut between));
                    }
                    now.groups.push(0);
                }
                if let Some(last) = now.groups.last_mut() {
                    *last += 1;
                }
                now.digits.push(c);
                now.to = place + 1;
                if shadow.low(place + 1).is_none_or(|next| !next.is_ascii_digit()) {
                    all.push(now.clone());
                }
            }
            '+' | '(' if place == at || (place == at + 1 && now.digits.is_empty()) => {}
            ' ' | '-' | '.' | '(' | ')' | '/' | '_' if !now.digits.is_empty() && between.len() < 3 => {
                between.push(c);
                // A full stop and a space end a sentence, or number a list.
                if between == ". " {
                    break;
                }
            }
            _ => break,
        }
        if now.digits.len() > MOST_DIGITS {
            break;
        }
        place += 1;
    }
    all
}

impl Run {
    fn separators(&self) -> impl Iterator<Item = &str> {
        self.between.iter().map(String::as_str)
    }

    /// One mark, the same everywhere, and no space.
    fn uniform(&self) -> Option<&str> {
        let first = self.separators().next()?;
        (matches!(first, "-" | "." | "/") && self.separators().all(|one| one == first)).then_some(first)
    }

    /// The numbers of the groups.
    fn values(&self) -> Vec<u32> {
        let mut rest = self.digits.as_str();
        let cut = |length: &usize| {
            let (group, after) = rest.split_at_checked(*length)?;
            rest = after;
            group.parse().ok()
        };
        self.groups.iter().map_while(cut).collect()
    }

    /// The year, where this is a day: 21-11-2026, 2026.11.21, 1367/5/12.
    pub fn date(&self) -> Option<u32> {
        self.uniform()?;
        let year = |year: u32| (1200..=2150).contains(&year);
        let day = |a: u32, b: u32| (1..=31).contains(&a) && (1..=31).contains(&b) && a.min(b) <= 12;
        match (self.groups.as_slice(), self.values().as_slice()) {
            ([1 | 2, 1 | 2, 4], &[a, b, c]) if year(c) && day(a, b) => Some(c),
            ([4, 1 | 2, 1 | 2], &[a, b, c]) if year(a) && day(b, c) => Some(a),
            // Without the century: only between strokes, where nothing else is written so.
            ([1 | 2, 1 | 2, 2], &[a, b, c]) if day(a, b) => Some(if c > 30 { 1900 + c } else { 2000 + c }),
            _ => None,
        }
    }

    /// 09.00-18.00, 9.30 - 17.30: hours of a day.
    pub fn hours(&self) -> bool {
        let values = self.values();
        let [a, b, c, d] = values[..] else { return false };
        let between: Vec<&str> = self.separators().collect();
        matches!(between.as_slice(), [".", "-" | " - ", "."])
            && self.groups.iter().all(|group| *group <= 2)
            && a <= 24
            && c <= 24
            && b < 60
            && d < 60
    }

    /// 2024-2025: years, or 1 000 000: one number in thousands, or a range of round numbers.
    pub fn quantity(&self) -> bool {
        let values = self.values();
        let years = |year: &u32| (1300..=1450).contains(year) || (1900..=2150).contains(year);
        let thousands = matches!(self.groups.as_slice(), [1, rest @ ..] if rest.len() >= 2 && rest.iter().all(|g| *g == 3));
        let spaced = self.separators().all(|one| one == " " || one == ".");
        (self.groups == [4, 4] && values.iter().all(years))
            || (thousands && spaced && !self.digits.starts_with('0'))
    }

    /// Groups as numbers of telephones have them: of two and more (but for a last check digit), or all of one digit
    /// (0 7 9 1 …).
    pub fn grouped(&self) -> bool {
        let first = self.groups.first().is_some_and(|first| {
            *first >= 2 || self.between.first().is_some_and(|one| one == "-" || one == ".")
        });
        let last = self.groups.len() - 1;
        let rest = self.groups.iter().enumerate().skip(1);
        (first && rest.clone().all(|(place, group)| *group >= 2 || (place == last && last >= 2)))
            || (self.groups.len() >= 7 && self.groups.iter().all(|group| *group == 1))
    }

    /// Whether it is one row of digits.
    pub fn whole(&self) -> bool {
        self.groups.len() == 1
    }
}
