-- The port's morning: whom an officer took for whom, what a second person has to say, what holds a
-- group, what was noted, who was called, who came without an appointment.

-- [R8] The number of a group in the waiting area, from 1 each day at a port.
alter table appointments add column number integer
  constraint number_counts_from_one check (number >= 1);
-- [R12] Registered at the desk, without an appointment before.
alter table appointments add column walk_in boolean not null default false;
alter table appointments add column sealed_reason bytea;
-- [R43]
create index walk_ins_by_age on appointments (made_at) where walk_in;

create table arrival_numbers (
  port text not null,
  day date not null,
  last integer not null constraint numbers_count_from_one check (last >= 1),
  primary key (port, day)
);

create table calls (
  id uuid primary key,
  appointment_id uuid not null references appointments (id),
  port text not null,
  day date not null,
  number integer not null,
  lane integer not null constraint lane_has_a_number check (lane between 1 and 99),
  by_account text not null,
  called_at timestamptz not null
);
create index calls_by_day on calls (port, day, called_at);
create index calls_by_appointment on calls (appointment_id, called_at);

-- [X6] Whom an officer took a person for; the latest counts, the earlier stay.
create table identities (
  id uuid primary key,
  appointment_id uuid not null references appointments (id),
  member_id uuid not null references members (id),
  verdict text not null constraint identity_verdict_is_known
    check (verdict in ('same', 'not-same', 'cannot-tell')),
  ground text not null constraint identity_ground_is_known
    check (ground in ('photo', 'document', 'known', 'other')),
  sealed_words bytea,
  -- What the desk itself compared while there was no network.
  shown_band text,
  shown_score real,
  by_account text not null,
  confirmed_at timestamptz not null,
  -- Of two at one instant the later is the one that was entered later.
  entered bigint generated always as identity
);
create index identities_by_appointment on identities (appointment_id, confirmed_at);

-- [X7] Which criteria were attested and which of them were seen, told in confidence.
alter table determinations add column sealed_criteria bytea;
-- [X8] A not-excepted counts when a supervisor has countersigned it.
alter table determinations add column countersign text not null default 'not-needed'
  constraint countersign_is_known
  check (countersign in ('not-needed', 'awaited', 'confirmed', 'returned'));
alter table determinations add column countersigned_by text;
alter table determinations add column countersigned_at timestamptz;
alter table determinations add column sealed_answer bytea;
alter table determinations add constraint only_another_countersigns
  check (countersigned_by is null or countersigned_by <> by_account);
-- Decided before anybody had to countersign.
update determinations set countersign = 'confirmed' where outcome = 'not-excepted';
alter table determinations add constraint not_excepted_is_countersigned
  check (outcome <> 'not-excepted' or countersign <> 'not-needed');
-- What a supervisor returned does not stand any more.
drop index one_determination_stands_a_member;
create unique index one_determination_a_member on determinations (appointment_id, member_id)
  where replaced_by is null and countersign <> 'returned';
-- [X9] What an amendment replaces says so before the amendment is there.
alter table determinations alter constraint determinations_replaced_by_fkey
  deferrable initially deferred;
-- [Y11] By the month in which a determination came to count: no person stands here.
create table criteria_counts (
  month text not null constraint month_is_of_a_year check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  criterion text not null constraint criterion_is_known check (criterion in
    ('illness', 'disability', 'pregnancy', 'no-safe-housing', 'under-21', 'over-70', 'threatened')),
  people integer not null,
  attested integer not null,
  seen integer not null,
  attested_and_seen integer not null,
  primary key (month, criterion),
  constraint criteria_are_counted_of_people check (
    attested_and_seen >= 0 and attested_and_seen <= least(attested, seen)
    and attested + seen - attested_and_seen <= people)
);
-- Consoles count an appointment's determinations every two seconds, replaced ones with them.
create index determinations_by_appointment on determinations (appointment_id);
create index determinations_awaited on determinations (determined_at) where countersign = 'awaited';

-- [R9] What a supervisor has to see at a desk.
create table questions (
  id uuid primary key,
  port text not null,
  day date not null,
  appointment_id uuid not null references appointments (id),
  kind text not null constraint question_kind_is_known check (kind in
    ('partly-here', 'extra-people', 'child-alone', 'not-same-person', 'double-arrival',
     'cancelled-meanwhile', 'clash')),
  holds boolean not null,
  extra integer not null default 0,
  member_id uuid references members (id),
  raised_by text not null,
  raised_at timestamptz not null,
  -- Of what was done without network and could not be performed on return.
  act text,
  sealed_content bytea,
  -- What an officer took, kept with it: shown with the question and not with the group.
  photo_id uuid references photos (id) on delete set null,
  why text[] not null default '{}',
  done_at timestamptz,
  -- Words of a supervisor who holds it still.
  sealed_held bytea,
  settled_by text,
  settled_at timestamptz,
  sealed_answer bytea
);
create index questions_open on questions (port, day) where settled_at is null;
create index questions_by_appointment on questions (appointment_id);
-- [R18] Who may see it, and photos that go, look for it.
create index questions_by_photo on questions (photo_id) where photo_id is not null;
-- [R9] The same thing is asked once; [R44] of each member who is not the same, by itself; [R42] of whom
-- another account brings, too, since who brought them does not let them go on.
create unique index one_open_question_a_kind
  on questions (appointment_id, kind, member_id, raised_by)
  nulls not distinct where settled_at is null and holds;
-- [R43]
create index questions_found_by on questions (raised_by, raised_at) where not holds;

create table desk_notes (
  id uuid primary key,
  group_id uuid not null references groups (id),
  appointment_id uuid not null references appointments (id),
  sealed_words bytea not null,
  by_account text not null,
  made_at timestamptz not null
);
create index desk_notes_by_group on desk_notes (group_id, made_at);

-- [R14] Who opened a group out of their reach, and why.
create table glasses (
  id uuid primary key,
  account_id text not null,
  group_id uuid not null references groups (id),
  appointment_id uuid not null references appointments (id),
  port text not null,
  sealed_words bytea not null,
  opened_at timestamptz not null,
  until timestamptz not null
);
create index glasses_by_account on glasses (account_id, until);
-- Supervisors' pages ask for those of a day every two seconds.
create index glasses_by_port on glasses (port, opened_at);

-- [W3] Sessions of staff that are locked. [W4] `secret_hash`: SHA-256 of what unlocks it; null where
-- only signing in anew goes on. A lock outlives its session, so no row of it is named: what was signed
-- for the session is believed for a minute more, and opens nothing in it.
create table accounts.session_locks (
  session_id text primary key,
  secret_hash bytea constraint secret_hash_is_a_sha256 check (octet_length(secret_hash) = 32),
  tries integer not null default 0,
  locked_at timestamptz not null default current_timestamp
);
create index session_locks_by_age on accounts.session_locks (locked_at);
