"""The SQL statements of the store."""

#: The version of the tables below, as ``user_version`` has it.
FORMAT = 2
TABLES = """
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS blob (digest BLOB PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
  made_from BLOB, made_by BLOB, kind TEXT NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL,
  unused INTEGER NOT NULL, PRIMARY KEY (made_from, made_by)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_name ON entry (kind, name);
CREATE INDEX IF NOT EXISTS by_digest ON entry (digest);
CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY CHECK (id = 0), text TEXT NOT NULL);
DROP TABLE IF EXISTS secrets;
PRAGMA user_version = 2;
COMMIT;
"""
GET = """SELECT digest, data FROM entry JOIN blob USING (digest)
WHERE made_from = ? AND made_by = ?"""
PUT_BLOB = "INSERT OR REPLACE INTO blob VALUES (?, ?)"
PUT = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, 0)"
HAS = "SELECT 1 FROM entry WHERE made_from = ? AND made_by = ?"
NAMED = "SELECT made_from, made_by FROM entry WHERE kind = ? AND name = ?"
USES = "SELECT made_from, made_by, unused FROM entry"
COUNT_UNUSED = "UPDATE entry SET unused = unused + 1 WHERE made_from = ? AND made_by = ?"
COUNT_USED = "UPDATE entry SET unused = 0 WHERE made_from = ? AND made_by = ?"
UNUSED_BYTES = "SELECT SUM(LENGTH(data)) FROM entry JOIN blob USING (digest) WHERE unused > 0"
USED_BYTES = "SELECT SUM(LENGTH(data)) FROM entry JOIN blob USING (digest) WHERE unused = 0"
DELETE_UNUSED = "DELETE FROM entry WHERE unused > ?"
DELETE = "DELETE FROM entry WHERE made_from = ? AND made_by = ?"
DELETE_NAMED = "DELETE FROM entry WHERE name IN (SELECT value FROM json_each(?))"
#: The inner query reads the index of digests; the table itself contains all the bytes.
DELETE_LOOSE = """DELETE FROM blob WHERE digest IN (SELECT digest FROM blob
WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.digest = blob.digest))"""
#: Who wrote last: the digest of a sweep, or the mark of a build that has not swept since.
GET_MARK = "SELECT text FROM mark"
MARK = "INSERT OR REPLACE INTO mark VALUES (0, ?)"
