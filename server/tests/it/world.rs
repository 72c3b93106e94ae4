//! The world that tests live in: one server for all of them, a tenant for each.

use api::{ConversationId, Message, Role, TenantId, UserId};
use diwan::{
    App,
    config::Config,
    sign_in::{self, NewUser},
    start,
    tenants::{self, NewTenant},
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::PathBuf,
    sync::{Mutex, OnceLock},
    time::Duration,
};
use tokio::runtime::Runtime;
use uuid::Uuid;

pub const PASSWORD: &str = "correct horse battery";

struct Shared {
    app: App,
    addr: SocketAddr,
    /// Keeps the private PostgreSQL and the workers; they end with the process.
    _running: Mutex<start::Running>,
    password_hash: String,
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap())
}

async fn shared() -> &'static Shared {
    static SHARED: tokio::sync::OnceCell<Shared> = tokio::sync::OnceCell::const_new();
    SHARED
        .get_or_init(|| async {
            let _ = rustls::crypto::ring::default_provider().install_default();
            let data = data_folder();
            let mut vars: BTreeMap<String, String> = std::env::vars()
                .filter(|(name, _)| name.starts_with("DIWAN_") || name == "DATABASE_URL")
                .collect();
            vars.insert("DIWAN_ADDR".into(), "127.0.0.1:0".into());
            vars.insert("DIWAN_DATA".into(), data.to_string_lossy().into_owned());
            vars.insert("DIWAN_RATE_LIMIT".into(), "0".into());
            // Stand-ins for clouds listen on this machine.
            vars.insert("DIWAN_OUTGOING_ALLOW".into(), "127.0.0.1:*".into());
            // Regions with a rule about AI providers: none, and those of this machine.
            vars.insert("DIWAN_REGION_EU_AI".into(), "none".into());
            vars.insert("DIWAN_REGION_GCC_AI".into(), "127.0.0.1, *.allowed.example".into());
            let exe = std::env::current_exe().unwrap();
            let config = Config::from_vars(&vars, exe.parent().unwrap()).unwrap();
            let running = start::start(config, |_| {}).await.expect("the server starts");
            running.app.set_ready();
            let password_hash = sign_in::hash_password(PASSWORD.into()).await.unwrap();
            Shared {
                app: running.app.clone(),
                addr: running.addr,
                _running: Mutex::new(running),
                password_hash,
            }
        })
        .await
}

/// A folder of this run; those of runs that are over are removed.
fn data_folder() -> PathBuf {
    let base = std::env::temp_dir().join("diwan-it");
    for old in std::fs::read_dir(&base).into_iter().flatten().flatten() {
        let name = old.file_name().to_string_lossy().into_owned();
        // Some tests have more beside it, as in `42-key`.
        let pid = name.split('-').next().unwrap_or_default();
        if !std::path::Path::new("/proc").join(pid).exists() {
            let _ = std::fs::remove_dir_all(old.path());
        }
    }
    let folder = base.join(std::process::id().to_string());
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a test in a world of its own and looks, when it is over, at what it left behind.
pub fn with<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    runtime().block_on(async {
        let world = World::new().await;
        let check = world.clone();
        test(world).await;
        check.is_in_order().await;
    });
}

/// A tenant and the way to it.
#[derive(Clone)]
pub struct World {
    pub app: App,
    pub tenant: TenantId,
    pub widget_key: String,
    pub addr: SocketAddr,
    password_hash: String,
    http: reqwest::Client,
    /// Strings that must not stand in clear in the databases or the data folder.
    pub planted: std::sync::Arc<Mutex<Vec<String>>>,
}

impl World {
    async fn new() -> Self {
        Self::in_region("global").await
    }

    /// A tenant of another region.
    pub async fn in_region(region: &str) -> Self {
        let shared = shared().await;
        let app = shared.app.clone();
        let id = TenantId(app.new_id());
        let slug = format!("t-{}", id.0.simple());
        let widget_key = format!("wk_{}", id.0.simple());
        let new = NewTenant {
            id,
            slug: &slug,
            name: "Prova",
            region,
            plan: "professional",
            widget_key: &widget_key,
            at: app.now(),
        };
        tenants::create(&app, &new).await.unwrap();
        Self {
            app,
            tenant: id,
            widget_key,
            addr: shared.addr,
            password_hash: shared.password_hash.clone(),
            http: reqwest::Client::new(),
            planted: Default::default(),
        }
    }

    /// Another tenant of the same server.
    pub async fn another(&self) -> Self {
        Self::new().await
    }

    /// A signed-in agent.
    pub async fn agent(&self, name: &str) -> Person {
        self.person(name, Role::Agent).await
    }

