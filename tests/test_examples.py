"""The example dossier builds, and every difficulty that it promises is really there and is met."""

from __future__ import annotations

import csv
import gzip
import json
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from communique.record.words.phrases import content_words
from communique.storage import stored_rows

COMMUNIQUE = Path(sys.executable).with_name("communique")
OPPOSITION = {"Syrian opposition", "High Negotiations Committee"}
FURNITURE = (
    "cookies",
    "Most read",
    "More on this story",
    "Sign up",
    "Share",
    "Log in",
    "Back to top",
    "Comments",
    "comments",
    "ights reserved",
    "Photo: pool",
    "Subscribe",
)


def run(*words: str | Path) -> str:
    """Run the command as a person would; it must read everything."""
    done = subprocess.run([COMMUNIQUE, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def reports(root: Path) -> Path:
    return root / "examples/syria-talks/reports"


@pytest.fixture(scope="module")
def dossier(root: Path, reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "syria-talks"
    run("init", folder, "--from", root / "examples/syria-talks/dossier.toml")
    run("add", folder, reports)
    return folder


@pytest.fixture(scope="module")
def rows(dossier: Path, reports: Path) -> dict[str, dict[str, Any]]:
    """What was extracted from each report, by file name (and #n within a file of several)."""
    output = dossier.with_name("extracted.jsonl")
    run("extract", reports, "--dossier", dossier, "--output", output)
    found = map(json.loads, output.read_text(encoding="utf-8").splitlines())
    return {Path(row["source"]).name: row for row in found}


def claims(rows: dict[str, dict[str, Any]], kind: str) -> Iterator[dict[str, Any]]:
    """The claims of one type of all reports."""
    return (claim for row in rows.values() for claim in row["claims"] if claim["type"] == kind)


def test_every_report_is_in_the_dossier(dossier: Path, rows: dict[str, dict[str, Any]]) -> None:
    assert len(rows) == 18
    assert len(json.loads(run("documents", dossier, "--json"))) == 18


def test_page_furniture_is_off_and_the_article_is_whole(rows: dict[str, dict[str, Any]]) -> None:
    left = {(name, word) for name, row in rows.items() for word in FURNITURE if word in row["text"]}
    assert not left
    assert rows["2015-10-30-vienna.html"]["text"].rstrip().endswith("Kerry told reporters.")
    assert rows["2015-12-10-walkout.txt"]["text"].rstrip().endswith("part of the opposition.")
    assert rows["kurds-left-out.txt"]["text"].rstrip().endswith("was not invited.")


@pytest.mark.parametrize(
    ("name", "wrong", "right", "basis"),
    [
        ("2015-10-30-vienna.html", "14 June 2024", "2015-10-30", "metadata"),
        ("2016-01-20-zurich.txt", "October 3 , 2024", "2016-01-20", "byline"),
        ("2016-01-09-damascus.html", "2 October 2015", "2016-01-09", "metadata"),
        ("2016-03-14-geneva.html", "3 February 2016", "2016-03-14", "metadata"),
        ("2015-11-04-two-lists.txt", "Nov 4, 2015", "2015-11-04", "dateline"),
    ],
)
def test_publication_date_is_not_the_masthead_or_the_caption(
    name: str, wrong: str, right: str, basis: str, reports: Path, rows: dict[str, dict[str, Any]]
) -> None:
    assert wrong in (reports / name).read_text(encoding="utf-8")
    assert (rows[name]["published"]["date"], rows[name]["published"]["basis"]) == (right, basis)


def test_report_without_a_date_stays_undated(reports: Path, rows: dict[str, dict[str, Any]]) -> None:
    assert "24 January 2014" in (reports / "kurds-left-out.txt").read_text(encoding="utf-8")
    row = rows["kurds-left-out.txt"]
    assert row["published"]["date"] == ""
    thursdays = [time for time in row["times"] if time["text"].endswith("Thursday")]
    assert thursdays
    assert not any(time["from"] for time in thursdays)


def test_spellings_and_languages_of_a_name_are_one_group(rows: dict[str, dict[str, Any]]) -> None:
    named: dict[str, set[str]] = {}
    for row in rows.values():
        for mention in row["mentions"]:
            named.setdefault(mention["actor"], set()).add(mention["text"].removeprefix("the "))
    assert {"Jaish al-Islam", "Jaysh al-Islam", "Army of Islam"} <= named["Jaish al-Islam"]
    assert {"Ahrar al-Sham", "Ahrar ash-Sham"} <= named["Ahrar al-Sham"]


def test_report_in_french_is_kept_and_not_extracted(rows: dict[str, dict[str, Any]]) -> None:
    row = rows["2016-02-03-suspension.html"]
    assert row["language"] == "fr"
    assert "Jaïch al-Islam, l'Armée de l'islam" in row["text"]
    assert not row["claims"]
    assert not row["mentions"]


def test_capital_stands_for_its_government(rows: dict[str, dict[str, Any]]) -> None:
    found = [claim for row in rows.values() for claim in row["claims"] if claim["holder"] == "Syrian government"]
    assert any("Damascus" in claim["quote"] for claim in found)


def test_reprint_shares_the_origin_of_the_first_print(dossier: Path) -> None:
    documents = {Path(row["source"]).name: row for row in json.loads(run("documents", dossier, "--json"))}
    first, reprint = documents["2016-01-20-zurich.txt"], documents["2016-01-21-zurich-reprint.html"]
    assert first["outlet"] != reprint["outlet"]
    assert first["origin"] == reprint["origin"]
    assert sum(row["origin"] == first["origin"] for row in documents.values()) == 2


def test_two_reports_of_one_day_contradict_each_other(rows: dict[str, dict[str, Any]]) -> None:
    walked, signed = rows["2015-12-10-walkout.txt"], rows["atlas-newsroom.jsonl#2"]
    assert walked["published"]["date"] == signed["published"]["date"] == "2015-12-10"
    assert "Ahrar al-Sham walked out" in re.sub("The rebel group ", "", walked["text"])
    assert "Ahrar al-Sham signed the final statement" in signed["text"]


def test_position_of_the_committee_turns(rows: dict[str, dict[str, Any]]) -> None:
    def polarity(name: str) -> set[int]:
        found = [claim for claim in rows[name]["claims"] if claim["type"] == "participation"]
        return {
            claim["polarity"] for claim in found if "opposition" in claim["argument"] or "High" in claim["argument"]
        }

    assert -1 in polarity("2016-01-28-boycott.html")
    assert 1 in polarity("2016-01-30-delegation-flies.txt")


def test_start_of_the_talks_slips_twice(rows: dict[str, dict[str, Any]]) -> None:
    planned = {claim["date"] for claim in claims(rows, "schedule")}
    assert {"2016-01-01", "2016-01-25", "2016-01-29"} <= planned


def test_every_line_leads_to_a_sentence_of_its_report(dossier: Path, rows: dict[str, dict[str, Any]]) -> None:
    brief = json.loads(run("brief", dossier, "--suggested", "--json"))
    lines = [line for section in brief["sections"] for line in section["lines"]]
    assert lines
    assert all(line["notes"] for line in lines)
    proofs = [brief["footnotes"][number - 1] for line in lines for number in line["notes"]]
    for question in ("positions", "timeline", "statements"):
        answers = json.loads(run(question, dossier, "--suggested", "--json"))
        assert all(answer["evidence"] for answer in answers)
        proofs += [proof for answer in answers for proof in answer["evidence"]]
    texts = {row["id"]: row["text"] for row in rows.values()}
    assert all(proof["sentence"] in texts[proof["document"]] for proof in proofs)
    assert all(texts[proof["document"]][proof["start"] : proof["end"]] == proof["quote"] for proof in proofs)


@pytest.fixture(scope="module")
def reviewed(dossier: Path, root: Path) -> Path:
    """The example with the decisions of its reviewer."""
    folder = dossier.with_name("reviewed")
    shutil.copytree(dossier, folder)
    run("decide", folder, "--from", root / "examples/syria-talks/decisions.jsonl")
    return folder


def ask(question: str, *words: str | Path) -> Any:
    return json.loads(run(question, *words, "--json"))


def test_every_decision_of_the_reviewer_finds_its_words(reviewed: Path) -> None:
    assert {row["state"] for row in ask("decisions", reviewed)} == {"applied"}


def test_record_states_just_what_the_reviewer_reads(reviewed: Path, root: Path) -> None:
    lines = list(csv.DictReader((root / "examples/syria-talks/review.csv").read_text(encoding="utf-8").splitlines()))
    reads = {Path(row.read.document.source).name: row.read for row in stored_rows(reviewed)}
    meant = runpy.run_path(str(root / "examples/review.py"))["meant_claims"](lines, reads)
    names = "type holder speaks_for argument topic polarity date status".split()
    wanted = [(each.place.document, *(getattr(each.fields, name) for name in names)) for _, each in meant]
    with duckdb.connect(str(reviewed / "record.duckdb"), read_only=True) as database:
        stated = database.execute(
            """SELECT document, type, holder_found, speaks_for, argument_found, topic, polarity_found, date, status
            FROM claims WHERE stated"""
        ).fetchall()
    assert sorted(map(bare, stated)) == sorted(map(bare, wanted))


def bare(claim: Sequence[Any]) -> str:
    """A claim with the words of its topic in any case and order, since a reading that was accepted keeps its own."""
    return repr((*claim[:5], sorted(content_words(claim[5])), *claim[6:]))


def test_powers_differ_on_two_groups_and_one_seat(reviewed: Path) -> None:
    rows = ask("lists", reviewed, "--as-of", "2016-01-30")
    disputed = {(row["list"], row["entry"]) for row in rows if row["disputed"]}
    assert disputed == {
        ("terrorist groups", "Ahrar al-Sham"),
        ("terrorist groups", "Jaish al-Islam"),
        ("seats at the talks", "Jaish al-Islam"),
        ("seats at the talks", "Democratic Union Party"),
    }
    assert {row["list"] for row in rows} == {
        *("terrorist groups", "seats at the talks", "the opposition's delegation"),
    }


@pytest.mark.parametrize(
    ("gate", "day", "blocking", "changes", "ways"),
    [
        ("invitations", "2016-01-19", {"the powers agree on the groups"}, 2, 4),
        ("invitations", "2016-01-22", {"the powers agree on the groups"}, 1, 1),
        ("invitations", "2016-01-27", set(), 0, 1),
        ("talks", "2016-01-28", {"the sieges are lifted", "detainees are released", "the bombing stops"}, 8, 256),
        ("talks", "2016-02-03", {"the sieges are lifted", "detainees are released", "the bombing stops"}, 6, 64),
        ("talks", "2016-03-14", {"nobody is added to the opposition's side"}, 3, 8),
        ("truce", "2016-02-23", {"the sieges end", "aid comes in", "detainees go free"}, 3, 8),
        ("truce", "2016-02-28", set(), 0, 1),
    ],
)
def test_what_blocks_a_gate_on_a_day(
    reviewed: Path, gate: str, day: str, blocking: set[str], changes: int, ways: int
) -> None:
    [found] = ask("blockers", reviewed, gate, "--as-of", day)
    assert blocking <= {row["condition"] for row in found["conditions"]}
    assert (found["blocked"], found["changes"], found["ways"]) == (changes > 0, changes, ways)


def test_first_way_out_opens_the_gate(reviewed: Path) -> None:
    [found] = ask("blockers", reviewed, "talks", "--as-of", "2016-02-03")
    sets = [word for change in found["sets"][0] for word in ("--set", change)]
    [answer] = ask("what-if", reviewed, *sets, "--as-of", "2016-02-03")
    moves = {move["name"]: move["after"] for move in answer["moves"] if move["what"] == "gate"}
    assert moves == {"talks": "nothing blocks it"}


def test_brief_is_the_page_of_an_aide(reviewed: Path) -> None:
    found = ask("brief", reviewed, "--as-of", "2016-01-30", "--since", "2016-01-20")
    told = {section["title"]: [line["text"] for line in section["lines"]] for section in found["sections"]}
    assert next(iter(told)) == "What blocks"
    [blocking] = [line for line in told["What blocks"] if "Democratic Union Party" in line]
    assert re.search("for Russia .*against Turkey ", blocking)
    assert any("will stay away, 2016-01-28 → will take part" in line for line in told["Who moved since 2016-01-20"])
    assert any(line.startswith("2016-01-31 expected: meeting") for line in told["What is due next"])
    assert any("Ahrar al-Sham as terrorist" in line for line in told["In dispute"])
    assert not any("?" in line for lines in told.values() for line in lines)
    assert "2016-03-24 expected: the end of the first round" in run("brief", reviewed)
    page = run("brief", reviewed, "--format", "html")
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page


FILTERS = (
    r'"date": "2016-0[345]',
    r'"title": "[^"]*([Mm]igra|EU )',
    r"\bEU (deal|pact|migra|leaders|summit|visa|executive|says)|deal with Turkey",
    "Turkey",
)
"""What picks the reports of the second story out of the press archive, as `examples/README.md` prints it."""


@pytest.fixture(scope="module")
def deal(root: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second story, built from the press archive with nothing but its own story file."""
    folder = tmp_path_factory.mktemp("deal")
    with gzip.open(shared / "corpora/press-2016.jsonl.gz", "rt", encoding="utf-8") as lines:
        chosen = [line for line in lines if all(re.search(words, line) for words in FILTERS)]
    (folder / "reports.jsonl").write_text("".join(chosen), encoding="utf-8")
    run("init", folder / "d", "--from", root / "examples/eu-turkey/dossier.toml")
    run("add", folder / "d", folder / "reports.jsonl")
    return folder / "d"


def test_second_story_is_picked_by_the_filters_that_are_printed(root: Path) -> None:
    page = (root / "examples/README.md").read_text(encoding="utf-8")
    assert all(words in page for words in FILTERS)


def test_second_story_tells_what_an_analyst_looks_for(deal: Path) -> None:
    assert len(ask("documents", deal)) == 14
    [gate] = [row for row in ask("gates", deal, "--suggested") if row["gate"] == "accession chapters"]
    demanded = {cell["side"] for row in gate["conditions"] for cell in row["demanded"]}
    assert [row["condition"] for row in gate["conditions"]] == ["Turkey recognises Cyprus"]
    assert "Cyprus" in demanded
    planned = {line["planned"] for plan in ask("schedule", deal, "--suggested") for line in plan["said"]}
    assert "2016-03-17/2016-03-18" in planned
    against = {row["holder"] for row in ask("positions", deal, "--suggested") if row["polarity"] < 0}
    assert "UN refugee agency" in against
    returned = [row for row in ask("timeline", deal, "--suggested") if "202 migrants" in row["evidence"][0]["sentence"]]
    assert "2016-04-04" in {row["day"] for row in returned}
    known = {row["name"]: row["speaks_for"] for row in ask("actors", deal)}
    assert known["Ahmet Davutoglu"] == "Turkey"


def shingles(text: str) -> Iterator[str]:
    """Every run of eight words, in lower case."""
    words = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).lower())
    return (" ".join(words[start : start + 8]) for start in range(len(words) - 7))


def strings(value: object) -> Iterator[str]:
    """Every string within a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def texts(path: Path) -> Iterator[str]:
    """The texts of one development file: plain, JSON or JSONL, gzipped or not."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = raw.decode("utf-8", "replace")
    if ".json" not in path.name:
        return iter([text])
    values = filter(None, text.split("\n")) if ".jsonl" in path.name else [text]
    return (part for value in values for part in strings(json.loads(value)))


def test_no_wording_is_carried_over_from_the_development_texts(root: Path, shared: Path) -> None:
    ours = {run for path in root.glob("examples/**/*.*") for text in texts(path) for run in shingles(text)}
    sources = [path for path in shared.glob("*/*") if path.suffix in {".txt", ".json", ".jsonl", ".gz"}]
    carried = {run for path in sources for text in texts(path) for run in shingles(text) if run in ours}
    assert not carried
