"""Made-up reads: what the map stage could have found in short invented reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from communique.records import Claim, Document, Event, Extraction, Mention, Published, Read, Span, Speaker, Statement

TEXT = (
    "Norland said that Estria must leave the island. Norland and Estria met in Vienna. Estria called the guild a gang."
)
FIRST, SECOND, THIRD = (0, 47), (48, 81), (82, len(TEXT))
NAMES = ("Norland", "Estria", "the guild")


def read(name: str, *, day: str = "2020-01-10", claims: Sequence[Claim] = (), **about: Any) -> Read:
    """A read of the made-up text, published on a day."""
    published = Published(day, "given", 1.0) if day else Published()
    found = {part: tuple(about.pop(part, ())) for part in ("statements", "events")}
    document = Document(id=name, source=name, text=about.pop("text", TEXT), published=published, **about)
    mentions = tuple(
        Mention(0, 7, "Norland", "state", actor) for actor in {c.holder for c in claims} | {"Norland"} if actor
    )
    sentences = (FIRST, SECOND, THIRD) if document.language == "en" else ()
    return Read(document, Extraction(mentions=mentions, claims=tuple(claims), sentences=sentences, **found))


def claim(kind: Any = "stance", holder: str = "Norland", argument: str = "Estria", **about: Any) -> Claim:
    """A stated claim whose evidence is the first sentence of the made-up text."""
    given: dict[str, Any] = {
        "topic": "the island",
        "polarity": 1,
        "confidence": 0.9,
        "stated": True,
        "rule": "test",
    } | about
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


def statement(speaker: str = "Norland", **about: Any) -> Statement:
    """What the first sentence of the made-up text reports."""
    content = about.pop("content", ((13, 46),))
    return Statement(
        speaker=Speaker(0, 7, "Norland", speaker) if speaker else None,
        cue=Span(8, 12, "said"),
        content=tuple(Span(start, end, TEXT[start:end]) for start, end in content),
        **about,
    )


def event(category: Any = "CONSULT", actor: str = "Norland", recipient: str = "Estria", **about: Any) -> Event:
    """An event that the second sentence of the made-up text tells."""
    start, end = about.pop("span", SECOND)
    return Event(category=category, actor=actor, recipient=recipient, start=start, end=end, **about)


DAYS = st.sampled_from(["", "2020-01-09", "2020-01-10", "2020-01-20", "2020-02-01"])
TIMES = st.sampled_from(["", "2020-01-09", "2020-01-20", "2020-01", "2020-01-08/2020-01-12", "2020"])
SPANS = st.sampled_from([FIRST, SECOND, THIRD])
CLAIMS = st.builds(
    claim,
    kind=st.sampled_from(
        ["designation", "participation", "condition", "stance", "consult", "agree", "request", "schedule"]
    ),
    holder=st.sampled_from((*NAMES, "")),
    argument=st.sampled_from((*NAMES, "")),
    topic=st.sampled_from(["the island", "terrorist gang", "talks <- a truce", "the talks", "a truce in Vienna", ""]),
    polarity=st.sampled_from([1, -1]),
    date=TIMES,
    span=SPANS,
    stated=st.booleans(),
    confidence=st.sampled_from([0.2, 0.9]),
)
EVENTS = st.builds(
    event,
    category=st.sampled_from(["CONSULT", "AGREE", "ACCUSE"]),
    actor=st.sampled_from((*NAMES, "")),
    recipient=st.sampled_from((*NAMES, "")),
    date=TIMES,
    span=SPANS,
)
STATEMENTS = st.builds(statement, speaker=st.sampled_from((*NAMES, "")), said=TIMES)
REPORTS = st.tuples(DAYS, st.lists(CLAIMS, max_size=4), st.lists(EVENTS, max_size=2), st.lists(STATEMENTS, max_size=2))
READS = st.lists(REPORTS, min_size=1, max_size=5).map(
    lambda rows: [
        read(f"d{number}", day=day, claims=claims, events=events, statements=statements)
        for number, (day, claims, events, statements) in enumerate(rows)
    ]
)
