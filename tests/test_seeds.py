"""The five articles that the project was born from: what a careful reader finds in them must be in the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import communique
from communique.records import Claim, Read


@pytest.fixture(scope="module")
def seeds(root: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """What was read of each seed with the actors of the example story, by the number that its file name begins with."""
    dossier = communique.init(
        tmp_path_factory.mktemp("seeds") / "d", from_file=root / "examples/syria-talks/dossier.toml"
    )
    found = communique.extract([shared / "seeds"], dossier=dossier, workers=1)
    return {Path(read.document.source).name[:3]: read for read in found if isinstance(read, Read)}


def claims(read: Read, kind: str, **fields: str) -> Iterator[Claim]:
    for claim in read.extraction.claims:
        if claim.type == kind and all(getattr(claim, name) == value for name, value in fields.items()):
            yield claim


def test_dates_are_those_of_publication_or_none(seeds: dict[str, Read]) -> None:
    dates = {number: read.document.published.date for number, read in seeds.items()}
    assert dates == {"000": "", "001": "2016-01-20", "002": "", "003": "2016-06-04", "004": ""}


@pytest.mark.parametrize(
    ("number", "groups"),
    [
        ("001", {"Ahrar al-Sham", "Jaish al-Islam"}),
        ("002", {"Ahrar al-Sham", "Jaish al-Islam"}),
        ("004", {"Jaish al-Islam"}),
    ],
)
def test_russia_calls_the_groups_terrorist_however_they_are_spelt(
    seeds: dict[str, Read], number: str, groups: set[str]
) -> None:
    found = list(claims(seeds[number], "designation", holder="Russia"))
    assert {claim.argument for claim in found if claim.polarity > 0} == groups
    assert all("terrorist" in seeds[number].document.text[slice(*claim.sentence)] for claim in found)


@pytest.mark.parametrize(("number", "day", "word"), [("001", "2016-01-20", "Zurich"), ("003", "2016-06-03", "phone")])
def test_kerry_and_lavrov_met_and_called(seeds: dict[str, Read], number: str, day: str, word: str) -> None:
    found = [claim for claim in claims(seeds[number], "consult", date=day) if word in claim.quote]
    assert any({claim.holder, claim.argument} == {"John Kerry", "Sergei Lavrov"} for claim in found)


def test_opposition_sets_three_conditions(seeds: dict[str, Read]) -> None:
    found = list(claims(seeds["002"], "condition", holder="Syrian opposition"))
    told = [claim.topic.partition("<-")[2] for claim in found]
    assert [any(word in topic for topic in told) for word in ("detainees", "ceasefires", "aid")] == [True] * 3
    assert len(told) == 3


def test_invitations_wait_for_the_powers(seeds: dict[str, Read]) -> None:
    [claim] = claims(seeds["001"], "condition", speaks_for="United Nations")
    gated, _, condition = claim.topic.partition("<-")
    assert "invitations" in gated
    assert "major powers come to an agreement" in condition


def test_every_quotation_stands_in_its_article(seeds: dict[str, Read]) -> None:
    for read in seeds.values():
        text = read.document.text
        for claim in read.extraction.claims:
            assert text[claim.start : claim.end] == claim.quote
            assert claim.quote in text[claim.sentence[0] : claim.sentence[1]]


VIENNA = """Powers sit down with Iran in Vienna

By Anna Lund, Danube Wire
Published: October 30, 2015

Foreign ministers of Russia, the United States, Iran and Saudi Arabia met in Vienna on Friday to speak about the war.

Staffan de Mistura said that it was a good beginning.
"""


def test_undated_seeds_are_dated_by_the_others_and_by_a_dated_report(root: Path, shared: Path, tmp_path: Path) -> None:
    dossier = communique.init(tmp_path / "d", from_file=root / "examples/syria-talks/dossier.toml")
    communique.add(dossier, [shared / "seeds"], workers=1)
    days = _inferred(dossier)
    assert (days["002"], days["004"]) == ("2016-01-14/2016-01-15", "2016-01-23/2016-01-24")
    first, last = days["000"].split("/")
    assert first < "2015-11-04" < "2015-11-05" < last
    (tmp_path / "vienna.txt").write_text(VIENNA)
    communique.add(dossier, [tmp_path / "vienna.txt"], workers=1)
    assert _inferred(dossier) == {**days, "000": "2015-11-04/2015-11-05"}


def _inferred(dossier: Path) -> dict[str, str]:
    rows = communique.documents(dossier)
    return {Path(row.source).name[:3]: row.inferred for row in rows if not row.published}
