-- Everything of a tenant, in its region. Each table starts its key with tenant_id; policies and
-- grants are put on all of them by always/policies.sql.

-- The last event's number. The row is updated as the last statement of a transaction, so that
-- numbers are without a gap and in the order of commits.
create table event_counters (
    tenant_id uuid   primary key,
    last      bigint not null default 0) with (fillfactor = 50);

-- Data keys, each sealed by its parent's: master → tenant → contact or user. To destroy a row is
-- to destroy all that it sealed.
create table data_keys (
    tenant_id  uuid        not null,
    owner_id   uuid        not null,
    owner_kind text        not null constraint data_keys_kind check (owner_kind in ('tenant', 'contact', 'user')),
    wrapped    bytea       not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, owner_id));

create table users (
    tenant_id     uuid        not null,
    id            uuid        not null,
    email_sealed  bytea       not null,
    email_index   bytea       not null,
    name_sealed   bytea       not null,
    role          text        not null constraint users_role check (role in ('owner', 'admin', 'agent')),
    locale        text        not null,
    password_hash text        not null,
    state         text        not null default 'active' constraint users_state check (state in ('active', 'deactivated')),
    created_at    timestamptz not null,
    primary key (tenant_id, id),
    constraint users_email unique (tenant_id, email_index));

-- Sign-in families and widget visitors. The id is a secret that clients carry: its hash is kept.
create table sessions (
    tenant_id  uuid        not null,
    id_hash    bytea       not null,
    kind       text        not null constraint sessions_kind check (kind in ('family', 'visitor')),
    subject_id uuid        not null,
    generation integer     not null default 1,
    data       jsonb       not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id_hash));
create index sessions_subject on sessions (tenant_id, subject_id);
create index sessions_expiry on sessions (expires_at);

create table contacts (
    tenant_id      uuid        not null,
    id             uuid        not null,
    name_sealed    bytea,
    email_sealed   bytea,
    phone_sealed   bytea,
    email_index    bytea,
    phone_index    bytea,
    external_index bytea,
    verified       boolean     not null default false,
    locale         text        not null,
    created_at     timestamptz not null,
    primary key (tenant_id, id),
    constraint contacts_external unique (tenant_id, external_index));
create index contacts_email on contacts (tenant_id, email_index) where email_index is not null;
create index contacts_phone on contacts (tenant_id, phone_index) where phone_index is not null;

create table widgets (
    tenant_id     uuid  not null,
    id            uuid  not null,
    key           text  not null,
    settings      jsonb not null,
    secret_sealed bytea,
    primary key (tenant_id, id));

create table conversations (
    tenant_id             uuid        not null,
    id                    uuid        not null,
    contact_id            uuid        not null,
    channel               text        not null,
    channel_id            uuid        not null,
    state                 text        not null
                                      constraint conversations_state check (state in ('assistant', 'queued', 'agent', 'resolved')),
    locale                text        not null,
    dialect               text,
    assignee_id           uuid,
    handoff_reason        text,
    last_seq              bigint      not null default 0,
    -- The last contact message that the assistant has dealt with, and its refusals in a row.
    answered_seq          bigint      not null default 0,
    unanswered            smallint    not null default 0,
    unread                integer     not null default 0,
    preview_sealed        bytea,
    waiting_since         timestamptz,
    last_message_at       timestamptz not null,
    created_at            timestamptz not null,
    resolved_at           timestamptz,
    rating_score          smallint    constraint conversations_rating check (rating_score between 1 and 5),
    rating_comment_sealed bytea,
    rated_at              timestamptz,
    primary key (tenant_id, id),
    constraint conversations_contact foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade,
    constraint conversations_assignee foreign key (tenant_id, assignee_id) references users (tenant_id, id),
    constraint conversations_agent_has_assignee check (state <> 'agent' or assignee_id is not null))
    with (fillfactor = 80);
create index conversations_activity on conversations (tenant_id, state, last_message_at desc, id desc);
create index conversations_waiting on conversations (tenant_id, waiting_since, id) where state = 'queued';
create index conversations_mine on conversations (tenant_id, assignee_id, last_message_at desc, id desc) where state = 'agent';
create index conversations_of_contact on conversations (tenant_id, contact_id, channel_id, created_at desc);

-- By month of the id (UUIDv7), which keeps the thread's order in the key.
create table messages (
    tenant_id       uuid        not null,
    conversation_id uuid        not null,
    id              uuid        not null,
    seq             bigint      not null,
    author_kind     text        not null constraint messages_author check (author_kind in ('contact', 'assistant', 'agent', 'system')),
    author_id       uuid,
    kind            text        not null constraint messages_kind check (kind in ('reply', 'note', 'event')),
    body_sealed     bytea       not null,
    detail          text,
    -- The passages it stands on, by id: [{"chunk": …, "document": …}]. The text stays where it is.
    sources         jsonb       not null default '[]',
    attachments     uuid[]      not null default '{}',
    client_id       text,
    delivery        text        not null,
    -- Keyed hashes of the body's words, for search.
    words           bigint[]    not null default '{}',
    created_at      timestamptz not null,
    primary key (tenant_id, conversation_id, id)) partition by range (id);
