-- The queue's tables have row security without a policy; the serving role works them.
-- There is no tenant isolation here: payloads hold ids only, handlers open the tenant's transaction.
do $$
declare t record;
begin
    for t in select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'jobs' and c.relkind in ('r', 'p')
    loop
        if not exists (select 1 from pg_policy p where p.polrelid = t.oid and p.polname = 'serving') then
            execute format('create policy serving on jobs.%I for all to diwan_serving using (true) with check (true)', t.relname);
        end if;
    end loop;
end $$;
grant usage on schema jobs to diwan_serving;
grant select, insert, update, delete on all tables in schema jobs to diwan_serving;
grant usage, select, update on all sequences in schema jobs to diwan_serving;
grant execute on all functions in schema jobs to diwan_serving;
