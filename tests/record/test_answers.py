"""Statements, actors, reports, single entries, and questions that cannot be answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.record.making import build
from tests.record.strategies import FIRST, SECOND, TEXT, THIRD, claim, event, read, statement

from communique.errors import DossierError, QuestionError
from communique.record import questions


def test_same_words_in_two_reports_are_one_statement(tmp_path: Path) -> None:
    reads = [read("a", statements=[statement(chain=("Wire",))]), read("b", statements=[statement()])]
    [said] = questions.statements(build(tmp_path, reads, origins={"b": "a"}))
    assert (said.speaker, said.content, said.chain) == ("Norland", "that Estria must leave the island", "Wire")
    assert (said.origins, said.documents) == (1, 2)


def test_pieces_of_a_split_quotation_are_cut_from_the_article(tmp_path: Path) -> None:
    build(tmp_path, [read("a", statements=[statement(content=((13, 24), (36, 46)))])])
    [said] = questions.statements(tmp_path)
    assert said.content == "that Estria … the island"
    assert TEXT[said.evidence[0].start : said.evidence[0].end] == said.evidence[0].quote


def test_statements_of_nobody_known_are_suggested_only(tmp_path: Path) -> None:
    build(tmp_path, [read("a", statements=[statement("")])])
    assert questions.statements(tmp_path, suggested=False) == []
    assert [said.speaker for said in questions.statements(tmp_path, suggested=True)] == [""]


def test_actors_have_their_spellings_and_counts_as_of_a_day(tmp_path: Path) -> None:
    reads = [read("a", claims=[claim("designation", holder="Berg")]), read("b", day="2020-02-01", claims=[claim()])]
    found = {row.name: row for row in questions.actors(build(tmp_path, reads))}
    assert (found["Norland"].documents, found["Norland"].claims, found["Ada Berg"].speaks_for) == (2, 1, "Norland")
    assert {row.name: row.documents for row in questions.actors(tmp_path, as_of="2020-01-31")} == {
        "Norland": 1,
        "Ada Berg": 1,
    }


def test_documents_tell_their_origin_and_what_was_doubtful(tmp_path: Path) -> None:
    reads = [
        read("a", claims=[claim()]),
        read("b", day="", notes=("No date was found.",)),
        read("c", day="2020-02-01", language="fr"),
    ]
    rows = questions.documents(build(tmp_path, reads, origins={"b": "a"}))
    assert [(row.id, row.origin, row.reprints, row.claims) for row in rows] == [
        ("a", "a", 1, 1),
        ("c", "c", 0, 0),
        ("b", "a", 1, 0),
    ]
    assert (rows[2].published, rows[2].notes) == ("", "No date was found.")
    assert [row.id for row in questions.documents(tmp_path, as_of="2020-01-31")] == ["a", "b"]


def test_show_leads_to_the_sentence_and_its_neighbours(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim("consult", polarity=-1, span=SECOND)])])
    [entry] = questions.timeline(tmp_path)
    shown = questions.show(tmp_path, entry.id[:6])
    around = (shown.before, shown.evidence[0].sentence, shown.after)
    assert around == tuple(TEXT[start:end] for start, end in (FIRST, SECOND, THIRD))


def test_show_of_a_report_gives_the_article_and_what_was_read(tmp_path: Path) -> None:
    build(tmp_path, [read("report-1", claims=[claim()], statements=[statement()], events=[event()])])
    shown = questions.show(tmp_path, "report")
    assert (shown.what, shown.text) == ("document", TEXT)
    assert {questions.show(tmp_path, line.split()[0]).what for line in shown.found} == {"claim", "statement"}


def test_exact_id_wins_over_longer_ones(tmp_path: Path) -> None:
    build(tmp_path, [read("12"), read("123"), read("124")])
    assert questions.show(tmp_path, "12").id == "12"
    with pytest.raises(QuestionError, match="several entries"):
        questions.show(tmp_path, "1")


def test_bad_questions_say_what_to_try(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim()])])
    for ask in (questions.positions, questions.timeline, questions.actors, questions.documents, questions.brief):
        with pytest.raises(QuestionError, match="2016-01-20"):
            ask(tmp_path, as_of="2020-02-30")
        with pytest.raises(QuestionError, match="Did you mean Norland"):
            ask(tmp_path, actor="Norlend")
    with pytest.raises(QuestionError, match="no entry"):
        questions.show(tmp_path, "nothing")


def test_dossier_without_a_sound_record_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="communique init"):
        questions.positions(tmp_path)
    (tmp_path / "dossier.toml").touch()
    with pytest.raises(DossierError, match="communique add"):
        questions.positions(tmp_path)


@pytest.mark.parametrize("keep", [0, 100, 5_000, 20_000, 300_000])
def test_record_cut_short_asks_for_a_rebuild(tmp_path: Path, keep: int) -> None:
    build(tmp_path, [read("a", claims=[claim()])])
    record = tmp_path / "record.duckdb"
    record.write_bytes(record.read_bytes()[:keep].ljust(keep, b"?"))
    with pytest.raises(DossierError, match="communique rebuild"):
        questions.documents(tmp_path)


def test_record_of_another_version_asks_for_a_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, [read("a")])
    monkeypatch.setattr("communique.record.store.SCHEMA_VERSION", 999)
    with pytest.raises(DossierError, match="another version"):
        questions.documents(tmp_path)
