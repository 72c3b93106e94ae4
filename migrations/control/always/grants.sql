do $$ begin execute format('grant usage on schema %I to diwan_serving', current_schema()); end $$;
grant select, insert, update, delete on tenants, login_directory, channel_directory to diwan_serving;
