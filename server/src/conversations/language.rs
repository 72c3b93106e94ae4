use super::model::Locked;
use text::{
    dialect::{Dialect, Label},
    language,
};

/// Notes the language and the dialect that the customer writes, as far as `body` tells.
///
/// The language is that of the newest message, since a customer who changes it wants to be answered in it. The
/// dialect is that of all messages in Arabic together, and a name that was given stays until another is clearly
/// better: agents should not see it flicker.
pub(super) fn hear(row: &mut Locked, body: &str, page: &str) {
    if let Some(language) = language::detect(body, Some(page))
        && !row.locale.starts_with(language)
    {
        row.locale = language.to_owned();
        row.dialect = None;
        row.dialect_evidence = None;
    }
    if language::known(&row.locale) != Some("ar") {
        return;
    }
    let mut heard = row.dialect_evidence.as_deref().map(Dialect::read).unwrap_or_default();
    heard.add(body);
    if heard == Dialect::default() {
        return;
    }
    let named = row.dialect.as_deref().and_then(Label::of_tag);
    if let Some(tag) = heard.label(named).and_then(Label::tag) {
        row.dialect = Some(tag.to_owned());
    }
    row.dialect_evidence = Some(heard.write());
}
