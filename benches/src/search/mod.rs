//! `search`: how fast passages are found and indexed, over HTTP.

mod corpus;
mod page;
mod speed;
mod tenants;

use crate::{bench::machine, retrieval::sets};
use anyhow::Result;
use speed::{Large, Speed};
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};
use tenants::{OTHERS_HAVE, TENANTS};

/// What is to be kept at the largest size.
const SLOWEST: Duration = Duration::from_millis(30);
const LEAST_A_SECOND: f64 = 200.0;

/// Measures, prints and writes the page's section; `false` when a goal was missed.
pub async fn run(program: PathBuf, data: &Path) -> Result<bool> {
    let (speeds, large) = speed::measure(program, &sets::read(data)?).await?;
    let table = table(&speeds, &large);
    println!("{table}");
    page::write(
        "search",
        &format!(
            "## Searching\n\n\
             `make bench-search`: `GET /knowledge/search` over HTTP, one question after the other, of one tenant among \
             {TENANTS} in one private PostgreSQL; the others have {OTHERS_HAVE} passages each. Passages are English \
             sentences of the evaluation sets in a new order, some 700 characters each under a heading of its own, \
             uploaded as Markdown: what is indexed in a second is counted from the first upload until the last document \
             is ready. Those beyond 10 000 are copies of them. Goals: p99 below {} ms at 100 000 passages, at least {} \
             indexed a second. Load is what else ran: 2 is this measurement alone at its busiest. Machine: {}.\n\n{table}",
            SLOWEST.as_millis(),
            LEAST_A_SECOND,
            machine::describe()
        ),
    )?;
    let mut kept = true;
    if let Some(last) = speeds.last().filter(|speed| speed.p99 >= SLOWEST) {
        eprintln!("  missed: p99 of a search among {} passages: {:.1?}", last.passages, last.p99);
        kept = false;
    }
    for rate in speeds.iter().filter_map(|speed| speed.indexed).filter(|rate| *rate < LEAST_A_SECOND) {
        eprintln!("  missed: {rate:.0} passages indexed a second");
        kept = false;
    }
    Ok(kept)
}

/// The table, for the terminal and the document.
fn table(speeds: &[Speed], large: &Large) -> String {
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
    let mib = |bytes: u64| bytes as f64 / 1024.0 / 1024.0;
    let mut text = String::from(
        "| passages | p50 | p99 | indexed a second | load of the machine |\n|---:|---:|---:|---:|---:|\n",
    );
    for speed in speeds {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            speed.passages,
            ms(speed.p50),
            ms(speed.p99),
            speed.indexed.map_or_else(String::new, |rate| format!("{rate:.0}")),
            speed.load
        );
    }
    let passages = speeds.last().map_or(0, |speed| speed.passages);
    let _ = writeln!(
        text,
        "\nAt {passages} passages:\n\n| | |\n|---|---:|\n\
         | first question after one small document more | {} |\n\
         | most documents new: read anew in | {} |\n\
         | … the longest that a question waited meanwhile | {} |\n\
         | first question after a start | {} |\n\
         | … the longest that another tenant's question waited meanwhile | {} |\n\
         | memory that it took | {:.0} MiB, {:.0} bytes a passage |",
        ms(large.one_more),
        ms(large.anew),
        ms(large.longest),
        ms(large.first),
        ms(large.others),
        mib(large.after.saturating_sub(large.before)),
        large.after.saturating_sub(large.before) as f64 / passages.max(1) as f64,
    );
    text
}
