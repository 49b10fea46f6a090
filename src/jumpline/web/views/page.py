"""A printed page as its picture: regions of its articles, its text where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jumpline.facsimiles import has_facsimile
from jumpline.model.geometry import Box
from jumpline.model.issue import Article, Block, Issue, Page
from jumpline.model.outline import Polygon, outlines
from jumpline.web.views.naming import headline_of, language_of_article

#: Blocks of one article that are this near (points) are one region, with the white between them.
_NEAR = 14.0
#: Points around the text of a region.
_ROOM = 2.0
#: A line is set vertically where it is so much higher than wide.
_UPRIGHT = 1.6


@dataclass(frozen=True)
class Region:
    """An article on the page; ``path`` is its outline as SVG has it, in points, ``box`` around it.
    ``number`` is its place among the page's articles, from 1."""

    article: Article
    number: int
    title: str | None
    language: str | None
    path: str
    box: Box
    continued: bool


@dataclass(frozen=True)
class PrintedLine:
    """A line of text where it stands. ``length`` is how long it is drawn, ``size`` the height of
    its type; ``x`` and ``y`` are where its baseline begins."""

    text: str
    x: float
    y: float
    size: float
    length: float
    vertical: bool


@dataclass(frozen=True)
class Passage:
    """Lines of one article (or of what is none: ``article`` is None), in reading order."""

    article: str | None
    language: str | None
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True)
class Facsimile:
    """``width`` and ``height`` are those of the page in points."""

    page: Page
    width: float
    height: float
    regions: tuple[Region, ...]
    passages: tuple[Passage, ...]


def has_picture(issue: Issue, number: int) -> bool:
    page = next((each for each in issue.pages if each.number == number), None)
    return (
        page is not None
        and bool(page.width)
        and bool(page.height)
        and page.unit == "pt"
        and has_facsimile(issue, number)
    )


def facsimile_view(issue: Issue, page: Page) -> Facsimile:
    """Of a page with a size: see ``has_picture``."""
    assert page.width is not None and page.height is not None
    return Facsimile(
        page=page,
        width=page.width,
        height=page.height,
        regions=tuple(regions_of(issue, page)),
        passages=tuple(_passages(issue, page)),
    )


def regions_of(issue: Issue, page: Page, only: str | None = None) -> Iterator[Region]:
    """In the order of the issue's articles: the order in which people would read the page. ``only``
    names an article whose region alone is wanted."""
    number = 0
    boxes: dict[str, list[Box]] = {}
    for block in page.blocks:
        if block.article and block.box is not None:
            boxes.setdefault(block.article, []).append(block.box)
    for article in issue.articles:
        for picture in article.pictures:
            if picture.page == page.number and picture.box is not None:
                boxes.setdefault(article.id, []).append(picture.box)
    apart = [block.box for block in page.blocks if not block.article and block.box is not None]
    for article in issue.articles:
        own = [_whole(box) for box in boxes.get(article.id, ())]
        if not own:
            continue
        number += 1
        if only not in (None, article.id):
            continue
        others = [
            _whole(box) for other, many in boxes.items() if other != article.id for box in many
        ]
        found = _outlined(tuple(own), (*others, *map(_whole, apart)))
        yield Region(
            article=article,
            number=number,
            title=headline_of(article),
            language=language_of_article(issue, article),
            path="".join(_path(polygon) for polygon in found),
            box=(
                min(b[0] for b in own), min(b[1] for b in own),
                max(b[2] for b in own), max(b[3] for b in own),
            ),
            continued=article.pages[:1] != (page.number,),
        )  # fmt: skip


@lru_cache(maxsize=256)
def _outlined(own: tuple[Box, ...], others: tuple[Box, ...]) -> tuple[Polygon, ...]:
    """The same for the page, its data and each of its articles."""
    return tuple(outlines(own, others, _NEAR))


def _whole(box: Box) -> Box:
    """On whole points with a little room, so that boxes that nearly meet do meet."""
    x0, y0, x1, y1 = box
    left, top = float(int(x0 - _ROOM)), float(int(y0 - _ROOM))
    return (left, top, max(left + 1, float(int(x1 + _ROOM))), max(top + 1, float(int(y1 + _ROOM))))


