-- Five million claims, written straight into the tables of src/communique/record/schema.sql. See synthetic.py.
-- Every choice is drawn from the number of what it is about, so that the record is the same each time.

CREATE TEMP MACRO draw(what, about, n) AS (hash(what, about) % n)::INTEGER;        -- a whole number below n
CREATE TEMP MACRO chance(what, about) AS hash(what, about) % 1000000 / 1000000.0;  -- a number below 1
CREATE TEMP MACRO pick(what, about, choices) AS choices[1 + draw(what, about, len(choices))];
CREATE TEMP MACRO name_id(letter, what) AS letter || left(md5(what::VARCHAR), 12);

SET VARIABLE days = 5113;    -- 2005 to 2018

-- ICEWS as it is: who did what to whom, and the type of claim, or else the kind of event, that says so.
CREATE TEMP TABLE coded AS
SELECT (row_number() OVER (ORDER BY date, id) - 1)::INTEGER AS number, replace(source, '|', ' ') AS source,
  replace(target, '|', ' ') AS target, (date::DATE - DATE '2005-01-01')::INTEGER AS day, event,
  CASE WHEN regexp_matches(event, '(?i)consult|negotiation|visit|telephone|mediat|third location') THEN 'consult'
    WHEN regexp_matches(event, '(?i)intent to meet') THEN 'schedule'
    WHEN regexp_matches(event, '(?i)^demand|appeal|request') THEN 'request'
    WHEN regexp_matches(event, '(?i)accuse') THEN 'accuse'
    WHEN regexp_matches(event, '(?i)agreement') THEN 'agree'
    WHEN regexp_matches(event, '(?i)intent') THEN 'pledge'
    WHEN regexp_matches(event, '(?i)threaten') THEN 'threaten'
    WHEN regexp_matches(event, '(?i)praise|criticize|reject|optimistic|pessimistic') THEN 'stance'
    WHEN regexp_matches(event, '(?i)arrest|expel|coerc|confiscat|restrict') THEN 'coerce'
    WHEN regexp_matches(event, '(?i)force|fight|violence|assault|bomb|kill|attack|occupy') THEN 'assault'
    WHEN regexp_matches(event, '(?i)aid') THEN 'aid' ELSE 'support' END AS type,
  CASE WHEN regexp_matches(event, '(?i)criticize|reject|pessimistic') THEN -1 ELSE 1 END AS polarity
FROM read_json(getvariable('icews'));