create index messages_seq on messages (tenant_id, conversation_id, seq);
create index messages_words on messages using gin (words);

-- What a sender calls its message → what it became. Messages are partitioned, so uniqueness lives here.
create table inbound_receipts (
    tenant_id       uuid   not null,
    sender_id       uuid   not null,
    provider_id     text   not null,
    conversation_id uuid   not null,
    message_id      uuid   not null,
    primary key (tenant_id, sender_id, provider_id));

create table attachments (
    tenant_id   uuid        not null,
    id          uuid        not null,
    -- Whose key seals it: the contact, or the tenant before it is sent.
    uploader_id uuid        not null,
    name_sealed bytea       not null,
    media_type  text        not null,
    size        bigint      not null,
    message_id  uuid,
    created_at  timestamptz not null,
    primary key (tenant_id, id));

create table attachment_links (
    tenant_id     uuid        not null,
    token_hash    bytea       not null,
    attachment_id uuid        not null,
    expires_at    timestamptz not null,
    primary key (tenant_id, token_hash),
    constraint attachment_links_attachment foreign key (tenant_id, attachment_id)
        references attachments (tenant_id, id) on delete cascade);

-- Ids only: the reader renders the thing as it is when it reads.
create table events (
    tenant_id       uuid        not null,
    id              bigint      not null,
    kind            text        not null,
    conversation_id uuid,
    subject_id      uuid        not null,
    -- Whether the visitor may see it.
    public          boolean     not null default false,
    at              timestamptz not null default now(),
    primary key (tenant_id, id, at)) partition by range (at);
create index events_conversation on events (tenant_id, conversation_id, id) where public;

create table decisions (
    tenant_id       uuid        not null,
    id              uuid        not null,
    conversation_id uuid        not null,
    at              timestamptz not null,
    trigger_seq     bigint      not null,
    outcome         text        not null constraint decisions_outcome check (outcome in ('answered', 'refused', 'handed_off', 'courtesy')),
    reason          text,
    provider        text        not null,
    model           text,
    latency_ms      integer     not null,
    tokens          integer,
    -- [{"chunk": …, "document": …, "score": …}]
    passages        jsonb       not null default '[]',
    primary key (tenant_id, conversation_id, id),
    constraint decisions_conversation foreign key (tenant_id, conversation_id)
        references conversations (tenant_id, id) on delete cascade);
create index decisions_day on decisions (tenant_id, at);

create table assistants (
    tenant_id  uuid  primary key,
    settings   jsonb not null,
    key_sealed bytea);

create table documents (
    tenant_id    uuid        not null,
    id           uuid        not null,
    title        text        not null,
    file_name    text        not null,
    lang         text,
    media_type   text        not null,
    size         bigint      not null,
    state        text        not null constraint documents_state check (state in ('received', 'processing', 'ready', 'failed')),
    stage        text        constraint documents_stage check (stage in ('extract', 'chunk', 'embed')),
    progress     smallint    not null default 0,
    pages        integer,
    chunks       integer     not null default 0,
    error_code   text,
    error_detail text,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (tenant_id, id));
create index documents_newest on documents (tenant_id, created_at desc, id desc);

create table chunks (
    tenant_id   uuid    not null,
    id          uuid    not null,
    document_id uuid    not null,
    ordinal     integer not null,
    page        integer,
    heading     text,
    text        text    not null,
    -- Hashed terms with their counts and the length, packed (knowledge::index).
    terms       bytea   not null,
    primary key (tenant_id, id),
    constraint chunks_ordinal unique (tenant_id, document_id, ordinal),
    constraint chunks_document foreign key (tenant_id, document_id) references documents (tenant_id, id) on delete cascade);

-- Apart from the text, so that a row stays in its page; a model change writes beside the old vectors.
create table chunk_vectors (
    tenant_id uuid    not null,
    model     text    not null,
    chunk_id  uuid    not null,
    embedding halfvec not null,
    primary key (tenant_id, model, chunk_id),
    constraint chunk_vectors_chunk foreign key (tenant_id, chunk_id) references chunks (tenant_id, id) on delete cascade);

-- Grows with every change of a tenant's searchable chunks; whoever holds an index in memory compares.
create table knowledge_versions (
    tenant_id uuid   primary key,
    version   bigint not null default 0);

-- Requests that carried an Idempotency-Key, and what they were answered.
create table idempotency_keys (
    tenant_id       uuid        not null,
    actor_id        uuid        not null,
    key             text        not null,
    request_hash    bytea       not null,
    -- The id that a creating request gives its thing, so that a repetition after a crash makes no second one.
    resource_id     uuid        not null,
    status          smallint,
    response_sealed bytea,
    created_at      timestamptz not null,
    primary key (tenant_id, actor_id, key));
create index idempotency_keys_age on idempotency_keys (created_at);
