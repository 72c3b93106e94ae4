use super::{
    restart::again,
    store::{self, Metadata},
    take_in::{checked_lang, checked_title, updated},
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{
    Audience, CHANNELS, Code, Document, DocumentId, DocumentKind, DocumentPatch, DocumentState, Stamp,
    TenantId,
};

/// Changes what a document is called, whom it is for and when: all of the patch, or nothing. Whom it is for
/// holds from the next question on; another title or language is part of what is found by, so the passages
/// are made anew, and the present ones serve until then.
///
/// # Errors
/// `not_found`; `invalid_input` with the fields that can't be; `conflict` for the title of an article.
pub(super) async fn edit(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    patch: DocumentPatch,
) -> Outcome<Document> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let before = store::lock_document(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    if before.kind == DocumentKind::Article && (patch.title.is_some() || patch.lang.is_some()) {
        return Err(Refusal::new(
            Code::Conflict,
            "An article's title and language are changed where it is written.",
        ));
    }
    let after = apply(&before, patch)?;
    if after != before {
        let new = Metadata {
            title: &after.title,
            lang: after.lang.as_deref(),
            audience: after.audience,
            channels: &after.channels,
            valid_from: after.valid_from.map(|at| at.0),
            valid_to: after.valid_to.map(|at| at.0),
        };
        store::describe(&mut tx, id, &new, app.now()).await?;
        let renamed = (&after.title, &after.lang) != (&before.title, &before.lang);
        if renamed && (after.chunks > 0 || after.state != DocumentState::Failed) {
            again(app, &mut tx, id).await?;
        } else {
            tx.emit(updated(id));
        }
    }
    let document = store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(document)
}

/// The document with the patch, checked.
fn apply(before: &Document, patch: DocumentPatch) -> Outcome<Document> {
    let mut after = before.clone();
    if let Some(title) = patch.title {
        after.title = checked_title(Some(title))?
            .ok_or_else(|| Refusal::field("title", "required", "a document has a title"))?;
    }
    if let Some(lang) = patch.lang {
        after.lang = checked_lang(lang)?;
    }
    after.audience = patch.audience.unwrap_or(before.audience);
    let channels = patch.channels;
    if channels.is_some() && after.audience != Audience::Channels {
        let detail = "channels are named with the audience `channels` only";
        return Err(Refusal::field("channels", "invalid", detail));
    }
    after.channels = match after.audience {
        Audience::Channels => checked_channels(channels.unwrap_or(after.channels))?,
        Audience::Public | Audience::Members | Audience::Hidden => vec![],
    };
    after.valid_from = patch.valid_from.unwrap_or(after.valid_from);
    after.valid_to = patch.valid_to.unwrap_or(after.valid_to);
    for (field, at) in [("valid_from", after.valid_from), ("valid_to", after.valid_to)] {
        if at.is_some_and(|at| !(1970..3000).contains(&at.0.year())) {
            return Err(Refusal::field(field, "out_of_range", "a time of this age"));
        }
    }
    if let (Some(Stamp(from)), Some(Stamp(to))) = (after.valid_from, after.valid_to)
        && from >= to
    {
        return Err(Refusal::field("valid_to", "out_of_range", "it ends before it begins"));
    }
    Ok(after)
}

/// In one order, each once, so that the same choice is the same row.
pub fn checked_channels(named: Vec<String>) -> Outcome<Vec<String>> {
    if let Some(odd) = named.iter().find(|name| !CHANNELS.contains(&name.as_str())) {
        let shown: String = odd.chars().take(40).collect();
        return Err(Refusal::field("channels", "invalid", format!("`{shown}` is not a channel")));
    }
    let chosen: Vec<String> = CHANNELS
        .iter()
        .filter(|channel| named.iter().any(|name| name == **channel))
        .map(|channel| (*channel).to_owned())
        .collect();
    if chosen.is_empty() {
        return Err(Refusal::field("channels", "required", "name at least one channel"));
    }
    Ok(chosen)
}
