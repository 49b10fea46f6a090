"""The plug: a picture's sheets, and the pictures of its pages for a recogniser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from jumpline.errors import EmptySource, SourceError
from jumpline.model.scan import PageImage, Scan
from jumpline.model.sheet import Flaw, Sheet
from jumpline.readers.image.decode import (
    ImageLimits,
    colours,
    grey,
    is_picture,
    pages_of,
    resolution,
    turned,
)
from jumpline.readers.image.drawn import drawn
from jumpline.readers.image.upright import angle_of, fold_of, paper_of

#: Pictures of more pixels to the inch are scaled down for the recogniser: it sees no more in them.
_ENOUGH_DPI = 320.0
#: A page smaller than this holds no text that could be read.
_LEAST = 40


class ImageReader:
    """JPEG, PNG, TIFF (all its pages), JPEG 2000 and WebP. ``read`` gives pages without text, with
    their ruling lines and pictures; a recogniser reads what ``picture`` gives."""

    name: ClassVar[str] = "image"
    version: ClassVar[str] = "1"

    def __init__(self, limits: ImageLimits | None = None) -> None:
        self.limits = limits or ImageLimits()

    def accepts(self, name: str, head: bytes) -> float:
        return 0.9 if is_picture(head) else 0.0

    def read(self, name: str, data: bytes) -> list[Sheet]:
        if not data:
            raise EmptySource("the file is empty.", where=name)
        pages = pages_of(name, data, self.limits)
        found: list[Sheet] = []
        broken: SourceError | None = None
        for number, page in enumerate(pages):
            try:
                found += self._sheets(name, page, number)
            except SourceError as error:
                broken = error
                flaw = Flaw("page-unreadable", f"page {number + 1}: {error.what.rstrip('.')}")
                found.append(Sheet(source=name, marks=(), problems=(flaw,)))
        if broken is not None and not any(sheet.scan for sheet in found):
            raise broken
        if len(found) == 1:
            return found
        return [msgspec.structs.replace(sheet, hint=str(at)) for at, sheet in enumerate(found, 1)]

    def picture(self, name: str, data: bytes, sheet: Sheet) -> PageImage:
        assert sheet.scan is not None
        page = pages_of(name, data, self.limits)[sheet.scan.number]
        samples = upright(grey(name, page), sheet.scan)
        return page_image(samples, sheet.scan.dpi)

    def facsimile(self, name: str, data: bytes, scan: Scan) -> PageImage:
        page = pages_of(name, data, self.limits)[scan.number]
        return page_image(upright(colours(name, page), scan), scan.dpi)

    def _sheets(self, name: str, page: Any, number: int) -> Iterator[Sheet]:
        scan = resolution(page, number)
        samples = grey(name, page)
        if min(samples.shape) < _LEAST:
            flaw = Flaw("page-unreadable", "the picture is too small to hold text")
            yield Sheet(source=name, marks=(), problems=(flaw,))
            return
        angle = angle_of(samples)
        samples = turned(samples, angle)
        x0, y0, x1, y1 = paper_of(samples)
        fold = fold_of(samples[y0:y1, x0:x1])
        parts: list[tuple[int, int, Any]] = [(x0, x1, None)]
        if fold is not None:
            parts = [(x0, x0 + fold, "left"), (x0 + fold, x1, "right")]
        for left, right, side in parts:
            own = samples[y0:y1, left:right]
            dpi = scan.dpi if scan.stated else round(own.shape[1] * 72 / 1000, 2)
            whole = (left, y0, right, y1)
            lies = Scan(number, dpi, angle, whole, scan.stated)
            flaws = []
            if not scan.stated:
                why = "the source has no resolution; the page is taken to be 1000 points wide"
                flaws.append(Flaw("size-assumed", why))
            lines, frames, pictures = drawn(own, dpi)
            yield Sheet(
                source=name,
                marks=(),
                width=round(own.shape[1] * 72 / dpi, 2),
                height=round(own.shape[0] * 72 / dpi, 2),
                unit="pt",
                problems=tuple(flaws),
                rules=lines,
                frames=frames,
                pictures=pictures,
                side=side,
                scan=lies,
                facsimile=lies,
            )


def upright(samples: Any, scan: Scan) -> Any:
    """The page of a picture: turned, cropped."""
    samples = turned(samples, scan.angle)
    if scan.crop is None:
        return samples
    x0, y0, x1, y1 = scan.crop
    return samples[y0:y1, x0:x1]


def page_image(samples: Any, dpi: float) -> PageImage:
    """At a resolution of which a reader, or a recogniser, has any use."""
    import numpy

    step = int(dpi // _ENOUGH_DPI) if dpi > 2 * _ENOUGH_DPI else 1
    channels = samples.shape[2] if samples.ndim == 3 else 1
    if step > 1:
        height, width = (side // step * step for side in samples.shape[:2])
        parts = samples[:height, :width].reshape(
            height // step, step, width // step, step, channels
        )
        samples, dpi = parts.mean(axis=(1, 3)).astype(numpy.uint8), dpi / step
    samples = numpy.ascontiguousarray(samples)
    return PageImage(
        samples.tobytes(), samples.shape[1], samples.shape[0], dpi, 3 if channels == 3 else 1
    )
