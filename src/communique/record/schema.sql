-- The record of a dossier: what its reports say, joined. All of it is derived, and can be made again, from the dossier's
-- documents, story and decisions.
--
-- Days are DATE; NULL means that the day is not known. Texts are never NULL; '' means "none" or "not known".
-- Positions (`start`, `end`, ...) count characters of documents.text from 0, the end not included:
-- substring(text, start + 1, "end" - start) is the very wording. The views at the end of this file give it.

CREATE TABLE meta (
  schema INTEGER,            -- version of this file
  built VARCHAR,             -- when the youngest report was added
  title VARCHAR,             -- of the story
  story VARCHAR              -- its issues, lists and gates as JSON
);

CREATE TABLE documents (
  id VARCHAR, source VARCHAR, url VARCHAR, title VARCHAR, outlet VARCHAR, author VARCHAR, agency VARCHAR, place VARCHAR,
  published DATE,
  basis VARCHAR,             -- how `published` is known: person, given, metadata, dateline, byline, url, unknown
  confidence FLOAT,          -- how sure it is, 0 to 1
  language VARCHAR,          -- ISO 639-1
  origin VARCHAR,            -- the first report of its reprint group
  added VARCHAR,             -- when it came into the dossier
  notes VARCHAR[],           -- what was doubtful in reading it
  bearing INTEGER,           -- how many actors of dossier.toml it mentions
  text VARCHAR               -- the article, clean
);

CREATE TABLE sentences (document VARCHAR, number INTEGER, start INTEGER, "end" INTEGER);

CREATE TABLE actors (
  name VARCHAR, kind VARCHAR,
  speaks_for VARCHAR,        -- for whom a person speaks
  followed BOOLEAN           -- named in dossier.toml
);

CREATE TABLE aliases (       -- every name that an actor can be asked for by
  folded VARCHAR,            -- without case, accents and variants of spelling (communique.actors.fold_name)
  name VARCHAR
);

CREATE TABLE mentions (      -- how often a document has an actor under which name
  document VARCHAR, actor VARCHAR, text VARCHAR, kind VARCHAR, times INTEGER
);

CREATE TABLE matters (       -- what positions are compared on
  matter VARCHAR,            -- its key; alone|ID for a claim that can be compared with no other
  type VARCHAR,
  issue VARCHAR,             -- the issue of dossier.toml that its words name
  plus VARCHAR, minus VARCHAR, -- how +1 and -1 read
  gate VARCHAR,              -- for a condition: what it holds up
  grouped BOOLEAN,           -- false if only the words of its claims are alike
  label VARCHAR              -- how it is called, in the words of its first report; '' if only the claim itself can say
);

CREATE TABLE claims (
  id VARCHAR, document VARCHAR, origin VARCHAR, published DATE,
  out_by DATE,               -- the day by which its report was surely out, also if only inferred; NULL if nobody knows
  type VARCHAR, holder VARCHAR, speaks_for VARCHAR, argument VARCHAR,
  holder_found VARCHAR, argument_found VARCHAR,        -- as the document alone has them
  topic VARCHAR, status VARCHAR,
  polarity TINYINT,                                    -- on its matter, whose +1 it may be against in other words
  polarity_found TINYINT,                              -- as the claim has it
  date VARCHAR,                                        -- when it was said or done; for `schedule` the time planned
  date_from DATE, date_to DATE,                        -- its first and last day
  day DATE,                                            -- the day it counts from: of its date, else of publication
  start INTEGER, "end" INTEGER, sentence_start INTEGER, sentence_end INTEGER,
  rule VARCHAR, confidence FLOAT, stated BOOLEAN,
  soft BOOLEAN,              -- its words take the position with less than a plain yes or no
  truce VARCHAR,             -- what it tells of a truce: violation, aid, blocked, truce; '' if nothing
  basis VARCHAR,             -- 'reader', or 'person' if somebody accepted, corrected or added it
  decided VARCHAR,           -- when that was decided, a time in UTC; '' if nobody decided
  decision VARCHAR,          -- and by which decision
  matter VARCHAR,                                      -- '' for acts
  via VARCHAR[],                                       -- who passed it on, the nearest to the reader first
  witness VARCHAR,                                     -- whom the report has it from: what counts as one origin
  bearing INTEGER,           -- of its document
  -- Numbers to group and count by, which is faster than by names:
  held UINTEGER,             -- equal for what one holder says on one matter, in the order of both; NULL for acts
  sided UINTEGER,            -- the same of one side, whoever speaks for it
  origin_number UINTEGER, witness_number UINTEGER
);

CREATE TABLE retired_claims AS FROM claims;            -- what people rejected or replaced
ALTER TABLE retired_claims ADD COLUMN retired VARCHAR; -- when they did so
ALTER TABLE retired_claims ADD COLUMN retired_by VARCHAR; -- and by which decision

