"""Sources → issues that were read before, taken back as they were; what is left is to be read."""

from __future__ import annotations

from collections.abc import Sequence

from jumpline.bundles import Group, Texts
from jumpline.errors import JumplineError
from jumpline.gathering import choose_reader
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.record import Part, restored
from jumpline.ports import ReturningReader

#: An issue and the sources that it came from.
Returned = tuple[Issue, tuple[SourceFile, ...]]


def take_back(sources: Sequence[SourceFile]) -> tuple[list[Returned], list[SourceFile]]:
    """Issues by date, and the sources that hold none. A file whose record is damaged is left, to
    be read as any other."""
    by_name = {source.name: source for source in sources}
    taken: dict[str, str] = {}
    whole: list[Returned] = []
    parts: dict[str, list[tuple[Part, str]]] = {}
    for source in sources:
        reader = choose_reader(source) if source.data else None
        if not isinstance(reader, ReturningReader):
            continue
        group = Group(source.name, by_name, {})
        try:
            found = reader.returned(source.name, source.data, group)
        except JumplineError:
            continue
        if isinstance(found, Part):
            parts.setdefault(found.record, []).append((found, source.name))
        if found is not None:
            taken |= {source.name: source.name, **dict.fromkeys(group.taken, source.name)}
        if isinstance(found, Issue):
            whole.append((found, _of(sources, taken, {source.name})))
    for members in parts.values():
        names = {name for _, name in members}
        try:
            issue = restored((part for part, _ in members), where=members[0][1])
        except JumplineError:
            taken = {name: owner for name, owner in taken.items() if owner not in names}
            continue
        whole.append((issue, _of(sources, taken, names)))
    texts = Texts()
    for name in taken:
        texts.add(name)
    # Pictures of the pages: nothing to read, but something to keep.
    shown = tuple(each for each in sources if each.name not in taken and texts.show(each))
    if len(whole) == 1:
        whole = [(whole[0][0], (*whole[0][1], *shown))]
    taken |= {each.name: each.name for each in shown}
    whole.sort(key=lambda each: (each[0].date or "9999", each[0].id))
    return whole, [source for source in sources if source.name not in taken]


def _of(
    sources: Sequence[SourceFile], taken: dict[str, str], names: set[str]
) -> tuple[SourceFile, ...]:
    return tuple(source for source in sources if taken.get(source.name) in names)
