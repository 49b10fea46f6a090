"""The unit and the container file say nothing that the programs do not know."""

from __future__ import annotations

import ast
import configparser
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from jumpline.cli.serve import command as serve

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
#: https://docs.docker.com/reference/dockerfile/
KNOWN = {
    *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL"),
    *("ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
}


def _unit(name: str) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string((DEPLOY / name).read_text(encoding="utf-8"))
    return unit


def _serves(words: list[str]) -> dict[str, object]:
    """What the command would be told. Fails for an option that it does not have."""
    assert words[0] == "serve"
    return serve.make_context("serve", words[1:]).params


def test_the_unit_starts_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUMPLINE_ARCHIVE", "/var/lib/jumpline/archive")
    service = _unit("jumpline.service")["Service"]
    words = shlex.split(service["ExecStart"])
    assert words[:2] == ["/usr/bin/env", "/opt/jumpline/bin/jumpline"]
    told = _serves(words[2:])
    assert told["workers"] == 4 and told["log"] and not told["review"]
    assert service["Type"] == "notify" and "-HUP $MAINPID" in service["ExecReload"]
    # It is killed only after all that a stop may take.
    from jumpline.web.limits import USUAL

    assert int(service["TimeoutStopSec"]) > USUAL.leave + USUAL.grace + 5
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices"):
        assert service[name] == "yes"
    assert service["ProtectSystem"] == "strict" and service["User"] not in ("", "root")
    address = _unit("jumpline.socket")["Socket"]["ListenStream"]
    assert address == f"127.0.0.1:{told['port']}"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="Debian's systemd")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for file in DEPLOY.glob("jumpline.*"):
        shutil.copy(file, tmp_path)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if "jumpline" in line]
    assert said == [] and done.returncode == 0, done.stderr


def _instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    joined = lines.replace("\\\n", " ")
    return [
        (word.upper(), re.sub(r"\s+", " ", rest).strip())
        for word, _, rest in (line.strip().partition(" ") for line in joined.splitlines())
        if word
    ]


def test_the_container_is_built_from_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUMPLINE_ARCHIVE", "/archive/archive")
    found = _instructions()
    assert {word for word, _ in found} <= KNOWN and found[0][0] == "FROM"
    for word, rest in found:
        if word == "FROM":
            image = rest.split(" ")[0]
            assert re.fullmatch(r"[\w./-]+:[\w.-]+", image) and not image.endswith(":latest")
        if word == "COPY" and not rest.startswith("--from"):
            for name in rest.split(" ")[:-1]:
                assert (ROOT / name).exists(), name
        if word == "RUN" and "pip install" in rest:
            assert "-c constraints.txt" in rest and "--no-cache-dir" in rest
            known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
            (extras,) = re.findall(r"\.\[([\w,]+)\]", rest)
            assert set(extras.split(",")) <= set(known["optional-dependencies"])
    said = dict(found)
    assert said["USER"] not in ("", "0", "root")
    assert json.loads(said["ENTRYPOINT"]) == ["jumpline"]
    told = _serves(json.loads(said["CMD"]))
    assert str(told["port"]) == said["EXPOSE"] and told["host"] == "0.0.0.0"
    check = json.loads(said["HEALTHCHECK"].partition("CMD ")[2])
    ast.parse(check[2])
    assert f":{said['EXPOSE']}/ready" in check[2]
