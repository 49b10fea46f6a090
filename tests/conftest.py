"""Shared places: the pages that tests use when they are present, and that CI requires."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .postgres_server import Server, is_installed

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Other people's pages and gold readings, beside the checkout."""
    if not (SHARED / "pages").is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI needs ../shared/pages beside the checkout")
        pytest.skip("../shared/pages is not there")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of the tests' own."""
    if not is_installed():
        if os.environ.get("CI"):
            pytest.fail("CI needs PostgreSQL: tools/debian.sh postgres")
        pytest.skip("PostgreSQL is not installed (tools/debian.sh postgres)")
    with Server() as server:
        yield server
