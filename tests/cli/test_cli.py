"""The command line as a person meets it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.record.making import build
from tests.record.strategies import claim, read

import communique
from communique.cli import COMMANDS, cli

ARTICLE = """Ministers fail to agree on the island

By Anna Lund, Harbour Wire
Published: January 20, 2020

France urged Spain on Monday to open the island to fishermen. Spain rejected the demand, its foreign ministry said.

Foreign Minister Peter Holm said that the talks will start in Vienna on January 25. He met Maria Vela in Paris.
"""
QUESTIONS = (
    *("brief", "positions", "lists", "gates", "schedule", "truce", "changes", "conflicts", "network"),
    *("statements", "timeline", "actors", "documents", "decisions"),
)


def run(*arguments: object) -> click.testing.Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


def shell(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("communique")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with one report."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "article.txt").write_text(ARTICLE)
    assert run("init", folder / "talks", "--title", "Island talks").exit_code == 0
    assert run("add", folder / "talks", folder / "article.txt").exit_code == 0
    return folder / "talks"


def test_every_command_is_a_public_function_with_help() -> None:
    for command in COMMANDS:
        assert (command.name or "").replace("-", "_") in communique.__all__
        assert (command.help or "").strip()
        assert all(option.help for option in command.params if isinstance(option, click.Option)), command.name


@pytest.mark.parametrize("question", QUESTIONS)
def test_question_prints_for_people_and_for_programs(dossier: Path, question: str) -> None:
    assert run(question, dossier, "--suggested").output.strip()
    json.loads(run(question, dossier, "--json", "--suggested").output)
    rows = list(csv.reader(io.StringIO(run(question, dossier, "--csv", "--suggested").output)))
    assert len({len(row) for row in rows}) <= 1


def test_brief_can_be_had_in_every_format(dossier: Path) -> None:
    text, markdown, page, data = (
        run("brief", dossier, "--suggested", "--format", form).output for form in ("text", "markdown", "html", "json")
    )
    assert text.startswith("Island talks\n====")
    assert markdown.startswith("# Island talks\n")
    assert page.startswith("<!DOCTYPE html>")
    assert "<figure><svg" in page
    assert json.loads(data)["title"] == "Island talks"
    assert data == run("brief", dossier, "--suggested", "--json").output


def test_plot_draws_a_file_of_the_kind_that_its_name_says(dossier: Path, tmp_path: Path) -> None:
    for what in ("lists", "positions", "timeline", "network"):
        run("plot", dossier, what, "-o", tmp_path / f"{what}.svg", "--suggested")
        assert (tmp_path / f"{what}.svg").read_text().startswith("<svg")
    run("plot", dossier, "timeline", "-o", tmp_path / "timeline.png")
    assert (tmp_path / "timeline.png").read_bytes().startswith(b"\x89PNG")
    refused = shell("plot", dossier, "timeline", "-o", tmp_path / "timeline.gif")
    assert (refused.returncode, "End its name with .svg or .png" in refused.stderr) == (1, True)


def test_documents_says_how_the_date_is_known(dossier: Path) -> None:
    [row] = json.loads(run("documents", dossier, "--json").stdout)
    assert (row["published"], row["basis"]) == ("2020-01-20", "byline")


def test_search_leads_to_show(dossier: Path) -> None:
    [hit] = json.loads(run("search", dossier, "fishermen", "--json").stdout)
    assert "fishermen" in hit["sentence"]
    assert "Ministers fail to agree" in run("show", dossier, hit["id"]).output


def test_table_fits_a_narrow_terminal(dossier: Path) -> None:
    lines = run("timeline", dossier, "--suggested").output.splitlines()
    assert lines
    assert max(map(len, lines)) <= 120


def test_extract_prints_one_object_a_line_with_true_offsets(dossier: Path) -> None:
    lines = run("extract", dossier.parent / "article.txt", "--dossier", dossier).output.splitlines()
    [row] = map(json.loads, lines)
    keys = "id source url title outlet author published language text mentions times statements claims events"
    assert list(row) == keys.split()
    for mention in (*row["mentions"], *row["times"]):
        assert row["text"][mention["start"] : mention["end"]] == mention["text"]
    for found in row["claims"]:
        assert row["text"][found["start"] : found["end"]] == found["quote"]


def test_exit_codes_say_whether_all_some_or_none_was_read(dossier: Path) -> None:
    article, missing = dossier.parent / "article.txt", dossier.parent / "missing.txt"
    assert shell("add", dossier, article).returncode == 0
    some = shell("add", dossier, article, missing)
    none = shell("add", dossier, missing)
    assert (some.returncode, none.returncode, shell("add").returncode) == (3, 1, 2)
    [line] = some.stderr.splitlines()
    assert "missing.txt: no such file or folder" in line


def test_mistakes_are_one_line_and_no_traceback(dossier: Path) -> None:
    for arguments in (
        ("positions", dossier.parent / "elsewhere"),
        ("positions", dossier, "--as-of", "today"),
        ("positions", dossier, "--actor", "Atlantis"),
        ("show", dossier, "zzz"),
        ("init", dossier),
    ):
        done = shell(*arguments)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1, done.stderr


def test_hostile_text_cannot_drive_the_terminal(tmp_path: Path) -> None:
    article = {
        "id": "x",
        "text": "\x1b[2JFrance urged Spain to leave.",
        "title": "\x1b]0;owned\x07 title",
        "outlet": "a\nb",
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(article))
    run("init", tmp_path / "d")
    run("add", tmp_path / "d", tmp_path / "in.jsonl")
    for question in (*QUESTIONS, "search"):
        arguments = (question, tmp_path / "d", *(["France"] if question == "search" else []))
        assert "\x1b" not in run(*arguments, "--suggested").output


def test_closed_pipe_is_no_error(dossier: Path) -> None:
    command = f"{Path(sys.executable).with_name('communique')} actors {dossier} --suggested --json | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_answer_says_how_many_suggested_claims_it_leaves_out(tmp_path: Path) -> None:
    folder = build(
        tmp_path / "d",
        [read("a", claims=[claim(), claim(topic="the sea", stated=False), claim("accuse", stated=False)])],
    )
    asked = {question: run(question, folder).stderr for question in QUESTIONS}
    assert asked["positions"] == "1 suggested claim more: --suggested\n"
    assert asked["brief"] == "2 suggested claims more: --suggested\n"
    assert asked["decisions"] == asked["lists"] == ""
    assert run("positions", folder, "--as-of", "2019-01-01").stderr == ""
    assert run("positions", folder, "--suggested").stderr == ""
    assert len(json.loads(run("positions", folder, "--json").stdout)) == 1
    assert len(json.loads(run("positions", folder, "--suggested", "--json").stdout)) == 2


@pytest.mark.parametrize("size", ["much", "8", "8TB", "10MB", "-1GB"])
def test_memory_is_a_size_that_a_record_fits_into(dossier: Path, size: str) -> None:
    done = run("rebuild", dossier, f"--memory={size}")
    assert done.exit_code == 2
    assert "8GB" in done.output or "500MB" in done.output


@pytest.mark.parametrize("size", ["1GB", "1.5 g", "800mb", "2GiB"])
def test_memory_is_written_as_people_write_it(dossier: Path, size: str) -> None:
    assert run("rebuild", dossier, "--memory", size).exit_code == 0
