"""The SQL statements of the store."""

#: The version of the tables below, as ``user_version`` has it.
FORMAT = 1
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
CREATE TABLE IF NOT EXISTS secrets (digest TEXT NOT NULL);
PRAGMA user_version = 1;
COMMIT;
"""
GET = """SELECT digest, data FROM entry JOIN blob USING (digest)
WHERE made_from = ? AND made_by = ?"""
PUT_BLOB = "INSERT OR REPLACE INTO blob VALUES (?, ?)"
PUT = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, 0)"
HAS = "SELECT 1 FROM entry WHERE made_from = ? AND made_by = ?"
NAMED = "SELECT made_from, made_by FROM entry WHERE kind = ? AND name = ?"
COUNT_UNUSED = """UPDATE entry SET unused = unused + 1
WHERE NOT EXISTS (SELECT 1 FROM asked
WHERE asked.made_from = entry.made_from AND asked.made_by = entry.made_by)"""
COUNT_USED = """UPDATE entry SET unused = 0 WHERE unused > 0
AND EXISTS (SELECT 1 FROM asked
WHERE asked.made_from = entry.made_from AND asked.made_by = entry.made_by)"""
UNUSED_BYTES = "SELECT SUM(LENGTH(data)) FROM entry JOIN blob USING (digest) WHERE unused > 0"
USED_BYTES = "SELECT SUM(LENGTH(data)) FROM entry JOIN blob USING (digest) WHERE unused = 0"
DELETE_NAMED = "DELETE FROM entry WHERE name IN (SELECT value FROM json_each(?))"
DELETE_LOOSE = """DELETE FROM blob
WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.digest = blob.digest)"""
