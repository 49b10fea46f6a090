"""Functions that read a page and fail: what the reader must bear. Named in ``PdfReader(page=…)``."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from jumpline.model.sheet import Sheet
from jumpline.readers.pdf.limits import PdfLimits
from jumpline.readers.pdf.page import read_page


def exits(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    """The second page ends the process as a shell tells of a crash."""
    if number == 1:
        os._exit(139)
    return read_page(document, number, limits)


def crashes(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    if number == 1:
        os.abort()
    return read_page(document, number, limits)


def sleeps(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    if number == 1:
        time.sleep(60)
    return read_page(document, number, limits)


def allocates(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    if number == 1:
        bytearray(2 * limits.memory)
    return read_page(document, number, limits)


def nests(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    def deeper(depth: int) -> int:
        return deeper(depth + 1) + 1

    if number == 1:
        deeper(0)
    return read_page(document, number, limits)


def prints(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    """Chatter on standard output must not come between the answers."""
    print("a library says something")
    os.write(1, b"and a C library too\n")
    sys.stdout.flush()
    return read_page(document, number, limits)


def babbles(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    """Writes what is no answer to every pipe it finds."""
    for descriptor in range(3, 12):
        try:
            os.write(descriptor, b"\xff" * 64)
        except OSError:
            continue
    os._exit(0)


def tires(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    """Breaks on every third page that one process reads, whichever it is."""
    global _read  # noqa: PLW0603
    _read += 1
    if _read == 3:
        os._exit(1)
    return read_page(document, number, limits)


_read = 0
