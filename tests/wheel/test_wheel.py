"""The built wheel, installed alone in an empty environment, does the main job."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def call(*words: str | Path, where: Path) -> str:
    done = subprocess.run(
        [str(word) for word in words], cwd=where, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_the_wheel_does_the_main_job(root: Path, tmp_path: Path) -> None:
    call(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--outdir",
        tmp_path / "dist",
        root,
        where=tmp_path,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    call(sys.executable, "-m", "venv", tmp_path / "venv", where=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    call(
        python, "-m", "pip", "install", "-q", "-c", root / "constraints.txt", wheel, where=tmp_path
    )
    jumpline = tmp_path / "venv" / "bin" / "jumpline"
    out = call(jumpline, "demo", "--no-serve", "--into", "demo", where=tmp_path)
    assert "澄湾日报" in out
    assert "Not printed as PDF: " in out
    found = json.loads(
        call(jumpline, "search", "潮汐书屋", "--json", "--archive", "demo/archive", where=tmp_path)
    )
    assert found["total"] == 1
    listed = call(
        python,
        "-c",
        "import jumpline.web.app, importlib.resources as r; print(sorted(p.name for p in (r.files('jumpline.web') / 'templates').iterdir())[:1])",
        where=tmp_path,
    )
    assert "html" in listed
