"""Files, folders, globs: every report is found, and whatever cannot be read costs only itself and one clear line."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.errors import InputError
from communique.reading import find_reports, formats, limits, read_document, tables
from communique.records import Document, Failure, Report

TEXT = "The talks resume on Monday, the mediator said."
PAGE = f"<html><body><article><p>{TEXT}</p></article></body></html>"


def find(*inputs: object, columns: Mapping[str, str] | None = None) -> tuple[list[Document], list[Failure]]:
    """What is read and what is not; every failure must be one line that says where, what and what to try."""
    found = list(find_reports(map(str, inputs), columns=columns))
    failures = [item for item in found if isinstance(item, Failure)]
    for failure in failures:
        assert failure.source, failure
        assert failure.hint, failure
        assert all(text.isprintable() for text in (failure.source, failure.problem, failure.hint)), failure
    return [read_document(item) for item in found if isinstance(item, Report)], failures


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_folder_is_read_whole_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/y.txt", ".hidden.txt", ".git/x.txt", "c.txt"):
        put(tmp_path / name, PAGE if name.endswith("html") else TEXT)
    found, failures = find(tmp_path)
    assert [Path(document.source).name for document in found] == ["b.txt", "c.txt", "y.txt", "z.html"]
    assert not failures


def test_what_a_browser_saved_along_with_a_page_is_left_out(tmp_path: Path) -> None:
    put(tmp_path / "story.html", PAGE)
    put(tmp_path / "story_files/frame.html", PAGE)
    put(tmp_path / "story_files/site.css", "p {}")
    found, failures = find(tmp_path)
    assert len(found) == 1
    assert not failures


def test_globs_and_several_inputs(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "[b].txt", TEXT)
    put(tmp_path / "c.html", PAGE)
    assert len(find(tmp_path / "*.txt")[0]) == 2
    assert len(find(tmp_path / "[b].txt", tmp_path / "c.html")[0]) == 2
    assert not find(tmp_path / "*.csv")[0]


def test_loops_of_links_end(tmp_path: Path) -> None:
    put(tmp_path / "in/a.txt", TEXT)
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    found, failures = find(tmp_path)
    assert len(found) == 1
    assert [failure.problem for failure in failures] == ["is a link that leads nowhere"] * 2


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "paper.pdf": (b"%PDF-1.7 ...", "not text"),
    "photo.txt": (b"\xff\xd8\xff\xe0 JFIF", "not text"),
    "zeros.html": (b"<p>\x00\x00\x00</p>", "not text"),
    "site.css": (b"p { color: red }", "no report"),
    "cut.txt.gz": (gzip.compress(TEXT.encode() * 9)[:40], "damaged"),
    "broken.jsonl.gz": (b"\x1f\x8b\x08 not really", "damaged"),
    "half.json": (b'[{"text": "One', "not JSON"),
    "deep.json": (b"[" * 200_000, "not JSON"),
    "none.json": (b"[]", "empty list"),
    "columns.csv": (b"name,age\nAda,36\n", "no column of text"),
    "cut.xml": (b"<rss><channel><title>x", "feed"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_costs_itself_alone(tmp_path: Path, name: str) -> None:
    content, problem = BAD[name]
    put(tmp_path / name, content)
    put(tmp_path / "z-good.txt", TEXT)
    found, failures = find(tmp_path)
    assert [document.text for document in found] == [TEXT]
    assert len(failures) == 1
    assert name in failures[0].source
    assert problem in failures[0].problem


@pytest.mark.parametrize(
    "name", ["/no/such/place", "", "a\x00b", "x" * 5000, "no\nsuch\x1b[31mfile", "/dev/null", "/dev/zero", "."]
)
def test_name_that_is_no_readable_file_is_one_failure(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    failures = list(find_reports([name]))
    assert len(failures) == 1
    assert isinstance(failures[0], Failure)
    assert failures[0].source.isprintable()


def test_name_with_line_breaks_is_read_and_shown_on_one_line(tmp_path: Path) -> None:
    put(tmp_path / "two\nlines\x1b[2J.txt", TEXT)
    found, _ = find(tmp_path)
    assert found[0].source.isprintable()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_one_may_not_read_is_said(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", TEXT).chmod(0)
    put(tmp_path / "shut/b.txt", TEXT).parent.chmod(0)
    _, failures = find(tmp_path)
    (tmp_path / "shut").chmod(0o700)
    assert len(failures) == 2


def test_too_large_a_report_is_refused_and_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_REPORT", 1000)
    bomb = gzip.compress(b"word " * 1_000_000)
    put(tmp_path / "a.txt", "word " * 300)
    put(tmp_path / "b.txt.gz", bomb)
    _, failures = find(tmp_path)
    assert len(failures) == 2
    assert all("larger than" in failure.problem for failure in failures)


def test_limits_let_every_real_article_pass() -> None:
    assert 1_000_000 < limits.MAX_REPORT < 50_000_000
    assert limits.MAX_FILE <= 200_000_000


def test_too_long_or_broken_lines_cost_only_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_REPORT", 1000)
    good = json.dumps({"text": TEXT}).encode()
    lines = [
        good,
        b"{broken",
        b'{"text": "' + b"x" * 5000 + b'"}',
        b"",
        b"[1, 2]",
        b"\xff\xfe\x00",
        b'{"a":' * 99_999,
        good,
    ]
    found, failures = find(put(tmp_path / "a.jsonl", b"\n".join(lines)))
    assert [document.text for document in found] == [TEXT, TEXT]
    assert [failure.source.rpartition("#")[2] for failure in failures] == ["2", "3", "5", "6", "7"]


ROWS: dict[str, tuple[str, list[str]]] = {
    "more cells than there are columns": (f'title,text\na,One side came, the other did not.\nb,"{TEXT}"\n', [TEXT]),
    "expected after": (f'title,text\na,"She said "no" twice."\nb,"{TEXT}"\n', [TEXT]),
    "unexpected end": (f'title,text\nb,"{TEXT}"\nc,"This cell is never closed.\nd,Nor this one\n', [TEXT]),
    "no report in it": ("title,text\n", []),
}


@pytest.mark.parametrize("problem", ROWS)
def test_row_that_breaks_the_table_costs_itself_and_is_never_read_in_part(tmp_path: Path, problem: str) -> None:
    content, texts = ROWS[problem]
    found, failures = find(put(tmp_path / "a.csv", content))
    assert [document.text for document in found] == texts
    assert [problem in failure.problem for failure in failures] == [True]


def test_cells_keep_their_lines_and_quotation_marks(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", 'Headline,Body,Date,\r\nx,"One ""list"".\r\n\r\nTwo, then.",2016-01-10,\r\n')
    found, failures = find(path)
    assert not failures
    assert (found[0].title, found[0].text) == ("x", 'One "list".\r\n\r\nTwo, then.')
    assert (found[0].published.date, found[0].published.basis) == ("2016-01-10", "given")


def test_file_of_blank_lines_is_said(tmp_path: Path) -> None:
    assert [failure.problem for failure in find(put(tmp_path / "a.jsonl", "\n\n"))[1]] == ["has no report in it"]


def test_lines_before_the_damage_are_read(tmp_path: Path) -> None:
    lines = (
        json.dumps({"text": f"{TEXT} {hashlib.sha256(bytes([n % 256, n // 256])).hexdigest()}"}) for n in range(3000)
    )
    path = put(tmp_path / "a.jsonl.gz", gzip.compress("\n".join(lines).encode())[:-2000])
    reports = list(find_reports([str(path)]))
    assert len(reports) > 1000
    assert all(isinstance(report, Report) for report in reports[:-1])
    assert isinstance(reports[-1], Failure)


FORMATS: dict[str, str | bytes] = {
    "a.html": PAGE,
    "page-without-ending": PAGE,
    "page.txt": PAGE,
    "words.html": TEXT,
    "a.txt": TEXT,
    "a.md": TEXT,
    "a.jsonl": json.dumps({"text": TEXT}) + "\n",
    "lines.json": json.dumps({"text": TEXT}) + "\n",
    "lines.txt": json.dumps({"text": TEXT}) + "\n",
    "bom.jsonl": b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode(),
    "wide.jsonl": (json.dumps({"text": TEXT}) + "\n").encode("utf-16"),
    "heading.md": f"# Talks resume\n\n*By Rosa Tellier*\n\n{TEXT}",
    "list.json": json.dumps([{"body": TEXT}], indent=1),
    "wrapped.json": json.dumps({"total": 1, "tags": ["x"], "articles": [{"content": TEXT}]}, indent=1),
    "single.json": json.dumps({"text": TEXT, "tags": ["x"]}, indent=1),
    "a.csv": f'id,Text\n1,"{TEXT}"\n',
    "semicolon.csv": f'id;text\n1;"{TEXT}"\n',
    "a.tsv": f"id\ttext\n1\t{TEXT}\n",
    "a.rss": "<rss version='2.0'><channel><title>G</title><item><title>T</title>"
    f"<description>{TEXT}</description></item></channel></rss>",
    "a.xml": f"<?xml version='1.0'?><!-- x --><feed xmlns='http://www.w3.org/2005/Atom'><title>G</title><entry><id>1</id>"
    f"<content type='html'>&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>",
    "brackets.txt": f"[Oslo] {TEXT}",
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_format_is_told_by_content_and_name(tmp_path: Path, name: str, *, packed: bool) -> None:
    content = FORMATS[name]
    raw = content.encode() if isinstance(content, str) else content
    path = put(tmp_path / (name + ".gz" if packed else name), gzip.compress(raw) if packed else raw)
    found, failures = find(path)
    assert not failures
    assert [document.text.removeprefix("[Oslo] ") for document in found] == [TEXT]


def test_entries_are_numbered_and_files_are_not(tmp_path: Path) -> None:
    lines = put(tmp_path / "a.jsonl", (json.dumps({"text": TEXT}) + "\n") * 2)
    assert [document.source for document in find(lines)[0]] == [f"{lines}#1", f"{lines}#2"]
    plain = put(tmp_path / "a.txt", TEXT)
    assert find(plain)[0][0].source == str(plain)


def test_columns_name_the_fields(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", f'when,Story,paper\n2016-01-10,"{TEXT}",Gazette\n')
    assert "Name the field" in find(path)[1][0].hint
    found, failures = find(path, columns={"text": "story", "date": "when", "outlet": "paper"})
    assert not failures
    assert (found[0].text, found[0].published.date, found[0].outlet) == (TEXT, "2016-01-10", "Gazette")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    words = "The café talks – “quiet ones” – resume on Monday."
    assert find(put(tmp_path / "a.txt", words.encode(encoding)))[0][0].text == words


def test_foreign_letters_and_stray_bytes(tmp_path: Path) -> None:
    russian = "Переговоры о порте возобновятся в понедельник, сообщила посредница журналистам. " * 6
    assert find(put(tmp_path / "r.txt", russian.encode("cp1251")))[0][0].text == russian.strip()
    stray = "Die Gespräche – über den Häfenvertrag – beginnen später. ".encode() * 3 + b"\x92 Ende."
    assert "Gespräche – über" in find(put(tmp_path / "s.txt", stray))[0][0].text
    declared = "<html><meta charset='koi8-r'><body><p>Переговоры возобновятся в понедельник.</p></body></html>"
    assert "Переговоры" in find(put(tmp_path / "k.html", declared.encode("koi8-r")))[0][0].text


def outcome(report: Report) -> tuple[Document | None, str]:
    """What a report gives: a document, or the message of its error."""
    try:
        return read_document(report), ""
    except InputError as error:
        return None, str(error)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.binary(max_size=300),
    ending=st.sampled_from(["", ".txt", ".html", ".jsonl", ".json", ".csv", ".xml", ".gz"]),
    packed=st.booleans(),
)
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path: Path, raw: bytes, ending: str, *, packed: bool) -> None:
    path = put(tmp_path / f"any{ending}", gzip.compress(raw) if packed else raw)
    for item in find_reports([str(path)]):
        if isinstance(item, Failure):
            assert item.problem.isprintable()
            assert item.hint
            continue
        document, problem = outcome(item)
        assert len(problem.splitlines()) == (document is None)
        assert document is None or (document.text.encode() and document.title.isprintable())


def test_same_input_same_output(tmp_path: Path) -> None:
    for name, content in FORMATS.items():
        put(tmp_path / name, content)
    assert find(tmp_path) == find(tmp_path)