CREATE TABLE decisions (
  id VARCHAR, act VARCHAR, who VARCHAR, why VARCHAR,
  number INTEGER,            -- in which order they were taken, from 0
  decided VARCHAR,           -- when, a time in UTC
  day VARCHAR,               -- for a condition: from which day on it is so
  document VARCHAR, start INTEGER, "end" INTEGER, quote VARCHAR, -- the evidence that it holds for
  state VARCHAR,             -- applied, idle (nothing there to decide), orphaned (the evidence is gone),
                             -- excluded (its report is), undone, replaced (by a decision that names it)
  claim VARCHAR,             -- the claim that stands because of it, or that names the condition
  matter VARCHAR,            -- for a condition: which
  before VARCHAR, after VARCHAR, proof VARCHAR, report_before VARCHAR, report_after VARCHAR, -- as JSON
  names VARCHAR[],           -- the actors that are merged or split
  over VARCHAR               -- the decision that it takes back or replaces
);

CREATE TABLE excluded (id VARCHAR, title VARCHAR, outlet VARCHAR, source VARCHAR); -- reports that people left out

CREATE TABLE review (        -- the claims that nobody has decided about, in the order in which somebody should
  claim VARCHAR, rank INTEGER,
  weight TINYINT,            -- what hangs on it: 0 a gate, 1 a condition or list of the story, 2 another, 3 the only proof
                             -- of where a side stands there, 4 it is in dispute, 5 nothing of these
  reasons VARCHAR[]          -- in words
);

CREATE TABLE statements (
  id VARCHAR, document VARCHAR, origin VARCHAR, published DATE, out_by DATE,
  speaker VARCHAR, speaks_for VARCHAR, speaker_found VARCHAR,
  named BOOLEAN,                                       -- the speaker is an actor of the record
  cue VARCHAR, pieces INTEGER[],                       -- positions of what was said: start, end, start, end, ...
  same VARCHAR,                                        -- equal where the same words are told again
  addressee VARCHAR, chain VARCHAR[], said VARCHAR, day DATE, quoted BOOLEAN,
  start INTEGER, "end" INTEGER, sentence_start INTEGER, sentence_end INTEGER,
  via VARCHAR[],                                       -- who passed it on, the nearest to the reader first
  witness VARCHAR                                      -- whom the report has it from: what counts as one origin
);

CREATE TABLE events (id VARCHAR, kind VARCHAR, polarity TINYINT, status VARCHAR);

CREATE TABLE event_reports ( -- what each report tells of an event; the event is what its reports agree on
  id VARCHAR, event VARCHAR, document VARCHAR, origin VARCHAR, published DATE, out_by DATE,
  doer VARCHAR, doer_for VARCHAR, other VARCHAR, other_for VARCHAR,
  mode VARCHAR, place VARCHAR, topic VARCHAR,
  date VARCHAR, date_from DATE, date_to DATE,          -- what the report says of its time; for `schedule` the time planned
  day DATE,                                            -- the day it counts from
  stated BOOLEAN, confidence FLOAT,
  claim VARCHAR,                                       -- the claim that tells it, '' if it is an event of PLOVER's kinds
  truce VARCHAR,                                       -- what it tells of a truce: violation, aid, blocked, truce
  decided VARCHAR,                                     -- when a person decided that; '' if nobody did
  start INTEGER, "end" INTEGER, sentence_start INTEGER, sentence_end INTEGER,
  via VARCHAR[],                                       -- who passed it on, the nearest to the reader first
  witness VARCHAR                                      -- whom the report has it from: what counts as one origin
);

CREATE TABLE retired_reports AS FROM event_reports;    -- what is told of an event by claims that people retired
ALTER TABLE retired_reports ADD COLUMN retired VARCHAR;

CREATE TABLE fulfilments (   -- reports that tell of what a condition asks for
  report VARCHAR,
  matter VARCHAR,            -- of the condition of dossier.toml in whose words it is told; '' if in other words
  thing VARCHAR              -- what came about, as keys of conditions have it, if it is told in other words; else ''
);

CREATE TABLE dating (        -- when reports without a date can have been published; `published` never changes by it
  document VARCHAR, earliest DATE, latest DATE,
  presumed BOOLEAN,          -- it took more than what the report and others say
  reasons VARCHAR[]
);

CREATE TABLE plans (         -- which schedule claims tell of one planned event, and what each calls it
  claim VARCHAR,
  plan VARCHAR,              -- the event's id
  kind VARCHAR,              -- talks, truce, vote, deadline, signing, visit, meeting
  round VARCHAR,             -- "second"
  ending BOOLEAN,            -- the time told is that of its end
  places VARCHAR[], parties VARCHAR[]
);

CREATE VIEW quoted_claims AS
SELECT claims.*, outlet, title, substring(text, start + 1, "end" - start) AS quote,
  substring(text, sentence_start + 1, sentence_end - sentence_start) AS sentence
FROM claims JOIN documents ON documents.id = claims.document;

CREATE VIEW quoted_statements AS
SELECT statements.*, outlet, title, substring(text, start + 1, "end" - start) AS quote
FROM statements JOIN documents ON documents.id = statements.document;

CREATE VIEW quoted_events AS
SELECT events.kind, events.polarity, events.status, event_reports.*, outlet, title,
  substring(text, start + 1, "end" - start) AS quote
FROM event_reports JOIN events ON events.id = event JOIN documents ON documents.id = document;
