-- A document's life: who may be answered from it and when, what takes its place, how it came to be. Expand
-- only: to code that runs now every document is for everybody, as before.
alter table documents
    -- Who may be answered from it: `channels` are customers on the channels named, `members` the team, `hidden` nobody.
    add column audience     text        not null default 'public'
        constraint documents_audience check (audience in ('public', 'channels', 'members', 'hidden')),
    add column channels     text[]      not null default '{}',
    add column valid_from   timestamptz,
    add column valid_to     timestamptz,
    -- Grows when work that is under way is not wanted any more; the work compares.
    add column attempt      integer     not null default 0,
    -- How much of the stage is done: passages of all.
    add column done         integer,
    add column total        integer,
    -- A file that was uploaded, or an article that was written here.
    add column kind         text        not null default 'file'
        constraint documents_kind check (kind in ('file', 'article')),
    -- Its file, where that is not of the document's own id.
    add column file_id      uuid,
    -- SHA-256 of the file, and MinHash of its text: what is like what.
    add column content_hash bytea,
    add column signature    bytea,
    -- Codes, ids and shares of likeness; never text.
    add column warnings     jsonb       not null default '[]',
    -- Whether it waits for a person before it is indexed, and which kinds of personal data are masked in it.
    add column review       boolean     not null default false,
    add column masks        text[]      not null default '{}',
    add constraint documents_validity check (valid_from < valid_to),
    drop constraint documents_stage,
    add constraint documents_stage check (stage in ('extract', 'review', 'chunk', 'embed'));
-- Few are kept from anybody: each question reads these.
create index documents_restricted on documents (tenant_id)
    where audience <> 'public' or valid_from is not null or valid_to is not null;
create index documents_content on documents (tenant_id, content_hash) where content_hash is not null;

-- What is to take a document's place, or to become it: another file, and text that waits for its review.
create table document_drafts (
    tenant_id     uuid        not null,
    document_id   uuid        not null,
    file_id       uuid,
    file_name     text,
    media_type    text,
    size          bigint,
    content_hash  bytea,
    text_sealed   bytea,
    report_sealed bytea,
    created_at    timestamptz not null,
    primary key (tenant_id, document_id),
    constraint document_drafts_document foreign key (tenant_id, document_id)
        references documents (tenant_id, id) on delete cascade);

-- What was written, version by version. The newest that was not published is the draft.
create table article_versions (
    tenant_id    uuid        not null,
    document_id  uuid        not null,
    version      integer     not null,
    lang         text,
    title_sealed bytea       not null,
    body_sealed  bytea       not null,
    author_id    uuid,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    published_at timestamptz,
    primary key (tenant_id, document_id, version),
    constraint article_versions_document foreign key (tenant_id, document_id)
        references documents (tenant_id, id) on delete cascade);
