-- Accounts and sessions, kept by better-auth in a schema of its own, with the names that it uses
-- (a test compares them with what it expects). Nobody's address stands here: an applicant's
-- "email" is a keyed pseudonym of the address or phone number that the code was sent to, and a
-- member of staff's is the user name that the administration gave. Network addresses and browsers
-- are not kept.

create schema accounts;

create table accounts."user" (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean,
  "kind" text not null constraint account_is_of_an_applicant_or_staff
    check ("kind" in ('applicant', 'staff')),
  constraint applicant_is_known_by_a_pseudonym_alone
    check ("kind" <> 'applicant' or "email" ~ '^[0-9a-f]{40}@(mail|phone)\.garita\.invalid$')
);

create table accounts."session" (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text constraint session_keeps_no_network_address check ("ipAddress" = ''),
  "userAgent" text constraint session_keeps_no_browser check ("userAgent" = ''),
  "userId" text not null references accounts."user" ("id") on delete cascade,
  "secondFactor" boolean not null
);

-- A password, where there is one: staff alone.
create table accounts."account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references accounts."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);

-- Codes that were sent, as a keyed hash, with the tries made.
create table accounts."verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);

-- The secrets of time-based codes, encrypted.
create table accounts."twoFactor" (
  "id" text primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references accounts."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);

create index "session_userId_idx" on accounts."session" ("userId");
create index "account_userId_idx" on accounts."account" ("userId");
create index "verification_identifier_idx" on accounts."verification" ("identifier");
create index "twoFactor_secret_idx" on accounts."twoFactor" ("secret");
create index "twoFactor_userId_idx" on accounts."twoFactor" ("userId");

-- How often something was tried within a window, counted by pseudonym or account, never by
-- network address: the people of one shelter share one.
create table accounts.tries (
  subject text primary key,
  count integer not null,
  ends_at timestamptz not null
);
