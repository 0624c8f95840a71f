-- The record of a dossier. Everything here is derived from its documents, its story and its decisions.
-- Days are DATE; NULL means that the day is not known. `when_from` and `when_to` bound a time that is known only so far.
CREATE TABLE meta (schema INTEGER, built VARCHAR);

CREATE TABLE documents (
  id VARCHAR, source VARCHAR, url VARCHAR, title VARCHAR, outlet VARCHAR, author VARCHAR, agency VARCHAR, place VARCHAR,
  published DATE, basis VARCHAR, confidence FLOAT, language VARCHAR,
  origin VARCHAR,            -- id of the report that this one reprints, its own id if it is the first
  added VARCHAR, notes VARCHAR, characters INTEGER
);

CREATE TABLE sentences (document VARCHAR, number INTEGER, start INTEGER, "end" INTEGER, text VARCHAR);

CREATE TABLE actors (
  name VARCHAR, kind VARCHAR, speaks_for VARCHAR, names VARCHAR[], mentions INTEGER, documents INTEGER
);

CREATE TABLE claims (
  id VARCHAR, document VARCHAR, origin VARCHAR, published DATE,
  type VARCHAR, holder VARCHAR, speaks_for VARCHAR, argument VARCHAR,
  holder_found VARCHAR, argument_found VARCHAR,      -- as the single document has them
  topic VARCHAR, polarity INTEGER, status VARCHAR,
  date VARCHAR, when_from DATE, when_to DATE,        -- when it was said or done; for `schedule` the time planned
  said DATE,                                         -- the day that places it: when_from, or the day of publication
  quote VARCHAR, start INTEGER, "end" INTEGER, sentence_start INTEGER, sentence_end INTEGER, sentence VARCHAR,
  rule VARCHAR, confidence FLOAT, stated BOOLEAN,
  matter VARCHAR, matter_label VARCHAR               -- what positions are compared on
);

CREATE TABLE statements (
  id VARCHAR, document VARCHAR, origin VARCHAR, published DATE,
  speaker VARCHAR, speaks_for VARCHAR, speaker_found VARCHAR, cue VARCHAR, content VARCHAR, addressee VARCHAR,
  chain VARCHAR, said DATE, said_text VARCHAR, quoted BOOLEAN, start INTEGER, "end" INTEGER, sentence VARCHAR
);

CREATE TABLE events (
  id VARCHAR, category VARCHAR, mode VARCHAR, participants VARCHAR[], place VARCHAR,
  when_from DATE, when_to DATE, origins INTEGER
);

CREATE TABLE event_reports (
  event VARCHAR, document VARCHAR, origin VARCHAR, published DATE, stated BOOLEAN, claim VARCHAR,
  quote VARCHAR, start INTEGER, "end" INTEGER, sentence VARCHAR
);
