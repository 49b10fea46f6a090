"""Whether a number says how much something grew or fell, and against what."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jumpline.ledger.entry import Direction
from jumpline.ledger.grammar import Grammar, any_of


class Change(msgspec.Struct, frozen=True):
    """``amount`` is false where a level is named that was reached by it. ``start`` is where its
    words begin in the text before the number; ``than`` is the span of what it is compared with."""

    direction: Direction
    amount: bool
    start: int
    verb: str
    than: tuple[int, int] | None


class _Rules(msgspec.Struct, frozen=True):
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    compare: re.Pattern[str]
    words: dict[str, Direction]


@cache
def _rules(grammar: Grammar) -> _Rules:
    table = grammar.data.changes
    words: dict[str, Direction] = {}
    for word in (*table["up"], *table["weak_up"]):
        words[word] = "up"
    for word in (*table["down"], *table["weak_down"]):
        words[word] = "down"
    tail = rf"(?:了|约|近|幅度|(?P<level>{any_of(table['level'])}))?$"
    per = any_of(table["per"])
    return _Rules(
        re.compile(rf"(?P<verb>{any_of((*table['up'], *table['down']))}){tail}"),
        re.compile(
            rf"(?P<verb>{any_of((*table['weak_up'], *table['weak_down']))})(?:了)?(?P<level>\b\B)?$"
        ),
        re.compile(
            rf"(?<![{''.join(table['compare_not_after'])}])(?:{any_of(table['compare'])})(?!比)(?P<than>[^,。;较比]{{1,16}}?)(?:相比)?(?={per}|{any_of(words)})"
        ),
        words,
    )


def change(before: str, grammar: Grammar) -> Change | None:
    """``before`` is the clause before the number, its bound left out."""
    rules = _rules(grammar)
    compared = None
    for compared in rules.compare.finditer(before):  # noqa: B007 - the last one
        pass
    match = rules.strong.search(before)
    if match is None and compared is not None:
        match = rules.weak.search(before)
    if match is None:
        return None
    start = match.start("verb")
    than = None
    if compared is not None:
        than, start = compared.span("than"), compared.start()
    return Change(rules.words[match["verb"]], match["level"] is None, start, match["verb"], than)
