"""A page of an issue → its picture, drawn from the sources that the issue was read from."""

from __future__ import annotations

from collections.abc import Sequence

from jumpline.errors import NotFound
from jumpline.gathering import choose_reader
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.scan import PageImage, Scan
from jumpline.model.text import natural
from jumpline.ports import PictureReader

#: Part of the name of whatever keeps pictures that were drawn: grows when they would come out other.
DRAWING = "1"


def has_facsimile(issue: Issue, number: int) -> bool:
    """Whether the issue says where the page's picture lies. Only drawing it shows whether its
    source is still there."""
    return str(number) in issue.evidence.facsimiles


def facsimile(issue: Issue, sources: Sequence[SourceFile], number: int) -> PageImage:
    """The picture of a page, in colour where its source has any. Raises ``NotFound`` where there is
    none, ``SourceError`` where it cannot be drawn, ``MissingExtra`` for a scan without libvips."""
    place = issue.evidence.facsimiles.get(str(number))
    if place is not None:
        source = next((each for each in sources if each.name == place.source), None)
        scan = Scan(place.number, place.dpi, place.angle, place.crop)
    else:
        source, scan = _beside(issue, sources, number), None
    if source is None:
        raise NotFound(
            f"there is no picture of page {number}.",
            where=issue.id,
            remedy="Add the issue from its PDF or from scans.",
        )
    reader = choose_reader(source)
    if not isinstance(reader, PictureReader):
        raise NotFound(f"page {number} came from a file that has no pictures.", where=source.name)
    if scan is None:
        sheets = [each.facsimile for each in reader.read(source.name, source.data)]
        scan = next((each for each in sheets if each is not None), None) or Scan(0, 150.0)
    return reader.facsimile(source.name, source.data, scan)


def _beside(issue: Issue, sources: Sequence[SourceFile], number: int) -> SourceFile | None:
    """The picture that came beside recognised text: as many pictures as pages, in their order."""
    pictures = [each for each in sources if _is_picture(each)]
    numbers = [page.number for page in issue.pages]
    if len(pictures) != len(numbers) or number not in numbers:
        return None
    pictures.sort(key=lambda each: natural(each.name))
    return pictures[numbers.index(number)]


def _is_picture(source: SourceFile) -> bool:
    from jumpline.readers.image.decode import is_picture

    return is_picture(source.data[:16])
