"""Processes and where they run: a virtual environment a tool, wall time and peak memory."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
from catalogue import OURS, Peer

LAUNCH = Path(__file__).parent / "launch.py"


class Unavailable(Exception):
    """Why a tool cannot be measured here."""


class Run(msgspec.Struct, frozen=True):
    """``seconds`` is wall time with the start of the process, ``memory`` its peak in MB."""

    output: str
    seconds: float
    memory: float


def cache() -> Path:
    """Where the environments are kept from run to run."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "jumpline-peers"


def command(peer: Peer, folder: Path) -> list[str]:
    """What runs a tool, installing it first. Raises ``Unavailable``."""
    if peer.name == OURS:
        return [sys.executable, "-m", "jumpline", "read", "--to", "json"]
    if peer.program and shutil.which(peer.program) is None:
        raise Unavailable(
            f"{peer.program} is not installed (Debian: apt-get install {peer.package})"
        )
    if not peer.pins:
        return [sys.executable, str(peer.script)]
    return [str(_environment(peer, folder)), str(peer.script)]


def version(peer: Peer) -> str:
    if peer.name == OURS:
        from jumpline import __version__

        return __version__
    if peer.pins:
        return peer.pins[0].partition("==")[2]
    said = subprocess.run([str(peer.program), "-v"], capture_output=True, text=True, check=False)
    words = (said.stdout + said.stderr).split()
    return next((word for word in words if word[0].isdigit()), "?")


def _environment(peer: Peer, folder: Path) -> Path:
    """The interpreter of a tool's environment; equal pins share one."""
    key = hashlib.sha256(repr((peer.pins, sys.version)).encode()).hexdigest()[:8]
    place = folder / f"{peer.pins[0].partition('=')[0].partition('[')[0]}-{key}"
    python, ready = place / "bin" / "python", place / "ready"
    if ready.exists():
        return python
    print(f"installing {' '.join(peer.pins)}", file=sys.stderr)
    shutil.rmtree(place, ignore_errors=True)
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for step in ([sys.executable, "-m", "venv", place], [*install, *peer.pins]):
        done = subprocess.run(step, capture_output=True, text=True, check=False, env=own)
        if done.returncode:
            raise Unavailable(f"cannot be installed ({last_words(done.stdout + done.stderr)})")
    ready.touch()
    return python


def measured(words: list[str], limit: float) -> Run:
    """Run a process to its end. Raises ``Unavailable`` when it fails or takes too long."""
    own = dict(os.environ)
    if words[0] != sys.executable:
        own.pop("PYTHONPATH", None)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        out, err, report = (folder / name for name in ("out", "err", "report"))
        launch = [sys.executable, "-I", "-S", str(LAUNCH), str(report), str(limit), *words]
        with out.open("wb") as output, err.open("wb") as errors:
            subprocess.run(launch, stdout=output, stderr=errors, env=own, check=True)
        found = json.loads(report.read_text(encoding="utf-8"))
        text, said = (path.read_bytes().decode(errors="replace") for path in (out, err))
    if found["code"] == -signal.SIGKILL and found["seconds"] >= limit:
        raise Unavailable(f"no end after {limit:.0f} s")
    if found["code"]:
        raise Unavailable(f"fails: {last_words(said)}")
    return Run(text, found["seconds"], found["memory"])


def last_words(text: str) -> str:
    """The last line that says something, without addresses and places on this machine."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR") or "Error" in line] or lines
    words = [
        "…" if "://" in word or word.lstrip("'\"(").startswith("/") else word
        for word in (errors[-1] if errors else "nothing said").split()
    ]
    found = " ".join(words)
    return found if len(found) <= 200 else f"{found[:199]}…"
