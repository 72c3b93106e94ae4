//! Delimited text to rows: which sign delimits, and whether quotes mean anything, is found by trying.

use csv::{ByteRecord, ReaderBuilder};

use super::Row;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records that are looked at to choose.
const SAMPLE: usize = 200;

/// How a file is written.
#[derive(Clone, Copy)]
struct Dialect {
    delimiter: u8,
    quoting: bool,
}

/// The rows of delimited text.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let text = text.trim_start_matches('\u{FEFF}');
    let (stated, text) = stated(text);
    let dialect = dialect(text, stated);
    let records = records(text, dialect);
    records.map(|record| row(&record)).filter(|row| !row.is_empty()).collect()
}

/// Excel's own first line: `sep=;`.
fn stated(text: &str) -> (Option<u8>, &str) {
    let Some((first, rest)) = text.split_once('\n') else { return (None, text) };
    let sign = first.trim_end_matches('\r').strip_prefix("sep=").filter(|sign| sign.len() == 1);
    match sign.and_then(|sign| sign.bytes().next()) {
        Some(sign) => (Some(sign), rest),
        None => (None, text),
    }
}

/// The way of writing in which most records have the same number of cells, and the more the better. Quotes
/// that do not come in pairs are inches or a slip: then a way without them is tried too.
fn dialect(text: &str, stated: Option<u8>) -> Dialect {
    let delimiters = stated.map_or(DELIMITERS.to_vec(), |sign| vec![sign]);
    let paired = text.bytes().filter(|&byte| byte == b'"').count() % 2 == 0;
    let ways = if paired { &[true][..] } else { &[true, false] };
    let mut best = (0_usize, Dialect { delimiter: stated.unwrap_or(b','), quoting: true });
    for &delimiter in &delimiters {
        for &quoting in ways {
            let dialect = Dialect { delimiter, quoting };
            let score = score(text, dialect);
            // A quote that is never closed makes one good record of all that follows.
            if score > best.0 || (score == best.0 && !quoting && best.1.delimiter == delimiter) {
                best = (score, dialect);
            }
        }
    }
    best.1
}

/// Per mille of the records that have the usual number of cells, if that is more than one; then the number.
fn score(text: &str, dialect: Dialect) -> usize {
    let widths: Vec<usize> =
        records(text, dialect).take(SAMPLE).map(|record| record.len()).filter(|&width| width > 0).collect();
    let times = |width: usize| widths.iter().filter(|&&other| other == width).count();
    let usual = widths.iter().copied().filter(|&width| width > 1).max_by_key(|&width| (times(width), width));
    usual.map_or(0, |usual| times(usual) * 1000 / widths.len() * 64 + usual.min(63))
}

fn records(text: &str, dialect: Dialect) -> impl Iterator<Item = ByteRecord> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .quoting(dialect.quoting)
        .from_reader(text.as_bytes())
        .into_byte_records()
        .map_while(Result::ok)
}

fn row(record: &ByteRecord) -> Row {
    let mut row = Row::default();
    for (at, cell) in (0..).zip(record) {
        row.push(at, &String::from_utf8_lossy(cell));
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        rows(text).iter().map(|row| row.cells().map(|(_, text)| text.to_owned()).collect()).collect()
    }

    #[test]
    fn the_sign_that_delimits_is_found() {
        let table = [["Where, and how?", "Amman; free"], ["When?", "Today"]];
        for sign in [",", ";", "\t", "|"] {
            let text: String = table.iter().map(|[q, a]| format!("\"{q}\"{sign}\"{a}\"\r\n")).collect();
            assert_eq!(cells(&text), table, "{sign:?}");
        }
        // Without quotes, commas in the text are no delimiters.
        assert_eq!(
            cells("Where, and how?;Amman\nWhen?;Today, or later, or never\n"),
            [["Where, and how?", "Amman"], ["When?", "Today, or later, or never"]]
        );
        assert_eq!(cells("sep=|\r\na, b|c\r\n"), [["a, b", "c"]]);
    }

    #[test]
    fn quoted_cells_keep_their_lines_and_quotes() {
        let text = "Q,A\n\"Say \"\"hello\"\"?\",\"One.\nTwo.\n\nThree.\"\n";
        assert_eq!(cells(text), [["Q", "A"], ["Say \"hello\"?", "One.\nTwo.\n\nThree."]]);
    }

    #[test]
    fn a_lonely_quote_does_not_swallow_the_rest() {
        let text = "Size?;\"5 inch\nColour?;green\nPrice?;3 JOD\n";
        assert_eq!(cells(text), [["Size?", "\"5 inch"], ["Colour?", "green"], ["Price?", "3 JOD"]]);
    }
}
