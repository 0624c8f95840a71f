"""Words are found where they stand, and no query can break anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.making import build
from tests.record.strategies import TEXT, claim, read

from communique.errors import DossierError
from communique.record import questions

HOSTILE = [
    '"',
    "NEAR(",
    "a OR",
    "*",
    "'; DROP TABLE sentences; --",
    "x" * 10_000,
    "",
    "^ : - +",
    "\x00\x02",
    "a " * 5_000,
]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    french = "Le dernier îlot.\nUne autre ligne."
    reads = [
        read("a", claims=[claim(holder="the guild")]),
        read("b", day="2020-02-01"),
        read("c", day=""),
        read("d", day="2020-02-01", text=french, language="fr"),
    ]
    return build(tmp_path_factory.mktemp("search"), reads)


def test_hits_are_the_words_in_any_form(dossier: Path) -> None:
    hits = questions.search(dossier, "Estria leaving")
    assert {hit.sentence for hit in hits} == {TEXT[:47]}
    assert [hits[0].sentence[start:end] for start, end in hits[0].hits] == ["Estria", "leave"]
    proof = hits[0].evidence[0]
    assert TEXT[proof.start : proof.end] == proof.quote == hits[0].sentence


def test_some_words_do_where_no_sentence_has_all(dossier: Path) -> None:
    assert {hit.sentence for hit in questions.search(dossier, "vienna zebra")} == {TEXT[48:81]}


def test_reports_in_other_languages_are_found_by_the_line_without_accents(dossier: Path) -> None:
    [hit] = questions.search(dossier, "ilot")
    assert (hit.id, hit.sentence, hit.hits) == ("d", "Le dernier îlot.", ((11, 15),))


def test_filters_narrow_a_search(dossier: Path) -> None:
    def found(**filters: str) -> set[str]:
        return {hit.id for hit in questions.search(dossier, "vienna", **filters)}  # type: ignore[arg-type]

    assert found() == {"a", "b", "c"}
    assert found(as_of="2020-01-31") == {"a", "c"}
    assert found(since="2020-01-31") == {"b"}
    assert found(until="2020-01-31") == {"a"}
    assert found(actor="the guild") == {"a"}


def test_limit_of_none_gives_all(dossier: Path) -> None:
    assert len(questions.search(dossier, "norland", limit=2)) == 2
    assert len(questions.search(dossier, "norland", limit=None)) == 6


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_can_break_the_index(dossier: Path, query: str) -> None:
    questions.search(dossier, query)
    assert len(questions.search(dossier, "island")) == 3


@settings(max_examples=25, deadline=None)
@given(query=st.text(max_size=40))
def test_any_query_is_answered_with_marks_inside_the_sentence(dossier: Path, query: str) -> None:
    for hit in questions.search(dossier, query):
        assert all(0 <= start < end <= len(hit.sentence) for start, end in hit.hits)


def test_lost_or_broken_index_asks_for_a_rebuild(tmp_path: Path) -> None:
    build(tmp_path, [read("a")])
    (tmp_path / "record.search").write_bytes(b"nonsense" * 1000)
    with pytest.raises(DossierError, match="communique rebuild"):
        questions.search(tmp_path, "vienna")
    (tmp_path / "record.search").unlink()
    with pytest.raises(DossierError, match="communique rebuild"):
        questions.search(tmp_path, "vienna")
