"""A real server on a real socket."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import httpx
import pytest

from jumpline.errors import UsageError
from jumpline.web.server import running, serve

from .fake import FakeArchive


def test_running_and_ending() -> None:
    with running(FakeArchive()) as address:
        answer = httpx.get(f"{address}health")
        assert answer.json()["status"] == "ok"
        assert "server" not in answer.headers
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}health")


def test_a_port_that_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=r"another program uses this port.*--port"):
            serve(FakeArchive(), port=port)


@pytest.mark.parametrize(
    ("host", "port"), [("no host", 0), ("127.0.0.1", 70_000), ("192.0.2.1", 0)]
)
def test_addresses_that_are_none(host: str, port: int) -> None:
    with pytest.raises(UsageError):
        serve(FakeArchive(), host, port)


def test_many_at_once() -> None:
    failed: list[object] = []
    with running(FakeArchive()) as address:

        def read() -> None:
            with httpx.Client() as client:
                for _ in range(10):
                    answer = client.get(f"{address}search?q=%E4%BA%91")
                    if answer.status_code != 200:
                        failed.append(answer)

        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_gracefully(number: signal.Signals) -> None:
    program = textwrap.dedent(
        """
        from tests.web.fake import FakeArchive
        from jumpline.web.server import serve
        serve(FakeArchive(), port=0, ready=lambda address: print(address, flush=True))
        print("closed", flush=True)
        """
    )
    root = Path(__file__).resolve().parents[2]
    paths = [str(root), *filter(None, sys.path)]
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert httpx.get(f"{address}health").status_code == 200
        process.send_signal(number)
        assert process.stdout.read().strip() == "closed"
        assert process.wait(20) == 0
