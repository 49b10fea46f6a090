"""Law of laying out: every character that a page draws stands in exactly one block."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumpline.model.sheet import Face, Glyph, Sheet
from jumpline.packs import reading_pack
from jumpline.readers.pdf import PdfReader
from jumpline.stages.blocks import blocks

HAN = "澄湾日报本报讯记者沈砚秋会议指出岸线退潮候鸟书屋渔民条例海堤把一是在不了有和人这中大为上个国我以要他时来用们"


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace())


def drawn(sheet: Sheet) -> Counter[str]:
    return letters("".join(glyph.text for glyph in sheet.glyphs))


def placed(sheet: Sheet) -> Counter[str]:
    found: Counter[str] = Counter()
    for page in blocks(sheet, reading_pack()):
        for block in page.blocks:
            found += letters("".join(line.text for line in block.lines))
    return found


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Columns of characters, headlines and loose words, anywhere and in any order."""
    glyphs: list[Glyph] = []
    seed = draw(st.integers(0, 10_000))
    chance = random.Random(seed)
    for _ in range(draw(st.integers(1, 6))):
        x, y = draw(st.integers(20, 500)), draw(st.integers(20, 700))
        size = draw(st.sampled_from([9.0, 9.0, 9.0, 12.0, 24.0]))
        upright = draw(st.booleans()) and draw(st.booleans())
        for line in range(draw(st.integers(1, 8))):
            for place in range(draw(st.integers(1, 16))):
                dx, dy = (line, place) if upright else (place, line * 1.4)
                left, top = x + (-dx if upright else dx) * size, y + dy * size
                box = (left, top, left + size, top + size)
                glyphs.append(Glyph(chance.choice(HAN), box, size, chance.choice([0, 0, 0, 1])))
    if draw(st.booleans()):
        chance.shuffle(glyphs)
    frames = ((15.0, 15.0, 300.0, 400.0),) if draw(st.booleans()) else ()
    return Sheet(
        source="page.pdf",
        marks=(),
        width=600.0,
        height=800.0,
        unit="pt",
        glyphs=tuple(glyphs),
        faces=(Face("Song", False), Face("Hei", True)),
        frames=frames,
        rules=((20.0, 300.0, 580.0, 301.0),) if draw(st.booleans()) else (),
    )


@settings(max_examples=80, deadline=None)
@given(sheets())
def test_nothing_drawn_is_lost_or_doubled(sheet: Sheet) -> None:
    assert placed(sheet) == drawn(sheet)


@settings(max_examples=20, deadline=None)
@given(sheets())
def test_equal_pages_are_laid_out_equally(sheet: Sheet) -> None:
    assert blocks(sheet, reading_pack()) == blocks(sheet, reading_pack())


@pytest.mark.slow
def test_nothing_of_a_real_page_is_lost(shared: Path) -> None:
    for path in sorted((shared / "pages").glob("*/*.pdf")):
        for sheet in PdfReader().read(path.name, path.read_bytes()):
            assert placed(sheet) == drawn(sheet), path
