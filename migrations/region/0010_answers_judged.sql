-- What the team thinks of an answer, and what was done about a question without one.
alter table decisions
    add column mark         text constraint decisions_mark check (mark in ('good', 'bad')),
    add column marked_by    uuid,
    -- The article that is written for it; where that is deleted, the question is open again.
    add column article_id   uuid,
    add column dismissed_at timestamptz,
    add constraint decisions_article foreign key (tenant_id, article_id)
        references documents (tenant_id, id) on delete set null (article_id);
-- What is neither answered nor settled, by time.
create index decisions_open on decisions (tenant_id, at)
    where article_id is null and dismissed_at is null and (outcome in ('refused', 'handed_off') or mark = 'bad');
create index decisions_articles on decisions (tenant_id, article_id) where article_id is not null;
