"""The field tables of the data model say what the records say."""

from __future__ import annotations

from pathlib import Path

from docs.write_data_model import render_page


def test_field_tables_are_up_to_date(root: Path) -> None:
    page = (root / "docs/data-model.md").read_text(encoding="utf-8")
    assert render_page(page) == page, "records/ has changed: run python docs/write_data_model.py"


def test_every_record_of_the_extract_format_is_in_the_page(root: Path) -> None:
    page = (root / "docs/data-model.md").read_text(encoding="utf-8")
    assert "| `for` (in Python `speaks_for`) |" in page
    assert {"### Claim", "### Statement", "### Mention", "### Time", "### Event"} <= set(page.splitlines())