    /// A signed-in admin.
    pub async fn admin(&self, name: &str) -> Person {
        self.person(name, Role::Admin).await
    }

    pub async fn person(&self, name: &str, role: Role) -> Person {
        let email = format!("{name}-{}@prova.test", Uuid::now_v7().simple());
        let id = UserId(self.app.new_id());
        let mut tx = self.app.db.tenant(self.tenant).begin().await.unwrap();
        let new = NewUser {
            id,
            email: &email,
            name,
            role,
            locale: "en",
            password_hash: &self.password_hash,
            at: self.app.now(),
        };
        assert!(sign_in::add_user(&mut tx, new).await.unwrap());
        tx.commit().await.unwrap();
        sign_in::list_in_directory(&self.app.db, self.tenant, &email).await.unwrap();
        let mut person = Person {
            world: self.clone(),
            id,
            email: email.clone(),
            token: String::new(),
            refresh: String::new(),
        };
        let answer = self.post("auth/login", &json!({ "email": email, "password": PASSWORD })).await;
        let body = answer.ok();
        person.token = body["access_token"].as_str().unwrap().to_owned();
        person.refresh = body["refresh_token"].as_str().unwrap().to_owned();
        person
    }

    /// A visitor with a session.
    pub async fn visitor(&self, locale: &str) -> Visitor {
        let answer =
            self.post(&format!("widget/{}/sessions", self.widget_key), &json!({ "locale": locale })).await;
        self.returning(answer.created()["session_id"].as_str().unwrap())
    }

    /// A visitor who has a session already.
    pub fn returning(&self, session: &str) -> Visitor {
        Visitor { world: self.clone(), session: session.to_owned(), sent: Default::default() }
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, None, Some(body)).await
    }

    pub async fn get(&self, path: &str, authorization: Option<&str>) -> Answer {
        self.send(Method::GET, path, authorization, None).await
    }

    /// A request with whatever headers; paths are below `/api/v1/` unless they begin with a slash.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        authorization: Option<&str>,
        body: Option<&Value>,
    ) -> Answer {
        let mut request = self.request(method, path);
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        Answer::of(request).await
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = match path.strip_prefix('/') {
            Some(rest) => format!("http://{}/{rest}", self.addr),
            None => format!("http://{}/api/v1/{path}", self.addr),
        };
        self.http.request(method, url)
    }

    /// Waits until `done` answers something; for what happens a moment later.
    pub async fn eventually<T, F: Future<Output = Option<T>>>(
        &self,
        what: &str,
        mut done: impl FnMut() -> F,
    ) -> T {
        let start = std::time::Instant::now();
        loop {
            if let Some(value) = done().await {
                return value;
            }
            // Patient with machines that do other things as well: what comes is not waited for.
            assert!(start.elapsed() < Duration::from_secs(120), "waited too long for {what}");
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    pub fn plant(&self, text: &str) {
        self.planted.lock().unwrap().push(text.to_owned());
    }

    /// No job left, no gap in the events, nothing planted in clear.
    async fn is_in_order(&self) {
        let pool = self.app.db.regions().find(|(name, _)| *name == "global").unwrap().1.clone();
        self.eventually("the jobs to be done", || async {
            let left: i64 = sqlx::query_scalar(
                "select count(*) from jobs._private_jobs j where payload->>'tenant' = $1
                    and not exists (select 1 from jobs._private_job_retirements r where r.id = j.id)",
            )
            .bind(self.tenant.to_string())
            .fetch_one(&pool)
            .await
            .unwrap();
            (left == 0).then_some(())
        })
        .await;
        let mut tx = self.app.db.tenant(self.tenant).begin().await.unwrap();
        let (count, newest): (i64, Option<i64>) =
            sqlx::query_as("select count(*), max(id) from events").fetch_one(tx.conn()).await.unwrap();
        assert_eq!(count, newest.unwrap_or(0), "the events have a gap");
        let visitors: Vec<(Uuid, Vec<i64>, i64)> = sqlx::query_as(
            "select c.id, coalesce(array_agg(e.visitor_id order by e.id) filter (where e.visitor_id is not null), '{}'),
                    c.visitor_events
               from conversations c left join events e on e.tenant_id = c.tenant_id and e.conversation_id = c.id
              group by c.id, c.visitor_events",
        )
        .fetch_all(tx.conn())
        .await
        .unwrap();
        for (id, numbers, last) in visitors {
            assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "a visitor's events have a gap in {id}");
        }
        let planted = self.planted.lock().unwrap().clone();
        for table in tenant_tables(&mut tx).await {
            for canary in &planted {
                let hex: String = canary.bytes().map(|b| format!("{b:02x}")).collect();
                let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                    "select count(*) from {table} t where position($1 in t::text) > 0 or position($2 in t::text) > 0"
                )))
                .bind(canary)
                .bind(hex)
                .fetch_one(tx.conn())
                .await
                .unwrap();
                assert_eq!(found, 0, "{canary:?} stands in clear in {table}");
            }
        }
    }
}

