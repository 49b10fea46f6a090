"""Pictures of an edition's pages, drawn and packed beside the writing of its text.

Drawing is another process's work and packing is libvips's: threads of this one only wait for them, so
that a machine's processors are all at it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby

from jumpline.errors import ArchiveError, NotFound, SourceError
from jumpline.web.images.pyramids import drawn
from jumpline.web.images.render import rendered
from jumpline.web.images.request import read_request
from jumpline.web.site import names
from jumpline.web.site.folder import Part
from jumpline.web.source import ReadableArchive

#: Pages at once: each takes a processor and the memory of a drawn page.
_MOST = 4
#: Issues whose pictures may wait while text is written.
_WAITING = 3


class Painters:
    """``undrawn`` are pictures that could not be drawn, each with why."""

    def __init__(self, archive: ReadableArchive) -> None:
        self._archive = archive
        self._pool = ThreadPoolExecutor(max(1, min(_MOST, _processors())), "paint")
        self._waiting: deque[tuple[Part, list[Future[None]]]] = deque()
        self.undrawn: set[str] = set()

    def paint(self, part: Part, wanted: tuple[names.Wanted, ...]) -> None:
        """The part is finished once all of its pictures are there."""
        ordered = sorted(wanted, key=lambda each: (each.issue, each.number, each.size, each.region))
        pages = groupby(ordered, key=lambda each: (each.issue, each.number))
        futures = [
            self._pool.submit(self._page, part, issue, number, tuple(several))
            for (issue, number), several in pages
        ]
        self._waiting.append((part, futures))
        while len(self._waiting) > _WAITING:
            self._finish_first()

    def finish(self) -> None:
        while self._waiting:
            self._finish_first()
        self._pool.shutdown()

    def give_up(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _finish_first(self) -> None:
        part, futures = self._waiting.popleft()
        for future in futures:
            future.result()
        part.finish()

    def _page(self, part: Part, issue: str, number: int, wanted: tuple[names.Wanted, ...]) -> None:
        try:
            for file, body in self._pictures(issue, number, wanted):
                part.write(file, body)
        except (SourceError, NotFound, ArchiveError) as error:
            self.undrawn.add(f"{issue} page {number}: {error}")

    def _pictures(
        self, issue: str, number: int, wanted: tuple[names.Wanted, ...]
    ) -> Iterator[tuple[str, bytes]]:
        page = drawn(self._archive, issue, number)
        for each in wanted:
            asked = read_request(
                each.region, each.size, "0", "default", names.picture_form(each),
                width=page.whole.width, height=page.whole.height,
            )  # fmt: skip
            yield names.picture_file(each), rendered(page, asked)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
