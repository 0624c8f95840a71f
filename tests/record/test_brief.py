"""The brief: short, near the story, every line with its footnotes."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from tests.record.making import build
from tests.record.strategies import SECOND, TEXT, THIRD, claim, read

from communique.record import questions
from communique.record.answers import Evidence, TruceLine
from communique.record.brief.answers import Brief
from communique.record.brief.findings import found_truce
from communique.record.brief.render import brief_html, brief_markdown, brief_text
from communique.records import Actor, Story


def lines(brief: Brief) -> dict[str, list[str]]:
    return {section.title: [line.text for line in section.lines] for section in brief.sections}


def test_what_blocks_comes_first_and_disputes_name_both_sides(tmp_path: Path) -> None:
    claims = [
        claim("designation", argument="the guild", topic="terrorists", span=THIRD),
        claim("designation", holder="Estria", argument="the guild", topic="a terrorist gang", polarity=-1),
        claim("condition", topic="talks <- leaving the island"),
        claim("stance", topic="the bridge to the mainland"),
    ]
    found = lines(questions.brief(build(tmp_path, [read("a", claims=claims)])))
    assert list(found) == ["What blocks", "In dispute", "Where the others stand"]
    assert found["What blocks"] == ["talks — Estria: leaving the island (open): demanded by Norland 2020-01-10"]
    assert found["In dispute"] == [
        "the guild as terrorist — calls terrorist: Norland, 2020-01-10; denies terrorist: Estria, 2020-01-10"
    ]


def test_seat_on_which_deciders_differ_is_told_once_under_what_it_blocks(tmp_path: Path) -> None:
    claims = [
        claim("participation", argument="the guild", topic="talks"),
        claim("participation", holder="Estria", argument="the guild", topic="talks", polarity=-1),
        claim("condition", topic="talks <- leaving the island"),
    ]
    found = lines(questions.brief(build(tmp_path, [read("a", claims=claims)])))
    assert list(found) == ["What blocks"]
    assert len(found["What blocks"]) == 2
    assert any("the guild" in line and "Norland" in line and "Estria" in line for line in found["What blocks"])


def test_who_moved_counts_from_the_last_brief(tmp_path: Path) -> None:
    reads = [
        read("a", day="2020-01-09", claims=[claim(topic="the old bridge")]),
        read("b", day="2020-01-12", claims=[claim(topic="the old bridge", polarity=-1, span=SECOND)]),
        read("c", day="2020-01-20", claims=[claim(topic="the old bridge", polarity=-1, span=THIRD)]),
    ]
    build(tmp_path, reads)
    before, after = (lines(questions.brief(tmp_path, since=day)) for day in ("2020-01-10", "2020-01-13"))
    [line] = before["Who moved since 2020-01-10"]
    assert line.startswith("Norland — ")
    assert line.endswith("for, 2020-01-09 → against, 2020-01-12")
    assert not any(title.startswith("Who moved") for title in after)
    assert before["Where the others stand"] == after["Where the others stand"]


def test_page_holds_reports_as_text_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    claims = [claim("designation", topic="terrorist")]
    bad = "<script>alert(1)</script>\u202e[x](javascript:y)"
    brief = questions.brief(build(tmp_path, [read("a", outlet=bad, claims=claims)]))
    page, markdown = brief_html(brief), brief_markdown(brief)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page + markdown + brief_text(brief)
    assert "[x](" not in markdown
    assert "\\<script" in markdown
    assert not re.search(r"(?:src|href)=.(?!#note-)", page)
    notes = {number for section in brief.sections for line in section.lines for number in line.notes}
    assert all(f'href="#note-{number}"' in page and f'id="note-{number}"' in page for number in notes)


def test_one_side_that_speaks_twice_is_not_in_dispute(tmp_path: Path) -> None:
    claims = [claim(topic="the old bridge"), claim(holder="Ada Berg", topic="the old bridge", polarity=-1)]
    assert "In dispute" not in lines(questions.brief(build(tmp_path, [read("a", claims=claims)])))


def test_what_happened_and_what_is_due_are_of_the_day_asked(tmp_path: Path) -> None:
    plan = claim("schedule", argument="", topic="talks on the island", date="2020-01-20", status="set")
    reads = [
        read("a", day="2020-01-09", claims=[claim("consult", span=SECOND), plan]),
        read("b", day="2020-03-09", claims=[claim("accuse", span=THIRD)]),
    ]
    build(tmp_path, reads)
    early, late = (lines(questions.brief(tmp_path, as_of=day)) for day in ("2020-01-12", "2020-03-10"))
    assert early["What happened last"] == ["2020-01-09 consult, Norland, Estria: Norland and Estria met in Vienna."]
    assert early["What is due next"] == ["2020-01-20 set: talks (Norland) (said 2020-01-09 by Norland)"]
    assert late == {"What happened last": ["2020-03-09 accuse, Norland, Estria: Estria called the guild a gang."]}


def test_other_news_stays_out_of_a_brief_that_knows_its_story(tmp_path: Path) -> None:
    story = Story(actors=(Actor(name="the guild", kind="other"),))
    reads = [read(str(number), claims=[claim(topic="the old bridge")]) for number in range(9)]
    reads.append(read("near", claims=[claim(holder="the guild", topic="the new harbour")]))
    found = lines(questions.brief(build(tmp_path, reads, story=story)))
    assert found == {"Where the others stand": ["Estria: the new harbour — for: the guild, 2020-01-10"]}


def test_brief_of_very_many_claims_is_short(tmp_path: Path) -> None:
    words = "harbour bridge ferry toll fish light wall road mine well mill tower".split()
    topics = [f"the {first} and the {second}" for first in words for second in words]
    reads = [read(f"r{number}", claims=[claim(topic=topic)]) for number, topic in enumerate(topics)]
    brief = questions.brief(build(tmp_path, reads))
    assert sum(len(section.lines) for section in brief.sections) == 6
    assert [len(section.lines) for section in questions.brief(tmp_path, limit=2).sections] == [2]


def test_what_has_a_day_is_not_told_again_without_one() -> None:
    texts = dict.fromkeys(("document", "outlet", "published", "inferred", "title", "quote", "sentence", "witness"), "")
    proof = msgspec.convert({**texts, "start": 0, "end": 0, "via": []}, Evidence)
    same = {"kind": "aid asked", "who": "Norland", "by": "Estria", "until": "", "place": "", "id": "c1", "stated": True}
    count = dict.fromkeys(("origins", "outlets", "documents"), 1)

    def told(day: str, **other: str) -> TruceLine:
        line = msgspec.convert({**same, **count, **other, "day": day, "evidence": []}, TruceLine)
        return msgspec.structs.replace(line, evidence=(proof,))

    found = found_truce([told(""), told("2020-01-03"), told("2020-01-05"), told("", who="Ostland")])
    assert [finding.text.rpartition(", ")[2] for finding in found] == ["2020-01-05", "2020-01-03", "undated"]


def test_every_footnote_leads_to_its_sentence(tmp_path: Path) -> None:
    claims = [claim("designation", topic="terrorist"), claim("consult", span=SECOND)]
    brief = questions.brief(build(tmp_path, [read("a", outlet="The Courier", claims=claims)]))
    numbers = [number for section in brief.sections for line in section.lines for number in line.notes]
    assert sorted(set(numbers)) == list(range(1, len(brief.footnotes) + 1))
    text, markdown = brief_text(brief), brief_markdown(brief)
    assert f"[1] The Courier, 2020-01-10: “{TEXT[:47]}” (a)" in text
    assert f"[^2]: The Courier, 2020-01-10: “{TEXT[48:81]}” (a)" in markdown


def test_brief_of_nothing_says_so(tmp_path: Path) -> None:
    brief = questions.brief(build(tmp_path, [read("a", claims=[claim(stated=False)])]))
    assert brief.sections == ()
    assert "Nothing is told" in brief_text(brief)
    assert "?" in brief_text(questions.brief(tmp_path, suggested=True))