/// Every table of the region that belongs to tenants.
pub async fn tenant_tables(tx: &mut diwan::db::TenantTx) -> Vec<String> {
    sqlx::query_scalar(
        "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'region' and c.relkind in ('r', 'p') and not c.relispartition
            and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
          order by 1",
    )
    .fetch_all(tx.conn())
    .await
    .unwrap()
}

/// A member of the team.
#[derive(Clone)]
pub struct Person {
    pub world: World,
    pub id: UserId,
    pub email: String,
    pub token: String,
    pub refresh: String,
}

impl Person {
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.world.get(path, Some(&self.bearer())).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.world.send(Method::POST, path, Some(&self.bearer()), Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.world.send(Method::PATCH, path, Some(&self.bearer()), Some(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.world.send(Method::PUT, path, Some(&self.bearer()), Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.world.send(Method::DELETE, path, Some(&self.bearer()), None).await
    }

    pub async fn replies(&self, to: ConversationId, client_id: &str, body: &str) -> Answer {
        self.world.plant(body);
        let new = json!({ "client_id": client_id, "kind": "reply", "body": body });
        self.post(&format!("conversations/{to}/messages"), &new).await
    }

    pub async fn notes(&self, to: ConversationId, client_id: &str, body: &str) -> Answer {
        self.world.plant(body);
        let new = json!({ "client_id": client_id, "kind": "note", "body": body });
        self.post(&format!("conversations/{to}/messages"), &new).await
    }

    pub async fn messages(&self, of: ConversationId) -> Vec<Message> {
        let body = self.get(&format!("conversations/{of}/messages?limit=100")).await.ok();
        serde_json::from_value(body["items"].clone()).unwrap()
    }
}

/// A visitor of the tenant's site.
#[derive(Clone)]
pub struct Visitor {
    pub world: World,
    pub session: String,
    sent: std::sync::Arc<std::sync::atomic::AtomicUsize>,
}

impl Visitor {
    pub fn header(&self) -> String {
        format!("Widget {}", self.session)
    }

    pub fn path(&self, rest: &str) -> String {
        format!("widget/{}/{rest}", self.world.widget_key)
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.world.send(Method::POST, &self.path(path), Some(&self.header()), Some(body)).await
    }

    pub async fn sends(&self, client_id: &str, body: &str) -> Answer {
        self.world.plant(body);
        self.post("messages", &json!({ "client_id": client_id, "body": body })).await
    }

    /// Sends a message under a new id and answers where it is.
    pub async fn writes(&self, body: &str) -> Message {
        let n = self.sent.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        serde_json::from_value(self.sends(&format!("v-{n}"), body).await.created()).unwrap()
    }

    pub async fn asks_for_a_person(&self) {
        assert_eq!(self.post("handoff", &json!({})).await.status, StatusCode::NO_CONTENT);
    }

    pub async fn sees(&self) -> Value {
        self.world.get(&self.path("messages"), Some(&self.header())).await.ok()
    }

    pub async fn messages(&self) -> Vec<Message> {
        serde_json::from_value(self.sees().await["items"].clone()).unwrap()
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub async fn of(request: reqwest::RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        // AUTH-3, AUTH-4: of no answer in no test.
        assert!(!headers.contains_key("set-cookie"), "an answer sets a cookie");
        Self { status, headers, bytes: response.bytes().await.unwrap().to_vec() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| {
            panic!("not JSON ({}): {}", self.status, String::from_utf8_lossy(&self.bytes))
        })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|v| v.to_str().ok())
    }

    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    #[track_caller]
    pub fn created(&self) -> Value {
        assert_eq!(self.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    /// Done, with nothing to say.
    #[track_caller]
    pub fn done(&self) {
        assert_eq!(self.status, StatusCode::NO_CONTENT, "{}", String::from_utf8_lossy(&self.bytes));
    }

    /// It is a problem document with this code, and its status.
    #[track_caller]
    pub fn refused(&self, code: api::Code) -> Value {
        let problem = self.json();
        assert_eq!(problem["code"], code.as_str(), "{problem}");
        assert_eq!(self.status.as_u16(), code.status(), "{problem}");
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert!(
            problem["request_id"].as_str().is_some_and(|id| Some(id) == self.header("x-request-id")),
            "{problem}"
        );
        problem
    }
}
