-- Changes: what was typed, and the record of what was done. Plain SQL that SQLite and PostgreSQL both take, but for the triggers;
-- times are milliseconds since 1970.

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

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;

CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;

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
    ended_at   BIGINT
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
