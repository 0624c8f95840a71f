"""From whom a report has what it tells: two reports that have it from one witness are one origin."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import duckdb

# A report that has its news from somebody else says so: by an agency's line, or within the sentence ("the ministry
# said, Interfax reported"). `via` is that chain, the nearest to the reader first, anonymous ones included; those who
# speak for the holder itself, or hold the same with it in the same words, pass nothing on. The witness is the last of
# the chain that the report knows by name, else the agency, else the outlet, unless all that is known of that is an
# address on the web, else the first print.
WITNESSES = """CREATE TEMP TABLE witnesses AS
WITH told AS (
  SELECT id, document, start, "end", holder AS who, speaks_for AS side FROM staged_claims
  UNION SELECT id, document, start, "end", doer, doer_for FROM staged_acts WHERE claim = ''
), within AS (
  SELECT told.id, told.document, who, side, list_append(chain, speaker) AS chain, told.start, told."end",
    least(s."end", told."end") - greatest(s.start, told.start) AS shared
  FROM told JOIN staged_statements s ON s.document = told.document
  WHERE 2 * shared >= told."end" - told.start
  QUALIFY row_number() OVER (PARTITION BY told.id ORDER BY shared DESC, s."end" - s.start, s.id) = 1
  UNION ALL SELECT id, document, speaker, speaks_for, chain, start, "end", 0 FROM staged_statements
), links AS (
  SELECT id, document, who, side, start, "end", unnest(chain) AS found, generate_subscripts(chain, 1) AS place
  FROM within
), passed AS (
  SELECT links.id, place, coalesce(r.name, links.found) AS name, m.actor IS NOT NULL AS named
  FROM links LEFT JOIN resolved r ON r.found = links.found LEFT JOIN resolved h ON h.found = who
  LEFT JOIN resolved f ON f.found = side
  LEFT JOIN (SELECT DISTINCT document, actor FROM staged_mentions) m
    ON m.document = links.document AND m.actor = links.found
  WHERE links.found <> '' AND coalesce(nullif(r.speaks_for, ''), r.name, links.found)
    <> coalesce(nullif(coalesce(f.name, side), ''), nullif(h.speaks_for, ''), h.name, who)
    AND NOT EXISTS (FROM told t WHERE t.document = links.document AND t.start = links.start
      AND t."end" = links."end" AND t.who = links.found)
), chains AS (
  SELECT id, list(name ORDER BY place) AS via, arg_max(name, place) FILTER (named) AS source FROM passed GROUP BY id
), all_told AS (
  SELECT id, document FROM told UNION SELECT id, document FROM staged_statements
)
SELECT all_told.id, coalesce(via, []) AS via, coalesce(chains.source, nullif(agency, ''),
  CASE WHEN NOT regexp_matches(outlet, '^\\S+\\.\\S+$') THEN nullif(outlet, '') END, origin) AS witness
FROM all_told LEFT JOIN chains USING (id) JOIN documents ON documents.id = document"""

INDEPENDENT = "least(list_unique(list(origin)), list_unique(list(witness)))"
"""How many independent origins a group of tellings has: reprints are one, and so are reports with one witness.

Lists, because each count(DISTINCT) of a query is a pass of its own over what is counted.
"""


def count_independent(tellings: Collection[Mapping[str, Any]]) -> int:
    """The same of tellings that are read already, each with its ``origin`` and ``witness``."""
    return min(len({telling["origin"] for telling in tellings}), len({telling["witness"] for telling in tellings}))


def find_witnesses(database: duckdb.DuckDBPyConnection) -> None:
    """Fill ``witnesses`` (id, via, witness) for what is staged of claims, events and statements."""
    database.execute(WITNESSES)


def tell_origins(outlets: int, origins: int) -> str:
    """How widely and how independently something is told: "3 outlets, 1 origin"."""
    return ", ".join(
        f"{count} {word}{'s' * (count != 1)}" for count, word in ((outlets, "outlet"), (origins, "origin"))
    )
