-- +goose Up
PRAGMA application_id = 1819567986;
CREATE TABLE liantu_meta (
    name  TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;
INSERT INTO liantu_meta VALUES ('id', lower(hex(randomblob(16)))), ('version', 0);
-- What was deleted, until it is put again; what is there carries the version
-- of its last change in its own row (_version).
CREATE TABLE liantu_deleted (
    label   TEXT NOT NULL,
    key     TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (label, key)
) WITHOUT ROWID;
CREATE INDEX liantu_deleted_by_version ON liantu_deleted (version);
