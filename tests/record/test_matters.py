"""Which claims are compared, and which are not."""

from __future__ import annotations

import pytest

from communique.record.matters.grouping import matter_of, matter_words
from communique.records import Issue, Story

TRUCE = Issue(name="truce", words=("truce", "ceasefire", "cessation of hostilities"), plus="it holds", minus="it ends")
STORY = Story(issues=(TRUCE,))


@pytest.mark.parametrize(
    ("kind", "argument", "topics"),
    [
        ("designation", "the guild", ("terrorist", "a terrorist organisation", "terrorists")),
        ("participation", "the guild", ("the talks", "negotiations in Vienna", "the next round")),
        ("participation", "the guild", ("the truce", "a ceasefire")),
        ("condition", "", ("talks <- the release of detainees", "to negotiate <- prisoners must be freed")),
        ("condition", "", ("talks <- the sieges are lifted", "no meeting <- an end to the blockade of towns")),
        ("condition", "", ("a truce <- aid in besieged towns", "ceasefire <- humanitarian access")),
        ("stance", "Ada Berg", ("her departure", "no role for Berg", "that Berg must go", "a role for her")),
        ("stance", "Ada Berg", ("Ada Berg's departure", "the departure of Berg", "her departure")),
        ("stance", "", ("the truce", "a cessation of hostilities", "Ceasefire")),
        ("stance", "", ("violating the truce", "violations of the ceasefire")),
    ],
)
def test_other_words_meet_on_one_matter(kind: str, argument: str, topics: tuple[str, ...]) -> None:
    assert len({matter_of(kind, argument, topic, STORY).key for topic in topics}) == 1


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("designation", ("the guild", "terrorist"), ("Estria", "terrorist")),
        ("designation", ("the guild", "legitimate opposition"), ("the guild", "illegitimate")),
        ("participation", ("the guild", "the talks"), ("the guild", "the truce")),
        ("stance", ("", "the truce"), ("", "violations of the truce")),
        ("condition", ("", "talks <- the release of detainees"), ("", "a truce <- the release of detainees")),
        ("condition", ("", "talks <- the release of detainees"), ("", "talks <- the sieges are lifted")),
        ("stance", ("Ada Berg", "her return"), ("Ada Berg", "her departure")),
    ],
)
def test_different_things_stay_apart(kind: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    assert matter_of(kind, *first, STORY).key != matter_of(kind, *second, STORY).key


@pytest.mark.parametrize("topic", ["it", "them both", "", "what they do"])
def test_a_pronoun_is_no_matter(topic: str) -> None:
    assert matter_of("stance", "", topic, Story()).key == ""


def test_poles_of_the_story_are_read_only_where_the_matter_is_the_issue_itself() -> None:
    assert matter_of("stance", "", "the ceasefire", STORY).plus == "it holds"
    assert matter_of("stance", "", "breaches of the ceasefire", STORY).plus == "for"


def test_words_of_the_text_cannot_forge_a_key() -> None:
    plain, forged = (matter_of("stance", "", topic, Story()).key for topic in ("xyz", "x|y"))
    assert plain.count("|") == forged.count("|")


def test_name_of_a_matter_says_whom_it_is_about() -> None:
    assert matter_of("stance", "Ada Berg", "her return", Story()).label == "Ada Berg: her return"
    assert matter_of("stance", "Ada Berg", "the return of Berg", Story()).label == "the return of Berg"
    assert matter_of("stance", "Ada Berg", "her", Story()).label == "Ada Berg"


LEADER = Issue(
    name="the leader's future", words=("Berg", "the president"), plus="Berg stays", minus="Berg goes before the talks"
)
FREE = Issue(name="preconditions", words=("precondition", "preconditions"), plus="talks without preconditions")
TABLE = Issue(name="the island", words=("island",), opposite=("handover",), plus="it is kept")


@pytest.mark.parametrize(
    ("argument", "topic", "flipped"),
    [
        ("Ada Berg", "that Ada Berg must go", True),
        ("", "Berg's departure", True),
        ("Ada Berg", "no role for Berg", True),
        ("", "the president leave power at the start of a transition", True),
        ("", "a transition without Berg", True),
        ("Ada Berg", "her role in a transition", False),
        ("", "Berg cannot stay in power", True),
        ("", "that Berg does not have to go", False),
        ("", "preconditions", True),
        ("", "no preconditions", False),
        ("", "the island", False),
        ("", "a handover of the island", True),
    ],
)
def test_words_for_the_other_pole_turn_the_polarity(argument: str, topic: str, flipped: bool) -> None:
    found = matter_of("stance", argument, topic, Story(issues=(LEADER, FREE, TABLE)))
    assert (found.key.count("|"), found.grouped, found.flipped) == (1, True, flipped)


@pytest.mark.parametrize("topic", ["Berg's opponents must leave power", "an attack near the island", "Berg's new plan"])
def test_what_only_mentions_an_issue_is_no_position_on_it(topic: str) -> None:
    found = matter_of("stance", "", topic, Story(issues=(LEADER, FREE, TABLE)))
    assert not found.grouped
    assert not found.flipped


def test_somebody_whom_no_issue_names_has_a_matter_of_staying_or_going() -> None:
    keys = {matter_of("stance", "Cy Dahl", topic, Story()).key for topic in ("Dahl's resignation", "no role for Dahl")}
    assert keys == {"tenure|cy dahl"}
    assert matter_of("stance", "Cy Dahl", "his resignation", Story()).flipped
    assert matter_of("stance", "Cy Dahl", "Dahl should leave", Story()).key == "tenure|cy dahl"


def test_who_should_leave_a_place_keeps_a_role() -> None:
    found = matter_of("stance", "Cy Dahl", "Dahl should leave the positions on the hill", Story())
    assert not found.key.startswith("tenure|")


def test_parts_that_are_asked_for_together_are_told_apart() -> None:
    found = matter_of("condition", "", "talks <- sieges are lifted, aid comes in and detainees go free", Story())
    assert (found.gate, found.key) == ("talks", "condition|talks|aid+detainees+sieges")


@pytest.mark.parametrize(
    ("kind", "topic", "quote", "words"),
    [
        ("designation", "Berg said that Norland", "Berg said that Norland sees them as terrorists", "terrorists"),
        ("designation", "a terrorist group", "a terrorist group, and no guild", "a terrorist group"),
        ("participation", "Estria is left out", "Estria is left out of the truce", "truce"),
        ("stance", "", "Estria  must\nleave", "Estria must leave"),
    ],
)
def test_matter_is_found_by_the_clause_where_the_topic_is_cut_short(
    kind: str, topic: str, quote: str, words: str
) -> None:
    assert matter_words(kind, topic, quote).endswith(words)


@pytest.mark.parametrize(
    ("clause", "gate", "thing"),
    [
        ("Estria lifts its veto on the deal only if Norland frees the prisoners", "deal", "detainees"),
        ("Once the sieges end, talks can begin", "talks", "sieges"),
        ("Estria must free the detainees before it is invited", "invitations", "detainees"),
        ("no talks without a truce", "talks", "truce"),
        ("even if the talks fail", "unsaid", "fail talks"),
    ],
)
def test_clause_tells_what_waits_and_what_must_come_first(clause: str, gate: str, thing: str) -> None:
    found = matter_of("condition", "", clause, Story())
    assert (found.gate, found.key) == (gate, f"condition|{gate}|{thing}")


def test_talks_with_a_government_are_no_seat_in_it() -> None:
    for topic, forum in (("peace talks with the government", "talks"), ("a unity government", "government")):
        assert matter_of("participation", "Estria", topic, STORY).label == f"Estria in the {forum}"
