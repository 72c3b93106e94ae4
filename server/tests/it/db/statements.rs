use crate::world;
use serde_json::Value;
use sqlx::{
    AssertSqlSafe, Column, Either, Executor, PgConnection, SqlSafeStr, Statement, TypeInfo,
    postgres::PgStatement,
};

/// What a statement takes and gives: types of its parameters, names and types of its columns.
#[derive(Debug, PartialEq)]
struct Shape {
    takes: Vec<String>,
    gives: Vec<(String, String)>,
}

impl Shape {
    fn noted(describe: &Value) -> Self {
        let columns = describe["columns"].as_array().unwrap().iter();
        let takes = describe["parameters"]["Left"].as_array().unwrap().iter().map(type_name).collect();
        let gives =
            columns.map(|c| (c["name"].as_str().unwrap().to_owned(), type_name(&c["type_info"]))).collect();
        Self { takes, gives }
    }

    fn prepared(statement: &PgStatement) -> Self {
        let Some(Either::Left(parameters)) = statement.parameters() else { panic!("types are known") };
        let columns = statement.columns().iter();
        Self {
            takes: parameters.iter().map(|p| p.name().to_lowercase()).collect(),
            gives: columns.map(|c| (c.name().to_owned(), c.type_info().name().to_lowercase())).collect(),
        }
    }
}

/// `"UuidArray"` → `uuid[]`, `{"Custom": {"name": "halfvec", …}}` → `halfvec`.
fn type_name(noted: &Value) -> String {
    match noted.as_str() {
        Some(name) => name.replace("Array", "[]").to_lowercase(),
        None => noted["Custom"]["name"].as_str().unwrap().to_owned(),
    }
}

/// The statement as a database understands it; `None` where its tables are not there.
async fn prepare(conn: &mut PgConnection, sql: &str) -> Option<PgStatement> {
    conn.prepare(AssertSqlSafe(sql.to_owned()).into_sql_str()).await.ok()
}

#[test]
fn the_migrated_databases_take_every_checked_statement_as_it_was_checked() {
    world::with(|world| async move {
        let mut control = world.app.db.control.acquire().await.unwrap();
        let mut region = world.app.db.regions().next().unwrap().1.acquire().await.unwrap();
        let mut seen = 0;
        for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.sqlx")).unwrap() {
            let noted: Value = serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
            let sql = noted["query"].as_str().unwrap();
            let statement = match prepare(&mut region, sql).await {
                Some(statement) => statement,
                None => {
                    prepare(&mut control, sql).await.unwrap_or_else(|| panic!("no database takes: {sql}"))
                }
            };
            assert_eq!(
                Shape::prepared(&statement),
                Shape::noted(&noted["describe"]),
                "the schema changed; run `cargo xtask prepare`: {sql}"
            );
            seen += 1;
        }
        assert!(seen > 100, "only {seen} statements");
    });
}
