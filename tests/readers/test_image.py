"""Pictures of pages, whole and broken: a clear error or a recorded problem, within bounds."""

from __future__ import annotations

import resource
import struct
import time
import zlib
from pathlib import Path

import pytest

from jumpline.errors import SourceError, TooLarge
from jumpline.model.archive import SourceFile
from jumpline.model.scan import Recognition
from jumpline.pipeline import read_issues
from jumpline.readers.image import ImageReader
from jumpline.recognising import Recognising

pyvips = pytest.importorskip("pyvips")

SIDE = (1200, 1600)


def png(width: int, height: int, body: bytes = b"") -> bytes:
    """A grey PNG that says its size; ``body`` is what lies in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(body))
        + chunk(b"IEND", b"")
    )


def paper(form: str = ".png") -> bytes:
    return (pyvips.Image.black(*SIDE) + 245).cast("uchar").write_to_buffer(form)


@pytest.mark.parametrize("size", [(40_000, 100), (40_000, 40_000), (2**31 - 1, 2**31 - 1)])
def test_more_pixels_than_a_page_needs(size: tuple[int, int]) -> None:
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceError):
        ImageReader().read("bomb.png", png(*size, b"\0" * 1000))
    assert time.monotonic() - begun < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_bomb_says_its_size() -> None:
    with pytest.raises(TooLarge, match="40000 by 40000"):
        ImageReader().read("bomb.png", png(40_000, 40_000))


@pytest.mark.parametrize("form", [".jpg", ".png", ".tif", ".webp"])
def test_cut_off(form: str) -> None:
    noise = pyvips.Image.gaussnoise(600, 600, mean=128, sigma=40).cast("uchar")
    data = noise.write_to_buffer(form)
    with pytest.raises(SourceError):
        ImageReader().read(f"cut{form}", data[: len(data) // 3])


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"\0" * 90, b"II*\0"]
)
def test_nothing_in_it(data: bytes) -> None:
    with pytest.raises(SourceError):
        ImageReader().read("none.jpg", data)


def test_too_small_to_hold_text() -> None:
    (sheet,) = ImageReader().read("dot.png", png(3, 3, b"\0\xff\xff\xff" * 3))
    assert sheet.scan is None
    assert [flaw.code for flaw in sheet.problems] == ["page-unreadable"]


@pytest.mark.parametrize("form", [".jpg", ".png", ".tif", ".webp"])
def test_blank_page(form: str) -> None:
    (sheet,) = ImageReader().read(f"blank{form}", paper(form))
    assert sheet.scan is not None
    assert sheet.pieces == ()


def test_a_blank_page_is_told() -> None:
    pytest.importorskip("rapidocr")
    source = SourceFile("blank.png", paper())
    sheets = ImageReader().read(source.name, source.data)
    usual = Recognition("rapidocr", (("threads", "1"),))
    (sheet,) = Recognising(usual).sheets(source, sheets)
    assert "page-unreadable" in [flaw.code for flaw in sheet.problems]


def test_nobody_is_asked() -> None:
    (reading,) = read_issues([SourceFile("1.png", paper())], recognition=Recognition("none"))
    assert "page-unreadable" in [problem.code for problem in reading.issue.problems]


def test_pages_of_a_tiff(tmp_path: Path) -> None:
    page = (pyvips.Image.black(600, 800) + 245).cast("uchar")
    both = pyvips.Image.arrayjoin([page, page], across=1).copy()
    both.set_type(pyvips.GValue.gint_type, "page-height", 800)
    both.write_to_file(str(tmp_path / "two.tif"))
    sheets = ImageReader().read("two.tif", (tmp_path / "two.tif").read_bytes())
    assert [sheet.scan.number for sheet in sheets if sheet.scan] == [0, 1]