SET VARIABLE claims = getvariable('wanted') - (SELECT count(*) FROM coded WHERE list_contains(getvariable('types'), type));
SET VARIABLE told = getvariable('claims') + getvariable('retired');
SET VARIABLE facts = getvariable('claims') // 2;
SET VARIABLE a_day = greatest(1, getvariable('claims') // 10 // getvariable('days'));  -- reports
SET VARIABLE first_prints = greatest(1, getvariable('a_day') * 7 // 10);

INSERT INTO actors BY NAME
SELECT name, regexp_extract(name, '\(([^()]+)\)$', 1) AS speaks_for,
  CASE WHEN speaks_for <> '' THEN 'person' WHEN count(*) > 300 THEN 'state' ELSE 'body' END AS kind,
  row_number() OVER (ORDER BY speaks_for <> '', count(*) DESC, name) <= getvariable('followed') AS followed
FROM (SELECT source AS name FROM coded UNION ALL SELECT target FROM coded) GROUP BY name ORDER BY name;

-- What was news: each fact is told by one report, and the first ones by many.
CREATE TEMP TABLE drawn AS
SELECT fact, getvariable('types')[1 + draw(fact, 'type', 1000)] AS type,
  CASE WHEN draw(fact, 'reports', 12) = 0 THEN '' ELSE one.source END AS holder,
  CASE WHEN draw(fact, 'pair', 10) < 6 THEN one.target ELSE other.target END AS argument,
  draw(fact, 'day', getvariable('days')) AS day, 1 AS polarity_told, one.event
FROM (SELECT range AS fact, draw(range, 'one', (SELECT count(*) FROM coded)) AS one_number,
  draw(range, 'other', (SELECT count(*) FROM coded)) AS other_number FROM range(getvariable('facts')))
JOIN coded one ON one.number = one_number JOIN coded other ON other.number = other_number
UNION ALL SELECT getvariable('facts') + number, type, source, target, day, polarity, event FROM coded;

CREATE TEMP TABLE named AS
WITH worded AS (
  SELECT *, coalesce(nullif(speaks_for, ''), holder) AS side,
    list_sort([pick(fact, 'asked', getvariable('asked')), pick(fact, 'also', getvariable('asked'))]) AS two,
    getvariable('gates')[1 + floor(len(getvariable('gates')) * pow(chance(fact, 'gate'), 2))::INTEGER] AS waiting,
    CASE type
      WHEN 'designation' THEN pick(fact, 'label', ['terrorist', 'terrorist', 'terrorist', 'extremist', 'illegitimate'])
      WHEN 'participation' THEN pick(fact, 'forum', ['talks', 'talks', 'talks', 'delegation', 'truce', 'government'])
      WHEN 'condition' THEN CASE WHEN draw(fact, 'kind', 10) < 6 THEN pick(fact, 'asked', getvariable('asked'))
        WHEN draw(fact, 'kind', 10) < 7 AND two[1] <> two[2] THEN two[1] || '+' || two[2]
        ELSE 'measure ' || floor(200 * pow(chance(fact, 'measure'), 2))::INTEGER END
      WHEN 'stance' THEN CASE WHEN draw(fact, 'kind', 10) < 3 THEN pick(fact, 'issue', getvariable('issues'))
        WHEN draw(fact, 'kind', 10) < 4 THEN 'tenure' WHEN draw(fact, 'kind', 10) < 8
        THEN 'proposal ' || floor(300 * pow(chance(fact, 'proposal'), 2))::INTEGER ELSE '' END
      ELSE lower(event) END AS topic
  FROM drawn LEFT JOIN (SELECT name, speaks_for FROM actors) ON name = holder
)
SELECT * EXCLUDE (two, waiting, name, speaks_for), coalesce(speaks_for, '') AS speaks_for,
  CASE WHEN type = 'condition' THEN waiting ELSE '' END AS gate,
  CASE WHEN topic LIKE 'issue%' THEN topic ELSE '' END AS issue,
  lower(CASE WHEN type IN ('designation', 'participation') THEN concat_ws('|', type, argument, topic)
    WHEN type = 'condition' THEN concat_ws('|', type, waiting, topic)
    WHEN type = 'stance' THEN CASE WHEN topic = '' THEN 'alone' WHEN issue <> '' THEN 'issue|' || topic
      WHEN topic = 'tenure' THEN 'tenure|' || argument ELSE concat_ws('|', type, argument, topic) END
    ELSE '' END) AS matter,
  CASE WHEN matter = '' THEN CASE WHEN draw(fact, 'not', 20) = 0 THEN -1 ELSE polarity_told END
    ELSE polarity_told * CASE WHEN chance(side || matter, 'pole') < 0.15 + 0.7 * chance(matter, 'tilt') THEN 1 ELSE -1 END
      * CASE WHEN draw(fact, 'slip', 25) = 0 OR (draw(side || matter, 'turns', 8) = 0
        AND day > draw(side || matter, 'turned', getvariable('days'))) THEN -1 ELSE 1 END END AS polarity
FROM worded;

-- Who tells it, in which report: i tells fact i as long as there are facts, then the first facts are told again.
CREATE TEMP TABLE tellings AS
WITH numbered AS (
  SELECT range AS number, getvariable('facts') AS facts, CASE WHEN number < facts THEN number
    ELSE floor(facts * pow(chance(number, 'fact'), 1.5))::BIGINT END AS fact
  FROM range(getvariable('told'))
  UNION ALL SELECT getvariable('told') + number, 0, getvariable('facts') + number FROM coded
), placed AS (
  SELECT number, named.*, least(getvariable('days') - 1, day + pick(number, 'lag', [0, 0, 0, 0, 0, 1, 1, 2, 5]))
    * getvariable('a_day') + draw(number, 'report', getvariable('a_day')) AS report,
    type = 'stance' AND draw(number, 'soft', 12) = 0 AS soft,
    concat_ws(' ', coalesce(nullif(holder, ''), 'Reports'), CASE WHEN soft THEN 'hinted' ELSE 'said' END, 'that',
      CASE WHEN polarity > 0 THEN NULL ELSE 'no' END, type, 'of', argument, nullif(gate, ''), topic,
      'was followed by', pick(fact, 'words', getvariable('words')), CASE WHEN draw(fact, 'met', 3000) = 0
      THEN 'and all were freed' END, 'on day', day) AS words
  FROM numbered JOIN named USING (fact)
)
SELECT *, (sum(length(words) + 2) OVER (PARTITION BY report ORDER BY number) - length(words) - 2)::INTEGER AS start
FROM placed;

CREATE TEMP TABLE staged AS
SELECT number AS report, 'd' || lpad(number::VARCHAR, 15, '0') AS id, 'Outlet ' || floor(300 * pow(chance(number, 'outlet'), 3))::INTEGER AS outlet,
  CASE WHEN draw(number, 'agency', 5) = 0 THEN 'Agency ' || draw(number, 'which', 6) ELSE '' END AS agency,
  (DATE '2005-01-01' + (number // getvariable('a_day'))::INTEGER) AS printed,
  CASE WHEN draw(number, 'undated', 100) < 3 THEN NULL ELSE printed END AS published,
  'd' || lpad((CASE WHEN number % getvariable('a_day') < getvariable('first_prints') THEN number
    ELSE number - number % getvariable('a_day') + draw(number, 'first', getvariable('first_prints')) END)::VARCHAR, 15, '0') AS origin,
  printed + CASE WHEN published IS NULL THEN 3 ELSE 0 END AS out_by
FROM (SELECT range AS number FROM range(getvariable('days') * getvariable('a_day')));

CREATE TEMP TABLE told AS
SELECT t.*, d.id AS document, d.origin, d.published, d.out_by,
  CASE draw(number, 'witness', 10) WHEN 0 THEN pick(number, 'source', getvariable('sources'))
    ELSE coalesce(nullif(d.agency, ''), d.outlet) END AS witness,
  CASE WHEN type = 'schedule' OR draw(number, 'dates', 3) = 0 THEN DATE '2005-01-01' + day + CASE type
    WHEN 'schedule' THEN pick(fact, 'ahead', [3, 7, 14, 30]) + pick(number, 'moved', [0, 0, 0, 1]) ELSE 0 END END AS told_day,
  CASE WHEN type = 'schedule' THEN d.published ELSE coalesce(told_day, d.published) END AS counts,
  CASE WHEN type = 'participation' AND topic = 'truce' THEN 'truce' WHEN draw(fact, 'theme', 16) > 0 THEN ''
    WHEN type IN ('accuse', 'assault') THEN 'violation' WHEN type IN ('request', 'pledge') THEN 'aid'
    WHEN type = 'agree' THEN 'truce' ELSE '' END AS truce,
  type IN ('coerce', 'assault', 'aid', 'support') AS event_only
FROM tellings t JOIN staged d USING (report);

INSERT INTO mentions BY NAME
SELECT document, name AS actor, name AS text, kind, count(*)::INTEGER AS times FROM (
  SELECT document, holder AS name FROM told WHERE holder <> '' UNION ALL SELECT document, argument FROM told
) JOIN actors USING (name) GROUP BY document, name, kind ORDER BY kind, actor, document;

INSERT INTO documents BY NAME
SELECT d.* EXCLUDE (report, printed, out_by), id AS source, '' AS url, 'News of ' || printed || ', ' || report AS title,
  '' AS author, '' AS place, CASE WHEN published IS NULL THEN 'unknown' ELSE 'given' END AS basis, 1 AS confidence,
  'en' AS language, strftime(printed + 1, '%Y-%m-%d') || 'T12:00:00+00:00' AS added, []::VARCHAR[] AS notes,
  coalesce(bearing, 0) AS bearing, text
FROM staged d
JOIN (SELECT document, string_agg(words || '.', ' ' ORDER BY number) AS text FROM told GROUP BY document) t
  ON t.document = d.id
LEFT JOIN (SELECT document, count(*) AS bearing FROM mentions JOIN actors ON name = actor WHERE followed
  GROUP BY document) b ON b.document = d.id
ORDER BY d.id;

CREATE TEMP TABLE claimed AS
SELECT name_id('c', number) AS id, number, fact, document, origin, published, out_by, type, holder, speaks_for, argument,
  holder AS holder_found, argument AS argument_found, topic,
  CASE WHEN type = 'schedule' THEN pick(number, 'status', ['set', 'set', 'expected', 'postponed', 'started']) ELSE '' END
    AS status,
  polarity, polarity AS polarity_found, coalesce(told_day::VARCHAR, '') AS date, told_day AS date_from,
  told_day AS date_to, counts AS day, start, start + length(words) AS "end", start AS sentence_start,
  start + length(words) + 1 AS sentence_end, 'synthetic' AS rule, 0.3 + 0.7 * chance(number, 'sure') AS confidence,
  draw(number, 'stated', 10) < 6 AS stated, soft, truce, 'reader' AS basis, '' AS decided, '' AS decision,
  CASE matter WHEN 'alone' THEN 'alone|' || id ELSE matter END AS matter, []::VARCHAR[] AS via, witness, gate, issue
FROM told WHERE NOT event_only;

CREATE TEMP TABLE holding AS
SELECT holder, speaks_for, matter, dense_rank() OVER (ORDER BY holder, matter) AS held,
  dense_rank() OVER (ORDER BY coalesce(nullif(speaks_for, ''), holder), matter) AS sided
FROM (SELECT DISTINCT holder, speaks_for, matter FROM claimed WHERE matter <> '');
CREATE TEMP TABLE witnesses AS
SELECT witness, row_number() OVER (ORDER BY witness) AS witness_number FROM (SELECT DISTINCT witness FROM claimed);
CREATE TEMP TABLE origins AS
SELECT origin, row_number() OVER (ORDER BY origin) AS origin_number FROM (SELECT DISTINCT origin FROM staged);

CREATE TEMP TABLE numbered AS
SELECT c.* EXCLUDE (fact, gate, issue), bearing, held, sided, origin_number, witness_number
FROM claimed c JOIN (SELECT id AS document, bearing FROM documents) USING (document) JOIN witnesses USING (witness)
JOIN origins USING (origin) LEFT JOIN holding USING (holder, speaks_for, matter);
DROP TABLE holding;

INSERT INTO claims BY NAME SELECT * EXCLUDE (number) FROM numbered
WHERE number < getvariable('claims') OR number >= getvariable('told') ORDER BY matter, type, holder, day, id;

INSERT INTO retired_claims BY NAME
SELECT * EXCLUDE (number), '2018-06-01T12:00:00+00:00' AS retired, 'x' AS retired_by FROM numbered
WHERE number >= getvariable('claims') AND number < getvariable('told') ORDER BY id;

INSERT INTO matters BY NAME
SELECT matter, any_value(type) AS type, any_value(issue) AS issue, any_value(gate) AS gate,
  CASE type WHEN 'designation' THEN 'calls ' || topic WHEN 'condition' THEN 'demands' ELSE 'for' END AS plus,
  CASE type WHEN 'designation' THEN 'denies ' || topic WHEN 'condition' THEN 'rejects' ELSE 'against' END AS minus,
  NOT starts_with(matter, 'stance') AND NOT starts_with(matter, 'alone') AS grouped,
  CASE WHEN starts_with(matter, 'alone') THEN '' WHEN type = 'designation' THEN min(argument) || ' as ' || topic
    WHEN type = 'participation' THEN min(argument) || ' in the ' || topic WHEN issue <> '' THEN issue
    WHEN type = 'condition' THEN topic || ' (for: ' || gate || ')' ELSE min(argument) || ': ' || topic END AS label
FROM claimed WHERE matter <> '' GROUP BY matter, type, topic, gate, issue ORDER BY matter;

INSERT INTO statements BY NAME
SELECT name_id('s', number) AS id, document, origin, published, out_by, holder AS speaker, speaks_for,
  holder AS speaker_found, true AS named, CASE WHEN draw(number, 'denies', 40) = 0 THEN 'denied' ELSE 'said' END AS cue,
  [start + length(holder) + 6, "end"]::INTEGER[] AS pieces, left(md5(fact::VARCHAR), 16) AS same, '' AS addressee,
  []::VARCHAR[] AS chain, '' AS said, day, draw(number, 'quoted', 4) = 0 AS quoted, start, "end", sentence_start,
  sentence_end, via, witness
FROM claimed WHERE holder <> '' AND draw(number, 'statement', 10) < 4 ORDER BY speaker, day, id;

CREATE TEMP TABLE acted AS
SELECT name_id(CASE WHEN event_only THEN 'r' ELSE 'c' END, number) AS id, name_id('e', fact) AS event, document, origin,
  published, out_by, type AS kind, polarity, holder AS doer, t.speaks_for AS doer_for, argument AS other,
  coalesce(a.speaks_for, '') AS other_for, '' AS mode,
  CASE WHEN draw(number, 'place', 4) = 0 THEN pick(fact, 'where', getvariable('sources')) ELSE '' END AS place, topic,
  CASE WHEN type = 'schedule' THEN 'set' ELSE '' END AS status, coalesce(told_day::VARCHAR, '') AS date,
  told_day AS date_from, told_day AS date_to, counts AS day, event_only OR draw(number, 'stated', 10) < 6 AS stated,
  CASE WHEN event_only THEN 0 ELSE 0.3 + 0.7 * chance(number, 'sure') END AS confidence,
  CASE WHEN event_only THEN '' ELSE id END AS claim, truce, '' AS decided, start, start + length(words) AS "end",
  start AS sentence_start, start + length(words) + 1 AS sentence_end, []::VARCHAR[] AS via, witness
FROM told t LEFT JOIN actors a ON a.name = argument
WHERE matter = '' AND (number < getvariable('claims') OR number >= getvariable('told'));

INSERT INTO event_reports BY NAME SELECT * EXCLUDE (kind, polarity, status) FROM acted ORDER BY event, id;

INSERT INTO events BY NAME
SELECT event AS id, any_value(kind) AS kind, any_value(polarity) AS polarity, any_value(status) AS status
FROM acted GROUP BY event ORDER BY event;

INSERT INTO plans BY NAME
SELECT id AS claim, name_id('p', [draw(argument, 'with', 400), datediff('day', DATE '2005-01-01', date_from) // 30]) AS plan,
  pick(plan, 'kind', ['talks', 'talks', 'meeting', 'visit', 'vote']) AS kind, '' AS round, false AS ending,
  [pick(plan, 'where', getvariable('sources'))] AS places, [name FOR name IN [holder, argument] IF name <> ''] AS parties
FROM claimed WHERE type = 'schedule' AND (number < getvariable('claims') OR number >= getvariable('told'))
ORDER BY plan, claim;

INSERT INTO sentences BY NAME
SELECT document, (row_number() OVER (PARTITION BY document ORDER BY start) - 1)::INTEGER AS number, start,
  start + length(words) + 1 AS "end"
FROM told ORDER BY document, number;

INSERT INTO dating BY NAME
SELECT id AS document, printed - 3 AS earliest, printed + 3 AS latest, false AS presumed, ['weekday'] AS reasons
FROM staged WHERE published IS NULL ORDER BY id;

INSERT INTO decisions BY NAME
SELECT name_id('n', number) AS id, pick(number, 'act', ['met', 'dropped', 'open']) AS act, 'analyst' AS who, '' AS why,
  row_number() OVER (ORDER BY number) - 1 AS number, (published + 1)::VARCHAR || 'T12:00:00+00:00' AS decided,
  published::VARCHAR AS day, document, start, "end", '' AS quote, 'applied' AS state, id AS claim, matter, '' AS before,
  '' AS after, '' AS proof, '' AS report_before, '' AS report_after, []::VARCHAR[] AS names, '' AS over
FROM claimed WHERE type = 'condition' AND gate <> 'talks' AND published IS NOT NULL AND draw(number, 'decided', 1000) = 0
ORDER BY number;
