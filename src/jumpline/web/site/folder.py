"""The folder of a static edition: whole files, written only where they differ, nothing left over."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import msgspec

from jumpline.errors import JumplineError, UsageError

_MEMORY = ".jumpline-site.json"
_HIDDEN = ".jumpline-site"


class _Part(msgspec.Struct):
    """Files that were made together, from what ``key`` says."""

    key: str
    files: list[str]


class Part:
    """An open part: files written to it belong together. Files may come from several threads."""

    def __init__(self, folder: Folder, name: str, key: str) -> None:
        self.folder, self.name, self.key = folder, name, key
        self.files: list[str] = []

    def write(self, name: str, data: bytes) -> None:
        """Not touched where the same is there."""
        self.files.append(name)
        self.folder.put(name, data)

    def remember(self, data: bytes) -> None:
        """Something for a later build."""
        name = self.folder.memory_of(self.name)
        self.files.append(name)
        self.folder.put(name, data, counted=False)

    def finish(self) -> None:
        """From now on it is there."""
        self.folder.finished(self)


class Folder:
    """A context manager. Interrupted, it leaves whole files and remembers the parts that were
    finished."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written = 0
        self._parts: dict[str, _Part] = {}
        self._kept: dict[str, _Part] = {}
        self._loose: list[str] = []
        self._counting = threading.Lock()

    def __enter__(self) -> Folder:
        memory = self.path / _MEMORY
        try:
            if memory.exists():
                self._parts = msgspec.json.decode(memory.read_bytes(), type=dict[str, _Part])
            elif self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
                raise UsageError(
                    "there is something already that is no static edition.",
                    where=str(self.path),
                    remedy="Name a new folder.",
                )
            self.path.mkdir(parents=True, exist_ok=True)
        except msgspec.MsgspecError:
            self._parts = {}
        except OSError as error:
            raise self._failed(error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            with contextlib.suppress(OSError):
                self._save({**self._parts, **self._kept})

    @property
    def count(self) -> int:
        return sum(len(part.files) for part in self._kept.values()) + len(self._loose)

    def keep(self, name: str, key: str) -> bool:
        """Whether a part is there already, made from the same; it is then kept."""
        part = self._parts.get(name)
        if part is None or part.key != key:
            return False
        if not all((self.path / file).exists() for file in part.files):
            return False
        self._kept[name] = part
        return True

    def keep_all(self, names: str, key: str) -> bool:
        """Whether the parts whose names begin so, and the mark of ``mark``, are there from the same;
        they are then kept."""
        mark = self._parts.get(names)
        if mark is None or mark.key != key:
            return False
        found = {name: part for name, part in self._parts.items() if name.startswith(names)}
        if not all((self.path / file).exists() for part in found.values() for file in part.files):
            return False
        self._kept |= found
        return True

    def mark(self, names: str, key: str) -> None:
        """All parts whose names begin so are now made from what ``key`` says."""
        self._kept[names] = _Part(key, [])

    def key(self, name: str) -> str:
        return self._kept[name].key

    def begin(self, name: str, key: str) -> Part:
        return Part(self, name, key)

    @contextlib.contextmanager
    def part(self, name: str, key: str) -> Iterator[Part]:
        """Finished where nothing goes wrong inside."""
        part = self.begin(name, key)
        yield part
        part.finish()

    def finished(self, part: Part) -> None:
        self._kept[part.name] = _Part(part.key, sorted(part.files))

    def write(self, name: str, data: bytes) -> None:
        """A file of no part. Not touched where the same is there."""
        self._loose.append(name)
        self.put(name, data)

    def put(self, name: str, data: bytes, *, counted: bool = True) -> None:
        path = self.path / name
        try:
            if path.exists() and path.stat().st_size == len(data) and path.read_bytes() == data:
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name[:100]}.part")
            part.write_bytes(data)
            os.replace(part, path)  # noqa: PTH105  over what stands there, at once
        except OSError as error:
            raise self._failed(error) from error
        with self._counting:
            self.written += counted

    def remembered(self, name: str) -> bytes:
        return (self.path / self.memory_of(name)).read_bytes()

    def finish(self) -> int:
        """Removes the files of earlier builds that this one has not; how many."""
        now = {file for part in self._kept.values() for file in part.files} | set(self._loose)
        before = {file for part in self._parts.values() for file in part.files}
        gone = sorted(before - now)
        for file in gone:
            path = self.path / file
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()
        try:
            self._save({**self._kept, "": _Part("", sorted(self._loose))})
        except OSError as error:
            raise self._failed(error) from error
        return len(gone)

    def _save(self, parts: dict[str, _Part]) -> None:
        path = self.path / _MEMORY
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(dict(sorted(parts.items()))))
        os.replace(part, path)  # noqa: PTH105  over what stands there, at once

    def memory_of(self, name: str) -> str:
        from jumpline.web.site.names import safe

        return f"{_HIDDEN}/{'/'.join(safe(each) for each in name.split('/'))}.json"

    def _failed(self, error: OSError) -> JumplineError:
        return JumplineError(
            f"the edition cannot be written ({error.strerror}).",
            where=str(self.path),
            remedy="Free space or name another folder, then build again: it goes on from here.",
        )
