"""The head of an article: which of its lines is column, kicker, headline, deck, byline."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from jumpline.model.issue import Byline
from jumpline.model.roles import Role
from jumpline.model.text import fold_width, han_share
from jumpline.model.text import visual_size as size
from jumpline.packs import Pack
from jumpline.stages.bylines import block_byline, name_line, office_line, with_office
from jumpline.stages.pages import RawBlock


class HeadLine(msgspec.Struct, frozen=True):
    """A block of a head with its role and its text cut into lines."""

    raw: RawBlock
    role: Role
    rule: str
    score: float
    lines: tuple[str, ...]
    values: dict[str, Any] = {}


_MERGED_DECK = re.compile(r"(?<=\S)[ \u3000]+(?=——)|(?<=[^\s—“])(?=——[^—\s]{4,}$)")
_MERGED_BYLINE = re.compile(r"[ \u3000]*(?=[□■◎]\s*\S)")
_GAP = re.compile(r"[ \u3000]+")


def read_head(group: list[RawBlock], pack: Pack) -> list[HeadLine]:
    """Roles of the blocks of one head, in their order. The group holds no body."""
    found: dict[int, HeadLine] = {}
    titles: list[RawBlock] = []
    above: int | None = None
    for at, raw in enumerate(group):
        text = raw.text
        if above is not None and raw.kind != "heading" and office_line(text, pack):
            merged = with_office(found[above].values["byline"], text)
            found[above] = msgspec.structs.replace(found[above], values={"byline": merged})
            found[raw.order] = HeadLine(raw, "byline", "office", 0.9, (text,), {"byline": merged})
            continue
        byline = head_byline(group, at, pack)
        jump = pack.match("jump-from", text)
        if byline is not None:
            found[raw.order] = HeadLine(raw, "byline", "byline", 0.95, (text,), {"byline": byline})
            above = raw.order
            continue
        above = None
        if jump is not None and size(text) - (jump.end - jump.start) <= 2:
            found[raw.order] = HeadLine(
                raw, "jump", jump.rule, 0.95, (text,), {"page": jump.values.get("page")}
            )
        elif pack.match("deck", text) or (titles and pack.match("series", text)):
            found[raw.order] = HeadLine(raw, "deck", "deck-dash", 0.95, _lines(raw))
        else:
            titles.append(raw)
    for line in _titles(titles, group, pack):
        found[line.raw.order] = line
    return [found[raw.order] for raw in group]


def head_byline(group: list[RawBlock], at: int, pack: Pack) -> Byline | None:
    """The byline that a block of a run is. Below a title a bare name is one, unless its
    neighbours are names, too: then all of them are a list."""
    raw = group[at]
    if raw.kind == "heading":
        if at == 0:
            return None
        strict = block_byline(raw, pack)
        if strict is not None and strict.people and any(person.role for person in strict.people):
            return strict
        last = at == len(group) - 1 and raw.level != group[at - 1].level
        return block_byline(raw, pack, below=True) if last and size(raw.text) <= 4 else None
    found = block_byline(raw, pack)
    if found is not None or at == 0:
        return found
    if at + 1 < len(group) and office_line(group[at + 1].text, pack):
        return name_line(raw.text)
    beside = [group[at - 1], *group[at + 1 : at + 2]]
    if any(block_byline(other, pack, below=True) for other in beside):
        return None
    return block_byline(raw, pack, below=True)


def _lines(raw: RawBlock) -> tuple[str, ...]:
    return tuple(line.text.strip() for line in raw.lines if line.text.strip())


def _titles(titles: list[RawBlock], group: list[RawBlock], pack: Pack) -> list[HeadLine]:
    if not titles:
        return []
    main = _main(titles, pack)
    lines = []
    for position, raw in enumerate(titles):
        if position < main:
            lines.append(_before(raw, titles, main, pack))
        elif position == main:
            lines.append(HeadLine(raw, "headline", _why(raw, len(titles)), 0.9, _lines(raw)))
        else:
            lines.append(_after(raw, titles[main], group, pack))
    return lines


def _why(raw: RawBlock, count: int) -> str:
    if raw.kind == "heading":
        return f"heading-{raw.level}" if count > 1 else "heading"
    return "strong-line" if raw.kind == "strong" else "bare-line"


def _rank(raw: RawBlock) -> int:
    """How strongly the source marked a line as a title; smaller is stronger."""
    if raw.kind == "heading":
        return raw.level
    return 7 if raw.kind == "strong" else 8


def _main(titles: list[RawBlock], pack: Pack) -> int:
    """Which line is the headline: the strongest mark; among equals the first that no column name,
    kicker or length speaks against."""
    best = min(_rank(raw) for raw in titles)
    equals = [at for at, raw in enumerate(titles) if _rank(raw) == best]
    if len(equals) == 1:
        return equals[0]
    for number, at in enumerate(equals[:-1]):
        text, following = titles[at].text, titles[equals[number + 1]].text
        if _is_column(titles[at], pack):
            continue
        if fold_width(text).endswith((":", "——")) or _is_slug(text, following):
            continue
        if pack.match("kicker-end", text):
            continue
        if size(text) >= 12 and size(text) > 1.35 * size(following):
            continue
        return at
    return equals[-1]


def _is_slug(text: str, following: str) -> bool:
    """SCHOOLS above a headline in small letters."""
    return text.isupper() and len(text.split()) <= 3 and not following.isupper()


def _is_column(raw: RawBlock, pack: Pack) -> bool:
    return size(raw.text) <= 14 and pack.match("column-name", raw.text) is not None


def _before(raw: RawBlock, titles: list[RawBlock], main: int, pack: Pack) -> HeadLine:
    first = raw is titles[0]
    text = raw.text
    marked = raw.kind in ("heading", "strong")
    if first and _is_column(raw, pack):
        return HeadLine(raw, "column", "column-name", 0.9, (text,))
    if text.isupper() and text.isascii():
        return HeadLine(raw, "kicker", "slug", 0.8, _lines(raw))
    ends = fold_width(text).endswith(":") or pack.match("kicker-end", text) is not None
    if first and marked and size(text) <= 12 and not ends:
        return HeadLine(raw, "column", "short-heading-above", 0.8, (text,))
    if (
        first
        and main > 1
        and (size(text) <= 8 or (size(text) <= 12 and size(titles[1].text) >= 1.5 * size(text)))
    ):
        return HeadLine(raw, "column", "short-line-above-kicker", 0.6, (text,))
    return HeadLine(raw, "kicker", "line-above-headline", 0.85, _lines(raw))


def _after(raw: RawBlock, main: RawBlock, group: list[RawBlock], pack: Pack) -> HeadLine:
    alike = raw.kind == main.kind == "heading" and raw.level == main.level
    if alike and size(raw.text) <= 1.6 * size(main.text):
        return HeadLine(raw, "headline", "further-headline-line", 0.7, _lines(raw))
    spoken = any(pack.match("kicker-speech", r.text) for r in group if r.order < main.order)
    if spoken and raw.kind == main.kind and not pack.match("kicker-end", raw.text):
        # What was said goes on: 刘海涛强调 / 坚持生态优先 / 奋力谱写新篇章 (but not 王国强出席).
        return HeadLine(raw, "headline", "what-was-said", 0.6, _lines(raw))
    if _is_couplet(raw, main):
        return HeadLine(raw, "headline", "couplet", 0.6, _lines(raw))
    if _is_column(raw, pack) and raw is group[-1] and raw.kind != "heading":
        return HeadLine(raw, "column", "column-name-below", 0.5, (raw.text,))
    return HeadLine(raw, "deck", "line-below-headline", 0.7, _lines(raw))


def _is_couplet(raw: RawBlock, main: RawBlock) -> bool:
    """Two lines of one measure: 以项目建设之进 / 促县域经济之稳."""
    if raw.kind != main.kind or len(main.lines) > 1 or han_share(raw.text) < 0.5:
        return False
    one, two = "".join(raw.text.split()), "".join(main.text.split())
    return len(one) == len(two) <= 14 and one.isalpha() and two.isalpha()


class Heading(msgspec.Struct, frozen=True):
    """What one merged headline block holds once it is cut."""

    kicker: tuple[str, ...]
    headline: tuple[str, ...]
    deck: tuple[str, ...]
    byline: str | None


def cut_heading(lines: tuple[str, ...], pack: Pack) -> Heading:
    """A headline block in which an engine ran kicker, headline lines, deck and byline together."""
    kicker: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    text = "\u3000".join(lines)
    byline = None
    if any(mark in text[1:] for mark in "□■◎"):
        text, _, rest = _cut(text, _MERGED_BYLINE)
        byline = rest or None
    head, _, below = _cut(text, _MERGED_DECK)
    if below and head:
        text, deck = head, (below,)
    pieces = [piece for piece in _GAP.split(text) if piece]
    if len(pieces) > 1 and han_share(text) > 0.5:
        rest_size = [size(piece) for piece in pieces[1:]]
        first = pieces[0]
        spoken = max(
            (at for at, p in enumerate(pieces[:-1], 1) if pack.match("kicker-speech", p)), default=0
        )
        if spoken and spoken < len(pieces):
            said = _printed_lines(pieces[spoken:])
            return Heading((" ".join(pieces[:spoken]),), said, deck, byline)
        ends = pack.match("kicker-end", first) is not None
        longest = size(first) >= 1.3 * (sum(rest_size) / len(rest_size))
        if (ends and longest and size(first) >= 10) or (
            len(pieces) > 2 and size(first) >= 18 and size(first) >= 1.6 * max(rest_size)
        ):
            kicker, pieces = (first,), pieces[1:]
        headline = _printed_lines(pieces)
    else:
        headline = tuple(line for line in lines) if not deck and byline is None else (text,)
    return Heading(kicker, headline, deck, byline)


def _cut(text: str, at: re.Pattern[str]) -> tuple[str, str, str]:
    found = at.search(fold_width(text)) or at.search(text)
    if not found or found.start() == 0:
        return text, "", ""
    return text[: found.start()].strip(), found[0], text[found.end() :].strip()


def _printed_lines(pieces: list[str]) -> tuple[str, ...]:
    """Pieces as lines: two short halves (老街焕新 烟火升腾) are one line with a gap."""
    if len(pieces) == 2 and size("".join(pieces)) <= 22:
        return (" ".join(pieces),)
    return tuple(pieces)
