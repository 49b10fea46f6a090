"""ALTO by itself: a page a file, mostly. A METS file beside it says what belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from jumpline.errors import EmptySource
from jumpline.model.recognised import Piece, Stated
from jumpline.model.sheet import Flaw, Sheet
from jumpline.readers.recognised.altofile import AltoPage, read_alto
from jumpline.readers.recognised.scale import on_page
from jumpline.readers.recognised.xml import root_name


class AltoReader:
    """``read`` raises only ``SourceError``."""

    name: ClassVar[str] = "alto"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        return 1.0 if root_name(head) == "alto" else 0.0

    def read(self, name: str, data: bytes) -> list[Sheet]:
        pages = read_alto(data, where=name)
        sheets = [alto_sheet(page, name) for page in pages]
        if not any(sheet.pieces for sheet in sheets):
            raise EmptySource("there is no text in this ALTO file.", where=name)
        return sheets


def alto_sheet(page: AltoPage, name: str) -> Sheet:
    pieces, flaws = on_page(page.pieces, page.scale.width, page.scale.height)
    return Sheet(
        source=name,
        marks=(),
        hint=page.number,
        width=page.scale.width,
        height=page.scale.height,
        unit="pt",
        problems=(*page.scale.flaws(), *confidence(page.pieces, page.engine), *flaws),
        pictures=page.pictures,
        text="recognised",
        pieces=tuple(piece for piece in pieces if piece.lines),
        ordered=page.ordered,
        stated=Stated(),
    )


def confidence(pieces: Iterable[Piece], engine: str) -> tuple[Flaw, ...]:
    """A flaw that tells the mean confidence of words; none where the source gives none."""
    total, count = 0.0, 0
    for piece in pieces:
        for line in piece.lines:
            sure = line.words.sure
            if sure and min(sure) >= 0:
                total += sum(sure)
                count += len(sure)
    if not count:
        return ()
    mean = total / count
    # A few engines count in hundredths.
    mean = mean / 100 if mean > 1 else mean
    by = f" by {engine}" if engine else ""
    return (Flaw("text-recognised", f"text recognised{by}, mean confidence {mean:.2f}"),)
