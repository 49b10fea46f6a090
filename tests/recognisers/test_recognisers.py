"""Every recogniser that is installed keeps the contract."""

from __future__ import annotations

import shutil
import socket
from typing import Any

import pytest

from jumpline import plugins
from jumpline.errors import MissingExtra, SourceError
from jumpline.model.scan import PageImage
from jumpline.ports import Recogniser
from jumpline.recognisers.tesseract import Tesseract, pieces_of
from jumpline.testing.recogniser_contract import RecogniserContract

numpy = pytest.importorskip("numpy")
cv2 = pytest.importorskip("cv2")


def picture(text: str) -> PageImage:
    samples = numpy.full((220, 900), 255, numpy.uint8)
    cv2.putText(samples, text, (60, 130), cv2.FONT_HERSHEY_COMPLEX, 2.2, 0, 4, cv2.LINE_AA)
    return PageImage(samples.tobytes(), 900, 220, 200.0)


class TestRapidOcr(RecogniserContract):
    says = "TOWN2026"

    def make(self, options: dict[str, str]) -> Recogniser:
        pytest.importorskip("rapidocr")
        return plugins.load("recognisers", "rapidocr")(options)

    @pytest.fixture
    def recogniser(self) -> Recogniser:
        return self.make({"threads": "1"})

    @pytest.fixture
    def printed(self) -> PageImage:
        return picture("TOWN 2026")

    def test_nothing_is_fetched(self, monkeypatch: pytest.MonkeyPatch, printed: PageImage) -> None:
        def refused(*_: Any, **__: Any) -> None:
            raise AssertionError("a connection was opened")

        monkeypatch.setattr(socket.socket, "connect", refused)
        assert self.make({"threads": "1"}).recognise(printed)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
class TestTesseract(RecogniserContract):
    says = "TOWN2026"

    def make(self, options: dict[str, str]) -> Recogniser:
        return Tesseract(options)

    @pytest.fixture
    def recogniser(self) -> Recogniser:
        return self.make({"languages": "eng"})

    @pytest.fixture
    def printed(self) -> PageImage:
        return picture("TOWN 2026")

    def test_a_language_that_it_lacks(self, printed: PageImage) -> None:
        with pytest.raises(SourceError, match="tesseract failed"):
            self.make({"languages": "xyz"}).recognise(printed)


def test_tesseract_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingExtra):
        Tesseract()


def test_table_of_words() -> None:
    table = (
        "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n"
        "5\t1\t1\t1\t1\t1\t10\t10\t20\t20\t96.5\t本\n"
        "5\t1\t1\t1\t1\t2\t30\t10\t20\t20\t40\t报\n"
        "5\t1\t1\t1\t2\t1\t10\t40\t60\t20\t90\tTown\n"
        "5\t1\t1\t1\t2\t2\t80\t40\t60\t20\t90\thall\n"
        "5\t1\t1\t1\t3\t1\tcut off\n"
    )
    image = PageImage(b"\xff" * 40_000, 200, 200, 72.0)
    found = list(pieces_of(table, image))
    assert [piece.lines[0].text for piece in found] == ["本报", "Town hall"]
    assert [word.sure for word in found[0].lines[0].words] == [0.965, 0.4]
    assert found[0].box == (10, 10, 50, 30)
