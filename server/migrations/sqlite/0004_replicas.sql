-- What several replicas on one database have to know of each other. SQLite has one process; the queries are the same.

-- All that is known of AWS in one table, a row with the version in which it was last written: what is new is what has a later one.
-- A body that is empty tells that the thing is gone.
ALTER TABLE resource ADD COLUMN described_at BIGINT NOT NULL DEFAULT 0; -- when its details were read: an earlier reading changes nothing
ALTER TABLE resource ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
CREATE INDEX resource_by_version ON resource (version);

INSERT INTO resource (kind, parent, id, body)
    SELECT 'scope', region, kind, '{"listed_at":' || listed_at || ',"progress":null,"problem":null}' FROM listing;
DROP TABLE listing;

INSERT INTO resource (kind, parent, id, body) SELECT 'account', '', '', '"' || value || '"' FROM setting WHERE name = 'account';
DELETE FROM setting WHERE name = 'account';

-- One row. Whoever writes moves the version on first, and so waits until who wrote before has committed: versions appear in order.
CREATE TABLE inventory (
    version   BIGINT NOT NULL, -- the latest
    forgotten BIGINT NOT NULL  -- what was gone until this one has left no row
);

INSERT INTO inventory (version, forgotten) VALUES (0, 0);

-- What to think of before a bulk change begins, as JSON.
ALTER TABLE bulk ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';

-- What passwords that Frontdesk made up were computed with, beside the session's cookie: until they are seen once, for ten minutes at most.
CREATE TABLE once (
    change_id TEXT   NOT NULL PRIMARY KEY,
    salt      TEXT   NOT NULL, -- random
    mark      TEXT   NOT NULL, -- tells the session that it is of
    kept_at   BIGINT NOT NULL
);
