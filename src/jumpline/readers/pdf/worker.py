"""The process that reads pages: nothing that a file breaks in it reaches the reader.

Started by ``workers.Worker`` with two pipes for standard input and output; not for calling by hand.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import re
import select
import sys
from collections.abc import Callable
from datetime import date as Date
from typing import Any, BinaryIO

import msgspec
import pypdfium2 as pdfium

from jumpline.errors import SourceError
from jumpline.model.sheet import Sheet
from jumpline.readers.pdf.confined import without_network
from jumpline.readers.pdf.limits import PdfLimits
from jumpline.readers.pdf.picture import draw
from jumpline.readers.pdf.wire import (
    Answer,
    DrawPage,
    Open,
    Opened,
    Pages,
    ReadPage,
    Refused,
    Request,
    Setting,
    read,
    write,
)

#: Seconds without a request after which a worker ends.
IDLE = 30.0

_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})", re.ASCII)

PageReader = Callable[[Any, int, PdfLimits], "list[Sheet]"]


class Session:
    """One open file after another, in this process."""

    def __init__(self, setting: Setting) -> None:
        self.limits = setting.limits
        module, _, name = setting.page.partition(":")
        self.read_page: PageReader = getattr(importlib.import_module(module), name)
        self.document: Any = None

    def answer(self, request: Request) -> Answer:
        try:
            if isinstance(request, Open):
                return self._open(request)
            return self._draw(request) if isinstance(request, DrawPage) else self._page(request)
        except MemoryError:
            return Refused("it needs more memory than a page may take", spent=True)
        except RecursionError:
            return Refused("it is nested too deeply")

    def close(self) -> None:
        if self.document is not None:
            self.document.close()
            self.document = None

    def _open(self, request: Open) -> Answer:
        self.close()
        try:
            self.document = pdfium.PdfDocument(request.data)
            return Opened(len(self.document), _made(self.document))
        except pdfium.PdfiumError as error:
            return Refused(_reason(error))

    def _draw(self, request: DrawPage) -> Answer:
        try:
            return draw(self.document, request.scan, colour=request.colour)
        except pdfium.PdfiumError as error:
            return Refused(_reason(error))

    def _page(self, request: ReadPage) -> Answer:
        try:
            return Pages(tuple(self.read_page(self.document, request.number, self.limits)))
        except pdfium.PdfiumError as error:
            return Refused(_reason(error))
        except SourceError as error:
            return Refused(error.what.rstrip("."))


def _made(document: Any) -> str | None:
    """From D:20260406213012+05'30'."""
    found = _DATE.match(document.get_metadata_value("CreationDate"))
    if found is None:
        return None
    with contextlib.suppress(ValueError):
        return Date(*map(int, found.groups())).isoformat()
    return None


def _reason(error: Exception) -> str:
    text = str(error)
    if "password" in text.lower():
        return "it needs a password"
    if "security" in text.lower():
        return "it is locked in a way that is not known"
    return "it is damaged or no PDF" if "format" in text.lower() or "Data" in text else text


def main() -> None:
    """Answers until the pipe closes, or for as long as somebody asks."""
    without_network()
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not come between the answers.
    os.dup2(2, 1)
    setting = msgspec.json.decode(sys.argv[1], type=Setting)
    session = Session(setting)
    # A page's characters are many, and none of them is part of a cycle.
    gc.freeze()
    gc.disable()
    while _asked(incoming):
        try:
            request: Request = read(incoming, Request)
        except EOFError:
            break
        _bound(setting.limits, request)
        answer = session.answer(request)
        write(outgoing, answer)
        del request
        if isinstance(answer, Refused) and answer.spent:
            break


def _asked(incoming: BinaryIO) -> bool:
    if sys.platform == "win32":
        return True
    ready, _, _ = select.select([incoming], [], [], IDLE)
    return bool(ready)


def _bound(limits: PdfLimits, request: Request) -> None:
    """No more memory than allowed, no core files, no files written."""
    if not isinstance(request, Open):
        return
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        taken = _taken()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = taken + limits.memory
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _taken() -> int:
    """Bytes of address space in use, the file itself among them."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123
            return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 512 * 1024**2
