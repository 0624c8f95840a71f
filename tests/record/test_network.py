"""Who agrees and disagrees with whom, by the matters on which both have a position."""

from __future__ import annotations

from pathlib import Path

from tests.record.making import build
from tests.record.strategies import claim, read

from communique.record import questions
from communique.records import Actor, Mention, Story


def test_sides_are_tied_by_what_both_have_a_position_on(tmp_path: Path) -> None:
    reads = [
        read("a", claims=[claim(), claim(topic="fish", argument="")]),
        read("b", claims=[claim(holder="the guild", polarity=-1), claim(holder="Cy Dahl", topic="the bridge")]),
    ]
    [tie] = questions.network(build(tmp_path, reads))
    assert (tie.one, tie.other, tie.agree, tie.disagree) == ("Norland", "the guild", 0, 1)
    [shared] = tie.shared
    assert (shared.one.says, shared.other.says, shared.agree) == ("for", "against", False)
    assert [proof.document for proof in tie.evidence] == ["a", "b"]


def test_person_counts_for_its_side_with_the_latest_word(tmp_path: Path) -> None:
    reads = [
        read("a", day="2020-01-05", claims=[claim(polarity=-1), claim(holder="the guild")]),
        read("b", day="2020-01-09", claims=[claim(holder="Ada Berg")]),
    ]
    [tie] = questions.network(build(tmp_path, reads))
    assert (tie.one, tie.other, tie.agree, tie.disagree) == ("Norland", "the guild", 1, 0)
    [earlier] = questions.network(tmp_path, as_of="2020-01-06")
    assert (earlier.agree, earlier.disagree) == (0, 1)


def test_other_news_ties_nobody_of_the_story(tmp_path: Path) -> None:
    names = ("Norland", "Estria", "the guild")
    story = Story(title="t", actors=tuple(Actor(name=name, kind="state") for name in names))
    both = [claim(holder="Norland"), claim(holder="the guild")]
    near = read("near", claims=both)
    mentions = tuple(Mention(0, 7, "Norland", "state", name) for name in names)
    told = type(near)(near.document, type(near.extraction)(mentions=mentions, claims=tuple(both), sentences=((0, 47),)))
    assert len(questions.network(build(tmp_path / "near", [told], story=story))) == 1
    other = read("other", claims=[claim(holder="Norland", topic="fish"), claim(holder="the guild", topic="fish")])
    found = questions.network(build(tmp_path / "both", [told, other], story=story))
    assert [shared.matter for tie in found for shared in tie.shared] == [
        shared.matter for tie in questions.network(tmp_path / "near") for shared in tie.shared
    ]
