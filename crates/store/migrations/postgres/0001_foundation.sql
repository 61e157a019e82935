-- Instants are microseconds since 1970 UTC; days are texts as 2020-02-17 in the district's zone.
-- `sealed` columns hold AES-256-GCM tied to table, column and row; `*_index` columns hold keyed hashes.

CREATE TABLE keyring (
  name        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  wrapped     BYTEA NOT NULL
);

CREATE TABLE setting (
  name        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  value       TEXT COLLATE "C" NOT NULL
);

-- 'screening' is held shared while people are screened and alone while lists change, so that neither misses the
-- other; 'intake' while people are taken into the registry, so that two lists never wait for each other. 'profiles' counts
-- the changes of the profiles, so that every process sees that its copy is old.
INSERT INTO setting (name, value)
VALUES ('screening', ''), ('intake', ''), ('profiles', '0'), ('areas', '0'), ('audit', '');

-- What rows that come packed are counted by.
CREATE TABLE number (
  i INTEGER NOT NULL PRIMARY KEY
);
INSERT INTO number (i) SELECT generate_series(0, 9999);
ANALYZE number;

CREATE TABLE organisation (
  id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  uscc        TEXT COLLATE "C" NOT NULL UNIQUE,
  name        TEXT COLLATE "C" NOT NULL,
  created_at  BIGINT NOT NULL
);

CREATE TABLE site (
  id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  organisation_id TEXT COLLATE "C" REFERENCES organisation (id),
  kind           TEXT COLLATE "C" NOT NULL,
  name           TEXT COLLATE "C" NOT NULL,
  -- The community it was placed in, else its town.
  division       TEXT COLLATE "C" NOT NULL,
  address        TEXT COLLATE "C" NOT NULL,
  join_token     TEXT COLLATE "C" NOT NULL UNIQUE,
  roster_version BIGINT NOT NULL,
  created_at     BIGINT NOT NULL
);
CREATE INDEX site_by_division ON site (division, name);
CREATE INDEX site_by_organisation ON site (organisation_id);

CREATE TABLE contractor (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  site_id         TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
  kind            TEXT COLLATE "C" NOT NULL,
  entered_on      TEXT COLLATE "C" NOT NULL,
  ended_on        TEXT COLLATE "C"
);
CREATE INDEX contractor_by_site ON contractor (site_id);
CREATE INDEX contractor_by_organisation ON contractor (organisation_id);
CREATE UNIQUE INDEX contractor_current ON contractor (site_id, organisation_id) WHERE ended_on IS NULL;

CREATE TABLE crew (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  site_id       TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  contractor_id TEXT COLLATE "C" REFERENCES contractor (id),
  name          TEXT COLLATE "C" NOT NULL,
  UNIQUE (site_id, name)
);

CREATE TABLE person (
  id                   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  sealed_key           BYTEA NOT NULL,
  document_kind        TEXT COLLATE "C" NOT NULL,
  document             BYTEA NOT NULL,
  document_index       TEXT COLLATE "C" NOT NULL UNIQUE,
  name                 BYTEA NOT NULL,
  phone                BYTEA,
  phone_index          TEXT COLLATE "C",
  birth_date           BYTEA,
  state                TEXT COLLATE "C" NOT NULL,
  standing             BYTEA NOT NULL,
  changes_at           BIGINT,
  created_at           BIGINT NOT NULL,
  -- Another record that stands for the same person: nothing else hangs on this one while it does.
  leading_id           TEXT COLLATE "C" REFERENCES person (id)
);
CREATE INDEX person_by_phone ON person (phone_index);
CREATE INDEX person_by_change ON person (changes_at);
CREATE INDEX person_by_state ON person (id, state);
CREATE INDEX person_by_leading ON person (leading_id) WHERE leading_id IS NOT NULL;

