"""A page as it is printed, drawn in grey for a recogniser. Runs in the worker."""

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


def draw(document: Any, scan: Scan) -> Picture:
    """Raises ``PdfiumError``."""
    page = document[scan.number]
    try:
        bitmap = page.render(scale=scan.dpi / 72, rotation=int(scan.angle), grayscale=True)
        try:
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            buffer = bytes(bitmap.buffer)
        finally:
            bitmap.close()
    finally:
        page.close()
    left, top, right, bottom = scan.crop or (0, 0, width, height)
    right, bottom = min(right, width), min(bottom, height)
    rows = [buffer[row * stride + left : row * stride + right] for row in range(top, bottom)]
    return Picture(b"".join(rows), right - left, bottom - top)
