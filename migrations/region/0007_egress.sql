-- Calls to AI providers: a row each, written before the call and completed after. Metadata only, never what was sent.
-- Expand only: code that runs now makes calls without writing them down until it is replaced.
create table egress (
    tenant_id   uuid        not null,
    id          uuid        not null,
    at          timestamptz not null,
    -- Null for an endpoint that was tried and is not set.
    provider_id uuid,
    provider    text        not null,
    host        text        not null,
    model       text        not null,
    region      text        not null,
    purpose     text        not null,
    basis       text        not null,
    -- The entry of the region's rule that allowed the host.
    rule        text        not null,
    classes     text[]      not null,
    -- Kinds of personal data that left as tokens.
    hidden      text[]      not null,
    no_training boolean     not null,
    -- Whose message it was about; goes with the contact, the row stays.
    contact_id  uuid,
    tries       smallint    not null default 0,
    tokens_in   integer     not null,
    tokens_out  integer     not null default 0,
    estimated   boolean     not null default true,
    -- In millionths of the currency's unit.
    cost        bigint      not null,
    currency    text        not null,
    -- 'ok', or what went wrong; null while it runs, and for ever where the process died.
    status      text,
    latency_ms  integer,
    primary key (tenant_id, id),
    constraint egress_contact foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
        on delete set null (contact_id));
create index egress_day on egress (tenant_id, at);
create index egress_contact on egress (tenant_id, contact_id, at) where contact_id is not null;
