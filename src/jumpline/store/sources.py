"""Which sources belong together: those given at once, those left to read, those of one issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.store.address import is_folder


def batches(paths: list[Path]) -> Iterator[list[Path]]:
    """A folder is read by itself; files named one by one are pages that belong together."""
    folders = [path for path in paths if is_folder(path)]
    files = [path for path in paths if path not in folders]
    if files:
        yield files
    yield from ([path] for path in folders)


def unfinished(sources: list[SourceFile], done: dict[str, tuple[int, ...]]) -> set[int]:
    """Places of the sources to read: of every folder in which one is not kept yet, all, because
    pages of one issue lie together."""
    folders = [PurePosixPath(source.name).parent for source in sources]
    kept = {place for places in done.values() for place in places}
    wanted = {folder for place, folder in enumerate(folders) if place not in kept}
    return {place for place, folder in enumerate(folders) if folder in wanted}


def together(
    kept: list[SourceFile], came: Sequence[SourceFile], old: Issue, new: Issue
) -> list[SourceFile] | None:
    """The sources of a whole issue of which only a part came now; None if all of it came."""
    names, fresh = {source.name for source in kept}, {source.name for source in came}
    if not names or not fresh:
        return None
    if fresh < names:
        replaced = {source.name: source for source in came}
        return [replaced.get(source.name, source) for source in kept]
    labels, later = {page.label for page in old.pages}, {page.label for page in new.pages}
    if labels and later and not labels & later:
        return [*kept, *came]
    return None
