"""Shared places: the pages that tests use when they are present, and that CI requires."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
