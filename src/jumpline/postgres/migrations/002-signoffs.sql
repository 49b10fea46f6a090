-- Who has read an issue to its end and signed it (初审、复审、终审). Never deleted.

CREATE TABLE signoffs (
  issue    text COLLATE "C" NOT NULL REFERENCES issues (id),
  id       text COLLATE "C" NOT NULL,
  position integer NOT NULL,
  data     text NOT NULL,
  PRIMARY KEY (issue, id)
);
