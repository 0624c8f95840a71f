"""Made-up reads: what the map stage could have found in short invented reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from communique.records import Claim, Document, Extraction, Mention, Published, Read

TEXT = (
    "Norland said that Estria must leave the island. Norland and Estria met in Vienna. Estria called the guild a gang."
)
FIRST, SECOND, THIRD = (0, 47), (48, 81), (82, len(TEXT))


def read(name: str, *, day: str = "2020-01-10", claims: Sequence[Claim] = (), **about: Any) -> Read:
    """A read of the made-up text, published on a day."""
    published = Published(day, "given", 1.0) if day else Published()
    document = Document(id=name, source=name, text=about.pop("text", TEXT), published=published, **about)
    mentions = tuple(
        Mention(0, 7, "Norland", "state", actor) for actor in {c.holder for c in claims} | {"Norland"} if actor
    )
    return Read(document, Extraction(mentions=mentions, claims=tuple(claims), sentences=(FIRST, SECOND, THIRD)))


def claim(kind: Any = "stance", holder: str = "Norland", argument: str = "Estria", **about: Any) -> Claim:
    """A stated claim whose evidence is the first sentence of the made-up text."""
    given = {"topic": "the island", "polarity": 1, "confidence": 0.9, "stated": True, "rule": "test"} | about
    start, end = given.pop("span", FIRST)
    return Claim(
        type=kind,
        holder=holder,
        argument=argument,
        quote=TEXT[start:end],
        start=start,
        end=end,
        sentence=(start, end),
        **given,
    )


DAYS = st.sampled_from(["", "2020-01-09", "2020-01-10", "2020-01-20", "2020-02-01"])
CLAIMS = st.builds(
    claim,
    kind=st.sampled_from(["designation", "participation", "condition", "stance", "consult", "agree", "request"]),
    holder=st.sampled_from(["Norland", "Estria", "the guild"]),
    argument=st.sampled_from(["Estria", "the guild", ""]),
    polarity=st.sampled_from([1, -1]),
    date=st.sampled_from(["", "2020-01-09", "2020-01", "2020-01-08/2020-01-12"]),
    span=st.sampled_from([FIRST, SECOND, THIRD]),
    stated=st.booleans(),
)
READS = st.lists(st.tuples(DAYS, st.lists(CLAIMS, max_size=4)), min_size=1, max_size=5).map(
    lambda rows: [read(f"d{number}", day=day, claims=claims) for number, (day, claims) in enumerate(rows)]
)
