"""A PostgreSQL server in a temporary folder, reached by a socket in it."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote, urlencode


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def is_installed() -> bool:
    return _programs() is not None


class Server:
    """``address`` gives a schema of its own each time. The server refuses root, so root starts it
    as the user postgres (or nobody). ``settings`` are options of it; usually nothing is flushed."""

    def __init__(
        self, settings: str = "-c fsync=off -c full_page_writes=off -c max_connections=300"
    ) -> None:
        self._settings = settings
        programs = _programs()
        assert programs is not None
        self._programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="jl-pg-", dir="/tmp"))
        self._numbers = itertools.count()
        self._user: str | None = None
        if os.geteuid() == 0:
            users = Path("/etc/passwd").read_text().splitlines()
            there = {line.partition(":")[0] for line in users}
            self._user = "postgres" if "postgres" in there else "nobody"
            shutil.chown(self.folder, self._user)

    def __enter__(self) -> Server:
        self._run("initdb", "-A", "trust", "-U", "jumpline", "-E", "UTF8", "--locale=C", "-N", "-D")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def clone(self) -> Server:
        """A replica that follows this server. Stop it first."""
        made = Server(self._settings)
        socket = ("-h", str(self.folder), "-U", "jumpline")
        made._run("pg_basebackup", *socket, "-R", "-X", "stream", "-c", "fast", "-D")
        made.start()
        return made

    def start(self) -> None:
        options = f"{self._settings} -c listen_addresses='' -k {self.folder}"
        self._run("pg_ctl", "-w", "-s", "-l", f"{self.folder}/log", "-o", options, "start", "-D")

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "-w", "-s", "-m", mode, "stop", "-D")

    def address(self, blobs: Path | str | None, **options: str) -> str:
        asked = {"host": str(self.folder), "schema": f"s{next(self._numbers)}", **options}
        if blobs is not None:
            asked["blobs"] = str(blobs)
        return f"postgresql://jumpline@/postgres?{urlencode(asked, quote_via=quote)}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments, str(self.folder / "data")]
        if self._user is not None:
            command = ["runuser", "-u", self._user, "--", *command]
        # No pipe: the server keeps what it is given, and would never end it.
        with (self.folder / "out").open("ab") as out:
            done = subprocess.run(command, stdout=out, stderr=out, check=False, cwd="/")
        assert done.returncode == 0, (self.folder / "out").read_text()
