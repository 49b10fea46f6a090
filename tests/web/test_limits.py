"""A server whose clients are slow, silent, greedy or too many."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import anyio
import httpx
import pytest

from jumpline.web.app import create_app
from jumpline.web.gate import Rates
from jumpline.web.limits import Limits
from jumpline.web.server import running

from . import papers
from .conftest import Get
from .fake import FakeArchive

QUICK = Limits(head=0.6, body=0.6, stall=0.8, idle=1, connections=20)


@contextlib.contextmanager
def _connected(address: str, data: bytes = b"") -> Iterator[socket.socket]:
    where = urlsplit(address)
    with socket.create_connection(
        (str(where.hostname), int(where.port or 0)), timeout=10
    ) as client:
        client.sendall(data)
        yield client


def _until_closed(client: socket.socket, seconds: float) -> bytes:
    client.settimeout(seconds)
    got = b""
    with contextlib.suppress(ConnectionResetError):
        while chunk := client.recv(65_536):
            got += chunk
    return got


def test_a_head_that_never_ends_is_given_up() -> None:
    """A byte now and then buys no time, and others are served meanwhile."""
    with running(FakeArchive(), limits=QUICK) as address:
        with _connected(address, b"GET / HTTP/1.1\r\nHost: x\r\n") as slow:
            begun = time.monotonic()
            done = threading.Event()

            def drip() -> None:
                with contextlib.suppress(OSError):
                    while not done.wait(0.1):
                        slow.sendall(b"x")

            threading.Thread(target=drip, daemon=True).start()
            got = _until_closed(slow, 5)
            done.set()
        assert got == b"" or got.startswith(b"HTTP/1.1 40")
        assert 0.4 < time.monotonic() - begun < 3
        with _connected(address) as silent:
            assert _until_closed(silent, 5).startswith(b"HTTP/1.1 408")


def test_slow_clients_do_not_stop_others() -> None:
    """Many more of them than there are places."""
    with running(FakeArchive(), limits=QUICK) as address, contextlib.ExitStack() as held:
        for _ in range(200):
            held.enter_context(_connected(address, b"GET /search?q=a HTTP/1.1\r\nHost: x\r\nX-A: "))
        times = []
        for _ in range(20):
            begun = time.monotonic()
            assert httpx.get(f"{address}issue/{papers.MAIN_ISSUE.id}", timeout=5).status_code == 200
            times.append(time.monotonic() - begun)
        assert max(times) < 2


def test_an_answer_that_is_not_taken_is_given_up() -> None:
    request = b"GET /static/paper.css HTTP/1.1\r\nHost: x\r\n\r\n"
    with running(FakeArchive(), limits=QUICK) as address:
        whole = len(httpx.get(f"{address}static/paper.css").content) * 400
        with _connected(address, request * 400) as lazy:
            time.sleep(2.5)
            assert httpx.get(f"{address}ready").status_code == 200
            assert len(_until_closed(lazy, 10)) < whole


def test_a_body_is_bounded_and_timed(get: Get) -> None:
    with running(FakeArchive(), token="t" * 20, limits=QUICK) as address:
        head = (
            f"POST /review/{papers.MAIN_ISSUE.id}/corrections.json HTTP/1.1\r\nHost: x\r\n"
            f"x-jumpline-token: {'t' * 20}\r\ncontent-type: application/json\r\n"
        ).encode()
        with _connected(address, head + b"content-length: 99999999\r\n\r\n") as large:
            assert _until_closed(large, 5).startswith(b"HTTP/1.1 413")
        with _connected(address, head + b"content-length: 50\r\n\r\n{") as slow:
            begun = time.monotonic()
            assert b" 408 " in _until_closed(slow, 5).split(b"\r\n")[0]
            assert time.monotonic() - begun < 3
        many = b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: " + b"a" * 70_000
        with _connected(address, many) as big:
            assert _until_closed(big, 5).startswith(b"HTTP/1.1 400")


class _Slow(FakeArchive):
    """Answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = threading.Event()

    def publications(self):  # type: ignore[no-untyped-def]
        self.let.wait(10)
        return super().publications()


def test_beyond_the_queue_clients_are_told_to_come_again() -> None:
    archive = _Slow()
    with running(archive, limits=Limits(busy=4)) as address:
        answers: list[int] = []

        def ask() -> None:
            answers.append(httpx.get(f"{address}index.json", timeout=20).status_code)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for each in threads:
            each.start()
        for _ in range(100):
            if 'at_work{worker="1"} 4' in httpx.get(f"{address}metrics").text:
                break
            time.sleep(0.02)
        refused = httpx.get(f"{address}index.json")
        assert refused.status_code == 503 and refused.headers["retry-after"] == "1"
        # Who watches comes in.
        assert httpx.get(f"{address}ready").status_code == 200
        archive.let.set()
        for each in threads:
            each.join()
        assert answers == [200] * 4
        assert httpx.get(f"{address}index.json").status_code == 200
        assert 'status="503"} 1' in httpx.get(f"{address}metrics").text


def test_a_rate_is_kept_for_each_client() -> None:
    limits = Limits(rate=5, burst=3)
    app = create_app(FakeArchive(), limits=limits)

    async def asked(client: str, count: int) -> list[httpx.Response]:
        transport = httpx.ASGITransport(app, client=(client, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://paper.test") as http:
            return [await http.get("/search") for _ in range(count)]

    first = anyio.run(asked, "192.0.2.1", 6)
    assert [each.status_code for each in first[:3]] == [200] * 3
    assert 429 in [each.status_code for each in first[3:]]
    refused = next(each for each in first if each.status_code == 429)
    assert int(refused.headers["retry-after"]) >= 1
    assert anyio.run(asked, "192.0.2.2", 1)[0].status_code == 200
    # A household of IPv6 is one client.
    anyio.run(asked, "2001:db8::1", 3)
    assert 429 in [each.status_code for each in anyio.run(asked, "2001:db8::2", 3)]


def test_a_bucket_fills_again_and_forgets_the_oldest() -> None:
    now = 0.0
    rates = Rates(2, 4, lambda: now)
    assert [rates.wait("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    now = 1.0
    assert [rates.wait("a") > 0 for _ in range(3)] == [False, False, True]
    for number in range(20_000):
        rates.wait(str(number))
    assert len(rates._held) <= 10_000
    assert Rates(0, 1, lambda: now).wait("a") == 0


def test_the_log_says_nothing_of_readers(capfd: pytest.CaptureFixture[str]) -> None:
    from jumpline.web import journal

    app = create_app(FakeArchive(), journal=journal.answers(3))

    async def ask() -> None:
        transport = httpx.ASGITransport(app, client=("203.0.113.9", 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://paper.test") as http:
            await http.get("/search?q=secret", headers={"user-agent": "Reader 1"})
            await http.get("/nothing/of/secret")

    anyio.run(ask)
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [(each["event"], each["kind"], each["status"]) for each in lines] == [
        ("answer", "search", 200), ("answer", "other", 404),
    ]  # fmt: skip
    assert lines[0]["bytes"] > 1000 and lines[0]["worker"] == 3 and lines[0]["ms"] > 0
    for word in ("secret", "203.0.113", "Reader"):
        assert word not in json.dumps(lines)
