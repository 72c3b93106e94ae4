use crate::world::{self, tenant_tables};
use std::collections::BTreeSet;

#[test]
fn every_tenant_table_forces_row_security_and_has_a_policy() {
    world::with(|world| async move {
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let bare: Vec<String> = sqlx::query_scalar(
            "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'region' and c.relkind in ('r', 'p')
                and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
                and not (c.relrowsecurity and c.relforcerowsecurity
                         and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant'))",
        )
        .fetch_all(tx.conn())
        .await
        .unwrap();
        assert!(bare.is_empty(), "without a policy: {bare:?}");
        let without_tenant: Vec<String> = sqlx::query_scalar(
            "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'region' and c.relkind in ('r', 'p') and c.relname not in ('_sqlx_migrations', 'applied_scripts')
                and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')",
        )
        .fetch_all(tx.conn())
        .await
        .unwrap();
        assert!(without_tenant.is_empty(), "tables of nobody: {without_tenant:?}");
        let keys: Vec<String> = sqlx::query_scalar(
            "select i.indrelid::regclass::text from pg_index i
              where i.indisprimary and i.indrelid::regclass::text = any($1)
                and (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) <> 'tenant_id'",
        )
        .bind(tenant_tables(&mut tx).await)
        .fetch_all(tx.conn())
        .await
        .unwrap();
        assert!(keys.is_empty(), "keys that do not begin with the tenant: {keys:?}");
    });
}

#[test]
fn the_serving_role_can_not_bypass_row_security() {
    world::with(|world| async move {
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let (role, superuser, bypasses): (String, bool, bool) = sqlx::query_as(
            "select rolname::text, rolsuper, rolbypassrls from pg_roles where rolname = current_user",
        )
        .fetch_one(tx.conn())
        .await
        .unwrap();
        assert!(role.starts_with("diwan_serving_"), "{role}");
        assert!(!superuser && !bypasses);
        let owned: i64 =
            sqlx::query_scalar("select count(*) from pg_class where relowner = current_user::regrole")
                .fetch_one(tx.conn())
                .await
                .unwrap();
        assert_eq!(owned, 0);
    });
}

#[test]
fn a_query_that_forgets_the_tenant_sees_nothing() {
    world::with(|world| async move {
        world.visitor("en").await.writes("somebody's words").await;
        let pool = world.app.db.regions().find(|(name, _)| *name == "global").unwrap().1.clone();
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let tables = tenant_tables(&mut tx).await;
        drop(tx);
        for table in tables {
            let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
                .fetch_one(&pool)
                .await
                .unwrap();
            assert_eq!(rows, 0, "{table} shows rows to nobody in particular");
        }
    });
}

#[test]
fn every_tenant_table_is_declared_by_a_room() {
    world::with(|world| async move {
        let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
        let live: BTreeSet<String> = tenant_tables(&mut tx).await.into_iter().collect();
        let declared: BTreeSet<String> = diwan::privacy::tables().iter().map(|t| t.name.to_owned()).collect();
        assert_eq!(live, declared);
        for table in diwan::privacy::tables() {
            let columns: BTreeSet<String> = sqlx::query_scalar(
                "select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0",
            )
            .bind(table.name)
            .fetch_all(tx.conn())
            .await
            .unwrap()
            .into_iter()
            .collect();
            for column in table.personal.iter().chain(table.sealed) {
                assert!(columns.contains(*column), "{}.{column} is declared and not there", table.name);
            }
            for column in columns.iter().filter(|c| c.ends_with("_sealed")) {
                assert!(table.sealed.contains(&column.as_str()), "{}.{column} is not declared", table.name);
            }
        }
    });
}
