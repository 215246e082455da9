-- The whole house, from registering to determining. What identifies a person lies in columns named
-- `sealed`, encrypted by the application under the group's own key; what the scheduling needs
-- (sizes, dates, states) stays plain. Constraints are sentences: the last defence of a rule.

create table rules (
  version text primary key,
  in_force_from timestamptz not null,
  body jsonb not null
);

create table staff (
  account_id text primary key,
  role text not null constraint staff_has_a_role
    check (role in ('officer', 'supervisor', 'planner', 'auditor', 'custodian')),
  ports text[] not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  constraint staff_at_ports_have_ports
    check (role not in ('officer', 'supervisor') or cardinality(ports) > 0)
);

create table slots (
  id text primary key,
  port text not null constraint slot_is_at_a_port
    check (port in ('2301', '2303', '2304', '2305', '2402', '2503', '2504', '2604')),
  day date not null,
  starts_at timestamptz not null,
  kind text not null constraint slot_has_a_kind check (kind in ('general', 'urgent')),
  places integer not null constraint slot_holds_the_largest_group check (places between 20 and 200000),
  taken integer not null default 0,
  closed_at timestamptz,
  opened_at timestamptz not null,
  constraint slot_never_overfull check (taken between 0 and places),
  constraint slot_stands_once unique (port, starts_at, kind)
) with (fillfactor = 50);
create index slots_by_day on slots (day, port);
create index slots_by_start on slots (starts_at);

create table groups (
  id uuid primary key,
  key_id text not null constraint group_has_its_own_key unique,
  registered_at timestamptz not null,
  language text not null constraint group_reads_a_language check (language in ('es', 'en')),
  size integer not null constraint group_has_one_to_twenty_members check (size between 1 and 20),
  sealed bytea not null,
  recovery_version integer not null default 1,
  recovery_mac bytea not null constraint recovery_code_is_of_one_group unique,
  attested_at timestamptz,
  attested_language text,
  attested_rules text,
  pressing boolean not null default false,
  photos_decided boolean not null default false,
  verdict text constraint verdict_is_known check (verdict in ('in', 'doubt', 'out', 'stated')),
  verdict_state text,
  verdict_accuracy_meters integer,
  verdict_at timestamptz
);

create table account_groups (
  account_id text not null,
  group_id uuid not null references groups (id),
  since timestamptz not null,
  -- A phone that took a group over by its recovery code waits until then where an appointment stands.
  opens_at timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, group_id)
);
create index account_groups_by_group on account_groups (group_id);

create table members (
  id uuid primary key,
  group_id uuid not null references groups (id),
  position integer not null,
  sealed bytea not null,
  -- Criteria are what a person told in confidence: sealed too. Null until attested.
  sealed_attestation bytea,
  photo text not null default 'missing' constraint photo_state_is_known
    check (photo in ('missing', 'sent', 'at-port')),
  photo_id uuid,
  left_at timestamptz
);
create index members_by_group on members (group_id, position);

create table fingerprints (
  member_id uuid not null references members (id),
  group_id uuid not null references groups (id),
  key_id text not null,
  mac bytea not null,
  primary key (member_id, key_id)
);
create index fingerprints_by_mac on fingerprints (mac);
create index fingerprints_by_group on fingerprints (group_id);

create table corrections (
  id bigint generated always as identity primary key,
  group_id uuid not null references groups (id),
  at timestamptz not null,
  account_id text not null,
  fields text[] not null,
  sealed bytea not null
);
create index corrections_by_group on corrections (group_id, at);

create table photos (
  id uuid primary key,
  group_id uuid not null references groups (id),
  account_id text not null,
  size integer not null constraint photo_has_a_size check (size between 1 and 12000000),
  received integer not null default 0,
  sha256 text,
  made_at timestamptz not null,
  -- An act has named it: it is swept no more.
  named_at timestamptz
);
create index photos_unnamed on photos (made_at) where named_at is null;

create table photo_parts (
  photo_id uuid not null references photos (id) on delete cascade,
  start integer not null,
  length integer not null,
  sealed bytea not null,
  primary key (photo_id, start)
);
alter table photo_parts alter column sealed set storage external;

