"""A page as it is printed: in grey for a recogniser, in colour for people. Runs in the worker."""

from __future__ import annotations

import math
from typing import Any

from jumpline.model.scan import Scan
from jumpline.readers.pdf.wire import Picture

#: Fine enough for the small type of newspapers.
DPI = 200.0
#: No page is drawn with more pixels: a page may be two hundred inches wide.
_PIXELS = 80_000_000


def scan_of(number: int, width: float, height: float, turn: int) -> Scan:
    """Where a page's picture lies: the file draws it at any resolution. ``turn`` is what sets its
    text upright beyond the page's own rotation."""
    area = width * height / 72**2
    dpi = min(DPI, math.floor(math.sqrt(_PIXELS / max(area, 1e-6))))
    return Scan(number, float(max(dpi, 20)), float(turn % 360))


def draw(document: Any, scan: Scan, *, colour: bool = False) -> Picture:
    """Raises ``PdfiumError``."""
    page = document[scan.number]
    try:
        # No alpha in what is drawn on white: three bytes a pixel, or one.
        bitmap = page.render(
            scale=scan.dpi / 72,
            rotation=int(scan.angle),
            grayscale=not colour,
            rev_byteorder=colour,
            maybe_alpha=False,
            prefer_bgrx=False,
        )
        try:
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            channels = bitmap.n_channels
            buffer = bytes(bitmap.buffer)
        finally:
            bitmap.close()
    finally:
        page.close()
    left, top, right, bottom = scan.crop or (0, 0, width, height)
    right, bottom = min(right, width), min(bottom, height)
    rows = [
        buffer[row * stride + left * channels : row * stride + right * channels]
        for row in range(top, bottom)
    ]
    return Picture(b"".join(rows), right - left, bottom - top, 3 if channels == 3 else 1)
