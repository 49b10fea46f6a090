"""A vision model behind an endpoint, by a stand-in that serves on this machine."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from jumpline.errors import SourceError, UsageError
from jumpline.model.scan import PageImage
from jumpline.ports import Recogniser
from jumpline.recognisers.answers import lines_in
from jumpline.recognisers.endpoint import Endpoint
from jumpline.testing.recogniser_contract import RecogniserContract

PAGE = PageImage(bytes(range(200)) * 100, 200, 100, 100.0)


class Stand:
    """What the stand-in answers, one after the other (the last for good), and what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes]] = []
        self.asked: list[dict[str, Any]] = []
        self.heads: list[Any] = []
        self.url = ""

    def says(self, *texts: str) -> None:
        self.answers = [
            (200, json.dumps({"choices": [{"message": {"content": text}}]}).encode())
            for text in texts
        ]


@pytest.fixture
def stand() -> Iterator[Stand]:
    found = Stand()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.asked.append(json.loads(body))
            found.heads.append(dict(self.headers))
            status, answer = found.answers[min(len(found.asked), len(found.answers)) - 1]
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def texts(stand: Stand, **options: str) -> list[str]:
    pieces = Endpoint({"url": stand.url, **options}).recognise(PAGE)
    return [line.text for piece in pieces for line in piece.lines]


class TestContract(RecogniserContract):
    says = "TOWN2026"

    @pytest.fixture(autouse=True)
    def served(self, stand: Stand) -> None:
        self.stand = stand
        stand.says('{"lines": []}')

    def make(self, options: dict[str, str]) -> Recogniser:
        return Endpoint({"url": self.stand.url, **options})

    @pytest.fixture
    def recogniser(self) -> Recogniser:
        return self.make({})

    @pytest.fixture
    def printed(self) -> PageImage:
        self.stand.says('{"lines": [{"text": "TOWN 2026", "box": [10, 20, 900, 990]}]}')
        return PAGE


def test_boxes_are_points_of_the_page(stand: Stand) -> None:
    stand.says('{"lines": [{"text": "昌吉", "box": [0, 500, 500, 1000]}]}')
    (piece,) = Endpoint({"url": stand.url}).recognise(PAGE)
    assert piece.lines[0].box == (0.0, 36.0, 72.0, 72.0)


def test_the_picture_and_the_key_are_sent(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "k-1")
    stand.says('{"lines": ["a"]}')
    assert texts(stand, key="A_KEY", model="m") == ["a"]
    asked = stand.asked[0]
    assert (asked["model"], stand.heads[0]["Authorization"]) == ("m", "Bearer k-1")
    url = asked["messages"][0]["content"][1]["image_url"]["url"]
    assert base64.b64decode(url.partition(",")[2]).startswith(b"\x89PNG")


def test_a_line_that_two_tiles_see_is_one(stand: Stand) -> None:
    wide = PageImage(b"\xff" * (600 * 100), 600, 100, 100.0)
    stand.says(
        '{"lines": [{"text": "一二三四", "box": [700, 0, 1000, 900]}]}',
        '{"lines": [{"text": "二三四", "box": [200, 0, 560, 900]}]}',
    )
    pieces = Endpoint({"url": stand.url, "tile": "400"}).recognise(wide)
    assert [piece.lines[0].text for piece in pieces] == ["一二三四"]
    assert len(stand.asked) == 2


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ('Here it is:\n```json\n{"lines": [{"text": "a", "bbox": [1, 2, 3, 4]},]}\n```', ["a"]),
        ('[{"content": "a", "box_2d": [[0,0],[9,0],[9,9],[0,9]]}, {"text": "b"}]', ["a", "b"]),
        ('{"lines": [{"text": "a", "box": [0,0,9,9]}, {"text": "b", "box": [0,', ["a"]),
        ("first line\n\nsecond line", ["first line", "second line"]),
        ('{"lines": [{"text": 7}, null, 3, {"text": "  "}]}', []),
        ("", []),
        ("{{{", []),
    ],
)
def test_what_models_write(answer: str, found: list[str]) -> None:
    assert [text for text, _ in lines_in(answer, 1000, 1000)] == found


def test_pixels_and_thousandths() -> None:
    assert lines_in('[{"text": "a", "box": [0, 0, 500, 1000]}]', 2000, 100)[0][1] == (
        0,
        0,
        1000,
        100,
    )
    assert lines_in('[{"text": "a", "box": [0, 0, 1500, 50]}]', 2000, 100)[0][1] == (0, 0, 1500, 50)


def test_tries_again_and_then_says_why(stand: Stand) -> None:
    stand.says('{"lines": ["a"]}')
    stand.answers.insert(0, (503, b""))
    assert texts(stand, tries="2") == ["a"]
    stand.answers = [(500, b"")]
    with pytest.raises(SourceError, match="500"):
        texts(stand, tries="2")


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (401, b"", "401"),
        (302, b"", "302"),
        (200, b"<html>", "not of the OpenAI form"),
        (200, b'{"choices": []}', "not of the OpenAI form"),
    ],
)
def test_what_is_no_help(stand: Stand, status: int, body: bytes, why: str) -> None:
    stand.answers = [(status, body)]
    with pytest.raises(SourceError, match=why):
        texts(stand, tries="1")


def test_nobody_there() -> None:
    with pytest.raises(SourceError, match="did not help"):
        Endpoint({"url": "http://127.0.0.1:9", "tries": "1"}).recognise(PAGE)


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "127.0.0.1:8000"])
def test_an_address_is_needed(url: str) -> None:
    with pytest.raises(UsageError):
        Endpoint({"url": url})
