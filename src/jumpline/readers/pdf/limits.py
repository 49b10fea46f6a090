"""What reading a PDF may cost. A page beyond a bound becomes a problem, a file an error."""

from __future__ import annotations

import msgspec


class PdfLimits(msgspec.Struct, frozen=True):
    """Bounds of one file and of each of its pages.

    ``pages`` and ``file_chars`` bound a file, ``chars`` and ``objects`` a page; objects beyond
    their bound are passed over, more characters are refused. ``side`` is in points: 200 inches are
    the most that the format allows. ``page_seconds`` and ``file_seconds`` are by the clock;
    ``memory`` is what a worker may take, in bytes beyond the file itself (POSIX only).
    ``workers`` read pages side by side; None means one for every two pages, as many as there are
    processors and at most four.
    """

    pages: int = 2000
    chars: int = 400_000
    objects: int = 200_000
    side: float = 14_400
    file_chars: int = 4_000_000
    page_seconds: float = 60.0
    file_seconds: float = 900.0
    memory: int = 2 * 1024**3
    workers: int | None = None
