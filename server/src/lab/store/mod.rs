//! The room's SQL: [`sets`], their [`runs`], and the [`results`] of these.

mod results;
mod runs;
mod sets;

pub(super) use results::{
    NewResult, Result, Row, Side, add_result, count_done, forget, last_place, results, totals,
};
pub(super) use runs::{NewRun, add_run, drop_oldest, end, is_covered, lock_run, run, runs, start};
use sets::NAME;
pub(super) use sets::{Case, add_set, cases, decided, delete_set, set, sets, sets_count};
