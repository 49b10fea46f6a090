"""What a reader and its worker say to each other: msgpack behind its length, over two pipes."""

from __future__ import annotations

import struct
from typing import Any, BinaryIO, Literal, TypeAlias

import msgspec

from jumpline.model.scan import Scan
from jumpline.model.sheet import Sheet
from jumpline.readers.pdf.limits import PdfLimits

#: No answer is larger: a worker is not trusted more than the file that it reads.
MAX_ANSWER = 512 * 1024**2
_LENGTH = struct.Struct("<Q")


class Open(msgspec.Struct, frozen=True, tag=True):
    """Read this file from now on."""

    data: bytes


class ReadPage(msgspec.Struct, frozen=True, tag=True):
    """``number`` counts from 0."""

    number: int


class DrawPage(msgspec.Struct, frozen=True, tag=True):
    """Draw a page as a picture, in grey or in colour."""

    scan: Scan
    colour: bool = False


class Picture(msgspec.Struct, frozen=True, tag=True):
    """Samples of a page, row by row: a byte a pixel for grey, three for colour."""

    samples: bytes
    width: int
    height: int
    channels: Literal[1, 3] = 1


class Opened(msgspec.Struct, frozen=True, tag=True):
    """``made`` is the day on which the file says that it was made, if it says so."""

    pages: int
    made: str | None = None


class Pages(msgspec.Struct, frozen=True, tag=True):
    """The sheets of one page: two where it holds two printed pages."""

    sheets: tuple[Sheet, ...]


class Refused(msgspec.Struct, frozen=True, tag=True):
    """What was asked for cannot be done. ``spent`` is true where the worker should not go on."""

    why: str
    spent: bool = False


Request: TypeAlias = Open | ReadPage | DrawPage
Answer: TypeAlias = Opened | Pages | Picture | Refused


class Setting(msgspec.Struct, frozen=True):
    """What a worker is started with. ``page`` names the function that reads a page
    (``module:function``), which tests replace by one that fails."""

    limits: PdfLimits
    page: str


def write(stream: BinaryIO, message: Any) -> None:
    body = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def read(stream: BinaryIO, kind: Any, most: int | None = None) -> Any:
    """The next message. Raises ``EOFError`` where the other end is gone, ``ValueError`` (or its
    child ``msgspec.ValidationError``) for what is none."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if most is not None and length > most:
        raise ValueError(f"a message of {length} bytes")
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return msgspec.msgpack.decode(body, type=kind)
