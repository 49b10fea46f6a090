"""Characters that are missing, or there twice, where what stands around them makes it certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jumpline.checks.case import RUNNING, Case, Finding, Piece
from jumpline.checks.rule import rule
from jumpline.checks.usage import LIGHT, Usage, known, usage_of

#: Stories of the title that must say the same.
_STORIES = 3
_RUN = re.compile(r"[一-鿿]{4,200}")
_TWICE = re.compile(r"([一-鿿])\1")


def usage(case: Case) -> Usage | None:
    """Of the neighbours and the issue; None without neighbours: an issue alone is too little."""
    if "usage" not in case.memo:
        around = tuple(text for each in case.neighbours or () for text in each.texts)
        own = ["\n".join(piece.text for piece in case.of(a)) for a in case.issue.articles]
        case.memo["usage"] = Usage(own, usage_of(around)) if around else None
    found: Usage | None = case.memo["usage"]
    return found


@cache
def _wanting() -> re.Pattern[str]:
    words = known()

    def options(names: dict[str, tuple[str, ...]]) -> str:
        return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))

    return re.compile(f"({options(words.verb_wanted)})({options(words.noun)})")


@rule("verb-missing")
def verb_missing(case: Case) -> Iterator[Finding]:
    for piece in case.parts(*RUNNING):
        if not piece.chinese:
            continue
        for match in _wanting().finditer(piece.text):
            told = usage(case)
            # What the title writes elsewhere, too, is its manner.
            if told is not None and told.pairs(match[1][-1] + match[2][0]) > 2:
                continue
            verbs = known().verb_wanted[match[1]]
            both = [verb for verb in known().noun[match[2]] if verb in verbs]
            hint = f"Is it {match[1]}{both[0]}{match[2]}?" if both else None
            yield Finding(
                f"{match[0]}: a verb is missing between {match[1]} and {match[2]}.",
                case.where(piece, match[0]),
                hint,
            )


@rule("character-missing")
def character_missing(case: Case) -> Iterator[Finding]:
    told = usage(case)
    if told is None:
        return
    for piece, run, start in _runs(case):
        for at in range(2, len(run) - 1):
            if told.pairs(run[at - 1 : at + 1]) != 1 or not LIGHT.isdisjoint(run[at - 1 : at + 1]):
                continue
            char = told.missing(run[at - 2 : at], run[at : at + 2], _STORIES)
            if char is None:
                continue
            wrong = run[at - 2 : at + 2]
            right = f"{wrong[:2]}{char}{wrong[2:]}"
            place = piece.text[start + at - 2 : start + at + 2]
            yield Finding(
                f"{wrong}: {right} stands in the title's other texts.",
                case.where(piece, place),
                f"{wrong} → {right}",
            )


@rule("character-doubled")
def character_doubled(case: Case) -> Iterator[Finding]:
    told = usage(case)
    if told is None:
        return
    for piece, run, start in _runs(case):
        for match in _TWICE.finditer(run):
            at, char = match.start(), match[1]
            if char in LIGHT:
                continue  # asked by ``word-doubled``
            before, after = run[max(at - 2, 0) : at], run[at + 2 : at + 4]
            if len(before + after) < 4 or told.pairs(char * 2) != 1:
                continue
            if told.stories(before, char, after) < _STORIES:
                continue
            wrong, right = f"{before}{char * 2}{after}", f"{before}{char}{after}"
            place = piece.text[start + at - 2 : start + at + 4]
            yield Finding(
                f"{wrong}: {right} stands in the title's other texts.",
                case.where(piece, place),
                f"{wrong} → {right}",
            )


def _runs(case: Case) -> Iterator[tuple[Piece, str, int]]:
    """Characters in a row, and where they begin in their piece."""
    for piece in case.parts(*RUNNING):
        if piece.chinese:
            for match in _RUN.finditer(piece.text):
                yield piece, match[0], match.start()
