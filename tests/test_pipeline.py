"""The map stage: what one report breaks, the others do not feel."""

from __future__ import annotations

import pytest

from communique import pipeline
from communique.records import Document, Extraction, Failure, Gazetteer, Read, Report


def test_report_that_breaks_the_reader_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(document: Document, gazetteer: Gazetteer) -> Extraction:
        if "spoilt" in document.text:
            raise IndexError("no such place")
        return Extraction()

    monkeypatch.setattr(pipeline, "extract_document", extract)
    reports = [
        Report(name, f"A {name} report, and it is long enough.".encode(), "text") for name in ("spoilt", "sound")
    ]
    broken, read = pipeline.read_batch(reports, Gazetteer())
    assert isinstance(broken, Failure)
    assert (broken.source, "IndexError" in broken.problem) == ("spoilt", True)
    assert isinstance(read, Read)
