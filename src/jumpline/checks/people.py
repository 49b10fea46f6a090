"""People: one name in two spellings, one person with two titles."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

import msgspec

from jumpline.checks.case import RUNNING, Case, Finding, Part, Piece
from jumpline.checks.patterns import finds, word_set
from jumpline.checks.rule import rule
from jumpline.checks.spelling import homophones, one_apart
from jumpline.packs import reading_pack

_PARTS: tuple[Part, ...] = (*RUNNING, "kicker", "headline", "deck", "subhead", "caption")


class Mention(msgspec.Struct, frozen=True):
    """``title`` is what stands before the name, "" for a name told by the verb behind it."""

    name: str
    title: str
    piece: Piece


@cache
def _surnames() -> frozenset[str]:
    return frozenset(reading_pack().vocabulary["surnames"])


def _is_name(text: str) -> bool:
    return (
        2 <= len(text) <= 3 and text[0] in _surnames() and not set(text[1:]) & word_set("no_name")
    )


def mentions(case: Case) -> list[Mention]:
    """Names that a title or a verb of speech makes certain; looked for once a case."""
    known: list[Mention] | None = case.memo.get("mentions")
    if known is not None:
        return known
    found: list[Mention] = []
    case.memo["mentions"] = found
    for piece in case.parts(*_PARTS):
        if not piece.chinese:
            continue
        for match in finds("titled-name", piece.folded):
            name = match["name"]
            for size in (3, 2):
                if _is_name(name[:size]) and (size == len(name) or _ends(name[size:])):
                    found.append(Mention(name[:size], match["title"], piece))
                    break
        for match in finds("speaker", piece.folded):
            name = match["name"]
            if _is_name(name):
                found.append(Mention(name, "", piece))
    return found


def _ends(rest: str) -> bool:
    """Whether a name can end before these characters."""
    return rest[:1] in word_set("after_name")


@rule("name-variant")
def name_variant(case: Case) -> Iterator[Finding]:
    """The rarer spelling is shown."""
    found = mentions(case)
    names = [mention.name for mention in found]
    for article in case.issue.articles:
        names += [person.name for person in article.byline.people] if article.byline else []
    pieces = tuple(case.parts(*_PARTS))
    whole = "\n".join(piece.folded for piece in pieces)
    starts = [0, *accumulate(len(piece.folded) + 1 for piece in pieces[:-1])]
    counts = {name: whole.count(name) for name in dict.fromkeys(names)}
    told: set[str] = set()
    by_sound: dict[int, list[str]] = {}
    for name in counts:
        by_sound.setdefault(len(name), []).append(name)
    for size, group in by_sound.items():
        for number, one in enumerate(group):
            for two in group[number + 1 :]:
                at = one_apart(one, two)
                if at is None or not homophones(one[at], two[at]):
                    continue
                if size == 2 and not _together(found, one, two):
                    continue
                rare, usual = sorted((one, two), key=lambda name: (counts[name], name))
                if rare in told:
                    continue
                told.add(rare)
                yield from _variant(case, rare, usual)
    for one in [name for name in counts if len(name) == 3]:
        for other, piece in _near(pieces, whole, starts, one, counts):
            if other not in told:
                told.add(other)
                yield Finding(
                    f"{other} is also spelt {one}.", case.where(piece, other), f"Is it {one}?"
                )


def _variant(case: Case, rare: str, usual: str) -> Iterator[Finding]:
    for piece in case.parts(*_PARTS):
        if rare in piece.folded:
            yield Finding(
                f"{rare} is also spelt {usual}.", case.where(piece, rare), f"Is it {usual}?"
            )
            return


def _together(found: list[Mention], one: str, two: str) -> bool:
    """Whether one article names both."""
    places = [
        {m.piece.article.id for m in found if m.name == name and m.piece.article}
        for name in (one, two)
    ]
    return bool(places[0] & places[1])


def _near(
    pieces: tuple[Piece, ...], whole: str, starts: list[int], name: str, known: dict[str, int]
) -> Iterator[tuple[str, Piece]]:
    """Names one character beside a known one, wherever they stand: the surname and one more
    character are the same, and the third one sounds alike. ``whole`` are the pieces, a line each,
    and ``starts`` where they begin."""
    a, b, c = map(re.escape, name)
    for match in re.finditer(f"{a}(?:{b}[一-鿿]|[一-鿿]{c})", whole):
        other = match[0]
        at = one_apart(other, name)
        if at is not None and homophones(other[at], name[at]) and other not in known:
            # 钱永致辞 is what 钱永 does, where there is one of that name.
            verb = at == 2 and other[at] in word_set("after_name") and other[:2] in known
            if not verb:
                yield other, pieces[bisect_right(starts, match.start()) - 1]


@rule("person-titles")
def person_titles(case: Case) -> Iterator[Finding]:
    titles: dict[str, list[Mention]] = {}
    for mention in mentions(case):
        if len(mention.name) == 3 and mention.title and mention.title not in word_set("writers"):
            titles.setdefault(mention.name, []).append(mention)
    for name, found in titles.items():
        first, known = found[0], set(_chain(found[0].title))
        for mention in found[1:]:
            chain = set(_chain(mention.title))
            if known & chain:
                known |= chain
                continue
            yield Finding(
                f"{name} is {first.title} here and {mention.title} there.",
                case.where(mention.piece, mention.title + name),
            )
            break


def _chain(title: str) -> list[str]:
    return [part for part in re.split("[、,兼]", title) if part]
