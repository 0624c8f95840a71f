"""A language model as a reader, as a person at the command line meets it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.claims.model.serving import Answer, Json, Server, article_of, claims, failure, serving

import communique
from communique.cli import cli

QUOTE = "Estria has put off the harbour talks to March 20"
TEXT = f"{QUOTE}, its envoy told the press after a long night. Norland was not there."
CLAIM = {
    "type": "schedule",
    "holder": "",
    "for": "",
    "argument": "",
    "topic": "harbour talks",
    "polarity": -1,
    "date": "2031-03-20",
    "status": "postponed",
    "quote": QUOTE,
}


def run(*arguments: object) -> click.testing.Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


def write_reports(folder: Path, count: int) -> Path:
    rows = [
        {"id": f"r{n}", "title": f"Report {n}", "text": f"{TEXT} It was night {n * 7919}.", "date": "2031-03-12"}
        for n in range(count)
    ]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder / "reports.jsonl"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A model that reads one claim in every article, and invents another."""
    lie = CLAIM | {"quote": "Norland has left the talks for good"}
    with serving(lambda _: claims(CLAIM, lie)) as running:
        yield running


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty dossier; nothing is kept outside of the test's folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return communique.init(tmp_path / "talks")


def test_add_with_a_model_puts_its_claims_into_the_record_with_evidence(
    dossier: Path, tmp_path: Path, server: Server
) -> None:
    listed = tmp_path / "refused.jsonl"
    options = ("--reader", "model", "--model", "m", "--base-url", server.url, "--refused", listed)
    done = run("add", dossier, write_reports(tmp_path, 3), *options)
    assert done.exit_code == 0
    assert f"the text of the reports goes to {server.url}" in done.output
    assert "model: 3 articles, 3 calls" in done.output
    assert "3 refused: the quotation is not in the article" in done.output
    assert len(listed.read_text().splitlines()) == 3
    planned = [row for row in communique.schedule(dossier, suggested=True) if "2031-03-20" in str(row)]
    assert planned
    assert all(QUOTE in proof.quote for row in planned for proof in row.evidence)


def test_table_of_the_story_chooses_the_reader_and_reading_again_costs_nothing(
    dossier: Path, tmp_path: Path, server: Server
) -> None:
    reports = write_reports(tmp_path, 2)
    assert run("add", dossier, reports).exit_code == 0
    before = len(server.asked)
    table = f'\n[reader]\nuse = "model"\nmodel = "m"\nbase_url = "{server.url}"\n'
    (dossier / "dossier.toml").write_text((dossier / "dossier.toml").read_text() + table)
    dry = run("rebuild", dossier, "--reread", "--dry-run")
    assert dry.output.startswith("2 articles, 2 calls: about")
    assert len(server.asked) == before
    assert run("rebuild", dossier, "--reread").exit_code == 0
    assert len(server.asked) == before + 2
    again = run("rebuild", dossier, "--reread")
    assert "0 calls, 2 answers kept, 0 tokens" in again.output
    assert len(server.asked) == before + 2
    assert "0 calls" in run("rebuild", dossier, "--reread", "--dry-run").output
    assert run("rebuild", dossier, "--reread", "--reader", "local").exit_code == 0
    assert len(server.asked) == before + 2


def test_extract_records_and_replays(dossier: Path, tmp_path: Path, server: Server) -> None:
    tape = tmp_path / "tape.jsonl"
    reports = write_reports(tmp_path, 2)
    asked = run("extract", reports, "--reader", "model", "--model", "m", "--base-url", server.url, "--record", tape)
    before = len(server.asked)
    replayed = run(
        "extract", reports, "--reader", "model", "--model", "m", "--replay", tape, "-o", tmp_path / "out.jsonl"
    )
    assert (asked.exit_code, replayed.exit_code, len(server.asked)) == (0, 0, before)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [sum("model:m/" in claim["rule"] for claim in row["claims"]) for row in rows] == [1, 1]
    assert [json.loads(line) for line in asked.output.splitlines() if line.startswith("{")] == rows


def test_story_that_sends_reports_away_says_so_when_it_is_copied(dossier: Path, tmp_path: Path) -> None:
    story = tmp_path / "given.toml"
    story.write_text('[reader]\nuse = "model"\nmodel = "m"\nbase_url = "http://elsewhere.example/v1"\n')
    assert "goes to http://elsewhere.example/v1" in run("init", tmp_path / "copied", "--from", story).output
    assert "goes to" not in run("init", tmp_path / "plain").output


def test_reader_of_a_rebuild_that_reads_nothing_is_a_mistake(dossier: Path) -> None:
    done = run("rebuild", dossier, "--reader", "model")
    assert (done.exit_code, "--reread" in done.output) == (2, True)


def test_dry_run_of_add_counts_what_is_new(dossier: Path, tmp_path: Path, server: Server) -> None:
    (tmp_path / "few").mkdir()
    assert run("add", dossier, write_reports(tmp_path / "few", 1)).exit_code == 0
    before = len(server.asked)
    options = ("--reader", "model", "--model", "m", "--base-url", server.url)
    dry = run("add", dossier, write_reports(tmp_path, 3), *options, "--dry-run")
    assert dry.output.startswith("2 articles, 2 calls: about")
    assert len(server.asked) == before
    assert len(communique.documents(dossier)) == 1


def test_wrong_key_ends_the_run_and_harms_nothing(dossier: Path, tmp_path: Path) -> None:
    with serving(lambda _: failure(401, "Incorrect API key provided: sk-secret")) as server:
        options = ("--reader", "model", "--model", "m", "--base-url", server.url)
        with pytest.raises(communique.ModelError, match="takes no such key") as told:
            run("add", dossier, write_reports(tmp_path, 2), *options)
    assert "COMMUNIQUE_API_KEY" in str(told.value)
    assert "secret" not in str(told.value)
    assert run("add", dossier, tmp_path / "reports.jsonl").exit_code == 0
    assert len(communique.documents(dossier)) == 2


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_stopped_run_goes_on_where_it_stopped(dossier: Path, tmp_path: Path, end: signal.Signals) -> None:
    hurry = threading.Event()

    def slow(request: Json) -> Answer:
        if not any(f"Title: Report {n}\n" in article_of(request) for n in range(3)):
            hurry.wait(60)
        return claims(CLAIM)

    with serving(slow) as server:
        command = [Path(sys.executable).with_name("communique"), "add", dossier, write_reports(tmp_path, 6)]
        command += ["--reader", "model", "--model", "m", "--base-url", server.url, "--calls-at-once", "2"]
        started = subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell in the background ignores it
        )
        while len(server.asked) < 5:
            time.sleep(0.05)
        started.send_signal(end)
        stopped = time.monotonic()
        started.communicate(timeout=30)
        assert time.monotonic() - stopped < 15
        hurry.set()
        before = len(server.asked)
        done = run(*command[1:])
        assert done.exit_code == 0
        assert len(server.asked) - before <= 3, "what was answered before is not asked again"
    assert len(communique.documents(dossier)) == 6
