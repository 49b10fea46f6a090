"""One file given to workers: a first one opens it, more share its pages."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from types import TracebackType

from jumpline.errors import SourceError, TooLarge
from jumpline.model.scan import Scan
from jumpline.model.sheet import Sheet
from jumpline.readers.pdf import workers
from jumpline.readers.pdf.wire import (
    Answer,
    DrawPage,
    Open,
    Opened,
    Pages,
    Picture,
    ReadPage,
    Refused,
    Setting,
)

#: Why a page has no sheet, told after "page 3 …".
_NO_TIME = "was left unread, the file had taken too long"


class Reading:
    """A file while it is read. ``open`` comes first; then ``pages``, once."""

    def __init__(self, name: str, data: bytes, setting: Setting) -> None:
        self.name = name
        self.setting = setting
        self.limits = setting.limits
        self.data = data
        self.end = time.monotonic() + self.limits.file_seconds
        self.chars = 0
        self.made: str | None = None
        self.lock = threading.Lock()
        #: Workers that have this file open.
        self.ready: list[workers.Worker] = []

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self.ready:
            worker = self.ready.pop()
            worker.close() if kind is not None else workers.give(worker)

    def open(self) -> int:
        """How many pages there are. Raises ``SourceError``."""
        found = self._opened()
        if not isinstance(found, str):
            worker, opened = found
            self.ready.append(worker)
            self.made = opened.made
            return opened.pages
        locked = "password" in found or "locked" in found
        raise SourceError(
            f"this PDF cannot be opened ({found}).",
            where=self.name,
            remedy="Save it without a password." if locked else "Export or download it again.",
        )

    def pages(self, count: int) -> list[tuple[Sheet, ...] | str]:
        """The sheets of each page, or why there are none. Raises ``TooLarge`` for more characters
        than a file may have: which page is one too many must not hang on who was first."""
        results: list[tuple[Sheet, ...] | str] = ["was not read"] * count
        numbers = deque(range(count))
        failures: list[BaseException] = []

        def work() -> None:
            try:
                while True:
                    try:
                        number = numbers.popleft()
                    except IndexError:
                        return
                    results[number] = self._page(number)
            except BaseException as error:
                failures.append(error)
                numbers.clear()

        threads = [
            threading.Thread(target=work, name=f"pdf-{extra}", daemon=True)
            for extra in range(1, self._workers(count))
        ]
        for thread in threads:
            thread.start()
        work()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return results

    def picture(self, scan: Scan, *, colour: bool = False) -> Picture:
        """A page of the open file as it is printed. Raises ``SourceError``."""
        worker = self._take()
        why = worker if isinstance(worker, str) else ""
        if not isinstance(worker, str):
            try:
                answer = worker.ask(DrawPage(scan, colour), self.limits.page_seconds)
            except workers.Broken as error:
                why = str(error)
            else:
                if isinstance(answer, Refused) and answer.spent:
                    worker.close()
                else:
                    self.ready.append(worker)
                if isinstance(answer, Picture):
                    return answer
                why = answer.why if isinstance(answer, Refused) else "the answer was none"
        raise SourceError(f"page {scan.number + 1} cannot be drawn ({why}).", where=self.name)

    def _workers(self, count: int) -> int:
        if self.limits.workers is not None:
            return max(1, min(self.limits.workers, count))
        multiprocessing = sys.modules.get("multiprocessing.process")
        if multiprocessing is not None and multiprocessing.parent_process() is not None:
            # One of a pool's workers: the pool has the other processors.
            return 1
        return max(1, min((count + 1) // 2, _processors(), 4))

    def _page(self, number: int) -> tuple[Sheet, ...] | str:
        """A page fails by its own fault only: what breaks a used worker gets a fresh one."""
        while True:
            left = self.end - time.monotonic()
            if left <= 0:
                return _NO_TIME
            worker = self._take()
            if isinstance(worker, str):
                return f"cannot be opened again ({worker})"
            # A worker has answered once when it has opened the file.
            fresh = worker.served <= 1
            try:
                answer = worker.ask(ReadPage(number), min(self.limits.page_seconds, left))
            except workers.Broken as error:
                if worker.late:
                    return f"took more than {self.limits.page_seconds:g} seconds and was given up"
                if fresh:
                    return f"breaks the program that reads it ({error})"
                continue
            if isinstance(answer, Refused) and answer.spent:
                worker.close()
                if not fresh:
                    continue
            else:
                with self.lock:
                    self.ready.append(worker)
            return self._result(answer)

    def _result(self, answer: Answer) -> tuple[Sheet, ...] | str:
        if isinstance(answer, Refused):
            return f"cannot be read ({answer.why})"
        if not isinstance(answer, Pages):
            return "cannot be read (the answer was none)"
        with self.lock:
            self.chars += sum(len(sheet.glyphs) for sheet in answer.sheets)
            if self.chars > self.limits.file_chars:
                raise TooLarge(
                    f"this PDF has more than {self.limits.file_chars} characters.",
                    where=self.name,
                    remedy="Split the file.",
                )
        return answer.sheets

    def _take(self) -> workers.Worker | str:
        """A worker that has the file open, or why it cannot be opened."""
        with self.lock:
            if self.ready:
                return self.ready.pop()
        found = self._opened()
        return found if isinstance(found, str) else found[0]

    def _opened(self) -> tuple[workers.Worker, Opened] | str:
        """One more worker with the file open and what it said of it, or why not."""
        while True:
            worker = workers.take(self.setting)
            fresh = worker.fresh
            left = max(0.1, self.end - time.monotonic())
            try:
                answer = worker.ask(Open(self.data), min(self.limits.page_seconds, left))
            except workers.Broken as error:
                if worker.late:
                    return f"opening it took more than {self.limits.page_seconds:g} seconds"
                if fresh:
                    return f"it breaks the program that reads it, {error}"
                continue
            if isinstance(answer, Refused) and answer.spent:
                worker.close()
                if not fresh:
                    continue
                return answer.why
            if isinstance(answer, Opened):
                return worker, answer
            workers.give(worker)
            return answer.why if isinstance(answer, Refused) else "the answer was none"


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
