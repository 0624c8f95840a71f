"""What somebody says on one matter day by day, as SQL that questions share.

All of it reads a table ``seen`` of claims, whose ``key`` numbers one holder, or one side, on one matter. Only few say
both of one matter: these alone are gone through day by day.
"""

from __future__ import annotations

DAYS = """days AS (  -- of a day that has both, what more origins tell
  SELECT key, day, polarity, bool_and(soft) AS soft FROM seen SEMI JOIN mixed USING (key) WHERE day IS NOT NULL
  GROUP BY key, day, polarity
  QUALIFY row_number() OVER (PARTITION BY key, day
    ORDER BY count(DISTINCT origin) DESC, max(confidence) DESC, polarity DESC) = 1
)"""

RUNNING = f"""mixed AS (
  SELECT key FROM seen WHERE day IS NOT NULL GROUP BY key HAVING min(polarity) <> max(polarity)
), {DAYS}, turned AS (
  SELECT key, arg_max(polarity, day) AS now, max(day) FILTER (polarity > 0) AS plus,
    max(day) FILTER (polarity < 0) AS minus, CASE WHEN now > 0 THEN minus ELSE plus END AS until
  FROM days GROUP BY key
), running AS (  -- the claims of the latest position, since it is held; without a day none comes before or after
  SELECT seen.* FROM seen LEFT JOIN turned USING (key)
  WHERE day IS NULL OR now IS NULL OR (polarity = now AND (until IS NULL OR day > until))
)"""
