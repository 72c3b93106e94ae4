//! What would take hours to upload, copied in the database: the other tenants, and most of a large one.

use crate::{database, server::Home};
use anyhow::{Context, Result};
use api::DocumentId;
use sqlx::Connection as _;
use uuid::Uuid;

/// The region of the measured tenant and of its neighbours.
const REGION: &str = "eu";
/// How many tenants there are, all in one region.
pub const TENANTS: usize = 200;
/// What each of the others has.
pub const OTHERS_HAVE: usize = 100;

/// The other tenants: each has the first passages of a document of the measured one.
pub async fn neighbours(home: &Home, document: DocumentId) -> Result<()> {
    let mut conn = database::connect(&home.data(), "postgres", REGION).await?;
    let tenants: Vec<Uuid> = (1..TENANTS).map(|_| Uuid::now_v7()).collect();
    // Whatever columns there are.
    for (table, wanted) in [
        ("documents", "id = $2"),
        ("chunks", "document_id = $2 and ordinal < $3"),
        (
            "chunk_vectors",
            "chunk_id in (select id from chunks c where c.document_id = $2 and c.ordinal < $3)",
        ),
    ] {
        let sql = format!(
            "insert into {table} select (jsonb_populate_record(o, jsonb_build_object('tenant_id', t))).*
               from {table} o, unnest($1::uuid[]) as t where {wanted} and $3 > 0"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql));
        query
            .bind(&tenants)
            .bind(document.0)
            .bind(i32::try_from(OTHERS_HAVE)?)
            .execute(&mut conn)
            .await
            .with_context(|| format!("copying {table}"))?;
    }
    sqlx::raw_sql("analyze documents, chunks, chunk_vectors").execute(&mut conn).await?;
    conn.close().await?;
    Ok(())
}

/// Makes `times` as many of the measured tenant's passages, in documents of their own.
pub async fn copies(home: &Home, times: usize) -> Result<()> {
    let mut conn = database::connect(&home.data(), "postgres", REGION).await?;
    let sql = format!(
        "create temp table whose as select tenant_id from chunks group by tenant_id order by count(*) desc limit 1;
         create temp table copied as
           select d.tenant_id, d.id as old, gen_random_uuid() as new
             from documents d join whose using (tenant_id), generate_series(2, {times});
         insert into documents select (jsonb_populate_record(d, jsonb_build_object('id', m.new))).*
           from copied m join documents d on d.tenant_id = m.tenant_id and d.id = m.old;
         create temp table parts as
           select c.tenant_id, c.id as old, gen_random_uuid() as new, m.new as document
             from copied m join chunks c on c.tenant_id = m.tenant_id and c.document_id = m.old;
         insert into chunks select (jsonb_populate_record(c, jsonb_build_object('id', m.new, 'document_id', m.document))).*
           from parts m join chunks c on c.tenant_id = m.tenant_id and c.id = m.old;
         insert into chunk_vectors select (jsonb_populate_record(v, jsonb_build_object('chunk_id', m.new))).*
           from parts m join chunk_vectors v on v.tenant_id = m.tenant_id and v.chunk_id = m.old;
         update knowledge_versions v set version = version + 1 from whose w where v.tenant_id = w.tenant_id;
         analyze documents, chunks, chunk_vectors;"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut conn).await.context("copying the passages")?;
    conn.close().await?;
    Ok(())
}
