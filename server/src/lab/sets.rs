//! Sets of questions.

use super::{csv, store};
use crate::{
    App,
    line::one_line,
    refusal::{Outcome, Refusal},
};
use api::{Code, LabCase, LabSet, LabSetCases, LabSetId, NewLabSet, TenantId};
use store::Case;
use text::{dialect, language};

/// Sets that a tenant may have, and questions of one.
const SETS: i64 = 50;
pub(super) const CASES: usize = 1_000;
const NAME_CHARS: usize = 100;
/// Characters of a question, as of a customer's message, and of what would be right.
const QUESTION_CHARS: usize = 2_000;
const ANSWER_CHARS: usize = 4_000;
const TITLE_CHARS: usize = 300;

/// Adds a set. A repetition of the request finds it there.
///
/// # Errors
/// `invalid_input` with the field that can't be; `conflict` where there are too many.
pub(super) async fn add(app: &App, tenant: TenantId, id: LabSetId, new: NewLabSet) -> Outcome<LabSet> {
    let name = one_line(&new.name).ok_or_else(|| Refusal::field("name", "required", "a set has a name"))?;
    if name.chars().count() > NAME_CHARS {
        return Err(Refusal::field("name", "too_long", format!("at most {NAME_CHARS} characters")));
    }
    let (field, given) = match new.csv {
        Some(sheet) => ("csv", csv::read(&sheet)?),
        None => ("cases", new.cases),
    };
    let cases = checked(app, field, given)?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    if store::add_set(&mut tx, id, &name, &cases, app.now()).await?
        && store::sets_count(&mut tx).await? > SETS
    {
        return Err(Refusal::new(Code::Conflict, format!("There can be {SETS} sets of questions.")));
    }
    let set = store::set(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(set)
}

fn checked(app: &App, field: &str, given: Vec<LabCase>) -> Outcome<Vec<Case>> {
    if given.is_empty() {
        return Err(Refusal::field(field, "required", "at least one question"));
    }
    if given.len() > CASES {
        return Err(Refusal::field(field, "too_long", format!("at most {CASES} questions")));
    }
    let case = |(at, given): (usize, LabCase)| {
        let place = |part: &str| format!("{field}.{at}.{part}");
        let text = |part: &str, text: Option<String>, most: usize| {
            let text = text.map(|text| text.replace('\0', "").trim().to_owned()).filter(|t| !t.is_empty());
            match text {
                Some(long) if long.chars().count() > most => {
                    Err(Refusal::field(&place(part), "too_long", format!("at most {most} characters")))
                }
                text => Ok(text),
            }
        };
        let question = text("question", Some(given.question), QUESTION_CHARS)?
            .ok_or_else(|| Refusal::field(&place("question"), "required", "write a question"))?;
        let lang = match given.lang.as_deref().map(str::trim).filter(|lang| !lang.is_empty()) {
            Some(tag) => Some(language::known(tag).ok_or_else(|| {
                let shown: String = tag.chars().take(20).collect();
                Refusal::field(&place("lang"), "invalid", format!("`{shown}` is none of ar, fa, tr, it, en"))
            })?),
            None => language::detect(&question, None),
        };
        let dialect = (lang == Some("ar")).then(|| dialect::dialect(&question)).flatten();
        Ok(Case {
            id: app.new_id(),
            place: i32::try_from(at + 1).unwrap_or(i32::MAX),
            dialect: dialect.and_then(|guess| guess.label.tag()).map(str::to_owned),
            lang: lang.map(str::to_owned),
            case: LabCase {
                question,
                answer: text("answer", given.answer, ANSWER_CHARS)?,
                document: text("document", given.document, TITLE_CHARS)?,
                lang: lang.map(str::to_owned),
            },
        })
    };
    given.into_iter().enumerate().map(case).collect()
}

/// All sets, newest first.
pub(super) async fn all(app: &App, tenant: TenantId) -> Outcome<Vec<LabSet>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::sets(&mut tx).await
}

/// A set with its questions.
pub(super) async fn one(app: &App, tenant: TenantId, id: LabSetId) -> Outcome<LabSetCases> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let set = store::set(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    let cases = store::cases(&mut tx, id, 0, CASES).await?;
    Ok(LabSetCases { set, cases: cases.into_iter().map(|case| case.case).collect() })
}

/// Deletes a set with its runs.
pub(super) async fn delete(app: &App, tenant: TenantId, id: LabSetId) -> Outcome<()> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    if !store::delete_set(&mut tx, id).await? {
        return Err(Refusal::not_found());
    }
    tx.commit().await
}
