-- Sources of web pages, and the addresses that each knows. Expand only: to code that runs now a page's document is
-- a file like others.
create table web_sources (
    tenant_id   uuid        not null,
    id          uuid        not null,
    kind        text        not null constraint web_sources_kind check (kind in ('page', 'sitemap', 'crawl')),
    url         text        not null,
    depth       smallint    not null,
    include     text[]      not null,
    exclude     text[]      not null,
    max_pages   integer     not null,
    schedule    text        not null constraint web_sources_schedule check (schedule in ('never', 'daily', 'weekly', 'monthly')),
    lang        text,
    audience    text        not null constraint web_sources_audience check (audience in ('public', 'channels', 'members', 'hidden')),
    channels    text[]      not null,
    state       text        not null constraint web_sources_state
        check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    reason      text,
    -- Grows when work that is under way is not wanted any more; the work compares.
    attempt     integer     not null default 0,
    -- Whether this run's addresses are in web_pages.
    seeded      boolean     not null default false,
    -- Whether the schedule began this run: then a sitemap is believed for some days.
    scheduled   boolean     not null default false,
    cut         boolean     not null default false,
    started_at  timestamptz,
    finished_at timestamptz,
    next_run_at timestamptz,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    primary key (tenant_id, id));

create table web_pages (
    tenant_id    uuid     not null,
    source_id    uuid     not null,
    id           uuid     not null,
    url          text     not null,
    -- Links away from the source's address, and redirects since the last link.
    depth        smallint not null,
    hops         smallint not null default 0,
    -- The order in which they were found.
    place        integer  not null,
    -- The source's run that knew the address last.
    run          integer  not null,
    state        text     not null constraint web_pages_state
        check (state in ('found', 'read', 'left_out', 'failed', 'missing', 'gone')),
    reason       text,
    status       smallint,
    -- Times that it failed in this run, and runs in which it was gone since it was there.
    tries        smallint not null default 0,
    missing      smallint not null default 0,
    document_id  uuid,
    title        text,
    -- What the server and the sitemap said when it was read, to ask for changes only.
    etag         text,
    modified     text,
    lastmod      text,
    listed       text,
    -- SHA-256 of its text.
    content_hash bytea,
    read_at      timestamptz,
    primary key (tenant_id, source_id, id),
    constraint web_pages_url unique (tenant_id, source_id, url),
    constraint web_pages_source foreign key (tenant_id, source_id)
        references web_sources (tenant_id, id) on delete cascade,
    constraint web_pages_document foreign key (tenant_id, document_id)
        references documents (tenant_id, id) on delete set null (document_id));
create index web_pages_document on web_pages (tenant_id, document_id) where document_id is not null;
create index web_pages_content on web_pages (tenant_id, source_id, content_hash) where content_hash is not null;

-- Where a page was read; null for what is no page of a site.
alter table documents add column url text;
