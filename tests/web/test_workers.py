"""Several processes at one socket: renewed, killed and stopped while readers ask."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from jumpline.archive import open_archive
from jumpline.errors import UsageError
from jumpline.web.server import serve

from . import followed
from .fake import FakeArchive

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "archive"
    with open_archive(folder, create=True) as kept:
        for issue in followed.issues():
            kept.put(issue, [])
    return folder


@contextlib.contextmanager
def _serving(
    archive: Path, *options: str, workers: int = 2, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "jumpline", "serve", "--archive", str(archive), "--port", "0"]
    with subprocess.Popen(
        [*command, "--workers", str(workers), *options],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            address = process.stderr.readline().rsplit(" ", 1)[1].strip()
            yield process, address
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(30)
            if process.stderr is not None:
                process.stderr.close()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(each) for each in found]


class _Readers:
    """Ask again and again, each over its own connection that it keeps, and remember what failed."""

    def __init__(self, address: str, count: int = 4) -> None:
        self.address = address
        self.done = threading.Event()
        self.answers = 0
        self.failed: list[str] = []
        self.threads = [threading.Thread(target=self._read, args=(n,)) for n in range(count)]

    def _read(self, number: int) -> None:
        paths = ("", "issue/yunhe-ribao/2026-07-07", "search?q=%E5%B8%82", "health", "names")
        with httpx.Client(timeout=20) as http:
            while not self.done.is_set():
                path = paths[(self.answers + number) % len(paths)]
                try:
                    answer = http.get(self.address + path)
                    if answer.status_code != 200:
                        self.failed.append(f"{path}: {answer.status_code}")
                except httpx.HTTPError as error:
                    self.failed.append(f"{path}: {error!r}")
                self.answers += 1

    def __enter__(self) -> _Readers:
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        for each in self.threads:
            each.join()


def _renewed(pid: int, before: list[int]) -> list[int]:
    for _ in range(400):
        now = _children(pid)
        if len(now) == len(before) and not set(now) & set(before):
            return now
        time.sleep(0.05)
    raise AssertionError("the processes were not renewed")


def test_a_restart_under_requests_fails_none(archive: Path) -> None:
    with _serving(archive) as (process, address), _Readers(address) as readers:
        workers = _children(process.pid)
        assert len(workers) == 2
        for _ in range(2):
            process.send_signal(signal.SIGHUP)
            workers = _renewed(process.pid, workers)
        asked = readers.answers
        time.sleep(0.5)
        assert readers.answers > asked > 20
    assert readers.failed == []


def test_one_that_is_killed_is_replaced(archive: Path) -> None:
    with _serving(archive) as (process, address):
        first, second = _children(process.pid)
        os.kill(first, signal.SIGKILL)
        for _ in range(200):
            now = _children(process.pid)
            if len(now) == 2 and first not in now:
                break
            time.sleep(0.05)
        assert second in now and len(now) == 2 and first not in now
        for _ in range(10):
            assert httpx.get(f"{address}health").status_code == 200


def test_counts_are_those_of_all_also_of_the_gone(archive: Path) -> None:
    with _serving(archive) as (process, address):

        def searched() -> int:
            text = httpx.get(f"{address}metrics").text
            found = re.search(r'requests_total\{kind="search",status="200"\} (\d+)', text)
            return int(found[1]) if found else 0

        for _ in range(12):
            httpx.get(f"{address}search?q=a")
        time.sleep(0.8)
        assert {searched() for _ in range(8)} == {12}
        text = httpx.get(f"{address}metrics").text
        assert 'jumpline_resident_bytes{worker="1"}' in text
        assert 'jumpline_resident_bytes{worker="2"}' in text
        before = _children(process.pid)
        process.send_signal(signal.SIGHUP)
        _renewed(process.pid, before)
        time.sleep(0.8)
        assert searched() == 12
        assert httpx.get(f"{address}metrics").text.count("jumpline_resident_bytes{") == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("workers", [1, 2])
def test_it_ends_when_told_and_answers_what_is_open(
    archive: Path, number: signal.Signals, workers: int
) -> None:
    """Ctrl-C, too, is how a server is ended, and no fault: the exit code is 0."""
    with _serving(archive, workers=workers) as (process, address):
        children = _children(process.pid)
        answers: list[int] = []

        def ask() -> None:
            # Reads every issue for its answer.
            answers.append(httpx.get(f"{address}programmes", timeout=20).status_code)

        thread = threading.Thread(target=ask)
        thread.start()
        time.sleep(0.15)
        process.send_signal(number)
        assert process.wait(20) == 0
        thread.join()
        assert answers == [200]
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{address}health")
        for pid in children:
            assert not Path(f"/proc/{pid}").exists()


def test_without_their_parent_they_go(archive: Path) -> None:
    with _serving(archive) as (process, _):
        children = _children(process.pid)
        process.kill()
        process.wait(10)
        for _ in range(200):
            if not any(Path(f"/proc/{pid}/fd").exists() and _lives(pid) for pid in children):
                return
            time.sleep(0.05)
        raise AssertionError("they live on")


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_systemd_is_told_and_its_socket_is_taken(archive: Path, tmp_path: Path) -> None:
    import socket

    name = str(tmp_path / "notify")
    program = (
        "import os, sys; os.dup2(int(sys.argv[1]), 3); os.set_inheritable(3, True);"
        "os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1');"
        "os.execv(sys.executable, [sys.executable, '-m', 'jumpline', 'serve', '--archive', sys.argv[2]])"
    )
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told, socket.socket() as listener:
        told.bind(name)
        told.settimeout(20)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with subprocess.Popen(
            [sys.executable, "-c", program, str(listener.fileno()), str(archive)],
            env={**os.environ, "NOTIFY_SOCKET": name},
            pass_fds=[listener.fileno()],
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                assert told.recv(100) == b"READY=1"
                assert httpx.get(f"http://127.0.0.1:{port}/ready").status_code == 200
            finally:
                process.terminate()
                process.wait(20)
            assert told.recv(100) == b"STOPPING=1"


def test_the_desk_is_served_by_one() -> None:
    with pytest.raises(UsageError, match="one process"):
        serve(FakeArchive(), port=0, workers=2, source="x", token="t")


def test_what_cannot_begin_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from jumpline.errors import JumplineError

    with pytest.raises(JumplineError, match="ended before they began"):
        serve(FakeArchive(), port=0, workers=2, source=str(tmp_path / "none"))
    said = capfd.readouterr().err
    assert "Traceback" not in said and str(tmp_path / "none") in said


def test_ctrl_c_while_it_begins_is_no_fault(archive: Path) -> None:
    command = [sys.executable, "-m", "jumpline", "serve", "--archive", str(archive), "--port", "0"]
    with subprocess.Popen(
        [*command, "--workers", "2"], stderr=subprocess.PIPE, text=True
    ) as process:
        for _ in range(400):
            if _children(process.pid):
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
        assert process.wait(20) == 0
