-- Who there is and where they live. No customer's content and no clear personal data: addresses
-- that people sign in with stand here only as keyed hashes, so that a sign-in finds its region.
create table tenants (
    id         uuid        primary key,
    slug       text        not null constraint tenants_slug unique
                           constraint tenants_slug_form check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name       text        not null,
    region     text        not null,
    plan       text        not null default 'free'
                           constraint tenants_plan check (plan in ('free', 'starter', 'professional', 'enterprise')),
    state      text        not null default 'active'
                           constraint tenants_state check (state in ('active', 'suspended', 'deleted')),
    created_at timestamptz not null default now());

-- HMAC of a sign-in address → tenant. One address may belong to several tenants.
create table login_directory (
    email_index bytea not null,
    tenant_id   uuid  not null references tenants (id) on delete cascade,
    primary key (email_index, tenant_id));
create index login_directory_tenant on login_directory (tenant_id);

-- A platform's account (a widget's key, later a phone number id) → tenant and channel.
create table channel_directory (
    platform   text not null,
    account    text not null,
    tenant_id  uuid not null references tenants (id) on delete cascade,
    channel_id uuid not null,
    primary key (platform, account));
create index channel_directory_tenant on channel_directory (tenant_id);
