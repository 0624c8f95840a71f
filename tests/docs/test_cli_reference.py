"""The page of commands says what the commands say."""

from __future__ import annotations

import runpy
from pathlib import Path


def test_page_of_commands_is_up_to_date(root: Path) -> None:
    written = runpy.run_path(str(root / "docs" / "write_cli.py"))
    assert written["PAGE"].read_text("utf-8") == written["render_page"](), "run: python docs/write_cli.py"