def _path(polygon: tuple[tuple[float, float], ...]) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in polygon)
    return f"M{points}Z"


def _passages(issue: Issue, page: Page) -> Iterator[Passage]:
    blocks = {block.id: block for block in page.blocks}
    left = dict(blocks)
    for article in issue.articles:
        named = [
            anchor.block
            for item in article.body
            for anchor in item.anchors
            if anchor.page == page.number
        ]
        own = [block.id for block in page.blocks if block.article == article.id]
        # Heads first, then the body as it is read, then captions and the like.
        body = list(dict.fromkeys(name for name in named if name in left))
        before = [name for name in own if name in left and name not in body]
        heads = [name for name in before if blocks[name].role in _HEADS]
        order = [*heads, *body, *(name for name in before if name not in heads)]
        lines = tuple(line for name in order for line in _lines(left.pop(name)))
        if lines:
            yield Passage(article.id, language_of_article(issue, article), lines)
    rest = tuple(line for block in left.values() for line in _lines(block))
    if rest:
        yield Passage(None, issue.publication.language, rest)


_HEADS = frozenset({"column", "kicker", "headline", "deck", "byline", "series"})


def _lines(block: Block) -> Iterator[PrintedLine]:
    for line in block.lines:
        if line.box is None or not line.text.strip():
            continue
        x0, y0, x1, y1 = line.box
        wide, high = x1 - x0, y1 - y0
        if wide <= 0 or high <= 0:
            continue
        if high > _UPRIGHT * wide and len(line.text) > 1:
            yield PrintedLine(line.text, (x0 + x1) / 2, y0, wide, high, vertical=True)
        else:
            yield PrintedLine(line.text, x0, y1 - 0.14 * high, high, wide, vertical=False)


@dataclass(frozen=True)
class Cut:
    """A picture of an article as a part of its page: an IIIF region and size; ``width`` and
    ``height`` in pixels."""

    page: int
    region: str
    size: str
    width: int
    height: int


@dataclass(frozen=True)
class Seen:
    """Where an article stands on a page; ``path`` is empty where only the page is known."""

    page: int
    label: str
    width: float
    height: float
    path: str


#: Pixels of a picture's width in an article, and of its height at most.
_WIDE, _HIGH = 760, 1200


def cuts_of(issue: Issue, article: Article) -> dict[int, Cut]:
    """Place of a picture among the article's → its cut, for those with a box on a drawn page."""
    pages = {page.number: page for page in issue.pages}
    found = {}
    for place, picture in enumerate(article.pictures):
        page = pages.get(picture.page)
        if picture.box is None or page is None or not has_picture(issue, page.number):
            continue
        assert page.width and page.height
        x0, y0 = max(0.0, picture.box[0]), max(0.0, picture.box[1])
        x1, y1 = min(page.width, picture.box[2]), min(page.height, picture.box[3])
        if x1 - x0 < 8 or y1 - y0 < 8:
            continue
        share = [
            f"{100 * value:.3f}".rstrip("0").rstrip(".")
            for value in (
                x0 / page.width,
                y0 / page.height,
                (x1 - x0) / page.width,
                (y1 - y0) / page.height,
            )
        ]
        wide = min(_WIDE, round((x1 - x0) * 2.5), round(_HIGH * (x1 - x0) / (y1 - y0)))
        high = max(1, round(wide * (y1 - y0) / (x1 - x0)))
        found[place] = Cut(page.number, f"pct:{','.join(share)}", f"{wide},", wide, high)
    return found


def seen_on(issue: Issue, article: Article) -> tuple[Seen, ...]:
    """The drawn pages that an article stands on."""
    found = []
    for page in issue.pages:
        if page.number not in article.pages or not has_picture(issue, page.number):
            continue
        assert page.width and page.height
        own = next(regions_of(issue, page, article.id), None)
        path = own.path if own else ""
        found.append(Seen(page.number, page.label, page.width, page.height, path))
    return tuple(found)