create table appointments (
  id uuid primary key,
  group_id uuid not null references groups (id),
  slot_id text not null references slots (id),
  size integer not null constraint appointment_is_for_somebody check (size between 1 and 20),
  code text not null constraint code_is_of_one_appointment unique,
  version integer not null default 1,
  state text not null constraint appointment_state_is_known
    check (state in ('standing', 'displaced', 'cancelled', 'arrived', 'absent', 'done')),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  arrived_at timestamptz
);
create unique index one_live_appointment_a_group on appointments (group_id)
  where state in ('standing', 'displaced', 'arrived');
create index appointments_by_slot on appointments (slot_id, state);
create index appointments_by_group on appointments (group_id, made_at);

create table presences (
  appointment_id uuid not null references appointments (id),
  member_id uuid not null references members (id),
  present_at timestamptz not null,
  by_account text not null,
  photo_id uuid,
  photo_at timestamptz,
  primary key (appointment_id, member_id)
);

create table comparisons (
  id uuid primary key,
  appointment_id uuid not null references appointments (id),
  member_id uuid not null references members (id),
  sent_photo uuid,
  taken_photo uuid not null,
  band text not null constraint band_is_known
    check (band in ('same', 'unsure', 'different', 'cannot-compare')),
  score real,
  reason text,
  flags text[] not null,
  model_id text,
  model_hash text,
  bands_version text not null,
  took_ms integer not null,
  compared_at timestamptz not null
);
create index comparisons_by_appointment on comparisons (appointment_id, compared_at);

create table determinations (
  id uuid primary key,
  appointment_id uuid not null references appointments (id),
  member_id uuid not null references members (id),
  outcome text not null constraint outcome_is_known
    check (outcome in ('excepted', 'not-excepted', 'referred')),
  reason text not null,
  sealed_note bytea,
  by_account text not null,
  determined_at timestamptz not null,
  -- An amendment replaces a determination and keeps it.
  replaced_by uuid references determinations (id)
);
create unique index one_determination_stands_a_member on determinations (appointment_id, member_id)
  where replaced_by is null;

-- Done before? Answer as before. The input is kept as a MAC under the group's key alone.
create table keys (
  actor text not null,
  act text not null,
  key text not null,
  input_mac bytea not null,
  group_id uuid references groups (id),
  answer jsonb not null,
  at timestamptz not null,
  primary key (actor, act, key)
);
create index keys_by_group on keys (group_id);

-- Tries at guessing: a code, a recovery. Counted a day, never a lock.
create table tries (
  what text not null,
  day date not null,
  count integer not null,
  primary key (what, day)
);

-- Proofs of work are good once.
create table spent_proofs (
  signature text primary key,
  expires_at timestamptz not null
);

-- Messages are rows written with what they announce, and sent afterwards.
create table notices (
  id uuid primary key,
  group_id uuid not null references groups (id),
  kind text not null,
  facts jsonb not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  tries integer not null default 0,
  failed_at timestamptz
);
create index notices_waiting on notices (made_at) where sent_at is null and failed_at is null;

-- Append-only: who did which act when, on what, with which outcome. No personal data.
create table records (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor_kind text not null,
  actor text not null,
  act text not null,
  outcome text not null,
  group_id uuid,
  facts jsonb not null
);
create index records_by_xid on records (xid);
create index records_by_group on records (group_id, id) where group_id is not null;

create table seals (
  id integer primary key,
  sealed_at timestamptz not null,
  -- Records with from_xid <= xid < below_xid belong to this seal.
  from_xid xid8 not null,
  below_xid xid8 not null,
  records integer not null,
  root text not null,
  previous text
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger records_are_append_only before update or delete on records
  for each row execute function refuse_change();
create trigger records_are_never_emptied before truncate on records
  for each statement execute function refuse_change();
create trigger seals_are_append_only before update or delete on seals
  for each row execute function refuse_change();
create trigger seals_are_never_emptied before truncate on seals
  for each statement execute function refuse_change();
