"""A PDF's sheets: pages given to workers, what came of each, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from jumpline.errors import EmptySource, SourceError, TooLarge
from jumpline.model.scan import PageImage, Scan
from jumpline.model.sheet import Flaw, Sheet
from jumpline.readers.pdf.limits import PdfLimits
from jumpline.readers.pdf.reading import Reading
from jumpline.readers.pdf.wire import Setting

#: The function that reads a page in the worker.
READ_PAGE = "jumpline.readers.pdf.page:read_page"


class PdfReader:
    """Reads the text layer. ``read`` raises only ``SourceError``; a page that fails, breaks its
    worker, or takes too long becomes a sheet without glyphs and with a problem, so that the rest of
    the issue is kept.

    ``page`` names the function that reads a page, for tests; it is imported in the worker.
    """

    name: ClassVar[str] = "pdf"
    version: ClassVar[str] = "2"

    def __init__(self, limits: PdfLimits | None = None, *, page: str = READ_PAGE) -> None:
        self.limits = limits or PdfLimits()
        self.page = page

    def accepts(self, name: str, head: bytes) -> float:
        return 1.0 if b"%PDF-" in head[:1024] else 0.0

    def read(self, name: str, data: bytes) -> list[Sheet]:
        with Reading(name, data, Setting(self.limits, self.page)) as reading:
            count = reading.open()
            if count == 0:
                raise EmptySource("this PDF has no page.", where=name)
            if count > self.limits.pages:
                raise TooLarge(
                    f"{count} pages are more than an issue can have ({self.limits.pages}).",
                    where=name,
                    remedy="Split the file.",
                )
            sheets = list(_named(name, reading.made, reading.pages(count)))
        if not any(sheet.scan or (sheet.glyphs and sheet.text != "untrusted") for sheet in sheets):
            why = next((flaw.message for sheet in sheets for flaw in sheet.problems), "no text")
            raise SourceError(
                f"there is no text in this PDF ({why}).",
                where=name,
                remedy="Export or download it again.",
            )
        return sheets

    def picture(self, name: str, data: bytes, sheet: Sheet) -> PageImage:
        """A page that has no text to be trusted, drawn at 200 dpi."""
        assert sheet.scan is not None
        with Reading(name, data, Setting(self.limits, self.page)) as reading:
            reading.open()
            drawn = reading.picture(sheet.scan)
        return PageImage(drawn.samples, drawn.width, drawn.height, sheet.scan.dpi)

    def facsimile(self, name: str, data: bytes, scan: Scan) -> PageImage:
        with Reading(name, data, Setting(self.limits, self.page)) as reading:
            reading.open()
            drawn = reading.picture(scan, colour=True)
        return PageImage(drawn.samples, drawn.width, drawn.height, scan.dpi, drawn.channels)


def _named(name: str, day: str | None, pages: list[tuple[Sheet, ...] | str]) -> Iterator[Sheet]:
    """Every sheet with its source's name and, in a file of several, its place as a hint."""
    made: list[Sheet] = []
    for number, found in enumerate(pages, 1):
        if isinstance(found, str):
            why = f"page {number} {found}"
            made.append(Sheet(source=name, marks=(), problems=(Flaw("page-unreadable", why),)))
        else:
            made += found
    for number, sheet in enumerate(made, 1):
        hint = sheet.hint or (str(number) if len(made) > 1 else None)
        yield msgspec.structs.replace(sheet, source=name, hint=hint, made=day)
