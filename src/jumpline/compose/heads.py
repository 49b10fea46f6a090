"""An article's head over columns of some width: tag, kicker, headline, deck, byline."""

from __future__ import annotations

from typing import Literal

import msgspec

from jumpline.compose.atoms import Setting
from jumpline.compose.canvas import ASCENT, Canvas
from jumpline.compose.fonts import FontSet
from jumpline.compose.setting import SetLine, single
from jumpline.compose.style import Style
from jumpline.model.issue import Article
from jumpline.model.roles import Role
from jumpline.model.text import plain


class Row(msgspec.Struct, frozen=True):
    """One line of a head; ``y`` is its baseline from the head's top."""

    role: Role
    line: SetLine
    size: float
    x: float
    y: float
    tag: bool = False


class Head(msgspec.Struct, frozen=True):
    rows: tuple[Row, ...]
    height: float


class HeadSpec(msgspec.Struct, frozen=True):
    """What a head says. ``small`` sets the headline of a part that continues another page's."""

    column: str | None
    kicker: tuple[str, ...]
    headline: tuple[str, ...]
    deck: tuple[str, ...]
    byline: str | None
    jump_from: str | None = None
    rank: int = 0
    setting: Setting = Setting("zh-Hans")


def printed_byline(article: Article) -> str | None:
    """The byline's own line; None where the body prints it (本报讯 记者…报道:)."""
    byline = article.byline
    if byline is None:
        return None
    text = byline.text
    if text is None:
        names = " ".join(
            f"{byline.source or ''}{person.role or ''} {person.name}".strip()
            for person in byline.people
        )
        text = names or byline.source
    if text is None:
        return None
    body = [plain(item.text) for item in article.body]
    if any(plain(text) in part for part in (*body[:1], *body[-1:])):
        return None
    return text


class _Pile:
    """Rows set one below the other in one width."""

    def __init__(self, width: float, style: Style, fonts: FontSet, setting: Setting) -> None:
        self.width, self.style, self.fonts, self.setting = width, style, fonts, setting
        self.rows: list[Row] = []
        self.y = 0.0

    def fit(
        self, texts: tuple[str, ...], face: str, size: float, least: float
    ) -> tuple[list[SetLine], float] | None:
        """The lines of one size that all of them have room in; None below ``least``."""
        lines = [single(text, face, self.fonts, self.setting) for text in texts]
        widest = max((line.width for line in lines), default=0.0)
        if widest * size > self.width:
            size = self.width / widest
        return (lines, size) if size >= least else None

    def put(
        self,
        role: Role,
        lines: list[SetLine],
        size: float,
        leading: float,
        align: Literal["centre", "left"],
        tag: bool = False,
    ) -> None:
        for line in lines:
            x = (self.width - line.width * size) / 2 if align == "centre" else 0.0
            self.rows.append(
                Row(role, line, size, x, self.y + ((leading - 1) / 2 + ASCENT) * size, tag)
            )
            self.y += leading * size


def head(
    spec: HeadSpec, width: float, style: Style, fonts: FontSet, body: float, *, force: bool = False
) -> Head | None:
    """The head, or None where its lines are too long for the width. ``force`` shrinks them."""
    heads, pile = style.heads, _Pile(width, style, fonts, spec.setting)
    scale = body / style.body.size
    ranks = heads.headline
    size = ranks[min(spec.rank, len(ranks) - 1)] * scale
    least = 0.1 if force else heads.least * body
    headline = pile.fit(spec.headline, "headline", size, least) if spec.headline else ([], size)
    if headline is None:
        return None
    main = headline[1]
    side = 0.1 if force else 1.16 * body
    kicker = pile.fit(spec.kicker, "sans", max(min(heads.kicker * scale, 0.6 * main), side), side)
    deck = pile.fit(spec.deck, "sans", max(min(heads.deck * scale, 0.58 * main), side), side)
    by = (spec.byline,) if spec.byline else ()
    byline = pile.fit(by, "sans", heads.byline * scale, 0.1 if force else 0.85 * body)
    tags = (spec.column,) if spec.column else ()
    column = pile.fit(tags, "sans_bold", heads.column * scale, 0.1 if force else body)
    if kicker is None or deck is None or byline is None or column is None:
        return None
    if column[0]:
        pile.y += 0.25 * column[1]
        pile.put("column", column[0], column[1], 1.3, "left", tag=True)
        pile.y += 0.7 * column[1]
    if kicker[0]:
        pile.put("kicker", kicker[0], kicker[1], 1.3, heads.align)
        pile.y += 0.2 * body
    if headline[0]:
        pile.put("headline", headline[0], main, 1.24 if spec.setting.wide else 1.1, heads.align)
        pile.y += 0.25 * body
    if deck[0]:
        pile.y += 0.15 * body
        pile.put("deck", deck[0], deck[1], 1.35, heads.align)
    if byline[0]:
        pile.y += 0.3 * body
        pile.put("byline", byline[0], byline[1], 1.4, heads.align)
    if spec.jump_from:
        jump = pile.fit((spec.jump_from,), "sans", body, 0.1)
        assert jump is not None
        pile.put("jump", jump[0], jump[1], 1.4, heads.align)
    if pile.y:
        pile.y += heads.below * body
    return Head(tuple(pile.rows), pile.y)


def draw_head(head: Head, canvas: Canvas, article: str, x: float, y: float) -> None:
    """One block a role and size, in the order of the rows; a column's name gets its frame."""
    from jumpline.compose.canvas import Ink, Shape

    chunk, before = None, None
    for row in head.rows:
        if chunk is None or before != row.role:
            chunk = canvas.block(row.role, article)
        before = row.role
        left = x + row.x + (0.5 * row.size if row.tag else 0.0)
        ink = Ink(row.line, left, y + row.y, row.size)
        chunk.inks.append(ink)
        if row.tag:
            x0, y0, x1, y1 = ink.box
            pad = 0.22 * row.size
            chunk.shapes.append(
                Shape((x0 - 2 * pad, y0 - pad, x1 + 2 * pad, y1 + pad), stroke=0.7, fill=0.93)
            )
