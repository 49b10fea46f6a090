"""Sources → sheets, each source once: a source that names others is read together with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TypeAlias

from jumpline.errors import EmptySource, NoPages, SourceError
from jumpline.gathering import choose_reader
from jumpline.model.archive import SourceFile
from jumpline.model.sheet import Sheet
from jumpline.ports import BundleReader
from jumpline.readers.recognised.paths import beside

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP", b"RIFF", b"%PDF-")


class Group:
    """The sources beside one that is read. What it asks for is taken from those that are left."""

    def __init__(self, name: str, sources: dict[str, SourceFile], taken: dict[str, str]) -> None:
        self.name, self.sources, self.taken = name, sources, taken
        #: Whether another one had a file first.
        self.late = False

    def find(self, path: str) -> SourceFile | None:
        found = self.sources.get(beside(self.name, path))
        if found is None:
            return None
        if self.taken.get(found.name, self.name) != self.name:
            self.late = True
            return None
        self.taken[found.name] = self.name
        return found


Sheets: TypeAlias = list[Sheet] | SourceError


def is_picture(source: SourceFile) -> bool:
    return source.data.startswith(_PICTURES)


def of_bundles(
    sources: Sequence[SourceFile], taken: set[str], texts: Texts
) -> Iterator[tuple[SourceFile, Sheets]]:
    """The sources that name others, with what came of them; when all are asked for, ``taken`` has
    their names and those of what they named, and ``texts`` knows the latter."""
    by_name = {source.name: source for source in sources}
    named: dict[str, str] = {}
    for source in sources:
        reader = choose_reader(source)
        if isinstance(reader, BundleReader) and source.data:
            taken.add(source.name)
            yield source, _together(reader, source, Group(source.name, by_name, named))
    for name in named:
        texts.add(name)
    taken.update(named)


def sheets_of(sources: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, Sheets]]:
    """Every source with what came of it, those that name others first. A source that another one
    named comes with no sheets: they came with the other."""
    taken: set[str] = set()
    texts = Texts()
    bundled: set[str] = set()
    for source, sheets in of_bundles(sources, taken, texts):
        bundled.add(source.name)
        yield source, sheets
    # Pictures last: what is read from its text beside it needs no recognising.
    for source in sorted(sources, key=is_picture):
        if source.name in bundled:
            continue
        if source.name in taken or texts.show(source):
            yield source, []
            continue
        try:
            sheets = read_sheets(source)
        except SourceError as error:
            yield source, error
            continue
        if any(sheet.pieces for sheet in sheets):
            texts.add(source.name)
        yield source, sheets


def _together(reader: BundleReader, source: SourceFile, group: Group) -> Sheets:
    try:
        return reader.read_with(source.name, source.data, group)
    except NoPages as error:
        # A second description of the same files has nothing left to say.
        return [] if group.late else error
    except SourceError as error:
        return error


class Texts:
    """The files from which pages were read as text, so that their pictures are known: page-1.jpg or
    images/page-1.jpg beside page-1.alto.xml, or beside the folder that holds it."""

    def __init__(self) -> None:
        self.folders: dict[str, set[PurePosixPath]] = {}

    def add(self, name: str) -> None:
        path = PurePosixPath(name)
        self.folders.setdefault(_stem(path), set()).add(path.parent)

    def show(self, source: SourceFile) -> bool:
        """Whether a source is a picture, or a PDF, of a page that was read."""
        if not source.data.startswith(_PICTURES):
            return False
        path = PurePosixPath(source.name)
        # A clipping of a page or an article: 12-1.tif of 12.xml.
        for stem in (_stem(path), _stem(path).rpartition("-")[0]):
            for folder in self.folders.get(stem, ()):
                beside_it = path.parent.parent == folder.parent and folder.parts
                if path.is_relative_to(folder) or (stem == _stem(path) and beside_it):
                    return True
        return False


def _stem(path: PurePosixPath) -> str:
    """A name without what tells its kind: page-1.jpg and page-1.alto.xml are page-1."""
    return path.name.partition(".")[0]


def read_sheets(source: SourceFile) -> list[Sheet]:
    """The sheets of one source. Raises ``SourceError``."""
    if not source.data:
        raise EmptySource(
            "the file is empty.", where=source.name, remedy="Check how it was exported."
        )
    reader = choose_reader(source)
    if reader is None:
        raise SourceError(
            "no reader knows this kind of file.",
            where=source.name,
            remedy="`jumpline formats` lists what is read.",
        )
    return reader.read(source.name, source.data)
