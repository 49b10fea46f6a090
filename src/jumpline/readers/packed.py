"""Zip and tar archives as the sources in them: in memory, within bounds, nothing written to disk.

An archive that names a path outside itself, or that unpacks beyond its bounds, is refused as a whole:
what else is in it cannot be trusted.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import posixpath
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, ClassVar

import msgspec

from jumpline.errors import NoPages, SourceError, TooLarge
from jumpline.model.archive import SourceFile
from jumpline.model.sheet import Sheet

_PACKERS: dict[bytes, Callable[[io.BytesIO], Any]] = {
    b"\x1f\x8b": lambda data: gzip.GzipFile(fileobj=data),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}


class PackedLimits(msgspec.Struct, frozen=True):
    """Bytes of all files together, files, and bytes unpacked for each byte packed (asked only above
    ``free`` bytes: a page of rules packs very well)."""

    total: int = 1024 * 1024 * 1024
    files: int = 10_000
    ratio: int = 200
    free: int = 16 * 1024 * 1024


def is_packed(head: bytes) -> bool:
    """Whether bytes are a zip, a tar, or a packed tar."""
    return (
        head[:4] in (b"PK\x03\x04", b"PK\x05\x06")
        or head[257:262] == b"ustar"
        or head.startswith(tuple(_PACKERS))
    )


class PackedReader:
    """Knows archives, so that one that cannot be unpacked says why. Those that can are unpacked
    before anything is read."""

    name: ClassVar[str] = "packed"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        return 0.9 if is_packed(head) else 0.0

    def read(self, name: str, data: bytes) -> list[Sheet]:
        unpack(SourceFile(name, data))
        raise NoPages("an archive inside an archive is not opened.", where=name)


def unpack(source: SourceFile, limits: PackedLimits | None = None) -> list[SourceFile]:
    """The files in an archive, in the order of their names, each under the archive's name. Raises
    ``SourceError``."""
    limits = limits or PackedLimits()
    try:
        members = _zip if source.data[:2] == b"PK" else _tar
        found = list(members(source, limits))
    except SourceError:
        raise
    except (
        OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error, lzma.LZMAError,
        zipfile.BadZipFile, tarfile.TarError, struct.error, LookupError, OverflowError,
    ) as error:  # fmt: skip
        raise SourceError(
            f"this archive cannot be unpacked ({str(error)[:100] or type(error).__name__}).",
            where=source.name,
            remedy="It may be truncated: copy it again.",
        ) from error
    if not found:
        raise NoPages("there is no file in this archive.", where=source.name)
    return sorted(found, key=lambda each: each.name)


def _zip(source: SourceFile, limits: PackedLimits) -> Iterator[SourceFile]:
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        _check(source, limits, len(infos), sum(info.file_size for info in infos))
        total = 0
        for info in infos:
            name = _safe(info.filename, source)
            if info.flag_bits & 1:
                raise SourceError(
                    "this archive is encrypted.", where=source.name, remedy="Unpack it first."
                )
            with archive.open(info) as stream:
                data = _read(stream, limits.total - total, source)
            total += len(data)
            _check(source, limits, len(infos), total)
            yield SourceFile(f"{source.name}/{name}", data)


def _tar(source: SourceFile, limits: PackedLimits) -> Iterator[SourceFile]:
    data = source.data
    opener = next((each for head, each in _PACKERS.items() if data.startswith(head)), None)
    if opener is not None:
        with opener(io.BytesIO(data)) as stream:
            data = _read(stream, _most(source, limits), source)
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        count = 0
        for info in archive:
            name = _safe(info.name, source)
            if info.issym() or info.islnk():
                _safe(posixpath.join(posixpath.dirname(name), info.linkname), source)
                continue
            if not info.isfile():
                continue
            count += 1
            _check(source, limits, count, 0)
            member = archive.extractfile(info)
            if member is not None:
                yield SourceFile(f"{source.name}/{name}", member.read())


def _most(source: SourceFile, limits: PackedLimits) -> int:
    return min(limits.total, max(limits.free, limits.ratio * len(source.data)))


def _read(stream: IO[bytes], most: int, source: SourceFile) -> bytes:
    data = stream.read(max(0, most) + 1)
    if len(data) > most:
        raise _bomb(source)
    return data


def _check(source: SourceFile, limits: PackedLimits, files: int, total: int) -> None:
    if files > limits.files:
        raise TooLarge(f"more than {limits.files} files in one archive.", where=source.name)
    if total > _most(source, limits):
        raise _bomb(source)


def _bomb(source: SourceFile) -> TooLarge:
    return TooLarge(
        f"this archive of {len(source.data)} bytes unpacks to far more than pages would.",
        where=source.name,
        remedy="Unpack it and look at what is in it.",
    )


def _safe(name: str, source: SourceFile) -> str:
    path = posixpath.normpath(name.replace("\\", "/"))
    if path.startswith(("/", "../")) or path == ".." or path[1:2] == ":" or "\0" in path:
        raise SourceError(
            f"it names a path outside of itself ({name[:80]!r}).",
            where=source.name,
            remedy="Nothing of it was read. Do not unpack it, either.",
        )
    return path
