"""Reports that have it from one source are one origin, however many print it."""

from __future__ import annotations

from pathlib import Path

import msgspec
from tests.record.making import build
from tests.record.strategies import claim, event, read, statement

from communique.record import questions
from communique.records import Mention, Read


def knowing(read: Read, *names: str) -> Read:
    """The same, mentioning others too."""
    more = tuple(Mention(0, 7, name, "outlet", name) for name in names)
    found = msgspec.structs.replace(read.extraction, mentions=(*read.extraction.mentions, *more))
    return msgspec.structs.replace(read, extraction=found)


def origins(folder: Path, *reads: Read) -> tuple[int, int, int]:
    [position] = questions.positions(build(folder, reads))
    return position.documents, position.outlets, position.origins


def test_three_outlets_that_print_one_agency_are_one_origin(tmp_path: Path) -> None:
    reads = [read(name, outlet=name, agency="Wire", claims=[claim()]) for name in ("Post", "Sun", "Star")]
    assert origins(tmp_path, *reads) == (3, 3, 1)


def test_reports_that_quote_one_source_are_one_origin_and_keep_the_chain(tmp_path: Path) -> None:
    quoting = statement(chain=("a diplomat", "Wire"))
    reads = [
        knowing(read("a", outlet="Post", claims=[claim()], statements=[quoting]), "Wire"),
        knowing(read("b", outlet="Sun", claims=[claim()], statements=[statement(chain=("Wire",))]), "Wire"),
        read("c", outlet="Wire", claims=[claim()]),
    ]
    assert origins(tmp_path, *reads) == (3, 3, 1)
    [position] = questions.positions(tmp_path)
    assert {proof.document: proof.via for proof in position.evidence} == {
        "a": ("a diplomat", "Wire"),
        "b": ("Wire",),
        "c": (),
    }


def test_source_that_nobody_names_is_not_one_source(tmp_path: Path) -> None:
    quoting = statement(chain=("a diplomat",))
    reads = [read(name, outlet=name, claims=[claim()], statements=[quoting]) for name in ("Post", "Sun")]
    assert origins(tmp_path, *reads) == (2, 2, 2)


def test_what_one_says_of_another_has_one_as_its_witness(tmp_path: Path) -> None:
    reads = [
        knowing(read(name, outlet=name, claims=[claim(holder="the guild")], statements=[statement("Estria")]), "Estria")
        for name in ("Post", "Sun")
    ]
    assert origins(tmp_path, *reads) == (2, 2, 1)
    [position] = questions.positions(tmp_path)
    assert [proof.witness for proof in position.evidence] == ["Estria"] * 2


def test_those_who_speak_for_the_holder_pass_nothing_on(tmp_path: Path) -> None:
    told = read("a", claims=[claim()], statements=[statement("Ada Berg", chain=("Cy Dahl",))])
    [position] = questions.positions(build(tmp_path, [knowing(told, "Ada Berg", "Cy Dahl")]))
    assert position.evidence[0].via == ()


def test_joint_holders_pass_nothing_on(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim(), claim(holder="the guild")], statements=[statement()])])
    assert {(p.holder, p.evidence[0].via) for p in questions.positions(tmp_path)} == {
        ("Norland", ()),
        ("the guild", ()),
    }


def test_a_newsroom_is_one_origin_but_an_address_is_no_newsroom(tmp_path: Path) -> None:
    for outlet, count in (("Post", 1), ("news.example.org", 2)):
        reads = [read(name, outlet=outlet, claims=[claim()]) for name in "ab"]
        assert origins(tmp_path, *reads) == (2, 1, count)


def test_event_of_many_reports_says_how_many_of_them_are_independent(tmp_path: Path) -> None:
    reads = [read(name, outlet=name, agency="Wire", events=[event()]) for name in ("Post", "Sun", "Star")]
    [entry] = questions.timeline(build(tmp_path, reads))
    assert (entry.outlets, entry.origins) == (3, 1)
    assert questions.show(tmp_path, entry.id).fields["told by"] == "3 outlets, 1 origin"
