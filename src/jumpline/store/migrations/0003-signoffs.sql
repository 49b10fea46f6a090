-- Who has read an issue to its end and signed it (初审、复审、终审). Never deleted.

CREATE TABLE signoffs (
  issue    TEXT NOT NULL REFERENCES issues (id),
  id       TEXT NOT NULL,
  position INTEGER NOT NULL,               -- of its recording, from 1
  data     TEXT NOT NULL,                  -- JSON
  PRIMARY KEY (issue, id)
) STRICT;
