-- Frontdesk's tables, as the steps of migrations/sqlite have made them until the fourth; times are milliseconds since 1970.

-- What Frontdesk knows of AWS: one thing read from there, by what it belongs to (an instance's id, a Region) and its own id or name.
CREATE TABLE resource (
    kind         TEXT   NOT NULL,
    parent       TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    body         TEXT   NOT NULL, -- JSON; empty when the thing is gone
    described_at BIGINT NOT NULL, -- when its details were read: an earlier reading changes nothing
    version      BIGINT NOT NULL, -- in which it was last written: what is new to a replica is what has a later one
    PRIMARY KEY (kind, parent, id)
);

CREATE INDEX resource_by_version ON resource (version);

-- One row. Whoever writes moves the version on first, and so waits until who wrote before has committed: versions appear in order.
CREATE TABLE inventory (
    version   BIGINT NOT NULL, -- the latest
    forgotten BIGINT NOT NULL  -- what was gone until this one has left no row
);

INSERT INTO inventory (version, forgotten) VALUES (0, 0);

-- Single values.
CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Who is signed in.
CREATE TABLE session (
    id               TEXT   NOT NULL PRIMARY KEY, -- the SHA-256 of what the cookie holds
    way              TEXT   NOT NULL,             -- how one signed in: a session counts only where one still signs in so
    subject          TEXT   NOT NULL,             -- OpenID Connect's `sub`
    provider_session TEXT,                        -- OpenID Connect's `sid`
    signed_in        TEXT   NOT NULL,             -- JSON: the person, and where from
    tokens           TEXT,                        -- the provider's, encrypted with a key that only the cookie leads to
    created_at       BIGINT NOT NULL,
    seen_at          BIGINT NOT NULL,
    checked_at       BIGINT NOT NULL,             -- when the provider last confirmed it
    check_begun_at   BIGINT NOT NULL              -- when it was last asked to
);

CREATE INDEX session_by_subject ON session (subject);
CREATE INDEX session_by_provider_session ON session (provider_session);

-- Logout tokens that were taken: each counts once.
CREATE TABLE logout_token (
    id         TEXT   NOT NULL PRIMARY KEY, -- the SHA-256 of `jti`
    expires_at BIGINT NOT NULL
);

-- What somebody typed into a form, for a day.
CREATE TABLE draft (
    id       TEXT   NOT NULL PRIMARY KEY, -- random
    person   TEXT   NOT NULL,             -- OpenID Connect's `sub`
    action   TEXT   NOT NULL,
    parent   TEXT   NOT NULL,             -- what it is about: an instance's id or a Region,
    subject  TEXT   NOT NULL,             -- and an id or name; empty for something new
    opened   TEXT   NOT NULL,             -- what the fields held in AWS when the form was opened, as a form
    typed    TEXT   NOT NULL,             -- what was typed, as a form; never a secret
    was_sent BIGINT NOT NULL,             -- 1 when it was to be reviewed
    errors   TEXT   NOT NULL,             -- JSON: what AWS found wrong with it
    kept_at  BIGINT NOT NULL,
    UNIQUE (person, action, parent, subject)
);

-- The audit log. Nothing in it is ever changed or removed.
CREATE TABLE audit (
    number    BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3, …
    change_id TEXT   NOT NULL,
    body      TEXT   NOT NULL,             -- JSON, as it was hashed
    hash      TEXT   NOT NULL              -- the SHA-256 of the hash before, a line feed, and the body
);

CREATE INDEX audit_by_change ON audit (change_id, number);

CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is only added to'; END
$$;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to();
CREATE TRIGGER audit_is_not_removed BEFORE DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to();

-- By what changes are found: derived from the audit log, one row a change. `frontdesk audit verify` says whether it still agrees.
CREATE TABLE change (
    id       TEXT   NOT NULL PRIMARY KEY,
    number   BIGINT NOT NULL,             -- of its first entry
    at       BIGINT NOT NULL,
    person   TEXT   NOT NULL,             -- `sub`
    actor    TEXT   NOT NULL,             -- name, e-mail address and `sub`, folded for finding
    action   TEXT   NOT NULL,
    kind     TEXT   NOT NULL,
    parent   TEXT   NOT NULL,
    subject  TEXT   NOT NULL,
    name     TEXT   NOT NULL,             -- of the resource, folded for finding
    words    TEXT   NOT NULL,             -- title, people, notes and fields, folded for finding
    outcome  TEXT   NOT NULL
);

CREATE UNIQUE INDEX change_by_number ON change (number);
CREATE INDEX change_by_time ON change (at);
CREATE INDEX change_by_action ON change (action, number);
CREATE INDEX change_by_kind ON change (kind, number);
CREATE INDEX change_by_subject ON change (subject, number);
CREATE INDEX change_by_name ON change (name, number);
CREATE INDEX change_by_outcome ON change (outcome, number);

-- SQLite's name for it, so that the same queries find the same on both.
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT strpos($1, $2)';

-- The same change of many things, one after the other.
CREATE TABLE bulk (
    id         TEXT   NOT NULL PRIMARY KEY, -- random
    action     TEXT   NOT NULL,             -- of the whole
    title      TEXT   NOT NULL,
    actor      TEXT   NOT NULL,             -- JSON: who began it
    session    TEXT   NOT NULL,             -- in whose name it goes on
    state      TEXT   NOT NULL,             -- reviewed, running, paused, stopped, done
    why        TEXT,                        -- why it is paused
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    ended_at   BIGINT,
    warnings   TEXT   NOT NULL              -- JSON: what to think of before it begins
);

CREATE TABLE bulk_row (
    bulk        TEXT   NOT NULL,
    number      BIGINT NOT NULL,
    action      TEXT   NOT NULL, -- of the one
    parent      TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    form        TEXT   NOT NULL,
    fields      TEXT   NOT NULL, -- JSON: what changes
    calls       BIGINT NOT NULL,
    fingerprint TEXT   NOT NULL, -- of what was reviewed
    state       TEXT   NOT NULL, -- waiting, making, made, in-part, not-made, unknown, skipped
    message     TEXT,
    change_id   TEXT,
    PRIMARY KEY (bulk, number)
);

-- What passwords that Frontdesk made up were computed with, beside the session's cookie: until they are seen once, for ten minutes at most.
CREATE TABLE once (
    change_id TEXT   NOT NULL PRIMARY KEY,
    salt      TEXT   NOT NULL, -- random
    mark      TEXT   NOT NULL, -- tells the session that it is of
    kept_at   BIGINT NOT NULL
);
