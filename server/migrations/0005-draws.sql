-- The draw: custodians and their secrets, what each draw took and gave, its files, whose turn it was,
-- what auditors found, and the offers that it made.

-- Custodians commit to secrets ahead, and reveal them once a draw is frozen.
create table custodians (
  account_id text primary key,
  name text not null constraint custodian_name_is_of_one unique
    constraint custodian_name_is_plain check (name ~ '^[A-Za-z0-9 ._-]{1,60}$')
);
create table commitments (
  draw date not null,
  account_id text not null references custodians (account_id),
  commitment text not null constraint commitment_is_a_hash check (commitment ~ '^[0-9a-f]{64}$'),
  committed_at timestamptz not null,
  primary key (draw, account_id)
);

create table draws (
  id date primary key,
  state text not null constraint draw_state_is_known
    check (state in ('committed', 'frozen', 'published', 'void')),
  -- Makes tickets and nonces of this draw alone; sealed by the vault.
  sealed_ticket_key bytea not null,
  committed_at timestamptz not null,
  frozen_at timestamptz,
  published_at timestamptz,
  voided_at timestamptz,
  rules_version text,
  tickets integer,
  slots integer,
  places integer,
  given integer,
  draw_hash text,
  -- Of a void draw: the custodians whose secret was missing.
  missing text[],
  -- [D45] Of one that was void though it had its secrets: why, for everybody to read.
  void_reason text,
  constraint draw_is_frozen_before_it_is_published
    check (state <> 'published' or (frozen_at is not null and published_at is not null and draw_hash is not null))
);
-- A published draw cannot be run again, and a void one stays void.
create function refuse_reopening() returns trigger language plpgsql as $$
begin
  if old.state in ('published', 'void') and (new.state <> old.state or new.draw_hash is distinct from old.draw_hash) then
    raise exception 'draw % is over', old.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger draw_never_runs_again before update on draws
  for each row execute function refuse_reopening();

create table reveals (
  draw date not null references draws (id),
  account_id text not null references custodians (account_id),
  secret bytea not null constraint secret_has_32_bytes check (octet_length(secret) = 32),
  revealed_at timestamptz not null,
  primary key (draw, account_id)
);

-- What a slot puts into a draw, and what the draw gave of it. `position`: its line in slots.ndjson.
create table draw_slots (
  draw date not null references draws (id),
  slot_id text not null references slots (id),
  position integer not null,
  places integer not null constraint draw_offers_places check (places >= 1),
  given integer constraint draw_gives_what_is_there check (given between 0 and places),
  primary key (draw, slot_id)
);

-- How far each port reached: for the pages, and for telling a group its odds.
create table draw_ports (
  draw date not null references draws (id),
  port text not null,
  places integer not null,
  given integer not null,
  -- The largest number of places in one of its slots: who needs more could not get any.
  largest integer not null,
  closed_at integer not null,
  -- The lot at which it closed as a share of all possible lots, 0 to 1; 1 where it never closed.
  reached double precision not null constraint reached_is_a_share check (reached between 0 and 1),
  primary key (draw, port)
);

-- How many tickets named each port first: for the weekly figures.
create table draw_first_ports (
  draw date not null references draws (id),
  port text not null,
  tickets integer not null,
  primary key (draw, port)
);

-- The files of a draw, published once and never changed. Parts hold 8,192 lines each, so that the
-- lines of one part are one subtree of the Merkle tree over all.
create table draw_files (
  draw date not null references draws (id),
  name text not null,
  sealed boolean not null,
  sha256 text not null,
  bytes bigint not null,
  lines integer not null,
  published_at timestamptz not null,
  primary key (draw, name)
);
create table draw_parts (
  draw date not null,
  name text not null,
  part integer not null,
  lines integer not null,
  -- The Merkle root over the lines of this part.
  root bytea,
  bytes bytea not null,
  primary key (draw, name, part),
  -- Parts come first: the hash of the whole is known last.
  foreign key (draw, name) references draw_files (draw, name) deferrable initially deferred
);
alter table draw_parts alter column bytes set storage external;

-- [Q5] Groups that share a traveler take turns. `cluster` is the id of the one registered first.
create table turns (
  draw date not null references draws (id),
  cluster uuid not null,
  request_id uuid not null references requests (id),
  constraint one_ticket_a_person_a_draw primary key (draw, cluster)
);

create table countersignatures (
  draw date not null references draws (id),
  account_id text not null,
  name text not null,
  draw_hash text not null,
  finding text not null constraint finding_is_known check (finding in ('holds', 'does-not-hold')),
  note text not null,
  signed_at timestamptz not null,
  primary key (draw, account_id)
);

-- What was promised, revealed, found or published is never taken back.
create trigger custodians_are_append_only before update or delete on custodians
  for each row execute function refuse_change();
create trigger commitments_are_append_only before update or delete on commitments
  for each row execute function refuse_change();
create trigger reveals_are_append_only before update or delete on reveals
  for each row execute function refuse_change();
create trigger draw_files_are_append_only before update or delete on draw_files
  for each row execute function refuse_change();
create trigger draw_parts_are_append_only before update or delete on draw_parts
  for each row execute function refuse_change();
create trigger countersignatures_are_append_only before update or delete on countersignatures
  for each row execute function refuse_change();

create table offers (
  id uuid primary key,
  group_id uuid not null references groups (id),
  slot_id text not null references slots (id),
  size integer not null constraint offer_is_for_somebody check (size between 1 and 20),
  state text not null constraint offer_state_is_known
    check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
  because text not null constraint offer_has_a_cause check (because in ('draw', 'closure')),
  draw date references draws (id),
  rank integer,
  request_id uuid references requests (id),
  -- A displaced appointment that it would move.
  appointment_id uuid references appointments (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz
);
create unique index one_open_offer_a_group on offers (group_id) where state = 'open';
create index offers_open on offers (expires_at) where state = 'open';
create index offers_by_slot on offers (slot_id, state);
create index offers_by_group on offers (group_id, made_at);
create index offers_by_draw on offers (draw) where draw is not null;
