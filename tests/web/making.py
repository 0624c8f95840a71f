"""A made-up dossier as `add` would leave it: the batch of what was read, and the record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique.records import Actor, Issue, PinnedCondition, PinnedGate, PinnedList, Read, Report, Story
from communique.storage import BatchWriter
from tests.record.making import build
from tests.record.strategies import SECOND, THIRD, claim, event, read, statement

STORY = Story(
    title="Island talks",
    actors=(Actor(name="Norland", kind="state"), Actor(name="Estria", kind="state")),
    issues=(Issue(name="the island", words=("island",), plus="Estria leaves", minus="Estria stays"),),
    lists=(PinnedList(name="gangs", label="terrorist"),),
    gates=(
        PinnedGate(name="talks", words=("talks",), conditions=(PinnedCondition(name="a truce", words=("truce",)),)),
    ),
)
GANG = {"kind": "designation", "argument": "the guild", "topic": "terrorist"}
READS = (
    read(
        "first",
        day="2020-01-10",
        outlet="The Island Post",
        title="Norland presses Estria",
        raw=b"<p>Norland said that Estria must leave.</p>",
        claims=[claim(), claim(**GANG, holder="Estria", span=THIRD), claim("condition", topic="the talks <- a truce")],
        events=[event()],
        statements=[statement()],
    ),
    read(
        "second",
        day="2020-01-20",
        outlet="Harbour Gazette",
        title="Norland gives way",
        claims=[
            claim(polarity=-1),
            claim(**GANG, polarity=-1, span=THIRD),
            claim("schedule", topic="the talks", date="2020-02-01", status="set", span=SECOND),
        ],
    ),
    read("third", day="2020-01-25", claims=[claim(confidence=0.4, stated=False, holder="Cy Dahl", topic="fish")]),
    read(
        "fourth",
        day="2020-01-30",
        claims=[claim("schedule", topic="the talks", date="2020-02-11", status="postponed", span=SECOND)],
    ),
)


def build_dossier(folder: Path, reads: Iterable[Read] = READS, story: Story = STORY) -> Path:
    """A dossier with these reports, each kept as it was read."""
    reads = list(reads)
    build(folder, reads, story=story)
    writer = BatchWriter(folder)
    for number, each in enumerate(reads):
        writer.add(str(number), each, Report(each.document.source, each.document.raw, "text"))
    writer.flush()
    return folder
