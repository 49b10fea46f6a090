"""Figures of the outside scorer on scans, against floors that only rise. Three pages: the rest is printed by
``bench/scans.py``."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from jumpline.model.codec import encode
from jumpline.model.scan import Recognition
from jumpline.pipeline import one_issue

pytest.importorskip("rapidocr")
pytest.importorskip("pyvips")

FLOORS = tomllib.loads(Path(__file__).with_name("scan_floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FLOORS)
def test_scans(name: str, shared: Path, tmp_path: Path) -> None:
    folder = shared / "pages" / name
    floors = dict(FLOORS[name])
    reading = one_issue([folder / floors.pop("scan")], recognition=Recognition("rapidocr"))
    found = tmp_path / "found.json"
    found.write_bytes(encode(reading.issue))
    done = subprocess.run(
        [sys.executable, str(shared / "score.py"), str(folder / "gold.json"), str(found)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[0])
    assert set(figures) <= set(floors)
    missed = {
        figure: (value, floors[figure])
        for figure, value in figures.items()
        if (value > floors[figure] if figure == "text_ned" else value < floors[figure])
    }
    assert not missed
