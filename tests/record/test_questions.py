"""What a record answers, and what must hold of every answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.record.reads import FIRST, READS, SECOND, TEXT, THIRD, claim, read

from communique.errors import DossierError, QuestionError
from communique.record import build_record, questions
from communique.records import Actor, Gazetteer, Issue, Read, Story

Build = Callable[..., Path]
GAZETTEER = Gazetteer((Actor(name="Norland", kind="state", names=("NL",), people=("Norlander",)),))
SLOW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def build(folder: Path, reads: Iterable[Read], *, origins: Mapping[str, str] | None = None, story: Any = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dossier.toml").write_text('title = "Island talks"\n')
    for old in ("record.duckdb", "record.search"):
        (folder / old).unlink(missing_ok=True)
    build_record(
        folder / "record.duckdb",
        reads,
        origins=origins or {},
        added={},
        story=story or Story(title="Island talks"),
        gazetteer=GAZETTEER,
    )
    return folder


def test_position_is_the_latest_claim_and_since_is_its_first_day(tmp_path: Path) -> None:
    reads = [
        read("a", day="2020-01-01", claims=[claim(polarity=-1)]),
        read("b", day="2020-01-05", claims=[claim()]),
        read("c", day="2020-01-09", claims=[claim()]),
    ]
    [position] = questions.positions(build(tmp_path, reads))
    assert (position.position, position.since, position.latest, position.origins) == (
        "for",
        "2020-01-05",
        "2020-01-09",
        2,
    )
    [earlier] = questions.positions(tmp_path, as_of="2020-01-02")
    assert (earlier.position, earlier.since) == ("against", "2020-01-01")


def test_reprints_count_once(tmp_path: Path) -> None:
    reads = [read("a", claims=[claim()]), read("b", claims=[claim()])]
    [position] = questions.positions(build(tmp_path, reads, origins={"b": "a"}))
    assert (position.origins, position.documents) == (1, 2)


def test_undated_positions_are_shown_last_and_marked_whatever_day_is_asked(tmp_path: Path) -> None:
    reads = [read("a", day="", claims=[claim(topic="the bridge")]), read("b", claims=[claim()])]
    assert [p.latest for p in questions.positions(build(tmp_path, reads))] == ["2020-01-10", ""]
    assert [p.latest for p in questions.positions(tmp_path, as_of="2021-01-01")] == ["2020-01-10", ""]
    assert [p.latest for p in questions.positions(tmp_path, since="2020-01-01")] == ["2020-01-10"]


def test_suggested_claims_are_shown_on_request_only(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim(stated=False)])])
    assert questions.positions(tmp_path) == []
    assert [p.stated for p in questions.positions(tmp_path, suggested=True)] == [False]


def test_issue_of_the_story_joins_stances_in_other_words(tmp_path: Path) -> None:
    story = Story(issues=(Issue(name="the island", words=("island", "islet")),))
    reads = [read("a", claims=[claim(topic="the island"), claim(holder="the guild", topic="our islet", polarity=-1)])]
    found = questions.positions(build(tmp_path, reads, story=story))
    assert {(p.matter, p.issue) for p in found} == {("the island", "the island")}


def test_two_reports_of_one_meeting_are_one_event(tmp_path: Path) -> None:
    met = claim("consult", span=SECOND, date="2020-01-09")
    around = claim("consult", holder="Estria", argument="Norland", span=SECOND, date="2020-01-08/2020-01-12")
    build(tmp_path, [read("a", claims=[met]), read("b", claims=[around])])
    [entry] = questions.timeline(tmp_path)
    assert (entry.day, entry.until, entry.origins, entry.kind) == ("2020-01-09", "2020-01-09", 2, "consult")


def test_meetings_on_two_days_stay_two_whatever_a_vague_report_says(tmp_path: Path) -> None:
    reads = [read(day, claims=[claim("consult", span=SECOND, date=day)]) for day in ("2020-01-09", "2020-01-11")]
    reads.append(read("vague", claims=[claim("consult", span=SECOND, date="2020-01")]))
    assert {entry.day for entry in questions.timeline(build(tmp_path, reads))} == {"2020-01-09", "2020-01-11"}


def test_actor_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim(), claim(holder="the guild")])])
    assert {p.holder for p in questions.positions(tmp_path, actor="norland")} == {"Norland"}
    with pytest.raises(QuestionError, match="Did you mean Norland"):
        questions.positions(tmp_path, actor="Norlend")


def test_bad_questions_say_what_to_try(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim()])])
    with pytest.raises(QuestionError, match="2016-01-20"):
        questions.positions(tmp_path, as_of="yesterday")
    with pytest.raises(QuestionError, match="no entry"):
        questions.show(tmp_path, "nothing")
    with pytest.raises(DossierError, match="communique init"):
        questions.positions(tmp_path / "elsewhere")


def test_damaged_record_asks_for_a_rebuild(tmp_path: Path) -> None:
    build(tmp_path, [read("a")])
    (tmp_path / "record.duckdb").write_bytes(b"nonsense" * 1000)
    with pytest.raises(DossierError, match="rebuild"):
        questions.documents(tmp_path)


@pytest.mark.parametrize(
    "query", ['"', "NEAR(", "a OR", "*", "'; DROP TABLE sentences; --", "x" * 10_000, "", "^ : - +"]
)
def test_no_search_can_break_the_index(tmp_path: Path, query: str) -> None:
    build(tmp_path, [read("a")])
    questions.search(tmp_path, query)
    assert questions.search(tmp_path, "island")


def test_search_marks_the_words_where_they_stand(tmp_path: Path) -> None:
    build(tmp_path, [read("a")])
    [hit] = questions.search(tmp_path, "meeting vienna") or questions.search(tmp_path, "vienna")
    assert [hit.sentence[start:end] for start, end in hit.hits] == ["Vienna"]
    proof = hit.evidence[0]
    assert TEXT[proof.start : proof.end] == hit.sentence


def test_show_leads_to_the_sentence_and_its_neighbours(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim("consult", polarity=-1, span=SECOND)])])
    [entry] = questions.timeline(tmp_path)
    shown = questions.show(tmp_path, entry.id[:6])
    assert (shown.before, shown.evidence[0].sentence, shown.after) == tuple(
        TEXT[a:b] for a, b in (FIRST, SECOND, THIRD)
    )


def test_every_line_of_a_brief_has_a_footnote_in_its_document(tmp_path: Path) -> None:
    reads = [
        read("a", claims=[claim("designation", topic="terrorist"), claim("condition", topic="talks <- the island")])
    ]
    found = questions.brief(build(tmp_path, reads))
    lines = [line for section in found.sections for line in section.lines]
    assert lines
    assert all(line.notes for line in lines)
    assert all(TEXT[note.start : note.end] == note.quote for note in found.footnotes)


@SLOW
@given(reads=READS)
def test_order_of_reports_does_not_matter(tmp_path_factory: pytest.TempPathFactory, reads: list[Read]) -> None:
    folder = tmp_path_factory.mktemp("orders")
    shuffled = random.Random(0).sample(reads, len(reads))
    one, two = build(folder / "one", reads), build(folder / "two", shuffled)
    for ask in (questions.positions, questions.timeline, questions.documents, questions.actors):
        assert ask(one, suggested=True) == ask(two, suggested=True)


@SLOW
@given(reads=READS)
def test_what_was_said_by_a_day_does_not_change_later(
    tmp_path_factory: pytest.TempPathFactory, reads: list[Read]
) -> None:
    folder = tmp_path_factory.mktemp("days")
    early = [r for r in reads if r.document.published.date <= "2020-01-10"]
    one, two = build(folder / "one", early), build(folder / "two", reads)
    for ask in (questions.positions, questions.timeline, questions.statements, questions.documents, questions.brief):
        assert ask(one, as_of="2020-01-10", suggested=True) == ask(two, as_of="2020-01-10", suggested=True)


@SLOW
@given(reads=READS)
def test_every_proof_is_a_piece_of_its_document(tmp_path_factory: pytest.TempPathFactory, reads: list[Read]) -> None:
    folder = build(tmp_path_factory.mktemp("proofs"), reads)
    texts = {r.document.id: r.document.text for r in reads}
    for row in [*questions.positions(folder, suggested=True), *questions.timeline(folder, suggested=True)]:
        assert row.evidence
        for proof in row.evidence:
            assert texts[proof.document][proof.start : proof.end] == proof.quote
            assert proof.sentence in texts[proof.document]
