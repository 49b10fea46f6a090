"""Headings against their own text: numbers, their units, places.

A heading may say less than its text, round it, or put it into other words. What it may not is say
almost the same: one digit, one unit or one character beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from jumpline.checks.case import HEADING, RUNNING, Case, Finding, Piece
from jumpline.checks.numerals import Numeral, numerals
from jumpline.checks.patterns import finds, first, word_set
from jumpline.checks.rule import rule
from jumpline.checks.spelling import homophones, one_apart
from jumpline.model.issue import Article


def _sides(case: Case) -> Iterator[tuple[Article, list[Piece], list[Piece]]]:
    """Every article with its heading and its running text."""
    for article in case.issue.articles:
        pieces = case.of(article)
        heads = [piece for piece in pieces if piece.part in HEADING and piece.chinese]
        texts = [piece for piece in pieces if piece.part in RUNNING]
        if heads and texts:
            yield article, heads, texts


def _misprint(one: str, two: str) -> bool:
    """One digit other, missing, too many, or two exchanged."""
    if one == two or "," in one + two:
        return False
    if len(one) == len(two):
        wrong = [at for at in range(len(one)) if one[at] != two[at]]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(one) == sorted(two)
        return len(one) > 1 and (len(wrong) == 1 or swapped)
    short, long = sorted((one, two), key=len)
    missing = (long[:at] + long[at + 1 :] for at in range(len(long)))
    return len(long) == len(short) + 1 and len(short) > 1 and short in missing


def _same_thing(one: Numeral, two: Numeral) -> bool:
    """The same unit, and the same word behind it; the same word in front of an amount that nothing
    follows (贷款286亿元)."""
    if one.unit != two.unit or one.scale != two.scale:
        return False
    noun = 2 if len(one.unit) < 2 else 1
    if len(one.noun) >= noun and one.noun[:noun] == two.noun[:noun]:
        return True
    return bool(one.scale and one.unit and not one.noun) and one.before == two.before != ""


def _about(piece: Piece, number: Numeral) -> bool:
    """Whether the heading says that it rounds: 近30万, 逾百家, 40多个."""
    before = piece.folded[max(number.start - 2, 0) : number.start]
    behind = piece.folded[number.end : number.end + 1]
    return any(word in before for word in word_set("about")) or behind in ("余", "多", "餘")


@rule("heading-number")
def heading_number(case: Case) -> Iterator[Finding]:
    for _, heads, texts in _sides(case):
        body = [number for piece in texts for number in numerals(piece.folded)]
        values = {number.whole for number in body}
        for piece in heads:
            for number in numerals(piece.folded):
                if number.whole in values or not number.digits.isascii() or _about(piece, number):
                    continue
                like = [
                    other
                    for other in body
                    if other.digits.isascii()
                    and _misprint(number.digits, other.digits)
                    and _same_thing(number, other)
                ]
                if like:
                    quote = f"{number.digits}{number.scale}{number.unit}"
                    other = like[0]
                    yield Finding(
                        f"The heading says {quote}, the text "
                        f"{other.digits}{other.scale}{other.unit}.",
                        case.where(piece, quote),
                    )


@rule("heading-unit")
def heading_unit(case: Case) -> Iterator[Finding]:
    for _, heads, texts in _sides(case):
        body = [number for piece in texts for number in numerals(piece.folded)]
        for piece in heads:
            for number in numerals(piece.folded):
                if len(number.digits.replace(".", "")) < 2 or not number.scale:
                    continue
                same = [n for n in body if n.value == number.value and n.unit == number.unit]
                if same and all(other.scale != number.scale for other in same):
                    other = next((n for n in same if n.scale), None)
                    if other is not None and number.whole not in {n.whole for n in body}:
                        quote = f"{number.digits}{number.scale}{number.unit}"
                        yield Finding(
                            f"The heading says {quote}, the text "
                            f"{other.digits}{other.scale}{other.unit}.",
                            case.where(piece, quote),
                        )


@rule("heading-place")
def heading_place(case: Case) -> Iterator[Finding]:
    for _, heads, texts in _sides(case):
        body = "\n".join(piece.folded for piece in texts)
        if not first("place", body):
            continue
        known = {place for match in finds("place", body) for place in _windows(match["place"])}
        for piece in heads:
            for match in finds("place", piece.folded):
                found = _other_place(match["place"], known, body)
                if found is not None:
                    place, other = found
                    yield Finding(
                        f"The heading says {place}, the text {other}.", case.where(piece, place)
                    )


def _windows(place: str) -> list[str]:
    """What may be the name, where it is not known where it begins: 到牛角村 → 牛角村, 到牛角村."""
    return [place[-size:] for size in (3, 4) if len(place) >= size]


def _other_place(place: str, known: set[str], body: str) -> tuple[str, str] | None:
    vague, no_place = word_set("vague"), word_set("no_place")
    for window in _windows(place):
        if window in body:
            return None
    for window in _windows(place):
        if set(window[:-1]) & no_place:
            continue
        for other in sorted(known):
            at = one_apart(window, other)
            if at is None or at == len(window) - 1:
                continue
            if {window[at], other[at]} & vague or set(other[:-1]) & no_place:
                continue
            if homophones(window[at], other[at]) or body.count(other) > 1:
                return window, other
    return None