CREATE TABLE engagement (
  id                  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  site_id             TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  person_id           TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  crew_id             TEXT COLLATE "C" REFERENCES crew (id),
  contractor_id       TEXT COLLATE "C" REFERENCES contractor (id),
  worker_kind         TEXT COLLATE "C" NOT NULL,
  trade               TEXT COLLATE "C",
  state               TEXT COLLATE "C" NOT NULL,
  -- The person's standing, and how far face use has come with them, so that a site's list is cut and counted by them
  -- without looking at each person.
  standing            TEXT COLLATE "C" NOT NULL,
  face                TEXT COLLATE "C" NOT NULL,
  document_site_index TEXT COLLATE "C" NOT NULL,
  entered_on          TEXT COLLATE "C",
  ended_on            TEXT COLLATE "C",
  created_at          BIGINT NOT NULL
);
CREATE UNIQUE INDEX engagement_current ON engagement (site_id, person_id) WHERE state <> 'ended';
CREATE INDEX engagement_by_site ON engagement (site_id, state, standing, person_id);
CREATE INDEX engagement_by_person ON engagement (person_id);
CREATE INDEX engagement_by_crew ON engagement (crew_id, id);
CREATE INDEX engagement_by_contractor ON engagement (contractor_id, id);
-- A page of a site's list is read from one of these, in its order, without sorting.
CREATE INDEX engagement_here ON engagement (site_id, id) WHERE state <> 'ended';
CREATE INDEX engagement_here_by_standing ON engagement (site_id, standing, id) WHERE state <> 'ended';
CREATE INDEX engagement_here_by_face ON engagement (site_id, face, id) WHERE state <> 'ended';
CREATE INDEX engagement_left ON engagement (site_id, id) WHERE state = 'ended';
CREATE INDEX engagement_waiting ON engagement (site_id, id) WHERE state = 'pending';
CREATE INDEX engagement_of_ever ON engagement (site_id, id);

-- What someone did at a site, and with whom, before it was changed: until the day before to_day.
CREATE TABLE earlier_terms (
  engagement_id TEXT COLLATE "C" NOT NULL REFERENCES engagement (id),
  to_day        TEXT COLLATE "C" NOT NULL,
  replaced_at   BIGINT NOT NULL,
  crew_id       TEXT COLLATE "C" REFERENCES crew (id),
  contractor_id TEXT COLLATE "C" REFERENCES contractor (id),
  worker_kind   TEXT COLLATE "C" NOT NULL,
  trade         TEXT COLLATE "C",
  PRIMARY KEY (engagement_id, to_day, replaced_at)
);
CREATE INDEX earlier_terms_by_crew ON earlier_terms (crew_id, to_day);
CREATE INDEX earlier_terms_by_contractor ON earlier_terms (contractor_id, to_day);

-- By what people are found in their site's list: the site's id, the first 64 bits of a hash under a key of that site, and
-- the engagement's id. In one field of 40 bytes, for this is the longest table. What it shows to whoever steals it is told in
-- docs/registry.md.
CREATE TABLE search_token (
  entry BYTEA NOT NULL PRIMARY KEY
);

-- Who came by a list and is not found by searching yet: their tokens and keys are written together at its end. Added in
-- the transaction that adds the engagement, and read together with it alone: what has none is nobody.
CREATE TABLE newcomer (
  engagement_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  at            BIGINT NOT NULL
);

CREATE TABLE certificate (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  person_id    TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  number_index TEXT COLLATE "C" NOT NULL,
  body         BYTEA NOT NULL,
  UNIQUE (person_id, number_index)
);

CREATE TABLE emergency_contact (
  person_id   TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES person (id),
  body        BYTEA NOT NULL
);

CREATE TABLE dormitory_room (
  id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  site_id     TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  building    TEXT COLLATE "C" NOT NULL,
  room        TEXT COLLATE "C" NOT NULL,
  UNIQUE (site_id, building, room)
);

-- Nights slept in a room: from the one that begins on from_day to the one before to_day.
CREATE TABLE lodging (
  id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  site_id     TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  room_id     TEXT COLLATE "C" NOT NULL REFERENCES dormitory_room (id),
  person_id   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  from_day    TEXT COLLATE "C" NOT NULL,
  to_day      TEXT COLLATE "C"
);
CREATE INDEX lodging_by_room ON lodging (room_id, from_day);
CREATE UNIQUE INDEX lodging_current ON lodging (site_id, person_id) WHERE to_day IS NULL;
CREATE INDEX lodging_by_person ON lodging (person_id);

