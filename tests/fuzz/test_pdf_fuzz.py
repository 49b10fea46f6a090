"""A PDF with anything changed in it: sheets or a SourceError, and nothing else."""

from __future__ import annotations

import functools
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumpline.errors import SourceError
from jumpline.readers.pdf import PdfLimits, PdfReader

pikepdf = pytest.importorskip("pikepdf")

LIMITS = PdfLimits(page_seconds=10, file_seconds=20, memory=1024**3, workers=1)
TOKENS = [b"<<", b">>", b"[", b"]", b"obj", b"endstream", b"R", b"/Kids", b"/Length", b"/Parent"]
NUMBERS = [b"0", b"-1", b"1", b"2", b"3", b"65536", b"2147483647", b"4294967296", b"1e99", b"null"]


@functools.cache
def whole(packed: bool) -> bytes:
    """Two pages with text, a form, a picture and metadata; packed as writers do, or plain."""
    file = pikepdf.new()
    font = file.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number in range(2):
        page = file.add_blank_page(page_size=(600, 800))
        form = file.make_stream(b"BT /F1 9 Tf 60 500 Td (In a form) Tj ET")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Resources = [0, 0, 600, 800], pikepdf.Dictionary(Font={"/F1": font})
        page.Resources = pikepdf.Dictionary(Font={"/F1": font}, XObject={"/X": form})
        page.Contents = file.make_stream(
            b"/Span << /ActualText (Budget) >> BDC BT /F1 24 Tf 60 640 Td (Budget) Tj ET EMC\n"
            b"60 630 400 1 re f q 90 0 0 60 60 300 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q /X Do\n"
            + b"".join(
                b"BT /F1 9 Tf 60 %d Td (line %d) Tj ET\n" % (600 - 11 * n, n) for n in range(9)
            )
        )
        page.Rotate = 90 * number
    file.docinfo["/Title"] = "Gazette"
    out = io.BytesIO()
    modes = pikepdf.ObjectStreamMode
    file.save(
        out,
        compress_streams=packed,
        object_stream_mode=modes.generate if packed else modes.disable,
        deterministic_id=True,
    )
    return out.getvalue()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(whole(draw(st.booleans())))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data) - 1))
        match draw(st.sampled_from(["byte", "bytes", "token", "number", "cut", "swap", "repeat"])):
            case "byte":
                data[at] = draw(st.integers(0, 255))
            case "bytes":
                data[at : at + 8] = draw(st.binary(max_size=16))
            case "token":
                data[at:at] = b" " + draw(st.sampled_from(TOKENS)) + b" "
            case "number":
                places = list(re.finditer(rb"(?<![\w.])\d+", data))
                place = places[at % len(places)] if places else None
                if place is not None:
                    data[place.start() : place.end()] = draw(st.sampled_from(NUMBERS))
            case "cut":
                del data[at : at + draw(st.integers(1, 400))]
            case "swap":
                other = draw(st.integers(0, len(data) - 1))
                data[at : at + 20], data[other : other + 20] = (
                    data[other : other + 20],
                    data[at : at + 20],
                )
            case _:
                data[at:at] = data[at : at + draw(st.integers(1, 400))]
        if not data:
            break
    return bytes(data)


@settings(max_examples=80, deadline=None)
@given(damaged())
def test_a_damaged_file_gives_sheets_or_a_source_error(data: bytes) -> None:
    try:
        found = PdfReader(LIMITS).read("paper.pdf", data)
    except SourceError:
        return
    assert any(sheet.glyphs for sheet in found)
    for sheet in found:
        assert sheet.glyphs or sheet.problems


def test_the_file_itself_is_whole() -> None:
    for packed in (False, True):
        found = PdfReader(LIMITS).read("paper.pdf", whole(packed))
        assert [len(sheet.glyphs) > 50 for sheet in found] == [True, True]
        assert not any(sheet.problems for sheet in found)
