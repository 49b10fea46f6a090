"""Figures and commitments cost less than reading the page, and grow with the articles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_cost_beside_reading(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "bench/ledger.py", "--articles", "300", "--json"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    import json

    found = json.loads(done.stdout)
    assert found["ledger_to_reading"] < 1
    assert found["ten_times_to_one"] < 20
