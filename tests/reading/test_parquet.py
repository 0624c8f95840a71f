"""Parquet in: a row is a report, whatever its columns hold, and a broken file costs only itself."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import communique
from communique import storage
from communique.reading import find_reports, limits, parquet, read_document
from communique.records import Document, Failure, Report

TEXT = "The talks resume on Monday, the mediator said."


def find(path: Path, **columns: str) -> tuple[list[Document], list[Failure]]:
    found = list(find_reports([str(path)], columns=columns))
    read = [read_document(item) for item in found if isinstance(item, Report)]
    return read, [item for item in found if isinstance(item, Failure)]


def write(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=2)
    return path


def test_rows_of_any_table_with_usual_names_are_reports(tmp_path: Path) -> None:
    path = write(
        tmp_path / "press.parquet",
        Title=["One", "Two", "Three"],
        text=[f"{TEXT} One.", f"{TEXT} Two.", f"{TEXT} Three."],
        date=[datetime.date(2016, 1, 2), None, datetime.date(2016, 1, 4)],
        id=[1, 2, 3],
        authors=[["A. One", "B. Two"], None, []],
        outlet=pa.array(["Atlas", "Atlas", "Mercury"]).dictionary_encode(),
        vector=[[0.5]] * 3,
    )
    read, failures = find(path)
    assert not failures
    assert [(found.id, found.title, found.text, found.published.date, found.outlet) for found in read] == [
        ("1", "One", f"{TEXT} One.", "2016-01-02", "Atlas"),
        ("2", "Two", f"{TEXT} Two.", "", "Atlas"),
        ("3", "Three", f"{TEXT} Three.", "2016-01-04", "Mercury"),
    ]
    assert read[0].author == "A. One, B. Two"
    assert [found.source for found in read] == [f"{path}#{number}" for number in (1, 2, 3)]
    assert b"vector" not in read[0].raw


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "odd.parquet", Wording=[TEXT], stamp=pa.array([0], pa.timestamp("ns", "UTC")))
    assert "no column of text" in find(path)[1][0].problem
    read, failures = find(path, text="wording", date="stamp")
    assert [(found.text, found.published.date) for found in read] == [(TEXT, "1970-01-01")]
    assert not failures


def test_batches_of_a_dossier_come_out_as_they_went_in(tmp_path: Path) -> None:
    given = tmp_path / "in"
    given.mkdir()
    (given / "page.html").write_text(f"<html><title>Talks</title><body><p>{TEXT}</p></body></html>")
    (given / "list.jsonl").write_text('{"id": "x", "text": "Wir reden nicht, sagte er am Montag in Wien."}\n')
    first, second = (communique.init(tmp_path / name) for name in ("first", "second"))
    communique.add(first, [given], outlet="Atlas")
    assert communique.add(second, [first / "documents"]).new == 2
    old, new = ([(row.key, row.read, row.report) for row in storage.stored_rows(folder)] for folder in (first, second))
    assert new == old
    assert communique.add(second, [given], outlet="Atlas").known == 2


@pytest.mark.parametrize(
    "how", ["{}", "[]", "no", '{"format": "pickle", "given": {}}', '{"format": "text", "given": 1}', None]
)
def test_batch_that_was_tampered_with_costs_only_the_row(tmp_path: Path, how: str | None) -> None:
    path = write(
        tmp_path / "batch.parquet",
        source=["a\x1b[2J.txt", "b.txt"],
        raw=[TEXT.encode()] * 2,
        report=[how, '{"format": "text", "given": {}}'],
    )
    read, failures = find(path)
    assert [found.source for found in read] == ["b.txt"]
    assert [failure.source for failure in failures] == [f"{path}#1"]
    assert failures[0].hint


def test_broken_files_cost_only_themselves(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole.parquet", text=[TEXT]).read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "packed.parquet.gz").write_bytes(gzip.compress(whole))
    (tmp_path / "spoilt.parquet").write_bytes(whole[:4] + b"\xff" * 60 + whole[64:])
    (tmp_path / "void.parquet").write_bytes(b"PAR1")
    read, failures = find(tmp_path)
    assert len(read) == 1
    assert len(failures) == 4
    assert all(failure.hint for failure in failures)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_no_changed_byte_stops_the_run(tmp_path: Path, place: int, byte: int) -> None:
    path = tmp_path / "changed.parquet"
    whole = bytearray(write(path, text=[TEXT, None], date=["2016-01-02", "x"]).read_bytes())
    whole[place % len(whole)] = byte
    path.write_bytes(whole)
    for found in find_reports([str(path)]):
        assert isinstance(found, Report | Failure)


def test_texts_in_no_encoding_and_of_no_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = pa.array([TEXT.encode() + b"\xff", b"x" * 300]).cast(pa.binary()).view(pa.string())
    path = write(tmp_path / "odd.parquet", text=broken)
    monkeypatch.setattr(parquet, "MAX_REPORT", 200)
    read, failures = find(path)
    assert [found.text for found in read] == [TEXT + "\ufffd"]
    assert [failure.source for failure in failures] == [f"{path}#2"]
    monkeypatch.setattr(parquet, "MAX_GROUP", 10)
    assert "row group" in find(path)[1][0].problem
    assert limits.MAX_GROUP > limits.MAX_REPORT
