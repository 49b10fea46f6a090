"""Functions that read a page and fail: what the reader must bear. Named in ``PdfReader(page=…)``."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import tempfile
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


def calls_home(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    """Breaks where a host can be reached: one that is asked without a packet being sent."""
    if number == 1:
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked,
        ):
            asked.connect(("192.0.2.1", 9))
            os._exit(5)
    return read_page(document, number, limits)


def writes(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    """Breaks where a file can be written."""
    if number == 1:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with contextlib.suppress(OSError), tempfile.TemporaryFile() as file:
            file.write(b"x")
            file.flush()
            os._exit(5)
    return read_page(document, number, limits)
