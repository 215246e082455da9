-- Each time an appointment moved to another slot: from where, by whom, and the reason given, which
-- is a person's own words and so sealed under the group's key. The record of the act holds none.

create table moves (
  id uuid primary key,
  appointment_id uuid not null references appointments (id),
  from_slot text not null references slots (id),
  to_slot text not null references slots (id),
  version integer not null,
  by_account text not null,
  moved_at timestamptz not null,
  sealed_reason bytea not null
);
create index moves_by_appointment on moves (appointment_id, moved_at);
