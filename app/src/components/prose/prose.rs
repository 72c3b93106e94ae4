use crate::components::marked::marked;
use leptos::prelude::*;

/// What stands between the cells of a row in what was read from a table.
const CELLS: &str = " | ";

/// The text of a passage with its highlights (`[start, end)` in characters) marked: rows of cells are drawn as the
/// table that they were, everything else as it stands.
#[component]
pub fn Prose(
    text: String,
    #[prop(optional)] highlights: Vec<(u32, u32)>,
    /// Begins at the page's side also where the text runs the other way: for lists of short texts. Otherwise the
    /// element around it says the direction.
    #[prop(optional)]
    page_side: bool,
) -> impl IntoView {
    blocks(&text)
        .into_iter()
        .map(|block| match block {
            Block::Lines(piece) => {
                let text = piece.marked(&highlights);
                if page_side {
                    view! {
                        <p class="prose__lines">
                            <bdi>{text}</bdi>
                        </p>
                    }
                    .into_any()
                } else {
                    view! {
                        <p class="prose__lines">
                            {text}
                        </p>
                    }
                    .into_any()
                }
            }
            Block::Table { head, rows } => {
                let cells = |row: Vec<Piece>, head: bool| {
                    row.into_iter()
                        .map(|cell| {
                            let text = cell.marked(&highlights);
                            if head {
                                view! { <th scope="col">{text}</th> }.into_any()
                            } else {
                                view! { <td>{text}</td> }.into_any()
                            }
                        })
                        .collect_view()
                };
                view! {
                    <table class="prose__table" dir=page_side.then_some("auto")>
                        {head
                            .map(|row| {
                                view! {
                                    <thead>
                                        <tr>{cells(row, true)}</tr>
                                    </thead>
                                }
                            })}
                        <tbody>
                            {rows.into_iter().map(|row| view! { <tr>{cells(row, false)}</tr> }).collect_view()}
                        </tbody>
                    </table>
                }
                .into_any()
            }
        })
        .collect_view()
        .into_any()
}

/// A part of the text, and the character that it begins at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    start: u32,
    text: String,
}

impl Piece {
    fn marked(&self, highlights: &[(u32, u32)]) -> AnyView {
        let own: Vec<(u32, u32)> = highlights
            .iter()
            .filter(|(_, end)| *end > self.start)
            .map(|(start, end)| (start.saturating_sub(self.start), end - self.start))
            .collect();
        marked(&self.text, &own)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Lines(Piece),
    Table { head: Option<Vec<Piece>>, rows: Vec<Vec<Piece>> },
}

/// Cuts a text into tables, which are two or more rows of as many cells, and what stands between them.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<(Piece, Vec<Piece>)> = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let piece = Piece { start: at, text: line.to_owned() };
        at += length(line) + 1;
        let row = cells(&piece);
        let same = open
            .first()
            .is_none_or(|(_, first)| first.len() == row.len() || (first.len() < 2 && row.len() < 2));
        if !same {
            close(&mut open, &mut blocks);
        }
        open.push((piece, row));
    }
    close(&mut open, &mut blocks);
    blocks
}

/// Makes a block of lines that are of one kind, or lets them go on what is written above them.
fn close(open: &mut Vec<(Piece, Vec<Piece>)>, blocks: &mut Vec<Block>) {
    let lines = std::mem::take(open);
    let is_table = lines.len() > 1 && lines.first().is_some_and(|(_, row)| row.len() > 1);
    if is_table {
        let mut rows: Vec<Vec<Piece>> = lines.into_iter().map(|(_, row)| row).collect();
        let head = is_head(&rows).then(|| rows.remove(0));
        blocks.push(Block::Table { head, rows });
        return;
    }
    for (line, _) in lines {
        match blocks.last_mut() {
            Some(Block::Lines(before)) => {
                before.text.push('\n');
                before.text.push_str(&line.text);
            }
            Some(Block::Table { .. }) | None => blocks.push(Block::Lines(line)),
        }
    }
}

fn cells(line: &Piece) -> Vec<Piece> {
    let mut at = line.start;
    let step = length(CELLS);
    line.text
        .split(CELLS)
        .map(|cell| {
            let piece = Piece { start: at, text: cell.to_owned() };
            at += length(cell) + step;
            piece
        })
        .collect()
}

/// Whether the first row names the columns: it begins no cell with a number, and a row below it does. A table that
/// goes on from another passage, or one of names and values, has no such row.
fn is_head(rows: &[Vec<Piece>]) -> bool {
    let number = |cell: &Piece| cell.text.trim_start().starts_with(char::is_numeric);
    rows.split_first().is_some_and(|(first, rest)| {
        !first.iter().any(number) && rest.iter().any(|row| row.iter().any(number))
    })
}

fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> Vec<String> {
        let row = |row: &Vec<Piece>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("/");
        blocks(text)
            .iter()
            .map(|block| match block {
                Block::Lines(piece) => piece.text.clone(),
                Block::Table { head, rows } => {
                    let head = head.as_ref().map(|head| format!("{}: ", row(head))).unwrap_or_default();
                    format!("{head}{}", rows.iter().map(row).collect::<Vec<_>>().join("; "))
                }
            })
            .collect()
    }

    #[test]
    fn rows_of_as_many_cells_are_a_table_and_the_rest_is_left_alone() {
        let text =
            "City | Time | Below 30\nAmman | 1–2 days | 3\nإربد | ٢–٣ أيام | 4\nLater orders wait.\n\nBye.";
        let found = drawn(text);
        assert_eq!(
            found,
            ["City/Time/Below 30: Amman/1–2 days/3; إربد/٢–٣ أيام/4", "Later orders wait.\n\nBye."]
        );
        assert_eq!(drawn("One | alone\nand words"), ["One | alone\nand words"]);
        assert_eq!(drawn("a | b\nc | d | e"), ["a | b\nc | d | e"]);
        assert_eq!(drawn(""), [""]);
    }

    #[test]
    fn a_first_row_that_names_nothing_is_no_head() {
        assert_eq!(drawn("Phone | 06 123\nPost | 11 Amman"), ["Phone/06 123; Post/11 Amman"]);
        assert_eq!(
            drawn("Card | the same card\nCash | shop credit"),
            ["Card/the same card; Cash/shop credit"]
        );
    }

    #[test]
    fn each_piece_knows_where_in_the_text_it_stands() {
        let text = "أول\nx | 1\nyy | 22\nz";
        let chars: Vec<char> = text.chars().collect();
        let mut pieces = Vec::new();
        for block in blocks(text) {
            match block {
                Block::Lines(piece) => pieces.push(piece),
                Block::Table { head, rows } => pieces.extend(head.into_iter().chain(rows).flatten()),
            }
        }
        assert_eq!(pieces.len(), 6);
        for piece in pieces {
            let there: String =
                chars.iter().skip(piece.start as usize).take(piece.text.chars().count()).collect();
            assert_eq!(there, piece.text);
        }
    }
}
