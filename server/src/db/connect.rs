use super::{
    check,
    private::{Bundle, Private},
};
use crate::{
    config::{Config, Databases},
    crypto::Master,
};
use anyhow::Context;
use sqlx::{
    ConnectOptions, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{collections::BTreeMap, str::FromStr, time::Duration};

/// How to reach one database, as its owner and as the serving role.
#[derive(Clone, Debug)]
pub struct Door {
    pub owner: PgConnectOptions,
    pub serving: PgConnectOptions,
    /// For messages: `control` or the region's name.
    pub name: String,
}

/// The doors to all databases, and the private server where there is one.
pub struct Connections {
    pub control: Door,
    pub regions: BTreeMap<String, Door>,
    pub private: Option<Private>,
}

impl Connections {
    /// Starts the private server where no URL is given, and makes its databases.
    pub async fn open(config: &Config, master: &Master, progress: impl Fn(&str)) -> anyhow::Result<Self> {
        match &config.databases {
            Databases::Private => {
                let bundle = private_programs(config)?;
                let private = Private::start(&config.data, &bundle, progress).await?;
                let result = Self::private(config, master, &private).await;
                match result {
                    Ok((control, regions)) => Ok(Self { control, regions, private: Some(private) }),
                    Err(error) => {
                        private.stop().await.context("stopping the private PostgreSQL")?;
                        Err(error)
                    }
                }
            }
            Databases::Given { control, regions } => {
                let control = given("control", control, master, "control")?;
                let regions = regions
                    .iter()
                    .map(|(name, url)| Ok((name.clone(), given(name, url, master, "region")?)))
                    .collect::<anyhow::Result<_>>()?;
                Ok(Self { control, regions, private: None })
            }
        }
    }

    async fn private(
        config: &Config,
        master: &Master,
        private: &Private,
    ) -> anyhow::Result<(Door, BTreeMap<String, Door>)> {
        let door = |database: &str, schema: &str, name: &str| Door {
            owner: in_schema(private.options("postgres", database), schema),
            serving: in_schema(private.options(&master.serving_role(), database), schema),
            name: name.to_owned(),
        };
        let mut conn = private.options("postgres", "postgres").connect().await?;
        let control = door("diwan_control", "control", "control");
        let mut regions = BTreeMap::new();
        make_database(&mut conn, "diwan_control").await?;
        for region in config.regions() {
            let database = format!("diwan_{region}");
            make_database(&mut conn, &database).await?;
            regions.insert(region.clone(), door(&database, "region", &region));
        }
        Ok((control, regions))
    }
}

/// Where the private server's programs are.
///
/// # Errors
/// Where was looked, and how to get them.
pub fn private_programs(config: &Config) -> anyhow::Result<Bundle> {
    let exe = std::env::current_exe()?;
    let folder = exe.parent().unwrap_or(std::path::Path::new("."));
    Ok(Bundle::find(config.pg_bundle.as_deref(), folder)?)
}

async fn make_database(conn: &mut sqlx::PgConnection, name: &str) -> sqlx::Result<()> {
    let there = sqlx::query_scalar!(
        r#"select exists (select 1 from pg_database where datname = $1) as "there!""#,
        name
    )
    .fetch_one(&mut *conn)
    .await?;
    if !there {
        // A name can't be a parameter; ours come from the fixed list of regions.
        conn.execute(sqlx::AssertSqlSafe(format!("create database \"{name}\""))).await?;
    }
    Ok(())
}

fn given(name: &str, url: &str, master: &Master, schema: &str) -> anyhow::Result<Door> {
    let owner = PgConnectOptions::from_str(url).with_context(|| {
        format!("the database URL of {name} is not valid; write postgres://user:password@host:5432/database")
    })?;
    let serving = owner.clone().username(&master.serving_role()).password(&master.serving_password());
    Ok(Door { owner: in_schema(owner, schema), serving: in_schema(serving, schema), name: name.to_owned() })
}

fn in_schema(options: PgConnectOptions, schema: &str) -> PgConnectOptions {
    options.application_name("diwan").options([("search_path", format!("{schema},public"))])
}

impl Door {
    /// What this database lacks.
    pub async fn missing(&self) -> anyhow::Result<Vec<String>> {
        let mut conn = self.owner().await?;
        Ok(check::missing(&mut conn, &self.name, self.serving.get_username()).await?)
    }

    /// Connects as the owner.
    ///
    /// # Errors
    /// What to look at, or the statement that mends it.
    pub(super) async fn owner(&self) -> anyhow::Result<PgConnection> {
        let quiet = self.owner.clone().log_statements(tracing::log::LevelFilter::Trace);
        quiet.connect().await.map_err(|error| {
            let (name, user) = (&self.name, self.owner.get_username());
            let of = format!("cannot connect to the database of {name}");
            match &error {
                // 3D000: there is no such database.
                sqlx::Error::Database(db) if db.code().is_some_and(|code| code == "3D000") => {
                    let database = self.owner.get_database().unwrap_or(user);
                    anyhow::anyhow!(
                        "{of}: it is not there; as a superuser run  CREATE DATABASE \"{database}\" OWNER \"{user}\" \
                         ENCODING 'UTF8' TEMPLATE template0;"
                    )
                }
                sqlx::Error::Database(db) => {
                    anyhow::anyhow!("{of}; check its URL and the password: {}", db.message())
                }
                _ => anyhow::Error::new(error).context(format!("{of}; check its URL and that the server runs")),
            }
        })
    }

    /// Whether the serving role can sign in by itself; true before there is one.
    pub async fn serves_by_itself(&self) -> bool {
        let Ok(mut conn) = self.owner().await else { return true };
        let role = self.serving.get_username();
        let there = sqlx::query_scalar!(
            r#"select exists (select 1 from pg_roles where rolname = $1) as "there!""#,
            role
        )
        .fetch_one(&mut conn)
        .await;
        !there.unwrap_or(false) || self.serving.clone().connect().await.is_ok()
    }

    /// The pool that serves requests. Where the server lets the serving role sign in, it does; else the
    /// given role is put aside with `SET ROLE` on every connection.
    pub async fn serving_pool(&self, most: u32) -> anyhow::Result<PgPool> {
        let options = PgPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(Duration::from_secs(8))
            .idle_timeout(Duration::from_secs(120));
        match self.serving.clone().connect().await {
            Ok(_) => Ok(options.connect_lazy_with(self.serving.clone())),
            Err(error) => {
                tracing::warn!(database = self.name, %error, "the serving role can't sign in by itself; using SET ROLE");
                let options = options.after_connect(|conn, _| {
                    Box::pin(
                        async move { sqlx::query!("set role diwan_serving").execute(conn).await.map(drop) },
                    )
                });
                let pool = options.connect_lazy_with(self.owner.clone());
                pool.acquire().await.with_context(|| check::advice(&self.name, "SET ROLE diwan_serving"))?;
                Ok(pool)
            }
        }
    }
}
