-- Instants are microseconds since 1970 UTC; days are texts as 2020-02-17 in the district's zone.
-- `sealed` columns hold AES-256-GCM tied to table, column and row; `*_index` columns hold keyed hashes.

CREATE TABLE keyring (
  name        TEXT NOT NULL PRIMARY KEY,
  wrapped     BLOB NOT NULL
) STRICT;

CREATE TABLE setting (
  name        TEXT NOT NULL PRIMARY KEY,
  value       TEXT NOT NULL
) STRICT;

-- 'screening' is held shared while people are screened and alone while lists change, so that neither misses the
-- other; 'intake' while people are taken into the registry, so that two lists never wait for each other. 'profiles' counts
-- the changes of the profiles, so that every process sees that its copy is old.
INSERT INTO setting (name, value)
VALUES ('screening', ''), ('intake', ''), ('profiles', '0'), ('areas', '0'), ('audit', '');

-- What rows that come packed are counted by.
CREATE TABLE number (
  i INTEGER NOT NULL PRIMARY KEY
) STRICT;
INSERT INTO number (i)
  WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i < 9999) SELECT i FROM counted;

CREATE TABLE organisation (
  id          TEXT NOT NULL PRIMARY KEY,
  uscc        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE site (
  id             TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT REFERENCES organisation (id),
  kind           TEXT NOT NULL,
  name           TEXT NOT NULL,
  -- The community it was placed in, else its town.
  division       TEXT NOT NULL,
  address        TEXT NOT NULL,
  join_token     TEXT NOT NULL UNIQUE,
  roster_version INTEGER NOT NULL,
  created_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX site_by_division ON site (division, name);
CREATE INDEX site_by_organisation ON site (organisation_id);

CREATE TABLE contractor (
  id              TEXT NOT NULL PRIMARY KEY,
  site_id         TEXT NOT NULL REFERENCES site (id),
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  kind            TEXT NOT NULL,
  entered_on      TEXT NOT NULL,
  ended_on        TEXT
) STRICT;
CREATE INDEX contractor_by_site ON contractor (site_id);
CREATE INDEX contractor_by_organisation ON contractor (organisation_id);
CREATE UNIQUE INDEX contractor_current ON contractor (site_id, organisation_id) WHERE ended_on IS NULL;

CREATE TABLE crew (
  id            TEXT NOT NULL PRIMARY KEY,
  site_id       TEXT NOT NULL REFERENCES site (id),
  contractor_id TEXT REFERENCES contractor (id),
  name          TEXT NOT NULL,
  UNIQUE (site_id, name)
) STRICT;

CREATE TABLE person (
  id                   TEXT NOT NULL PRIMARY KEY,
  sealed_key           BLOB NOT NULL,
  document_kind        TEXT NOT NULL,
  document             BLOB NOT NULL,
  document_index       TEXT NOT NULL UNIQUE,
  name                 BLOB NOT NULL,
  phone                BLOB,
  phone_index          TEXT,
  birth_date           BLOB,
  state                TEXT NOT NULL,
  standing             BLOB NOT NULL,
  changes_at           INTEGER,
  created_at           INTEGER NOT NULL,
  -- Another record that stands for the same person: nothing else hangs on this one while it does.
  leading_id           TEXT REFERENCES person (id)
) STRICT;
CREATE INDEX person_by_phone ON person (phone_index);
CREATE INDEX person_by_change ON person (changes_at);
CREATE INDEX person_by_state ON person (id, state);
CREATE INDEX person_by_leading ON person (leading_id) WHERE leading_id IS NOT NULL;

CREATE TABLE engagement (
  id                  TEXT NOT NULL PRIMARY KEY,
  site_id             TEXT NOT NULL REFERENCES site (id),
  person_id           TEXT NOT NULL REFERENCES person (id),
  crew_id             TEXT REFERENCES crew (id),
  contractor_id       TEXT REFERENCES contractor (id),
  worker_kind         TEXT NOT NULL,
  trade               TEXT,
  state               TEXT NOT NULL,
  -- The person's standing, and how far face use has come with them, so that a site's list is cut and counted by them
  -- without looking at each person.
  standing            TEXT NOT NULL,
  face                TEXT NOT NULL,
  document_site_index TEXT NOT NULL,
  entered_on          TEXT,
  ended_on            TEXT,
  created_at          INTEGER NOT NULL
) STRICT;
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
  engagement_id TEXT NOT NULL REFERENCES engagement (id),
  to_day        TEXT NOT NULL,
  replaced_at   INTEGER NOT NULL,
  crew_id       TEXT REFERENCES crew (id),
  contractor_id TEXT REFERENCES contractor (id),
  worker_kind   TEXT NOT NULL,
  trade         TEXT,
  PRIMARY KEY (engagement_id, to_day, replaced_at)
) STRICT;
CREATE INDEX earlier_terms_by_crew ON earlier_terms (crew_id, to_day);
CREATE INDEX earlier_terms_by_contractor ON earlier_terms (contractor_id, to_day);

-- By what people are found in their site's list: the site's id, the first 64 bits of a hash under a key of that site, and
-- the engagement's id. In one field of 40 bytes, for this is the longest table. What it shows to whoever steals it is told in
-- docs/registry.md.
CREATE TABLE search_token (
  entry BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID, STRICT;

-- Who came by a list and is not found by searching yet: their tokens and keys are written together at its end. Added in
-- the transaction that adds the engagement, and read together with it alone: what has none is nobody.
CREATE TABLE newcomer (
  engagement_id TEXT NOT NULL PRIMARY KEY,
  at            INTEGER NOT NULL
) STRICT;

CREATE TABLE certificate (
  id           TEXT NOT NULL PRIMARY KEY,
  person_id    TEXT NOT NULL REFERENCES person (id),
  number_index TEXT NOT NULL,
  body         BLOB NOT NULL,
  UNIQUE (person_id, number_index)
) STRICT;

CREATE TABLE emergency_contact (
  person_id   TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  body        BLOB NOT NULL
) STRICT;

CREATE TABLE dormitory_room (
  id          TEXT NOT NULL PRIMARY KEY,
  site_id     TEXT NOT NULL REFERENCES site (id),
  building    TEXT NOT NULL,
  room        TEXT NOT NULL,
  UNIQUE (site_id, building, room)
) STRICT;

-- Nights slept in a room: from the one that begins on from_day to the one before to_day.
CREATE TABLE lodging (
  id          TEXT NOT NULL PRIMARY KEY,
  site_id     TEXT NOT NULL REFERENCES site (id),
  room_id     TEXT NOT NULL REFERENCES dormitory_room (id),
  person_id   TEXT NOT NULL REFERENCES person (id),
  from_day    TEXT NOT NULL,
  to_day      TEXT
) STRICT;
CREATE INDEX lodging_by_room ON lodging (room_id, from_day);
CREATE UNIQUE INDEX lodging_current ON lodging (site_id, person_id) WHERE to_day IS NULL;
CREATE INDEX lodging_by_person ON lodging (person_id);

CREATE TABLE account (
  id            TEXT NOT NULL PRIMARY KEY,
  sign_in_name  TEXT UNIQUE,
  shown_name    TEXT NOT NULL,
  password_hash TEXT,
  -- 1 while the password is one that someone else made.
  initial_password INTEGER NOT NULL,
  password_set_at  INTEGER,
  role          TEXT NOT NULL,
  division      TEXT,
  site_id       TEXT REFERENCES site (id),
  -- A company's people: with its site at that one, or as an organisation wherever they are.
  contractor_id TEXT REFERENCES contractor (id),
  organisation_id TEXT REFERENCES organisation (id),
  person_id     TEXT UNIQUE REFERENCES person (id),
  created_at    INTEGER NOT NULL,
  disabled_at   INTEGER,
  -- For whoever keeps accounts to see: wrong passwords lock it somewhere until then.
  locked_until  INTEGER,
  unlocks       INTEGER NOT NULL
) STRICT;

-- Outside systems: where they reach stands with their account.
CREATE TABLE integrator (
  id            TEXT NOT NULL PRIMARY KEY,
  account_id    TEXT NOT NULL REFERENCES account (id),
  purpose       TEXT NOT NULL,
  permissions   TEXT NOT NULL,
  prefix        TEXT NOT NULL,
  token_hash    TEXT NOT NULL UNIQUE,
  created_at    INTEGER NOT NULL,
  created_by    TEXT NOT NULL REFERENCES account (id),
  expires_at    INTEGER NOT NULL,
  last_used_at  INTEGER,
  revoked_at    INTEGER
) STRICT;
CREATE INDEX integrator_by_time ON integrator (created_at, id);

-- The exit of a whole crew or contractor in one act, with those who left by it. Faces are kept until undo_until.
CREATE TABLE departure (
  id            TEXT NOT NULL PRIMARY KEY,
  site_id       TEXT NOT NULL REFERENCES site (id),
  crew_id       TEXT REFERENCES crew (id),
  contractor_id TEXT REFERENCES contractor (id),
  on_day        TEXT NOT NULL,
  at            INTEGER NOT NULL,
  account_id    TEXT NOT NULL REFERENCES account (id),
  undo_until    INTEGER NOT NULL,
  undone_at     INTEGER,
  settled_at    INTEGER
) STRICT;
CREATE INDEX departure_by_site ON departure (site_id, undo_until);
CREATE INDEX departure_open ON departure (undo_until) WHERE undone_at IS NULL AND settled_at IS NULL;

CREATE TABLE departed (
  departure_id  TEXT NOT NULL REFERENCES departure (id),
  engagement_id TEXT NOT NULL REFERENCES engagement (id),
  PRIMARY KEY (departure_id, engagement_id)
) STRICT;

-- What a person was registered as before it was corrected.
CREATE TABLE earlier_identity (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  body        BLOB NOT NULL,
  replaced_at INTEGER NOT NULL,
  replaced_by TEXT NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX earlier_identity_by_person ON earlier_identity (person_id, replaced_at);

-- Under what records meet that may be one person: the first 64 bits of hashes under a key for nothing else.
CREATE TABLE likeness_key (
  token     BLOB NOT NULL,
  person_id BLOB NOT NULL,
  PRIMARY KEY (token, person_id)
) WITHOUT ROWID, STRICT;

-- Two records that may be one person, one_id the smaller of the two, with what speaks for it and what was decided.
CREATE TABLE likeness (
  id         TEXT NOT NULL PRIMARY KEY,
  one_id     TEXT NOT NULL REFERENCES person (id),
  other_id   TEXT NOT NULL REFERENCES person (id),
  evidence   TEXT NOT NULL,
  rank       INTEGER NOT NULL,
  state      TEXT NOT NULL,
  found_at   INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by TEXT REFERENCES account (id),
  reason     BLOB,
  UNIQUE (one_id, other_id)
) STRICT;
CREATE INDEX likeness_by_state ON likeness (state, rank, id);
CREATE INDEX likeness_decided ON likeness (decided_at, id) WHERE state <> 'open';
CREATE INDEX likeness_by_other ON likeness (other_id);

-- One record leads another from then on, until it is undone. What was moved for it is in merged_row.
CREATE TABLE merger (
  id          TEXT NOT NULL PRIMARY KEY,
  likeness_id TEXT NOT NULL REFERENCES likeness (id),
  leading_id  TEXT NOT NULL REFERENCES person (id),
  other_id    TEXT NOT NULL REFERENCES person (id),
  at          INTEGER NOT NULL,
  undone_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX merger_current ON merger (other_id) WHERE undone_at IS NULL;
CREATE INDEX merger_by_leading ON merger (leading_id);
CREATE INDEX merger_by_other ON merger (other_id);
CREATE INDEX merger_by_likeness ON merger (likeness_id);

CREATE TABLE merged_row (
  merger_id TEXT NOT NULL REFERENCES merger (id),
  kind      TEXT NOT NULL,
  row_id    TEXT NOT NULL,
  PRIMARY KEY (merger_id, kind, row_id)
) STRICT;
CREATE INDEX merged_row_by_row ON merged_row (row_id, kind);

-- Failed sign-ins by slot: a few digits of a keyed hash, so that the table cannot grow beyond them.
CREATE TABLE sign_in_try (
  slot      TEXT NOT NULL PRIMARY KEY,
  failures  INTEGER NOT NULL,
  forget_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  id           TEXT NOT NULL PRIMARY KEY,
  account_id   TEXT NOT NULL REFERENCES account (id),
  token_hash   TEXT NOT NULL UNIQUE,
  device       TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  revoked_at   INTEGER
) STRICT;
CREATE INDEX session_by_account ON session (account_id, created_at);

-- last_step: the last half-minute whose code was used; none before it is taken again.
CREATE TABLE second_factor (
  account_id   TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
  secret       BLOB NOT NULL,
  confirmed_at INTEGER,
  last_step    INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_code (
  account_id TEXT NOT NULL REFERENCES account (id),
  code_hash  TEXT NOT NULL,
  PRIMARY KEY (account_id, code_hash)
) STRICT;

-- Sign-ins whose password was right and whose second factor is still to come: they open nothing.
CREATE TABLE half_sign_in (
  token_hash TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX half_sign_in_by_end ON half_sign_in (expires_at);

-- Passkeys of staff. One that is there is a second factor; by itself, with its owner verified, it is both.
CREATE TABLE passkey (
  id           TEXT NOT NULL PRIMARY KEY,
  account_id   TEXT NOT NULL REFERENCES account (id),
  -- The host it is for, and what the authenticator calls it there.
  host         TEXT NOT NULL,
  credential   TEXT NOT NULL,
  public_key   BLOB NOT NULL,
  sign_count   INTEGER NOT NULL,
  name         TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER,
  UNIQUE (host, credential)
) STRICT;
CREATE INDEX passkey_by_account ON passkey (account_id);

-- What authenticators were asked and have not answered: one question for each session or sign-in, answered once.
CREATE TABLE passkey_challenge (
  asked_by   TEXT NOT NULL PRIMARY KEY,
  -- Whose passkey may answer; none where that is what is asked.
  account_id TEXT REFERENCES account (id),
  challenge  BLOB NOT NULL,
  origin     TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX passkey_challenge_by_end ON passkey_challenge (expires_at);

CREATE TABLE sign_in_code (
  person_id   TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  code_hash   TEXT NOT NULL,
  failures    INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL
) STRICT;

-- A card with a code on it, by which its worker signs in for as long as they carry it.
CREATE TABLE sign_in_card (
  person_id  TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  code_index TEXT NOT NULL UNIQUE,
  failures   INTEGER NOT NULL,
  made_at    INTEGER NOT NULL
) STRICT;

-- A code by text message, for whoever holds a phone: made without looking whether anybody is registered with it. A row
-- for each phone that one was asked for lately, with how often.
CREATE TABLE phone_code (
  phone_index TEXT NOT NULL PRIMARY KEY,
  -- Of the code, or of the ticket of whoever gave it and has yet to say who they are; none once it was used.
  code_hash   TEXT,
  tries       INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  asked_at    INTEGER NOT NULL,
  hour_from   INTEGER NOT NULL,
  in_hour     INTEGER NOT NULL,
  day_from    INTEGER NOT NULL,
  in_day      INTEGER NOT NULL
) STRICT;
CREATE INDEX phone_code_by_day ON phone_code (day_from);

-- What leaves the platform, written together with what it tells of. To whom and what is sealed, and erased once it was
-- sent or given up; that and what became of it is kept.
CREATE TABLE message (
  id         TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL,
  body       BLOB,
  created_at INTEGER NOT NULL,
  due_at     INTEGER,
  give_up_at INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  outcome    TEXT
) STRICT;
CREATE INDEX message_due ON message (due_at, id) WHERE due_at IS NOT NULL;

-- Each time a message was handed over: what was answered, with the provider's receipt or its word for why not.
CREATE TABLE message_attempt (
  message_id TEXT NOT NULL REFERENCES message (id),
  number     INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  ended_at   INTEGER,
  outcome    TEXT,
  said       TEXT,
  PRIMARY KEY (message_id, number)
) STRICT;
CREATE INDEX message_attempt_by_time ON message_attempt (at);

CREATE TABLE consent (
  id           TEXT NOT NULL PRIMARY KEY,
  person_id    TEXT NOT NULL REFERENCES person (id),
  purpose      TEXT NOT NULL,
  text_version TEXT NOT NULL,
  given_at     INTEGER NOT NULL,
  withdrawn_at INTEGER,
  witness_id   TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX consent_by_person ON consent (person_id, purpose, given_at);

CREATE TABLE face (
  person_id   TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  model       TEXT NOT NULL,
  template    BLOB NOT NULL,
  enrolled_at INTEGER NOT NULL
) STRICT;
CREATE INDEX face_by_time ON face (enrolled_at, person_id);

CREATE TABLE declaration (
  id           TEXT NOT NULL PRIMARY KEY,
  person_id    TEXT NOT NULL REFERENCES person (id),
  at           INTEGER NOT NULL,
  day          TEXT NOT NULL,
  corrects     TEXT UNIQUE REFERENCES declaration (id),
  text_version TEXT NOT NULL,
  travels      INTEGER NOT NULL,
  answers      BLOB NOT NULL
) STRICT;
CREATE INDEX declaration_by_person ON declaration (person_id, day, at);
CREATE INDEX declaration_by_day ON declaration (day, person_id);
CREATE INDEX declaration_of_travel ON declaration (day, person_id) WHERE travels = 1;

-- A correction that staff looked into and found to be right: what it and those before it took back weighs no more.
CREATE TABLE verification (
  declaration_id TEXT NOT NULL PRIMARY KEY REFERENCES declaration (id),
  site_id        TEXT NOT NULL REFERENCES site (id),
  account_id     TEXT NOT NULL REFERENCES account (id),
  at             INTEGER NOT NULL
) STRICT;

-- A person looked at by staff: what was measured and seen is sealed.
CREATE TABLE spot_check (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  site_id     TEXT NOT NULL REFERENCES site (id),
  at          INTEGER NOT NULL,
  day         TEXT NOT NULL,
  account_id  TEXT NOT NULL REFERENCES account (id),
  body        BLOB NOT NULL
) STRICT;
CREATE INDEX spot_check_by_person ON spot_check (person_id, day, at);

CREATE TABLE watchlist (
  id          TEXT NOT NULL PRIMARY KEY,
  sealed_key  BLOB NOT NULL,
  name        TEXT NOT NULL,
  source      TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  imported_by TEXT NOT NULL REFERENCES account (id),
  expires_at  INTEGER NOT NULL,
  retired_at  INTEGER
) STRICT;

CREATE TABLE watch_entry (
  id             TEXT NOT NULL PRIMARY KEY,
  watchlist_id   TEXT NOT NULL REFERENCES watchlist (id),
  document_index TEXT NOT NULL,
  body           BLOB NOT NULL,
  expires_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX watch_entry_by_document ON watch_entry (document_index);
CREATE INDEX watch_entry_by_list ON watch_entry (watchlist_id);

CREATE TABLE hit (
  id           TEXT NOT NULL PRIMARY KEY,
  entry_id     TEXT NOT NULL REFERENCES watch_entry (id),
  watchlist_id TEXT NOT NULL REFERENCES watchlist (id),
  person_id    TEXT NOT NULL REFERENCES person (id),
  body         BLOB NOT NULL,
  found_at     INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  lifted_at    INTEGER,
  UNIQUE (entry_id, person_id)
) STRICT;
CREATE INDEX hit_by_person ON hit (person_id);
CREATE INDEX hit_by_list ON hit (watchlist_id);
CREATE INDEX hit_by_time ON hit (found_at, id);

-- Versions of the rules for one disease. None is changed but for its end; nobody put in those that came at set-up.
CREATE TABLE disease_profile (
  code     TEXT NOT NULL,
  version  INTEGER NOT NULL,
  body     TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day   TEXT,
  put_at   INTEGER NOT NULL,
  put_by   TEXT REFERENCES account (id),
  reason   TEXT,
  PRIMARY KEY (code, version)
) STRICT;

-- A disease that was stood down: its data is kept until retained_until, unless a version was put in force again.
CREATE TABLE stand_down (
  code           TEXT NOT NULL,
  at             INTEGER NOT NULL,
  account_id     TEXT NOT NULL REFERENCES account (id),
  reason         TEXT NOT NULL,
  retained_until TEXT NOT NULL,
  resumed_at     INTEGER,
  PRIMARY KEY (code, at)
) STRICT;

-- A list of outbreak areas as a source gave it on a day. A whole one ends what the source named before and names no more.
CREATE TABLE area_list (
  id           TEXT NOT NULL PRIMARY KEY,
  source       TEXT NOT NULL,
  disease      TEXT NOT NULL,
  as_of        TEXT NOT NULL,
  whole        INTEGER NOT NULL,
  imported_at  INTEGER NOT NULL,
  imported_by  TEXT NOT NULL REFERENCES account (id),
  retracted_at INTEGER
) STRICT;
CREATE INDEX area_list_by_source ON area_list (disease, source, as_of);
CREATE INDEX area_list_by_time ON area_list (imported_at, id);

-- A text that names a place and that nobody could read, until a person did. The text is sealed.
CREATE TABLE unread_place (
  id         TEXT NOT NULL PRIMARY KEY,
  text_index TEXT NOT NULL UNIQUE,
  body       BLOB NOT NULL,
  told_at    INTEGER NOT NULL,
  division   TEXT,
  whole      INTEGER NOT NULL DEFAULT 0,
  read_at    INTEGER,
  read_by    TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX unread_place_open ON unread_place (told_at, id) WHERE read_at IS NULL;

-- In which declaration it stands.
CREATE TABLE place_mention (
  place_id       TEXT NOT NULL REFERENCES unread_place (id),
  declaration_id TEXT NOT NULL REFERENCES declaration (id),
  PRIMARY KEY (place_id, declaration_id)
) STRICT;

-- A line of a list: the smallest division known to hold the place, and whether it is all of it.
CREATE TABLE area (
  id           TEXT NOT NULL PRIMARY KEY,
  list_id      TEXT NOT NULL REFERENCES area_list (id),
  name         TEXT NOT NULL,
  division     TEXT,
  whole        INTEGER NOT NULL,
  place_id     TEXT REFERENCES unread_place (id),
  level        TEXT NOT NULL,
  from_day     TEXT NOT NULL,
  to_day       TEXT,
  retracted_at INTEGER
) STRICT;
CREATE INDEX area_by_list ON area (list_id);
CREATE INDEX area_by_day ON area (from_day, id);
CREATE INDEX area_by_place ON area (place_id) WHERE place_id IS NOT NULL;

-- Nothing is checked against site and person: who is put here was just read from an engagement, which is, and nobody who
-- was here is ever deleted. Checked, a list of newcomers waited longer for that than for its rows.
CREATE TABLE roster (
  site_id   TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version   INTEGER NOT NULL,
  removed   INTEGER NOT NULL,
  PRIMARY KEY (site_id, person_id)
) STRICT;
CREATE UNIQUE INDEX roster_by_version ON roster (site_id, version);

-- A gate is what holds the secret half of its public_key: none until it enrolled by its code, and none again once a
-- new code was given.
CREATE TABLE gate (
  id              TEXT NOT NULL PRIMARY KEY,
  account_id      TEXT NOT NULL REFERENCES account (id),
  site_id         TEXT NOT NULL REFERENCES site (id),
  name            TEXT NOT NULL,
  public_key      TEXT UNIQUE,
  code_hash       TEXT NOT NULL UNIQUE,
  code_expires_at INTEGER NOT NULL,
  code_used_at    INTEGER,
  created_at      INTEGER NOT NULL,
  last_seen_at    INTEGER,
  roster_version  INTEGER,
  queue           INTEGER,
  revoked_at      INTEGER
) STRICT;
CREATE INDEX gate_by_site ON gate (site_id);

-- The short session that a gate's signature opened; a new one takes its place.
CREATE TABLE gate_session (
  gate_id    TEXT NOT NULL PRIMARY KEY REFERENCES gate (id),
  token_hash TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL
) STRICT;

-- Challenges that were answered, until they are too old to be answered again.
CREATE TABLE gate_challenge (
  challenge TEXT NOT NULL PRIMARY KEY,
  forget_at INTEGER NOT NULL
) STRICT;
CREATE INDEX gate_challenge_by_end ON gate_challenge (forget_at);

CREATE TABLE passage (
  id             TEXT NOT NULL PRIMARY KEY,
  site_id        TEXT NOT NULL REFERENCES site (id),
  gate_id        TEXT NOT NULL REFERENCES gate (id),
  person_id      TEXT REFERENCES person (id),
  at             INTEGER NOT NULL,
  received_at    INTEGER NOT NULL,
  day            TEXT NOT NULL,
  direction      TEXT NOT NULL,
  way            TEXT NOT NULL,
  answer         TEXT NOT NULL,
  body           BLOB NOT NULL,
  roster_version INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_by_site ON passage (site_id, at, id);
CREATE INDEX passage_by_person ON passage (person_id, at);
CREATE INDEX passage_by_receipt ON passage (received_at, id);
CREATE INDEX passage_by_time ON passage (at, id);

CREATE TABLE alert (
  id              TEXT NOT NULL PRIMARY KEY,
  site_id         TEXT NOT NULL REFERENCES site (id),
  person_id       TEXT NOT NULL REFERENCES person (id),
  severity        TEXT NOT NULL,
  state           TEXT NOT NULL,
  body            BLOB NOT NULL,
  raised_at       INTEGER NOT NULL,
  changed_at      INTEGER NOT NULL,
  acknowledge_by  INTEGER NOT NULL,
  acknowledged_at INTEGER,
  acknowledged_by TEXT REFERENCES account (id),
  closed_at       INTEGER,
  closed_by       TEXT REFERENCES account (id),
  closing         BLOB
) STRICT;
CREATE INDEX alert_by_site ON alert (site_id, state, raised_at, id);
CREATE INDEX alert_by_time ON alert (raised_at, id);
CREATE INDEX alert_by_change ON alert (changed_at, id);
CREATE INDEX alert_by_person ON alert (person_id, raised_at);

CREATE TABLE audit (
  id         TEXT NOT NULL PRIMARY KEY,
  at         INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  role       TEXT NOT NULL,
  action     TEXT NOT NULL,
  person_id  TEXT,
  site_id    TEXT,
  -- The account that was acted upon.
  subject_id TEXT,
  -- Of a list that was looked at: the community, town or district, what it was filtered by, how many people it showed.
  division   TEXT,
  filters    TEXT,
  people     INTEGER,
  reason     BLOB,
  -- Its place in the chain and the link there: none until it is linked, moments after it was written.
  number     INTEGER UNIQUE,
  link       BLOB
) STRICT;
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_person ON audit (person_id, at);
CREATE INDEX audit_by_account ON audit (account_id, at);
CREATE INDEX audit_by_site ON audit (site_id, at);
CREATE INDEX audit_of_lists ON audit (at, id) WHERE people IS NOT NULL;
CREATE INDEX audit_unlinked ON audit (at, id) WHERE number IS NULL;
