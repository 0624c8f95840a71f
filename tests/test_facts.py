"""The table of facts is about reports that are there and questions that can be asked."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from benchmarks.facts import holds, read_facts

import communique
from communique.record.answers import Dated, Plan
from communique.record.days import parse_day


def test_facts_are_dated_and_ask_public_questions() -> None:
    facts = read_facts()
    assert len(facts) >= 30
    assert all(parse_day(fact.day) and fact.says for fact in facts)
    assert {fact.ask for fact in facts} <= set(communique.__all__)


def test_every_fact_names_a_report_that_is_there(shared: Path) -> None:
    with gzip.open(shared / "corpora/press-2016.jsonl.gz", "rt", encoding="utf-8") as lines:
        known = {json.loads(line)["id"] for line in lines}
    known |= {path.name for path in (shared / "seeds").glob("*.txt")}
    assert {fact.report for fact in read_facts()} <= known


def test_answer_is_right_only_if_one_line_of_a_ledger_has_all() -> None:
    fact = next(fact for fact in read_facts() if fact.ask == "schedule")
    wanted = fact.holds["said"]["planned"]

    def plan(planned: str) -> Plan:
        said = Dated(
            day=fact.day,
            by="",
            speaks_for="",
            planned=planned,
            grain="day",
            status="set",
            ending=False,
            stated=True,
            evidence=(),
            id="",
        )
        return Plan(
            event="",
            kind=fact.holds["kind"],
            state="",
            planned="",
            slipped=0,
            slips=(),
            said=(said,),
            origins=1,
            outlets=1,
            documents=1,
            stated=True,
            evidence=(),
            id="",
        )

    assert holds(plan(wanted), fact)
    assert not holds(plan("1999-01-01"), fact)
