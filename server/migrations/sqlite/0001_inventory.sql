-- What Frontdesk knows of AWS. Plain SQL that SQLite and PostgreSQL both take.

-- One thing read from AWS, by what it belongs to (an instance's id, a Region) and its own id or name.
CREATE TABLE resource (
    kind   TEXT NOT NULL,
    parent TEXT NOT NULL,
    id     TEXT NOT NULL,
    body   TEXT NOT NULL, -- JSON
    PRIMARY KEY (kind, parent, id)
);

-- When a kind was last listed to the end in a Region.
CREATE TABLE listing (
    kind      TEXT   NOT NULL,
    region    TEXT   NOT NULL,
    listed_at BIGINT NOT NULL, -- milliseconds since 1970
    PRIMARY KEY (kind, region)
);

-- Single values, such as the account that all this belongs to.
CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
