"""Bytes under their own SHA-256, on any file system that fsspec knows."""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from typing import Any

import fsspec

from jumpline.errors import ArchiveError

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LOCAL = ("file", "local")


def digest_of(data: bytes) -> str:
    """64 hexadecimal digits of SHA-256."""
    return hashlib.sha256(data).hexdigest()


class Blobs:
    """Content-addressed files, ``ab/cdef…`` under a root that may be a path or an fsspec URL.

    A blob appears under its name only when it is whole: it is written to a temporary name and
    renamed (local), or put by one request (object stores). What is there is never written again.
    """

    def __init__(self, root: str) -> None:
        self._fs, self._root = _resolve(root)
        protocol = self._fs.protocol
        names = (protocol,) if isinstance(protocol, str) else tuple(protocol)
        self._local = any(name in _LOCAL for name in names)
        self.where = root

    def put(self, data: bytes) -> str:
        """Its digest. Writing what is already there costs one look."""
        digest = digest_of(data)
        path = self._path(digest)
        try:
            if self._fs.exists(path) and self._fs.size(path) == len(data):
                return digest
            self._write(path, data)
        except OSError as error:
            raise self._unwritable(digest, error) from error
        return digest

    def copy(self, digest: str, data: bytes) -> None:
        """Puts what must have this digest, in the place of whatever stands there, and reads it back.
        Raises ``ArchiveError`` where it is something else."""
        if digest_of(data) != digest:
            raise ArchiveError(
                "what was to be copied is not what its name says.", where=self._name(digest)
            )
        try:
            self._write(self._path(digest), data)
        except OSError as error:
            raise self._unwritable(digest, error) from error
        self.get(digest)

    def get(self, digest: str) -> bytes:
        """Verified: raises ``ArchiveError`` when the blob is missing or is not what it was."""
        try:
            data: bytes = self._fs.cat_file(self._path(digest))
        except FileNotFoundError as error:
            raise ArchiveError(
                "a blob is missing.",
                where=self._name(digest),
                remedy="Restore it from a backup, or add its source again.",
            ) from error
        except OSError as error:
            raise ArchiveError(
                f"a blob cannot be read ({error}).",
                where=self._name(digest),
                remedy="Check the disk and its permissions.",
            ) from error
        if digest_of(data) != digest:
            raise ArchiveError(
                "a blob has changed since it was written.",
                where=self._name(digest),
                remedy="Restore it from a backup, or delete the file and add its source again.",
            )
        return data

    def has(self, digest: str) -> bool:
        return bool(self._fs.exists(self._path(digest)))

    def digests(self) -> Iterator[str]:
        """Of all blobs, in no order."""
        for path in self._files():
            folder, _, name = path.rpartition("/")
            digest = folder.rpartition("/")[2] + name
            if _DIGEST.fullmatch(digest):
                yield digest

    def sweep(self, keep: set[str]) -> int:
        """Deletes every blob that is not in ``keep`` and every unfinished file; how many.

        Only for the holder of the write lock: a blob that another writer has just written is not
        yet referenced by anything.
        """
        gone = 0
        for path in self._files():
            folder, _, name = path.rpartition("/")
            digest = folder.rpartition("/")[2] + name
            if digest in keep:
                continue
            if _DIGEST.fullmatch(digest) or name.endswith(".part"):
                self._fs.rm_file(path)
                gone += 1
        return gone

    def _files(self) -> list[str]:
        # Object stores' listings are cached; another process may have written since.
        self._fs.invalidate_cache()
        if not self._fs.exists(self._root):
            return []
        return sorted(str(path).replace("\\", "/") for path in self._fs.find(self._root))

    def _write(self, path: str, data: bytes) -> None:
        if not self._local:
            self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._fs.pipe_file(path, data)
            return
        folder = path.rpartition("/")[0]
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103  fsspec gives paths as strings
        part = f"{path}.{uuid.uuid4().hex}.part"
        try:
            with open(part, "wb") as file:  # noqa: PTH123
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)  # noqa: PTH105
        except BaseException:
            if os.path.exists(part):  # noqa: PTH110
                os.unlink(part)  # noqa: PTH108
            raise

    def _unwritable(self, digest: str, error: OSError) -> ArchiveError:
        return ArchiveError(
            f"a blob cannot be written ({error}).",
            where=self._name(digest),
            remedy="Free space or give write permission, then add again.",
        )

    def _path(self, digest: str) -> str:
        return f"{self._root}/{digest[:2]}/{digest[2:]}"

    def _name(self, digest: str) -> str:
        return f"{self.where.rstrip('/')}/{digest[:2]}/{digest[2:]}"


def _resolve(root: str) -> tuple[Any, str]:
    fs, path = fsspec.core.url_to_fs(root)
    return fs, str(path).rstrip("/")
