"""A page's picture on the disk, in tiles and ever smaller sizes, drawn when first asked for."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jumpline.errors import MissingExtra
from jumpline.facsimiles import DRAWING
from jumpline.web.source import ReadableArchive

#: Side of a tile in pixels, as the API tells it.
TILE = 512
#: Bytes that kept pictures take at most; a page of a broadsheet takes about four million.
_MOST = 4_000_000_000


def vips() -> Any:
    """Raises ``MissingExtra``."""
    try:
        import pyvips
    except (ImportError, OSError) as error:
        raise MissingExtra(
            "pictures of pages need libvips, which is not installed.",
            remedy="Run `pip install 'jumpline[scan]'`.",
        ) from error
    return pyvips


def drawn(archive: ReadableArchive, issue_id: str, number: int) -> Drawn:
    """Raises ``NotFound``, ``SourceError`` and ``MissingExtra``."""
    pyvips = vips()
    page = archive.facsimile(issue_id, number)
    picture = pyvips.Image.new_from_memory(
        page.samples, page.width, page.height, page.channels, "uchar"
    )
    return Drawn(picture.copy(interpretation="srgb" if page.channels == 3 else "b-w"))


def can_draw() -> bool:
    try:
        vips()
    except MissingExtra:
        return False
    return True


@dataclass(frozen=True)
class Pyramid:
    """One page's picture as it is now. ``key`` changes with what it shows; ``whole`` is the picture
    of pyvips."""

    key: str
    path: Path
    whole: Any

    def level(self, factor: int) -> Any:
        """The picture at 1, 1/2, 1/4 … of its size, as the pyramid has it."""
        pyvips = vips()
        place = max(0, factor.bit_length() - 1)
        while place > 0:
            try:
                return pyvips.Image.new_from_file(str(self.path), page=place)
            except pyvips.Error:
                place -= 1
        return self.whole

    def keep(self, path: Path, body: bytes) -> None:
        """Beside it; what cannot be written is drawn again."""
        part = path.with_suffix(f"{path.suffix}.{os.getpid()}.{threading.get_ident()}.part")
        with contextlib.suppress(OSError):
            part.write_bytes(body)
            part.replace(path)


@dataclass(frozen=True)
class Drawn:
    """One page's picture just as it was drawn, kept nowhere."""

    whole: Any

    def level(self, factor: int) -> Any:
        return self.whole


class Pyramids:
    """Kept in a folder: derived from the archive, and free to be deleted. Where the folder cannot be
    written, they are kept in a temporary one for as long as the process lasts."""

    def __init__(self, archive: ReadableArchive, folder: Path | None = None) -> None:
        self._archive = archive
        self._folder = folder
        self._temporary: Path | None = None
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def open(self, issue_id: str, number: int) -> Pyramid:
        """The page's pyramid, made where it is missing; asks the archive once. Raises ``NotFound``,
        ``SourceError`` and ``MissingExtra``."""
        pyvips = vips()
        key = self.key(issue_id, number)
        path = self._path(key, issue_id, number)
        with contextlib.suppress(OSError):
            os.utime(path)
        return Pyramid(key, path, pyvips.Image.new_from_file(str(path), access="random"))

    def key(self, issue_id: str, number: int) -> str:
        """Changes with what the picture shows. Raises ``NotFound``."""
        edition = self._archive.edition(issue_id)
        return hashlib.sha256(f"{edition}/{number}/{DRAWING}".encode()).hexdigest()[:32]

    def _path(self, key: str, issue_id: str, number: int) -> Path:
        path = self._place() / f"{key}.tif"
        if path.exists():
            return path
        with self._lock(path.name):
            if not path.exists():
                self._make(issue_id, number, path)
        return path

    def _make(self, issue_id: str, number: int, path: Path) -> None:
        picture = drawn(self._archive, issue_id, number).whole
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            picture.tiffsave(
                str(part), tile=True, tile_width=TILE, tile_height=TILE, pyramid=True,
                compression="jpeg", Q=88,
            )  # fmt: skip
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        self._prune(path.parent)

    def _prune(self, folder: Path) -> None:
        """Those not asked for the longest go first."""
        with contextlib.suppress(OSError):
            files = [(each.stat().st_mtime, each.stat().st_size, each) for each in folder.iterdir()]
            total = sum(size for _, size, _ in files)
            for _, size, file in sorted(files)[:-1]:
                if total <= _MOST:
                    break
                file.unlink(missing_ok=True)
                total -= size

    def _place(self) -> Path:
        with self._guard:
            if self._folder is not None:
                with contextlib.suppress(OSError):
                    self._folder.mkdir(parents=True, exist_ok=True)
                    if os.access(self._folder, os.W_OK):
                        return self._folder
            if self._temporary is None:
                self._temporary = Path(tempfile.mkdtemp(prefix="jumpline-pages-"))
                weakref.finalize(self, shutil.rmtree, self._temporary, ignore_errors=True)
            return self._temporary

    def _lock(self, name: str) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(name, threading.Lock())