CREATE TABLE account (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  sign_in_name  TEXT COLLATE "C" UNIQUE,
  shown_name    TEXT COLLATE "C" NOT NULL,
  password_hash TEXT COLLATE "C",
  -- 1 while the password is one that someone else made.
  initial_password BIGINT NOT NULL,
  password_set_at  BIGINT,
  role          TEXT COLLATE "C" NOT NULL,
  division      TEXT COLLATE "C",
  site_id       TEXT COLLATE "C" REFERENCES site (id),
  -- A company's people: with its site at that one, or as an organisation wherever they are.
  contractor_id TEXT COLLATE "C" REFERENCES contractor (id),
  organisation_id TEXT COLLATE "C" REFERENCES organisation (id),
  person_id     TEXT COLLATE "C" UNIQUE REFERENCES person (id),
  created_at    BIGINT NOT NULL,
  disabled_at   BIGINT,
  -- For whoever keeps accounts to see: wrong passwords lock it somewhere until then.
  locked_until  BIGINT,
  unlocks       BIGINT NOT NULL
);

-- Outside systems: where they reach stands with their account.
CREATE TABLE integrator (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  account_id    TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  purpose       TEXT COLLATE "C" NOT NULL,
  permissions   TEXT COLLATE "C" NOT NULL,
  prefix        TEXT COLLATE "C" NOT NULL,
  token_hash    TEXT COLLATE "C" NOT NULL UNIQUE,
  created_at    BIGINT NOT NULL,
  created_by    TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  expires_at    BIGINT NOT NULL,
  last_used_at  BIGINT,
  revoked_at    BIGINT
);
CREATE INDEX integrator_by_time ON integrator (created_at, id);

-- The exit of a whole crew or contractor in one act, with those who left by it. Faces are kept until undo_until.
CREATE TABLE departure (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  site_id       TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  crew_id       TEXT COLLATE "C" REFERENCES crew (id),
  contractor_id TEXT COLLATE "C" REFERENCES contractor (id),
  on_day        TEXT COLLATE "C" NOT NULL,
  at            BIGINT NOT NULL,
  account_id    TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  undo_until    BIGINT NOT NULL,
  undone_at     BIGINT,
  settled_at    BIGINT
);
CREATE INDEX departure_by_site ON departure (site_id, undo_until);
CREATE INDEX departure_open ON departure (undo_until) WHERE undone_at IS NULL AND settled_at IS NULL;

CREATE TABLE departed (
  departure_id  TEXT COLLATE "C" NOT NULL REFERENCES departure (id),
  engagement_id TEXT COLLATE "C" NOT NULL REFERENCES engagement (id),
  PRIMARY KEY (departure_id, engagement_id)
);

-- What a person was registered as before it was corrected.
CREATE TABLE earlier_identity (
  id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  person_id   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  body        BYTEA NOT NULL,
  replaced_at BIGINT NOT NULL,
  replaced_by TEXT COLLATE "C" NOT NULL REFERENCES account (id)
);
CREATE INDEX earlier_identity_by_person ON earlier_identity (person_id, replaced_at);

-- Under what records meet that may be one person: the first 64 bits of hashes under a key for nothing else.
CREATE TABLE likeness_key (
  token     BYTEA NOT NULL,
  person_id BYTEA NOT NULL,
  PRIMARY KEY (token, person_id)
);

-- Two records that may be one person, one_id the smaller of the two, with what speaks for it and what was decided.
CREATE TABLE likeness (
  id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  one_id     TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  other_id   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  evidence   TEXT COLLATE "C" NOT NULL,
  rank       BIGINT NOT NULL,
  state      TEXT COLLATE "C" NOT NULL,
  found_at   BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT COLLATE "C" REFERENCES account (id),
  reason     BYTEA,
  UNIQUE (one_id, other_id)
);
CREATE INDEX likeness_by_state ON likeness (state, rank, id);
CREATE INDEX likeness_decided ON likeness (decided_at, id) WHERE state <> 'open';
CREATE INDEX likeness_by_other ON likeness (other_id);

