-- Who answers: the assistant by itself, or a person with its drafts, or a person alone. Null is what the tenant set
-- for the channel.
alter table conversations add column mode text
    constraint conversations_mode check (mode in ('automatic', 'draft', 'off'));

alter table decisions drop constraint decisions_outcome;
alter table decisions add constraint decisions_outcome
    check (outcome in ('answered', 'refused', 'handed_off', 'courtesy', 'drafted'));
-- What the guards saw, beside the reason: {"injection/orders"}.
alter table decisions add column factors text[] not null default '{}';
-- What was said by it; null where nothing was, and of those before this column.
alter table decisions add column message_id uuid;

-- The assistant's newest draft of a conversation, for the team only. A body that is null was used up or thrown away:
-- the row stays, so that the same message is not drafted for again.
create table drafts (
    tenant_id       uuid        not null,
    conversation_id uuid        not null,
    decision_id     uuid        not null,
    trigger_seq     bigint      not null,
    body_sealed     bytea,
    -- [{"chunk": …, "document": …}]
    sources         jsonb       not null default '[]',
    created_at      timestamptz not null,
    primary key (tenant_id, conversation_id),
    constraint drafts_conversation foreign key (tenant_id, conversation_id)
        references conversations (tenant_id, id) on delete cascade);

-- Customers' wishes that a person looks at what the assistant decided.
create table reviews (
    tenant_id       uuid        not null,
    id              uuid        not null,
    conversation_id uuid        not null,
    -- What is to be looked at.
    decision_id     uuid        not null,
    reason_sealed   bytea,
    asked_at        timestamptz not null,
    -- 'answered', 'upheld' or 'corrected'; null while nobody has looked.
    outcome         text constraint reviews_outcome check (outcome in ('answered', 'upheld', 'corrected')),
    reviewer_id     uuid,
    reviewed_at     timestamptz,
    primary key (tenant_id, conversation_id, id),
    constraint reviews_conversation foreign key (tenant_id, conversation_id)
        references conversations (tenant_id, id) on delete cascade,
    constraint reviews_looked_at check ((outcome is null) = (reviewed_at is null)));
-- A wish that stands is not made twice.
create unique index reviews_open on reviews (tenant_id, conversation_id, decision_id)
    where outcome is null;
