"""Shares that make more than a whole, and totals that are not their parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jumpline.checks.case import RUNNING, Case, Finding, Piece
from jumpline.checks.numerals import Numeral, numerals
from jumpline.checks.patterns import finds, first, word_set
from jumpline.checks.rule import rule

_HUNDRED = Decimal(100)


def sentences(piece: Piece) -> Iterator[tuple[int, str]]:
    """Start and folded text of every sentence."""
    start = 0
    for at, char in enumerate(piece.folded):
        if char in "。!?":
            yield start, piece.folded[start : at + 1]
            start = at + 1
    if start < len(piece.folded):
        yield start, piece.folded[start:]


@rule("percent-sum")
def percent_sum(case: Case) -> Iterator[Finding]:
    for piece in case.parts(*RUNNING):
        for start, sentence in sentences(piece):
            found = sorted(finds("share", sentence), key=lambda match: match.start())
            values = [Decimal(match["value"]) for match in found]
            if len(values) < 2:
                continue
            rest = _after_wholes(values)
            slack = Decimal("0.05") * len(values) + Decimal("0.05")
            made = sum(rest, Decimal(0))
            over = made > _HUNDRED + slack
            closed = first("rest-share", sentence) is not None
            short = closed and bool(rest) and abs(made - _HUNDRED) > slack
            if (over and len(rest) > 1) or (short and len(values) > 2 and len(rest) == len(values)):
                quote = piece.text[start + found[0].start() : start + found[-1].end()]
                yield Finding(f"These shares make {made.normalize():f}%.", case.where(piece, quote))


def _after_wholes(values: list[Decimal]) -> list[Decimal]:
    """Without runs that make a whole: 男性占52%、女性占48% begins a second division behind it."""
    rest: list[Decimal] = []
    for value in values:
        rest.append(value)
        for size in range(2, len(rest) + 1):
            if abs(sum(rest[-size:]) - _HUNDRED) <= Decimal("0.05") * size:
                del rest[-size:]
                break
    return rest


@rule("total-wrong")
def total_wrong(case: Case) -> Iterator[Finding]:
    for piece in case.parts(*RUNNING):
        for start, sentence in sentences(piece):
            for wrong in (*_total_first(sentence), *_total_last(sentence)):
                total, parts = wrong
                quote = piece.text[start + min(total.start, parts[0].start) :][:80]
                made = sum(part.whole or 0 for part in parts)
                yield Finding(
                    f"The total is {_said(total)}, its parts make {made:f}.",
                    case.where(piece, quote),
                )


def _said(number: Numeral) -> str:
    return f"{number.digits}{number.scale}{number.unit}"


def _parts(sentence: str, start: int, end: int, unit: str) -> list[Numeral]:
    return [
        number
        for number in numerals(sentence)
        if start <= number.start < end and number.unit == unit and number.whole is not None
    ]


def _total_first(sentence: str) -> Iterator[tuple[Numeral, list[Numeral]]]:
    """共42个……其中甲12个、乙20个、丙15个: the parts are no more than the whole."""
    for match in finds("total-first", sentence):
        everything = list(numerals(sentence))
        total = next((n for n in everything if n.start >= match.start("number")), None)
        behind = sentence.find("其中", match.end())
        if total is None or not total.unit or total.whole is None or behind < 0:
            continue
        if any(word in sentence[behind:] for word in word_set("overlapping")):
            continue
        parts = _parts(sentence, behind, len(sentence), total.unit)
        values = [part.whole or Decimal(0) for part in parts]
        if len(parts) >= 2 and sum(values) > total.whole and not _run(values, total.whole):
            yield total, parts


def _run(values: list[Decimal], total: Decimal) -> bool:
    """Whether the first few parts make the whole: a second division follows."""
    return any(sum(values[:size]) == total for size in range(2, len(values) + 1))


def _total_last(sentence: str) -> Iterator[tuple[Numeral, list[Numeral]]]:
    """甲12人、乙9人、丙7人，共计28人: the parts are the whole."""
    for match in finds("total-last", sentence):
        total = next((n for n in numerals(sentence) if n.start >= match.start("number")), None)
        if total is None or not total.unit or total.whole is None:
            continue
        begin = max(sentence.rfind(mark, 0, match.start()) for mark in ";:") + 1
        parts = _parts(sentence, begin, match.start(), total.unit)
        values = [part.whole or Decimal(0) for part in parts]
        if len(parts) >= 2 and sum(values) != total.whole:
            yield total, parts