-- One record leads another from then on, until it is undone. What was moved for it is in merged_row.
CREATE TABLE merger (
  id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  likeness_id TEXT COLLATE "C" NOT NULL REFERENCES likeness (id),
  leading_id  TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  other_id    TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  at          BIGINT NOT NULL,
  undone_at   BIGINT
);
CREATE UNIQUE INDEX merger_current ON merger (other_id) WHERE undone_at IS NULL;
CREATE INDEX merger_by_leading ON merger (leading_id);
CREATE INDEX merger_by_other ON merger (other_id);
CREATE INDEX merger_by_likeness ON merger (likeness_id);

CREATE TABLE merged_row (
  merger_id TEXT COLLATE "C" NOT NULL REFERENCES merger (id),
  kind      TEXT COLLATE "C" NOT NULL,
  row_id    TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (merger_id, kind, row_id)
);
CREATE INDEX merged_row_by_row ON merged_row (row_id, kind);

-- Failed sign-ins by slot: a few digits of a keyed hash, so that the table cannot grow beyond them.
CREATE TABLE sign_in_try (
  slot      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  failures  BIGINT NOT NULL,
  forget_at BIGINT NOT NULL
);

CREATE TABLE session (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  account_id   TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  token_hash   TEXT COLLATE "C" NOT NULL UNIQUE,
  device       TEXT COLLATE "C" NOT NULL,
  created_at   BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  revoked_at   BIGINT
);
CREATE INDEX session_by_account ON session (account_id, created_at);

-- last_step: the last half-minute whose code was used; none before it is taken again.
CREATE TABLE second_factor (
  account_id   TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES account (id),
  secret       BYTEA NOT NULL,
  confirmed_at BIGINT,
  last_step    BIGINT NOT NULL
);

CREATE TABLE recovery_code (
  account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  code_hash  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (account_id, code_hash)
);

-- Sign-ins whose password was right and whose second factor is still to come: they open nothing.
CREATE TABLE half_sign_in (
  token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  expires_at BIGINT NOT NULL
);
CREATE INDEX half_sign_in_by_end ON half_sign_in (expires_at);

-- Passkeys of staff. One that is there is a second factor; by itself, with its owner verified, it is both.
CREATE TABLE passkey (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  account_id   TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  -- The host it is for, and what the authenticator calls it there.
  host         TEXT COLLATE "C" NOT NULL,
  credential   TEXT COLLATE "C" NOT NULL,
  public_key   BYTEA NOT NULL,
  sign_count   BIGINT NOT NULL,
  name         TEXT COLLATE "C" NOT NULL,
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT,
  UNIQUE (host, credential)
);
CREATE INDEX passkey_by_account ON passkey (account_id);

