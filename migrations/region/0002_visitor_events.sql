-- The visitor's own numbers for events: 1, 2, 3… in the conversation, of the events that concern them,
-- so that they tell nothing of the tenant's other traffic or of notes. Expand only: code that runs now
-- writes none, and a visitor who resumes with a number of the tenant's is told to read the lists again.
alter table conversations add column visitor_events bigint not null default 0;
alter table events add column visitor_id bigint;
create index events_visitor on events (tenant_id, conversation_id, visitor_id) where visitor_id is not null;
drop index events_conversation;
