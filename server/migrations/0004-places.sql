-- What stands between registering and an appointment, but for the draw: which places wait, requests,
-- what goes before a supervisor, suspensions, rules to come, and the public log of places.

-- [S14] A slot's free places are open, or wait for the next draw, or are kept for the urgent.
alter table slots add column waiting integer not null default 0;
alter table slots add column urgent integer not null default 0;
-- When its own draw, fourteen days ahead, was over or it opened without one. Until then it waits.
alter table slots add column drawn_at timestamptz;
update slots set drawn_at = opened_at, urgent = case kind when 'urgent' then places - taken else 0 end;
alter table slots add constraint slot_never_promised_twice
  check (waiting >= 0 and urgent >= 0 and taken + waiting + urgent <= places);
create index slots_waiting on slots (day, port) where waiting > 0;

-- Every change of places is public, dated, and says why.
create table place_changes (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  port text not null,
  day date not null,
  -- Null where a whole day was planned at once.
  slot_id text references slots (id),
  kind text not null constraint change_of_places_is_known
    check (kind in ('opened', 'planned', 'changed', 'closed', 'reopened')),
  places_before integer not null,
  places_after integer not null,
  reason text not null
);
create index place_changes_by_time on place_changes (at desc, id desc);
create trigger place_changes_are_append_only before update or delete on place_changes
  for each row execute function refuse_change();

-- Rows that the door itself writes for a group that it holds locked, and groups are never deleted:
-- looking each one up again took a tenth of what a pick costs the database.
alter table keys drop constraint keys_group_id_fkey;
alter table notices drop constraint notices_group_id_fkey;

create table requests (
  id uuid primary key,
  group_id uuid not null references groups (id),
  state text not null constraint request_state_is_known
    check (state in ('standing', 'offered', 'won', 'picked', 'withdrawn', 'expired', 'ended')),
  -- In the group's own order.
  ports text[] not null constraint request_names_one_to_eight_ports
    check (cardinality(ports) between 1 and 8),
  ruled_out text[] not null default '{}',
  made_at timestamptz not null,
  changed_at timestamptz not null,
  -- The last sign of life: an act of the group or a sign-in of an account that holds it.
  alive_at timestamptz not null,
  reminded_at timestamptz,
  constraint request_never_names_a_port_ruled_out check (not ports && ruled_out)
) with (fillfactor = 80);
create unique index one_standing_request_a_group on requests (group_id)
  where state in ('standing', 'offered');
create index requests_standing on requests (alive_at) where state = 'standing';
create index requests_by_group on requests (group_id, made_at);

-- Groups that share a traveler, as far as a machine can see; a supervisor settles it.
create table shared_travelers (
  group_a uuid not null references groups (id),
  group_b uuid not null references groups (id),
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  verdict text constraint sharing_verdict_is_known check (verdict in ('same', 'different')),
  -- Of two groups of the same person the one that goes on.
  keep uuid,
  -- [Q7] Those of either group who seem to be the same person.
  members uuid[] not null default '{}',
  primary key (group_a, group_b),
  constraint pair_stands_once check (group_a < group_b),
  constraint kept_group_is_of_the_pair check (keep is null or keep in (group_a, group_b))
);
create index shared_travelers_by_other on shared_travelers (group_b);
insert into shared_travelers (group_a, group_b, found_at, members)
  select one.group_id, other.group_id, current_timestamp,
    array_agg(distinct one.member_id) || array_agg(distinct other.member_id)
  from fingerprints one
  join fingerprints other on other.mac = one.mac and other.key_id = one.key_id
    and one.group_id < other.group_id
  group by one.group_id, other.group_id;

create table troubles (
  id uuid primary key,
  group_id uuid not null references groups (id),
  appointment_id uuid not null references appointments (id),
  port text not null,
  kind text not null constraint trouble_is_known
    check (kind in ('late', 'ill', 'no-signal', 'threatened', 'dangerous-port')),
  sealed_words bytea,
  state text not null constraint trouble_state_is_known check (state in ('open', 'settled')),
  reported_at timestamptz not null,
  answer_by timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  answer text constraint trouble_answer_is_known check (answer in ('noted', 're-seated')),
  sealed_answer bytea
);
create unique index one_open_trouble_an_appointment on troubles (appointment_id) where state = 'open';
create index troubles_open on troubles (port, answer_by) where state = 'open';
create index troubles_by_group on troubles (group_id, reported_at);

create table appeals (
  id uuid primary key,
  group_id uuid not null references groups (id),
  port text not null,
  sealed_words bytea not null,
  state text not null constraint appeal_state_is_known check (state in ('open', 'settled')),
  made_at timestamptz not null,
  answer_by timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  verdict text constraint appeal_verdict_is_known check (verdict in ('in', 'out')),
  sealed_answer bytea
);
create unique index one_open_appeal_a_group on appeals (group_id) where state = 'open';
create index appeals_open on appeals (port, answer_by) where state = 'open';
-- [L8] A verdict that a supervisor gave serves longer.
alter table groups add column verdict_settled boolean not null default false;

create table suspensions (
  id uuid primary key,
  from_day date not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  constraint suspension_is_by_two_planners check (approved_by is null or approved_by <> proposed_by)
);
create unique index one_suspension_at_a_time on suspensions ((true))
  where approved_at is not null and ended_at is null;

create table rule_proposals (
  id uuid primary key,
  version text not null,
  in_force_from timestamptz not null,
  body jsonb not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision text constraint decision_on_rules_is_known check (decision in ('approved', 'rejected')),
  constraint rules_are_by_two_planners check (decision is distinct from 'approved' or decided_by <> proposed_by)
);
create unique index one_open_proposal_at_a_time on rule_proposals ((true)) where decided_at is null;
