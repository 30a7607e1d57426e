-- Who is signed in. Plain SQL that SQLite and PostgreSQL both take; times are milliseconds since 1970.

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
