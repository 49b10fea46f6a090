"""Every input that fuzzing started from or found, and a short run of the fuzzer itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from jumpline import plugins

from .targets import CORPUS, READERS, TARGETS

ROOT = Path(__file__).resolve().parent.parent.parent
INPUTS = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


def test_every_reader_is_fuzzed() -> None:
    assert {*READERS, "pdf"} == set(plugins.names("readers"))
    assert {path.parent.name for path in INPUTS} == set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_inputs(target: str) -> None:
    for path in INPUTS:
        begun = time.monotonic()
        if path.parent.name == target or path.name.startswith("found-"):
            TARGETS[target](path.read_bytes())
        assert time.monotonic() - begun < 10, path


@pytest.mark.slow
@pytest.mark.skipif(find_spec("atheris") is None, reason="pip install atheris")
@pytest.mark.parametrize("target", ["alto", "packed"])
def test_a_short_run(target: str) -> None:
    runs = os.environ.get("JUMPLINE_FUZZ_RUNS", "400")
    command = [sys.executable, str(ROOT / "tools" / "fuzz.py"), target]
    done = subprocess.run(
        [*command, "--runs", runs, "--seconds", "20", "--seed", "1"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert f"{target}: " in done.stdout
