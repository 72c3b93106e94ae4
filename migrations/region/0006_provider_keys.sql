-- The keys of a tenant's model providers, one each: there may be several now. Expand only: the only key that there
-- could be stays in assistants.key_sealed until the settings are changed, and code that runs now reads it there.
create table provider_keys (
    tenant_id   uuid  not null,
    provider_id uuid  not null,
    key_sealed  bytea not null,
    primary key (tenant_id, provider_id));
