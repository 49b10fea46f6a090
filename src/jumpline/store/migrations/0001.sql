-- The truth of an archive. Blobs (sources and issue JSON) lie beside it under their SHA-256.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

INSERT INTO meta VALUES ('generation', '0');

-- One row an issue: its current revision, in columns for lists.
CREATE TABLE issues (
  id          TEXT PRIMARY KEY,
  publication TEXT NOT NULL,
  title       TEXT,
  language    TEXT,
  date        TEXT,
  number      INTEGER,
  pages       TEXT NOT NULL,              -- JSON list of page labels
  articles    INTEGER NOT NULL,
  problems    INTEGER NOT NULL,
  revision    INTEGER NOT NULL,
  generation  INTEGER NOT NULL,           -- of the last change
  FOREIGN KEY (id, revision) REFERENCES revisions (issue, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX issues_by_date ON issues (publication, date);
CREATE INDEX issues_by_generation ON issues (generation);

-- Never updated but for confirmed, never deleted.
CREATE TABLE revisions (
  issue     TEXT NOT NULL REFERENCES issues (id) DEFERRABLE INITIALLY DEFERRED,
  number    INTEGER NOT NULL CHECK (number >= 1),
  digest    TEXT NOT NULL,                -- of the issue JSON
  sources   TEXT NOT NULL,                -- digest of the sorted digests of its sources
  reader    TEXT NOT NULL,                -- that made it
  confirmed TEXT NOT NULL,                -- the latest reader that gave the same
  added     TEXT NOT NULL,                -- ISO 8601, UTC
  PRIMARY KEY (issue, number)
) STRICT;

CREATE TABLE sources (
  issue    TEXT NOT NULL,
  number   INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,
  digest   TEXT NOT NULL,
  size     INTEGER NOT NULL,
  PRIMARY KEY (issue, number, position),
  FOREIGN KEY (issue, number) REFERENCES revisions (issue, number)
) STRICT;

CREATE INDEX sources_by_digest ON sources (digest);

-- Articles of current revisions.
CREATE TABLE articles (
  id    TEXT NOT NULL,
  issue TEXT NOT NULL REFERENCES issues (id),
  PRIMARY KEY (id, issue)
) STRICT;

CREATE INDEX articles_by_issue ON articles (issue);
