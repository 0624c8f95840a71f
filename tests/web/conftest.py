"""A small dossier served in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.web.app import create_app
from tests.web.making import build_dossier

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def island(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of a few made-up reports."""
    return build_dossier(tmp_path_factory.mktemp("web") / "island")


@pytest.fixture
def client(island: Path) -> TestClient:
    """A browser at the page of the island talks."""
    return TestClient(create_app(island), base_url=BASE, raise_server_exceptions=False)