-- What authenticators were asked and have not answered: one question for each session or sign-in, answered once.
CREATE TABLE passkey_challenge (
  asked_by   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  -- Whose passkey may answer; none where that is what is asked.
  account_id TEXT COLLATE "C" REFERENCES account (id),
  challenge  BYTEA NOT NULL,
  origin     TEXT COLLATE "C" NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_challenge_by_end ON passkey_challenge (expires_at);

CREATE TABLE sign_in_code (
  person_id   TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES person (id),
  code_hash   TEXT COLLATE "C" NOT NULL,
  failures    BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL
);

-- A card with a code on it, by which its worker signs in for as long as they carry it.
CREATE TABLE sign_in_card (
  person_id  TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES person (id),
  code_index TEXT COLLATE "C" NOT NULL UNIQUE,
  failures   BIGINT NOT NULL,
  made_at    BIGINT NOT NULL
);

-- A code by text message, for whoever holds a phone: made without looking whether anybody is registered with it. A row
-- for each phone that one was asked for lately, with how often.
CREATE TABLE phone_code (
  phone_index TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  -- Of the code, or of the ticket of whoever gave it and has yet to say who they are; none once it was used.
  code_hash   TEXT COLLATE "C",
  tries       BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  asked_at    BIGINT NOT NULL,
  hour_from   BIGINT NOT NULL,
  in_hour     BIGINT NOT NULL,
  day_from    BIGINT NOT NULL,
  in_day      BIGINT NOT NULL
);
CREATE INDEX phone_code_by_day ON phone_code (day_from);

-- What leaves the platform, written together with what it tells of. To whom and what is sealed, and erased once it was
-- sent or given up; that and what became of it is kept.
CREATE TABLE message (
  id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  kind       TEXT COLLATE "C" NOT NULL,
  body       BYTEA,
  created_at BIGINT NOT NULL,
  due_at     BIGINT,
  give_up_at BIGINT NOT NULL,
  attempts   BIGINT NOT NULL,
  outcome    TEXT COLLATE "C"
);
CREATE INDEX message_due ON message (due_at, id) WHERE due_at IS NOT NULL;

-- Each time a message was handed over: what was answered, with the provider's receipt or its word for why not.
CREATE TABLE message_attempt (
  message_id TEXT COLLATE "C" NOT NULL REFERENCES message (id),
  number     BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  ended_at   BIGINT,
  outcome    TEXT COLLATE "C",
  said       TEXT COLLATE "C",
  PRIMARY KEY (message_id, number)
);
CREATE INDEX message_attempt_by_time ON message_attempt (at);

CREATE TABLE consent (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  person_id    TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  purpose      TEXT COLLATE "C" NOT NULL,
  text_version TEXT COLLATE "C" NOT NULL,
  given_at     BIGINT NOT NULL,
  withdrawn_at BIGINT,
  witness_id   TEXT COLLATE "C" REFERENCES account (id)
);
CREATE INDEX consent_by_person ON consent (person_id, purpose, given_at);

CREATE TABLE face (
  person_id   TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES person (id),
  model       TEXT COLLATE "C" NOT NULL,
  template    BYTEA NOT NULL,
  enrolled_at BIGINT NOT NULL
);
CREATE INDEX face_by_time ON face (enrolled_at, person_id);

CREATE TABLE declaration (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  person_id    TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  at           BIGINT NOT NULL,
  day          TEXT COLLATE "C" NOT NULL,
  corrects     TEXT COLLATE "C" UNIQUE REFERENCES declaration (id),
  text_version TEXT COLLATE "C" NOT NULL,
  travels      BIGINT NOT NULL,
  answers      BYTEA NOT NULL
);
CREATE INDEX declaration_by_person ON declaration (person_id, day, at);
CREATE INDEX declaration_by_day ON declaration (day, person_id);
CREATE INDEX declaration_of_travel ON declaration (day, person_id) WHERE travels = 1;

-- A correction that staff looked into and found to be right: what it and those before it took back weighs no more.
CREATE TABLE verification (
  declaration_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES declaration (id),
  site_id        TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  account_id     TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  at             BIGINT NOT NULL
);

-- A person looked at by staff: what was measured and seen is sealed.
CREATE TABLE spot_check (
  id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  person_id   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  site_id     TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  at          BIGINT NOT NULL,
  day         TEXT COLLATE "C" NOT NULL,
  account_id  TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  body        BYTEA NOT NULL
);
CREATE INDEX spot_check_by_person ON spot_check (person_id, day, at);

CREATE TABLE watchlist (
  id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  sealed_key  BYTEA NOT NULL,
  name        TEXT COLLATE "C" NOT NULL,
  source      TEXT COLLATE "C" NOT NULL,
  imported_at BIGINT NOT NULL,
  imported_by TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  expires_at  BIGINT NOT NULL,
  retired_at  BIGINT
);

CREATE TABLE watch_entry (
  id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  watchlist_id   TEXT COLLATE "C" NOT NULL REFERENCES watchlist (id),
  document_index TEXT COLLATE "C" NOT NULL,
  body           BYTEA NOT NULL,
  expires_at     BIGINT NOT NULL
);
CREATE INDEX watch_entry_by_document ON watch_entry (document_index);
CREATE INDEX watch_entry_by_list ON watch_entry (watchlist_id);

CREATE TABLE hit (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  entry_id     TEXT COLLATE "C" NOT NULL REFERENCES watch_entry (id),
  watchlist_id TEXT COLLATE "C" NOT NULL REFERENCES watchlist (id),
  person_id    TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  body         BYTEA NOT NULL,
  found_at     BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  lifted_at    BIGINT,
  UNIQUE (entry_id, person_id)
);
CREATE INDEX hit_by_person ON hit (person_id);
CREATE INDEX hit_by_list ON hit (watchlist_id);
CREATE INDEX hit_by_time ON hit (found_at, id);

-- Versions of the rules for one disease. None is changed but for its end; nobody put in those that came at set-up.
CREATE TABLE disease_profile (
  code     TEXT COLLATE "C" NOT NULL,
  version  BIGINT NOT NULL,
  body     TEXT COLLATE "C" NOT NULL,
  from_day TEXT COLLATE "C" NOT NULL,
  to_day   TEXT COLLATE "C",
  put_at   BIGINT NOT NULL,
  put_by   TEXT COLLATE "C" REFERENCES account (id),
  reason   TEXT COLLATE "C",
  PRIMARY KEY (code, version)
);

-- A disease that was stood down: its data is kept until retained_until, unless a version was put in force again.
CREATE TABLE stand_down (
  code           TEXT COLLATE "C" NOT NULL,
  at             BIGINT NOT NULL,
  account_id     TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  reason         TEXT COLLATE "C" NOT NULL,
  retained_until TEXT COLLATE "C" NOT NULL,
  resumed_at     BIGINT,
  PRIMARY KEY (code, at)
);

-- A list of outbreak areas as a source gave it on a day. A whole one ends what the source named before and names no more.
CREATE TABLE area_list (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  source       TEXT COLLATE "C" NOT NULL,
  disease      TEXT COLLATE "C" NOT NULL,
  as_of        TEXT COLLATE "C" NOT NULL,
  whole        BIGINT NOT NULL,
  imported_at  BIGINT NOT NULL,
  imported_by  TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  retracted_at BIGINT
);
CREATE INDEX area_list_by_source ON area_list (disease, source, as_of);
CREATE INDEX area_list_by_time ON area_list (imported_at, id);

-- A text that names a place and that nobody could read, until a person did. The text is sealed.
CREATE TABLE unread_place (
  id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  text_index TEXT COLLATE "C" NOT NULL UNIQUE,
  body       BYTEA NOT NULL,
  told_at    BIGINT NOT NULL,
  division   TEXT COLLATE "C",
  whole      BIGINT NOT NULL DEFAULT 0,
  read_at    BIGINT,
  read_by    TEXT COLLATE "C" REFERENCES account (id)
);
CREATE INDEX unread_place_open ON unread_place (told_at, id) WHERE read_at IS NULL;

-- In which declaration it stands.
CREATE TABLE place_mention (
  place_id       TEXT COLLATE "C" NOT NULL REFERENCES unread_place (id),
  declaration_id TEXT COLLATE "C" NOT NULL REFERENCES declaration (id),
  PRIMARY KEY (place_id, declaration_id)
);

-- A line of a list: the smallest division known to hold the place, and whether it is all of it.
CREATE TABLE area (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  list_id      TEXT COLLATE "C" NOT NULL REFERENCES area_list (id),
  name         TEXT COLLATE "C" NOT NULL,
  division     TEXT COLLATE "C",
  whole        BIGINT NOT NULL,
  place_id     TEXT COLLATE "C" REFERENCES unread_place (id),
  level        TEXT COLLATE "C" NOT NULL,
  from_day     TEXT COLLATE "C" NOT NULL,
  to_day       TEXT COLLATE "C",
  retracted_at BIGINT
);
CREATE INDEX area_by_list ON area (list_id);
CREATE INDEX area_by_day ON area (from_day, id);
CREATE INDEX area_by_place ON area (place_id) WHERE place_id IS NOT NULL;

-- Nothing is checked against site and person: who is put here was just read from an engagement, which is, and nobody who
-- was here is ever deleted. Checked, a list of newcomers waited longer for that than for its rows.
CREATE TABLE roster (
  site_id   TEXT COLLATE "C" NOT NULL,
  person_id TEXT COLLATE "C" NOT NULL,
  version   BIGINT NOT NULL,
  removed   BIGINT NOT NULL,
  PRIMARY KEY (site_id, person_id)
);
CREATE UNIQUE INDEX roster_by_version ON roster (site_id, version);

-- A gate is what holds the secret half of its public_key: none until it enrolled by its code, and none again once a
-- new code was given.
CREATE TABLE gate (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  account_id      TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  site_id         TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  name            TEXT COLLATE "C" NOT NULL,
  public_key      TEXT COLLATE "C" UNIQUE,
  code_hash       TEXT COLLATE "C" NOT NULL UNIQUE,
  code_expires_at BIGINT NOT NULL,
  code_used_at    BIGINT,
  created_at      BIGINT NOT NULL,
  last_seen_at    BIGINT,
  roster_version  BIGINT,
  queue           BIGINT,
  revoked_at      BIGINT
);
CREATE INDEX gate_by_site ON gate (site_id);

-- The short session that a gate's signature opened; a new one takes its place.
CREATE TABLE gate_session (
  gate_id    TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES gate (id),
  token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
  expires_at BIGINT NOT NULL
);

-- Challenges that were answered, until they are too old to be answered again.
CREATE TABLE gate_challenge (
  challenge TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  forget_at BIGINT NOT NULL
);
CREATE INDEX gate_challenge_by_end ON gate_challenge (forget_at);

CREATE TABLE passage (
  id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  site_id        TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  gate_id        TEXT COLLATE "C" NOT NULL REFERENCES gate (id),
  person_id      TEXT COLLATE "C" REFERENCES person (id),
  at             BIGINT NOT NULL,
  received_at    BIGINT NOT NULL,
  day            TEXT COLLATE "C" NOT NULL,
  direction      TEXT COLLATE "C" NOT NULL,
  way            TEXT COLLATE "C" NOT NULL,
  answer         TEXT COLLATE "C" NOT NULL,
  body           BYTEA NOT NULL,
  roster_version BIGINT NOT NULL
);
CREATE INDEX passage_by_site ON passage (site_id, at, id);
CREATE INDEX passage_by_person ON passage (person_id, at);
CREATE INDEX passage_by_receipt ON passage (received_at, id);
CREATE INDEX passage_by_time ON passage (at, id);

CREATE TABLE alert (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  site_id         TEXT COLLATE "C" NOT NULL REFERENCES site (id),
  person_id       TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  severity        TEXT COLLATE "C" NOT NULL,
  state           TEXT COLLATE "C" NOT NULL,
  body            BYTEA NOT NULL,
  raised_at       BIGINT NOT NULL,
  changed_at      BIGINT NOT NULL,
  acknowledge_by  BIGINT NOT NULL,
  acknowledged_at BIGINT,
  acknowledged_by TEXT COLLATE "C" REFERENCES account (id),
  closed_at       BIGINT,
  closed_by       TEXT COLLATE "C" REFERENCES account (id),
  closing         BYTEA
);
CREATE INDEX alert_by_site ON alert (site_id, state, raised_at, id);
CREATE INDEX alert_by_time ON alert (raised_at, id);
CREATE INDEX alert_by_change ON alert (changed_at, id);
CREATE INDEX alert_by_person ON alert (person_id, raised_at);

CREATE TABLE audit (
  id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  at         BIGINT NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  role       TEXT COLLATE "C" NOT NULL,
  action     TEXT COLLATE "C" NOT NULL,
  person_id  TEXT COLLATE "C",
  site_id    TEXT COLLATE "C",
  -- The account that was acted upon.
  subject_id TEXT COLLATE "C",
  -- Of a list that was looked at: the community, town or district, what it was filtered by, how many people it showed.
  division   TEXT COLLATE "C",
  filters    TEXT COLLATE "C",
  people     BIGINT,
  reason     BYTEA,
  -- Its place in the chain and the link there: none until it is linked, moments after it was written.
  number     BIGINT UNIQUE,
  link       BYTEA
);
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_person ON audit (person_id, at);
CREATE INDEX audit_by_account ON audit (account_id, at);
CREATE INDEX audit_by_site ON audit (site_id, at);
CREATE INDEX audit_of_lists ON audit (at, id) WHERE people IS NOT NULL;
CREATE INDEX audit_unlinked ON audit (at, id) WHERE number IS NULL;
