use super::{
    PASSWORD,
    content::{Article, Files, Past, read},
    history,
};
use crate::{
    App,
    channels::widget,
    knowledge,
    refusal::Refusal,
    sign_in::{self, NewUser},
    tenants::{self, NewTenant},
};
use anyhow::Context;
use api::{DocumentId, DocumentState, Role, TenantId, UserId};
use bytes::Bytes;
use std::{collections::HashMap, time::Duration};
use uuid::Uuid;

struct Shop {
    slug: &'static str,
    name: &'static str,
    region: &'static str,
    widget_key: &'static str,
    /// What the shop calls itself where that is not `name`.
    names: &'static [(&'static str, &'static str)],
    people: &'static [(&'static str, &'static str, &'static str, Role, &'static str)],
}

const SHOPS: [Shop; 2] = [
    Shop {
        slug: "nabta",
        name: "نبتة",
        region: "jordan",
        widget_key: "wk_demo_nabta",
        names: &[("tr", "Nabta"), ("it", "Nabta"), ("en", "Nabta")],
        people: &[
            ("admin", "admin@nabta.test", "رنا الحديد", Role::Admin, "ar"),
            ("lina", "lina@nabta.test", "لينا عواد", Role::Agent, "ar"),
            ("omar", "omar@nabta.test", "Omar Haddad", Role::Agent, "en"),
        ],
    },
    Shop {
        slug: "serra",
        name: "Serra",
        region: "eu",
        widget_key: "wk_demo_serra",
        names: &[],
        people: &[("admin", "admin@serra.test", "Giulia Conti", Role::Admin, "it")],
    },
];

/// Makes the demo's shops; what is there already stays. May be run again after any interruption.
pub async fn make(app: &App, say: impl Fn(&str)) -> anyhow::Result<()> {
    for shop in &SHOPS {
        one(app, shop, &say).await.with_context(|| format!("making the demo shop {}", shop.slug))?;
    }
    Ok(())
}

async fn one(app: &App, shop: &Shop, say: &impl Fn(&str)) -> anyhow::Result<()> {
    let tenant = match tenants::by_slug(&app.db, shop.slug).await? {
        Some(tenant) => tenant,
        None => TenantId(app.new_id()),
    };
    let here = app.db.regions().any(|(name, _)| name == shop.region);
    let region = if here { shop.region } else { "global" };
    let new = NewTenant {
        id: tenant,
        slug: shop.slug,
        name: shop.name,
        region,
        plan: "professional",
        widget_key: shop.widget_key,
        at: app.now(),
    };
    let channel = tenants::create(app, &new).await?;
    widget::name_in_each(app, tenant, shop.names).await?;
    let people = people(app, tenant, shop).await?;
    let articles: Vec<Article> = read(&format!("{}/manifest.json", shop.slug))?;
    let documents = documents(app, tenant, shop, &articles, say).await?;
    let past: Vec<Past> = read(&format!("{}/conversations.json", shop.slug))?;
    history::make(app, tenant, channel, &people, &documents, past).await?;
    Ok(())
}

/// Members by the short name that conversations use.
async fn people(app: &App, tenant: TenantId, shop: &Shop) -> anyhow::Result<HashMap<String, Uuid>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let mut known = sign_in::ids_by_email(&mut tx, shop.people.iter().map(|p| p.1)).await?;
    drop(tx);
    let mut people = HashMap::new();
    for (short, email, name, role, locale) in shop.people {
        let id = match known.remove(*email) {
            Some(id) => id,
            None => {
                let id = UserId(app.new_id());
                let hash = sign_in::hash_password(PASSWORD.to_owned()).await?;
                let mut tx = app.db.tenant(tenant).begin().await?;
                let new =
                    NewUser { id, email, name, role: *role, locale, password_hash: &hash, at: app.now() };
                sign_in::add_user(&mut tx, new).await?;
                tx.commit().await?;
                id
            }
        };
        sign_in::list_in_directory(&app.db, tenant, email).await?;
        people.insert((*short).to_owned(), id.0);
    }
    Ok(people)
}

/// Uploads what is not there yet, waits until it is searchable, and answers the documents by file.
async fn documents(
    app: &App,
    tenant: TenantId,
    shop: &Shop,
    articles: &[Article],
    say: &impl Fn(&str),
) -> anyhow::Result<HashMap<String, DocumentId>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let there = knowledge::by_file_name(&mut tx).await?;
    drop(tx);
    let mut ids = HashMap::new();
    let mut new = Vec::new();
    for article in articles {
        let name = article.file.replace('/', "-");
        let id = match there.get(&name) {
            Some(id) => *id,
            None => {
                let path = format!("{}/{}", shop.slug, article.file);
                let file = Files::get(&path).with_context(|| format!("the demo lacks {path}"))?;
                let bytes = Bytes::from(file.data.into_owned());
                let stream = futures::stream::iter([Ok::<_, Refusal>(bytes)]);
                let lang = Some(article.lang.clone());
                let document =
                    knowledge::take_in(app, tenant, Some(article.title.clone()), &name, lang, stream).await?;
                new.push(document.id);
                document.id
            }
        };
        ids.insert(article.file.clone(), id);
    }
    let mut last = usize::MAX;
    while !new.is_empty() {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let now = knowledge::documents_by_id(&mut tx, &new).await?;
        drop(tx);
        if let Some(failed) = now.iter().find(|d| d.state == DocumentState::Failed) {
            anyhow::bail!("the document {:?} was not taken in: {:?}", failed.title, failed.error);
        }
        let left = now.iter().filter(|d| d.state != DocumentState::Ready).count();
        if left != last {
            say(&format!("{}: {} of {} documents read", shop.name, articles.len() - left, articles.len()));
            last = left;
        }
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    Ok(ids)
}
