"""The export of iArchives: a unit (an issue) that names its pages and its articles, in which words
have boxes.

The words of the articles and of the pages are the same, read twice: the articles are taken, and of the
pages the words that no article has.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from jumpline.errors import NoPages, SourceError
from jumpline.model.geometry import Box, union
from jumpline.model.recognised import Piece, ReadLine, Stated, Story, Word, words_of
from jumpline.model.sheet import Flaw, Sheet
from jumpline.ports import Siblings
from jumpline.readers.recognised.hints import hint_of
from jumpline.readers.recognised.paths import inside
from jumpline.readers.recognised.scale import Scale, extent, number, on_page, scale_of
from jumpline.readers.recognised.xml import Element, local, parse, root_name, text_of

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DATE = re.compile(r"(\d{1,2})-([A-Z]{3})-(\d{4})", re.IGNORECASE)
#: Its pages are pictures of 100 dots an inch.
_DPI = 100.0


class IarchivesReader:
    """``read_with`` raises only ``SourceError``."""

    name: ClassVar[str] = "iarchives"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        return 0.9 if root_name(head) == "unit" and b"iarchives.com" in head else 0.0

    def names(self, name: str, data: bytes) -> list[str]:
        root = parse(data, where=name)
        return [path for ref in _refs(root) if (path := inside(ref)) is not None]

    def read(self, name: str, data: bytes) -> list[Sheet]:
        raise NoPages(
            "this file names the pages of an issue and has no text of its own.",
            where=name,
            remedy="Give the folder with the files that it names.",
        )

    def read_with(self, name: str, data: bytes, siblings: Siblings) -> list[Sheet]:
        root = parse(data, where=name)
        said = _stated(root)
        articles: dict[str, list[tuple[Story, list[Word]]]] = {}
        flaws: list[Flaw] = []
        for ref in _refs(root, "article-ref"):
            article = _open(ref, siblings, flaws)
            if article is not None:
                _gather(article, f"{name}#{ref}", ref, articles)
        sheets = []
        for place, ref in enumerate(_refs(root, "page-ref"), 1):
            path = inside(ref)
            page = _open(ref, siblings, flaws)
            own = msgspec.structs.replace(said, label=str(place))
            if page is None or path is None:
                flaw = flaws.pop() if flaws else Flaw("file-missing", f"{ref[:120]} is not there")
                sheets.append(
                    Sheet(source=name, marks=(), hint=own.label, problems=(flaw,), stated=own)
                )
                continue
            found = siblings.find(path)
            source = found.name if found is not None else name
            words = list(_words(page))
            sheets.append(_sheet(source, own, words, articles.get(path, []), tuple(flaws)))
            flaws = []
        if not any(sheet.pieces for sheet in sheets):
            raise NoPages("none of the pages that this file names is there.", where=name)
        return sheets


def _refs(root: Element, *kinds: str) -> list[str]:
    wanted = kinds or ("page-ref", "article-ref")
    return [each.get("href") or "" for each in root.iter() if local(each) in wanted]


def _open(ref: str, siblings: Siblings, flaws: list[Flaw]) -> Element | None:
    path = inside(ref)
    if path is None:
        flaws.append(Flaw("file-outside", f"{ref[:120]} lies outside its folder"))
        return None
    found = siblings.find(path)
    if found is None:
        flaws.append(Flaw("file-missing", f"{path} is not there"))
        return None
    try:
        return parse(found.data, where=found.name)
    except SourceError as error:
        flaws.append(Flaw("page-unreadable", f"{path}: {error.what.rstrip('.')}"))
        return None


def _gather(
    article: Element, name: str, ref: str, found: dict[str, list[tuple[Story, list[Word]]]]
) -> None:
    """The article's words by the page that they stand on."""
    title = next(
        (
            text_of(each)
            for each in article.iter()
            if local(each) == "header-item" and each.get("name") in ("title", "headline")
        ),
        "",
    )
    hint = hint_of(article.get("classification") or "")
    story = Story(name, title, "ad" if hint == "ad" else "article")
    for part in article.iter():
        if local(part) == "article-page":
            path = inside(posixpath.join(posixpath.dirname(ref), part.get("href") or ""))
            if path is not None:
                words = list(_words(part))
                found.setdefault(path, []).append((story, words))


def _words(element: Element) -> Iterator[Word]:
    """Every node: its first reading, and the box around its rectangles."""
    for node in element.iter():
        if local(node) != "n":
            continue
        boxes: list[Box] = []
        text = ""
        for part in node:
            if local(part) == "r":
                left, top = number(part.get("l")), number(part.get("t"))
                boxes.append((left, top, number(part.get("r")), number(part.get("b"))))
            elif local(part) == "o" and not text:
                text = text_of(part)
        if text:
            yield Word(text, union(boxes), -1.0)


def _sheet(
    source: str,
    own: Stated,
    words: list[Word],
    articles: list[tuple[Story, list[Word]]],
    flaws: tuple[Flaw, ...],
) -> Sheet:
    """Words of a clipping count from the page's corner, as the page's do."""
    scale = scale_of(*extent(word.box for word in words), dpi=_DPI)
    left = [(word.text, word.box) for word in words]
    pieces = []
    for story, mine in articles:
        if not mine:
            continue
        for word in mine:
            key = (word.text, word.box)
            if key in left:
                left.remove(key)
        pieces.append(Piece(_lines(mine, scale), story=story.id))
    if left:
        rest = [Word(text, box, -1.0) for text, box in left]
        pieces.insert(0, Piece(_lines(rest, scale), hint="masthead" if own.label == "1" else None))
    cut, met = on_page(tuple(pieces), scale.width, scale.height)
    return Sheet(
        source=source,
        marks=(),
        hint=own.label,
        width=scale.width,
        height=scale.height,
        unit="pt",
        problems=(*scale.flaws(), *flaws, *met),
        text="recognised",
        pieces=cut,
        stories=tuple(story for story, mine in articles if mine),
        stated=own,
    )


def _lines(words: list[Word], scale: Scale) -> tuple[ReadLine, ...]:
    """Words in the order of the file, cut into lines where one stands left of the one before."""
    rows: list[list[Word]] = []
    for word in words:
        placed = Word(word.text, scale.box(*word.box) if word.box else None, word.sure)
        before = rows[-1][-1].box if rows else None
        box = placed.box
        if before is None or box is None or box[0] < before[0] or box[1] > before[3]:
            rows.append([placed])
        else:
            rows[-1].append(placed)
    return tuple(
        ReadLine(
            " ".join(word.text for word in row),
            union([word.box for word in row if word.box is not None]),
            words=words_of(row),
        )
        for row in rows
    )


def _stated(root: Element) -> Stated:
    found = {each.get("name"): text_of(each) for each in root if local(each) == "header-item"}
    date = _DATE.search(found.get("date", ""))
    when = None
    if date and date[2].upper() in _MONTHS:
        when = (int(date[3]), _MONTHS.index(date[2].upper()) + 1, int(date[1]))
    digits = found.get("number", "")
    return Stated(
        title=root.get("collection-title") or None,
        date=when,
        number=int(digits[:6]) if digits.isdecimal() else None,
    )
