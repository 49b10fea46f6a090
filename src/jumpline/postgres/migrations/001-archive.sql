-- The truth of an archive, as store/migrations has it for SQLite. Text sorts by its bytes.

CREATE TABLE meta (
  key   text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);

INSERT INTO meta VALUES ('generation', '0');

CREATE TABLE issues (
  id          text COLLATE "C" PRIMARY KEY,
  publication text COLLATE "C" NOT NULL,
  title       text,
  language    text,
  date        text COLLATE "C",
  number      bigint,
  pages       text NOT NULL,
  articles    integer NOT NULL,
  problems    integer NOT NULL,
  revision    integer NOT NULL,
  generation  bigint NOT NULL
);

CREATE INDEX issues_by_date ON issues (publication, date);
CREATE INDEX issues_by_generation ON issues (generation);

CREATE TABLE revisions (
  issue     text COLLATE "C" NOT NULL REFERENCES issues (id) DEFERRABLE INITIALLY DEFERRED,
  number    integer NOT NULL CHECK (number >= 1),
  digest    text COLLATE "C" NOT NULL,
  sources   text COLLATE "C" NOT NULL,
  reader    text COLLATE "C" NOT NULL,
  confirmed text COLLATE "C" NOT NULL,
  added     text COLLATE "C" NOT NULL,
  PRIMARY KEY (issue, number)
);

ALTER TABLE issues ADD FOREIGN KEY (id, revision) REFERENCES revisions (issue, number)
  DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE sources (
  issue    text COLLATE "C" NOT NULL,
  number   integer NOT NULL,
  position integer NOT NULL,
  name     text COLLATE "C" NOT NULL,
  digest   text COLLATE "C" NOT NULL,
  size     bigint NOT NULL,
  PRIMARY KEY (issue, number, position),
  FOREIGN KEY (issue, number) REFERENCES revisions (issue, number)
);

CREATE INDEX sources_by_digest ON sources (digest);

CREATE TABLE articles (
  id    text COLLATE "C" NOT NULL,
  issue text COLLATE "C" NOT NULL REFERENCES issues (id),
  PRIMARY KEY (id, issue)
);

CREATE INDEX articles_by_issue ON articles (issue);

CREATE TABLE corrections (
  issue    text COLLATE "C" NOT NULL REFERENCES issues (id),
  id       text COLLATE "C" NOT NULL,
  position integer NOT NULL,
  data     text NOT NULL,
  undone   text COLLATE "C",
  PRIMARY KEY (issue, id)
);

CREATE TABLE readings (
  issue  text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  digest text COLLATE "C" NOT NULL,
  PRIMARY KEY (issue, number),
  FOREIGN KEY (issue, number) REFERENCES revisions (issue, number)
);
