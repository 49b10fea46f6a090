-- What people correct, and the readings that their corrections are replayed on.

-- Never deleted: who takes a correction back marks it as undone.
CREATE TABLE corrections (
  issue    TEXT NOT NULL REFERENCES issues (id),
  id       TEXT NOT NULL,
  position INTEGER NOT NULL,               -- of its recording, from 1
  data     TEXT NOT NULL,                  -- JSON
  undone   TEXT,                           -- ISO 8601, UTC
  PRIMARY KEY (issue, id)
) STRICT;

-- The issue as it was read, where a revision holds a corrected one.
CREATE TABLE readings (
  issue  TEXT NOT NULL,
  number INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (issue, number),
  FOREIGN KEY (issue, number) REFERENCES revisions (issue, number)
) STRICT;
