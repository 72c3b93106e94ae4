-- The answer lab: sets of questions, runs of them against a change, and what came of each question. Expand only.
create table lab_sets (
    tenant_id   uuid        not null,
    id          uuid        not null,
    name_sealed bytea       not null,
    cases       integer     not null,
    created_at  timestamptz not null,
    primary key (tenant_id, id));

create table lab_cases (
    tenant_id   uuid    not null,
    set_id      uuid    not null,
    place       integer not null,
    id          uuid    not null,
    -- Question, answer and document.
    case_sealed bytea   not null,
    lang        text,
    dialect     text,
    primary key (tenant_id, set_id, place),
    constraint lab_cases_set foreign key (tenant_id, set_id) references lab_sets (tenant_id, id) on delete cascade);

create table lab_runs (
    tenant_id     uuid        not null,
    id            uuid        not null,
    set_id        uuid        not null,
    change_sealed bytea       not null,
    -- The document that is published or left out; with it the run goes, for its answers quote it.
    document_id   uuid,
    -- SHA-256 of what would be in force: a publication asks whether just that was tried.
    covers        bytea,
    state         text        not null constraint lab_runs_state
        check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
    cases         integer     not null,
    done          integer     not null default 0,
    created_at    timestamptz not null,
    started_at    timestamptz,
    finished_at   timestamptz,
    primary key (tenant_id, id),
    constraint lab_runs_set foreign key (tenant_id, set_id) references lab_sets (tenant_id, id) on delete cascade,
    constraint lab_runs_document foreign key (tenant_id, document_id)
        references documents (tenant_id, id) on delete cascade);
create index lab_runs_covers on lab_runs (tenant_id, covers) where covers is not null;

create table lab_results (
    tenant_id     uuid    not null,
    run_id        uuid    not null,
    place         integer not null,
    id            uuid    not null,
    kind          text    not null constraint lab_results_kind
        check (kind in ('not_tried', 'new_refusal', 'newly_answered', 'lost_source', 'changed', 'same')),
    lang          text,
    dialect       text,
    answered_before boolean not null,
    answered_after  boolean not null,
    right_before    boolean,
    right_after     boolean,
    -- The documents that the answers stand on; with one of them the row goes.
    documents     uuid[]  not null,
    -- Question and both answers.
    result_sealed bytea   not null,
    primary key (tenant_id, run_id, place),
    constraint lab_results_run foreign key (tenant_id, run_id) references lab_runs (tenant_id, id) on delete cascade);
