"""Finding the place that a correction names, by its content."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from jumpline.model.correction import CONTEXT, OPENING, Spot, TextPart
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Issue
from jumpline.model.text import plain

#: The score of a place of which all is as the spot says.
CERTAIN = 12.0
#: How much of a quotation's pairs of characters a changed piece must still have.
_LIKE = 0.6


class Lost(Exception):
    """A place that is not there any more, or that is there more than once; says which."""


class Place(msgspec.Struct, frozen=True):
    """A piece of an issue's text: ``article`` indexes the articles (-1 for a notice or an
    advertisement), ``index`` the lines or items of the part."""

    part: TextPart
    article: int
    index: int
    text: str


class Found(msgspec.Struct, frozen=True):
    """``start`` is where the quotation begins in the place; -1 where only the piece is alike."""

    place: Place
    start: int
    score: float


def places(issue: Issue) -> Iterator[Place]:
    for number, article in enumerate(issue.articles):
        if article.column:
            yield Place("column", number, 0, article.column)
        heads: tuple[tuple[TextPart, tuple[str, ...]], ...] = (
            ("kicker", article.kicker),
            ("headline", article.headline),
            ("deck", article.deck),
        )
        for part, lines in heads:
            for index, line in enumerate(lines):
                yield Place(part, number, index, line)
        for index, item in enumerate(article.body):
            yield Place(item.role, number, index, item.text)
        for index, picture in enumerate(article.pictures):
            if picture.caption:
                yield Place("caption", number, index, picture.caption)
    for index, notice in enumerate(issue.notices):
        yield Place("notice", -1, index, notice.text)
    for index, ad in enumerate(issue.ads):
        yield Place("ad", -1, index, ad.text)


def heading_of(issue: Issue, place: Place) -> str:
    return " ".join(issue.articles[place.article].headline) if place.article >= 0 else ""


def label_of(issue: Issue, place: Place) -> str | None:
    """The label of the page on which a place begins."""
    if place.article >= 0:
        pages = issue.articles[place.article].pages
        number = pages[0] if pages else None
    else:
        number = (issue.notices if place.part == "notice" else issue.ads)[place.index].page
    return next((page.label for page in issue.pages if page.number == number), None)


def spot(issue: Issue, place: Place, quote: str | None = None, start: int = 0) -> Spot:
    """The name of a quotation in a place; of the whole piece without one."""
    text = place.text
    quote = text[:OPENING] if quote is None else quote
    end = start + len(quote)
    return Spot(
        quote,
        text[max(start - CONTEXT, 0) : start],
        text[end : end + CONTEXT],
        fingerprint(text, 12),
        place.part,
        heading_of(issue, place),
        label_of(issue, place),
    )


def find(issue: Issue, wanted: Spot, *, quote: str | None = None) -> Found:
    """The one place that fits best; ``quote`` instead of the spot's. Raises ``Lost``."""
    text = wanted.quote if quote is None else quote
    found = list(_quoted(issue, wanted, text))
    if not found:
        raise Lost(f"“{_short(text)}” is not there any more")
    best = max(each.score for each in found)
    first = [each for each in found if each.score > best - 0.01]
    if len(first) > 1:
        raise Lost(f"“{_short(text)}” is there {len(first)} times, and nothing tells which")
    return first[0]


def find_piece(issue: Issue, wanted: Spot) -> Place:
    """The piece that begins with the quotation, or the likest one. Raises ``Lost``."""
    starts = [each for each in _quoted(issue, wanted, wanted.quote) if each.start == 0]
    if not starts:
        starts = list(_alike(issue, wanted))
    if not starts:
        raise Lost(f"“{_short(wanted.quote)}” is not there any more")
    best = max(each.score for each in starts)
    first = [each for each in starts if each.score > best - 0.01]
    if len(first) > 1:
        raise Lost(f"“{_short(wanted.quote)}” is there {len(first)} times, and nothing tells which")
    return first[0].place


def piece_of(issue: Issue, wanted: Spot) -> Place:
    """The piece that begins with the quotation, else the one that holds it. Raises ``Lost``."""
    try:
        return find_piece(issue, wanted)
    except Lost:
        return find(issue, wanted).place


def _quoted(issue: Issue, wanted: Spot, quote: str) -> Iterator[Found]:
    for place in places(issue):
        start = place.text.find(quote)
        while start >= 0:
            yield Found(place, start, _score(issue, wanted, place, quote, start))
            start = place.text.find(quote, start + 1)


def _alike(issue: Issue, wanted: Spot) -> Iterator[Found]:
    """Pieces that began with the quotation before somebody changed a part of it."""
    pairs = _pairs(wanted.quote)
    for place in places(issue):
        share = len(pairs & _pairs(place.text[: OPENING + 20])) / len(pairs)
        if share >= _LIKE:
            context = _score(issue, wanted, place, place.text[:OPENING], 0)
            yield Found(place, -1, share * 10 + context)


def _share(one: str, two: str) -> float:
    if one == two:
        return 1.0
    pairs = _pairs(one)
    return 0.9 * len(pairs & _pairs(two)) / len(pairs)


def _pairs(text: str) -> set[str]:
    bare = plain(text)
    return {bare[at : at + 2] for at in range(len(bare) - 1)} or {bare}


def _score(issue: Issue, wanted: Spot, place: Place, quote: str, start: int) -> float:
    """How well all but the quotation fits."""
    score = fit(issue, wanted, place, start, start + len(quote))
    if wanted.digest and wanted.digest == fingerprint(place.text, 12):
        score += 4.0
    return score


def fit(issue: Issue, wanted: Spot, place: Place, start: int, end: int) -> float:
    """The same without the digest, which a change of the text changes; at most ``CERTAIN``."""
    score = 6.0 * around(wanted, place.text, start, end)
    if wanted.part == place.part:
        score += 2.0
    if wanted.heading:
        # Somebody may have changed the heading, too.
        score += 3.0 * _share(wanted.heading, heading_of(issue, place))
    if wanted.page and wanted.page == label_of(issue, place):
        score += 1.0
    return score


def around(wanted: Spot, text: str, start: int, end: int) -> float:
    """0 to 1: how much of what the spot knows to stand before and behind is there."""
    before, after = text[:start], text[end:]
    same = 0
    for one, two in zip(reversed(wanted.before), reversed(before), strict=False):
        if one != two:
            break
        same += 1
    for one, two in zip(wanted.after, after, strict=False):
        if one != two:
            break
        same += 1
    # A context that is shorter than it may be ends where its piece ends.
    edges = sum(
        len(context) >= CONTEXT or len(context) == len(there)
        for context, there in ((wanted.before, before), (wanted.after, after))
    )
    known = len(wanted.before) + len(wanted.after) + 2
    return (same + edges) / known


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"
