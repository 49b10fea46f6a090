"""Paths → sources: files, folders, archives, and what a file names beside itself.

The only step of reading that touches the disk. Nothing outside of a given folder is opened, and
nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from jumpline import plugins
from jumpline.errors import NoPages, NotFound, SourceError, TooLarge
from jumpline.model.archive import SourceFile
from jumpline.ports import BundleReader, Reader
from jumpline.readers.packed import is_packed, unpack
from jumpline.stages.order import date_in_name
from jumpline.store.address import is_file, is_folder

MAX_FILES = 10_000
MAX_FILE_BYTES = 512 * 1024 * 1024
_SKIPPED = re.compile(
    r"^\.|^__MACOSX$|^(?:readme|license|licence|copying|thumbs\.db|desktop\.ini)\b"
    # What lies beside library files: schemas, sums, lists of files.
    r"|(?:^|[-_])manifest\.txt$|(?:^|[-_])batch(?:_\d+)?\.xml$|\.(?:dtd|xsd|md5|sha\d*|log|csv)$",
    re.IGNORECASE,
)


def gather(paths: Iterable[Path | str]) -> list[SourceFile]:
    """Files, the files of folders and of archives, in the order of their names. Hidden files are
    passed over; links that lead out of their folder are not followed."""
    sources: list[SourceFile] = []
    for given in paths:
        path = Path(given)
        if is_folder(path):
            files = sorted(_walk(path), key=_natural)
            if not files:
                raise NoPages(
                    "there is no page in this folder.",
                    where=str(given),
                    remedy="It should hold one file a page, such as page-01.md.",
                )
            # A folder named by its date dates pages that print none.
            head = f"{path.resolve().name}/" if _dated(path.resolve().name) else ""
            for file in files:
                sources += _opened(_load(file, head + file.relative_to(path).as_posix()))
        elif is_file(path):
            source = _load(path, path.name)
            sources += [*_opened(source), *_named(path, source)]
        else:
            raise NotFound("there is no such file or folder.", where=str(given))
        if len(sources) > MAX_FILES:
            raise TooLarge(
                f"more than {MAX_FILES} files.",
                where=str(given),
                remedy="Read one issue at a time.",
            )
    return _unique(sources)


def _opened(source: SourceFile) -> list[SourceFile]:
    """The files of an archive, or the source itself. An archive that cannot be unpacked stays a
    source, so that reading it says why."""
    if not is_packed(source.data[:512]):
        return [source]
    try:
        found = unpack(source)
    except SourceError:
        return [source]
    kept = [
        each
        for each in found
        if not any(_SKIPPED.search(part) for part in each.name.removeprefix(source.name).split("/"))
    ]
    return sorted(kept, key=lambda each: _natural(Path(each.name))) or [source]


def _named(path: Path, source: SourceFile) -> list[SourceFile]:
    """The files that a source names, as far as they lie in its folder."""
    reader = choose_reader(source)
    if not isinstance(reader, BundleReader):
        return []
    try:
        names = reader.names(source.name, source.data)
    except SourceError:
        # Reading it will say what is wrong.
        return []
    folder = path.parent.resolve()
    found = []
    for name in dict.fromkeys(names[:MAX_FILES]):
        file = folder / name
        try:
            if file.resolve().is_relative_to(folder) and file.is_file() and file != path.resolve():
                found.append(_load(file, name))
        except (OSError, ValueError):
            continue
    return found


def choose_reader(source: SourceFile) -> Reader | None:
    """The reader that is most sure of a source; None if none knows it."""
    best: tuple[float, str, Reader] | None = None
    for name in plugins.names("readers"):
        reader: Reader = plugins.load("readers", name)()
        sure = reader.accepts(source.name, source.data[:65536])
        if sure > 0 and (best is None or (sure, name) > best[:2]):
            best = (sure, name, reader)
    return best[2] if best else None


def _dated(name: str) -> bool:
    return date_in_name(name) is not None


#: What lies in a folder that jumpline made itself: an archive, a static edition, a batch of exports.
_OWN = ("archive.sqlite", ".jumpline-site.json")


def _walk(folder: Path) -> Iterable[Path]:
    inside = folder.resolve()
    own = {each.parent for name in _OWN for each in folder.rglob(name)}
    for path in folder.rglob("*"):
        if not own.isdisjoint(path.parents):
            continue
        if any(_SKIPPED.search(part) for part in path.relative_to(folder).parts):
            continue
        if path.is_file() and path.resolve().is_relative_to(inside):
            yield path


def _natural(path: Path) -> list[tuple[int, int, str]]:
    pieces = re.split(r"(\d+)", path.as_posix())
    return [(1, int(p), "") if p.isdecimal() else (0, 0, p) for p in pieces]


def _load(path: Path, name: str) -> SourceFile:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise TooLarge(f"larger than {MAX_FILE_BYTES} bytes.", where=str(path))
        return SourceFile(name, path.read_bytes())
    except PermissionError as error:
        raise SourceError(
            "this file may not be read.", where=str(path), remedy="Check its permissions."
        ) from error
    except OSError as error:
        raise SourceError(
            f"this file cannot be read ({error.strerror}).", where=str(path)
        ) from error


def _unique(sources: list[SourceFile]) -> list[SourceFile]:
    """The same name from two folders gets a number, so that both are kept; the same file named
    twice is one."""
    taken: dict[str, list[bytes]] = {}
    result = []
    for source in sources:
        known = taken.setdefault(source.name, [])
        known.append(source.data)
        if len(known) > 1:
            result.append(SourceFile(f"{len(known)}/{source.name}", source.data))
        else:
            result.append(source)
    return result
