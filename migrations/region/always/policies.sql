-- Row security, grants and functions. Runs at every start: what it says is what is in force.
do $$
declare t record;
begin
    for t in
        select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = current_schema() and c.relkind in ('r', 'p')
           and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    loop
        execute format('alter table %I enable row level security', t.relname);
        execute format('alter table %I force row level security', t.relname);
        if not exists (select 1 from pg_policy p where p.polrelid = t.oid and p.polname = 'tenant') then
            execute format($p$create policy tenant on %I
                using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$p$, t.relname);
        end if;
        execute format('grant select, insert, update, delete on %I to diwan_serving', t.relname);
    end loop;
    execute format('grant usage on schema %I to diwan_serving, diwan_search', current_schema());
end $$;

-- Months are made ahead: messages by the month of their UUIDv7, events by their time.
create or replace function uuid7_floor(at timestamptz) returns uuid language sql immutable as $$
    select (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-0000-0000-000000000000')::uuid
      from (select lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') as h) as hex
$$;

create or replace function make_partitions(since date, months integer) returns integer
language plpgsql security definer as $$
declare
    first date; beyond date; made integer := 0; name text; parent text;
begin
    for i in 0 .. months - 1 loop
        first := date_trunc('month', since)::date + make_interval(months => i);
        beyond := first + interval '1 month';
        foreach parent in array array['messages', 'events'] loop
            name := parent || '_' || to_char(first, 'YYYY_MM');
            if to_regclass(format('%I', name)) is null then
                if parent = 'messages' then
                    execute format('create table %I partition of %I for values from (%L) to (%L)', name, parent,
                        uuid7_floor(first::timestamp at time zone 'UTC'), uuid7_floor(beyond::timestamp at time zone 'UTC'));
                else
                    execute format('create table %I partition of %I for values from (%L) to (%L)', name, parent,
                        first::timestamp at time zone 'UTC', beyond::timestamp at time zone 'UTC');
                end if;
                execute format('alter table %I enable row level security', name);
                execute format('alter table %I force row level security', name);
                execute format($p$create policy tenant on %I
                    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$p$, name);
                made := made + 1;
            end if;
        end loop;
    end loop;
    return made;
end $$;
do $$ begin
    execute format('alter function make_partitions(date, integer) set search_path = %I, pg_temp', current_schema());
end $$;
revoke execute on function make_partitions(date, integer) from public;
grant execute on function make_partitions(date, integer) to diwan_serving;
select make_partitions((now() - interval '2 months')::date, 6);

-- Row security hides an index from operators that are not leakproof, array containment among them.
-- The function's owner reads all messages; the tenant is filtered inside, where nobody can leave it out.
do $$ begin
    if not exists (select 1 from pg_policy where polrelid = to_regclass('messages') and polname = 'search') then
        create policy search on messages for select to diwan_search using (true);
    end if;
end $$;
grant select on messages to diwan_search;

do $$ begin
    -- The owner is diwan_search: only a member of it may replace what it owns.
    execute 'drop function if exists find_messages(bigint[], uuid, integer)';
    execute 'drop function if exists find_messages(bigint[], integer[], bigint)';
    -- A word's forms stand one after the other in "sought"; "ends" says where each word's last one is.
    -- Each word becomes a condition of its own, so that the index intersects them: a message is found
    -- however many others hold one of its words.
    execute format($f$
        create function find_messages(sought bigint[], ends integer[], at_most bigint)
        returns table (conversation_id uuid, id uuid) language plpgsql stable security definer
        set search_path = %I, pg_temp as $b$
        declare
            conditions text := ''; first integer := 1; last integer;
        begin
            foreach last in array ends loop
                conditions := conditions || format(' and m.words && %%L::bigint[]', sought[first:last]);
                first := last + 1;
            end loop;
            return query execute
                $q$select m.conversation_id, m.id from messages m
                    where m.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid$q$
                || conditions || ' order by m.id desc limit $1' using at_most;
        end $b$ $f$, current_schema());
    execute format('grant create on schema %I to diwan_search', current_schema());
    execute 'alter function find_messages(bigint[], integer[], bigint) owner to diwan_search';
    execute format('revoke create on schema %I from diwan_search', current_schema());
end $$;
revoke execute on function find_messages(bigint[], integer[], bigint) from public;
grant execute on function find_messages(bigint[], integer[], bigint) to diwan_serving;
