"""Number expressions of text with spaces between its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import msgspec

from jumpline.ledger.clauses import overlapping
from jumpline.ledger.expressions import Expression
from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.numerals import english, plain

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,24}(?:\.\d{1,12})?"
_WORD = re.compile(r"[a-z][a-z’'-]*", re.IGNORECASE)
_FIRST_OF = re.compile(
    r"\s+of\s+(?:the|its|their|his|her|our|these|those)\s+(?:\d[\d,]*\s+)?", re.IGNORECASE
)
_NOUN_WORDS = 4
#: What is counted ends with a word of three letters and a vowel, or with a name.
_LETTER = re.compile(r"(?<![\w’'-])[b-hj-zB-HJ-Z](?![\w’'-])")
_NAMED = re.compile(r"(?:\b|(?<=-))(?=[a-zA-Z’'-]{3,}$)[a-zA-Z’'-]*[aeiouyAEIOUY][a-zA-Z’'-]*$")


class _Rules(msgspec.Struct, frozen=True):
    regex: re.Pattern[str]
    lasting: re.Pattern[str]
    fractions: re.Pattern[str]
    parts: dict[str, int]
    numbers: dict[str, int]
    scales: dict[str, int]
    stops: frozenset[str]


@cache
def _rules(grammar: Grammar) -> _Rules:
    numbers = {word: value for value, word in enumerate(grammar.word("numbers"))}
    numbers |= {word: 20 + 10 * n for n, word in enumerate(grammar.word("tens"))}
    scales = {word: int(value) for word, value in grammar.word("scales")}
    word = any_of(numbers)
    spelled = rf"{word}(?:[- ]{word})?(?:\s+hundred(?:\s+and\s+{word}(?:[- ]{word})?)?)?"
    long = any_of(s for s in scales if len(s) > 2)
    short = any_of(s for s in scales if len(s) <= 2)
    units = any_of(grammar.units)
    currency = any_of(mark for mark, _ in grammar.word("currency_before"))
    number = rf"(?:{_DIGITS}|(?<![\w-]){spelled}(?![\w-]))"
    percent = r"\s*(?:%|per ?cent\b)"
    joint = r"(?:\s+to\s+|[-–]|(?(between)\s+and\s+|(?!)))"
    scaled = rf"(?:(?:\s+|-)(?:{long})\b|(?:{short})\b)"
    rate = rf"{any_of(grammar.word('rates'))}(?:\s+{any_of(grammar.word('rates_of'))}\b)?"
    regex = re.compile(
        rf"(?:(?<![\w-])(?P<pre>{any_of(grammar.before)})\s+)?(?:\b(?P<between>between)\s+)?"
        rf"(?:a\s+|another\s+)?(?P<currency>{currency})?"
        rf"(?:(?P<low>{number}(?P<lowscale>{scaled})?)"
        rf"(?:{percent}(?={joint}{number}{percent}))?{joint}(?P<lowcurrency>{currency})?)?"
        rf"(?P<number>{number})(?:(?:\s+|-)(?P<scale>{long})\b|(?P<short>{short})\b)?"
        rf"(?:\s+(?:in|out of)\s+(?:every\s+)?(?P<whole>{any_of(grammar.word('wholes'))})(?![\w,.]?\w)"
        rf"|\s+per\s+(?P<rate>{rate})(?!\w)"
        rf"|[\s-]*(?P<unit>{units})(?![\w]))?(?:\s+(?P<post>{any_of(grammar.after)})\b)?",
        re.IGNORECASE,
    )
    parts = dict(map(tuple, grammar.word("fractions")))
    of = rf"(?=\s+of\s+(?!{any_of(grammar.word('no_fraction_of'))}\b))"
    fractions = re.compile(
        rf"(?:(?<![\w-])(?P<pre>{any_of(grammar.before)})\s+)?\b(?:(?P<by>by\s+))?"
        rf"(?:(?P<count>an?|one|two|three|four|five)[\s-](?P<part>{any_of(parts)})s?|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!better )(?P<half>half))\b"
        rf"(?P<of>{of})?",
        re.IGNORECASE,
    )
    lasting = re.compile(rf"\b{any_of(grammar.word('lasting'))}\b", re.IGNORECASE)
    stops = frozenset(grammar.word("noun_stop"))
    return _Rules(regex, lasting, fractions, parts, numbers, scales, stops)


#: So far before a time that passes stands what lasts.
_LASTING = 60
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


class Counted(msgspec.Struct, frozen=True):
    """An expression with the span of the noun that it counts, where there is one."""

    expression: Expression
    noun: tuple[int, int] | None


def counted(text: str, grammar: Grammar, traps: list[tuple[int, int]]) -> Iterator[Counted]:
    """Those that count as figures, left to right."""
    position = 0
    rules = _rules(grammar)
    while True:
        match = rules.regex.search(text, position)
        if match is None:
            return
        position = max(match.end("number"), match.end())
        core = match.start("low") if match["low"] else match.start("number")
        hit = overlapping(traps, core, match.end("number"))
        if hit:
            position = max(match.start("number") + 1, hit)
            continue
        if (
            core
            and not match["currency"]
            and (text[core - 1].isalnum() or text[core - 1] in "./-_@")
        ):
            continue
        found = _read(match, text, grammar, rules)
        if found is not None:
            yield found


def fractions(text: str, grammar: Grammar) -> Iterator[Counted]:
    """A third of the pupils, by half, two-thirds of voters; no part of an hour or of a mile."""
    rules = _rules(grammar)
    for match in rules.fractions.finditer(text):
        if not (match["of"] is not None or match["by"]):
            continue
        count = _COUNTS[match["count"].lower()] if match["count"] else 1
        part = rules.parts[match["part"].lower()] if match["part"] else 2
        if count >= part:
            continue
        core = match.start("count") if match["count"] else match.start("half")
        bound = grammar.before.get((match["pre"] or "").lower())
        start = match.start("pre") if match["pre"] else core
        yield Counted(
            Expression(start, core, match.end(), f"{count}/{part}", None, "ratio", bound), None
        )


def _read(match: re.Match[str], text: str, grammar: Grammar, rules: _Rules) -> Counted | None:
    scale = (match["scale"] or match["short"] or "").lower()
    value = english(f"{match['number']} {scale}", rules.numbers, rules.scales)
    if value is None:
        return None
    low = (
        english(match["low"].replace("-", " "), rules.numbers, rules.scales)
        if match["low"]
        else None
    )
    if low is not None and scale and not match["lowscale"]:
        low *= rules.scales[scale]
    if low is not None and text[: match.start("low")].lower().endswith("from "):
        low = None
    pre = grammar.before.get((match["pre"] or "").lower())
    bound = pre or grammar.after.get((match["post"] or "").lower())
    unit, kind = grammar.units.get((match["unit"] or "").lower(), (None, None))
    if match["currency"] or match["lowcurrency"]:
        signs = dict(map(tuple, grammar.word("currency_before")))
        unit, kind = signs[match["currency"] or match["lowcurrency"]], "money"
    noun = None
    end = match.end()
    if match["whole"]:
        return _share(match, value, bound, text, rules)
    if kind == "span":
        lead = text[max(0, match.start() - _LASTING) : match.start()]
        if rules.lasting.search(lead.rsplit(". ", 1)[-1]) is None:
            return None
    if match["rate"]:
        unit, kind = f"per {' '.join(match['rate'].lower().split())}", "ratio"
    if unit is None:
        noun = _noun(text, end, rules)
        counted = "" if noun is None else text[slice(*noun)]
        if noun is not None and not (_NAMED.search(counted) and not _LETTER.search(counted)):
            noun = None  # 4 v N: misread, or an abbreviation that only its trade knows
        if noun is not None:
            unit, kind, end = text[slice(*noun)].rsplit(maxsplit=1)[-1].lower(), "count", noun[1]
        elif not _alone(match, text, grammar, bound, scale):
            return None
        spelled = not match["number"][0].isdigit()
        if spelled and (value < 2 or not _plural(unit)):
            return None
    core = match.start("currency") if match["currency"] else match.start("number")
    core = min(core, match.start("low")) if low is not None else core
    start = match.start("pre") if match["pre"] else core
    worth: Decimal = value if low is None else low
    upper = None if low is None else value
    return Counted(Expression(start, core, end, worth, unit, kind, bound, upper), noun)


def _share(
    match: re.Match[str], value: Decimal, bound: str | None, text: str, rules: _Rules
) -> Counted | None:
    """One in five children."""
    whole = english(match["whole"], rules.numbers, rules.scales)
    if whole is None or not 0 < value < whole:
        return None
    start = match.start("pre") if match["pre"] else match.start("number")
    noun = _noun(text, match.end(), rules)
    share = f"{plain(value)}/{plain(whole)}"
    ratio = Expression(start, match.start("number"), match.end(), share, None, "ratio", bound)
    return Counted(ratio, noun)


def _plural(unit: str | None) -> bool:
    return unit is not None and (
        unit.endswith("s") or unit in ("people", "children", "men", "women")
    )


def _noun(text: str, position: int, rules: _Rules) -> tuple[int, int] | None:
    """``two of the [steel cables]``, ``9,000 [vehicles]``."""
    first = _FIRST_OF.match(text, position)
    start = first.end() if first is not None else position
    found: tuple[int, int] | None = None
    for _ in range(_NOUN_WORDS):
        gap = re.compile(r"[ -]").match(text, start)
        if gap is None and found is not None:
            break
        if found is None and gap is not None and gap[0] == "-":
            return None  # a 6-foot-wide sidewalk
        at = start if first is not None and found is None else (gap.end() if gap else -1)
        if at < 0:
            break
        word = _WORD.match(text, at)
        if word is None or word[0].lower() in rules.stops:
            break
        if found is not None and word[0].endswith(("ed", "ly")):
            break
        found = (found[0] if found else word.start(), word.end())
        start = word.end()
    return found


def _alone(
    match: re.Match[str], text: str, grammar: Grammar, bound: str | None, scale: str
) -> bool:
    """A number without a noun counts where it is large and a word leads to it."""
    if not match["number"][0].isdigit():
        return False
    if bound is not None:
        return True
    lead = text[max(0, match.start() - 40) : match.start()].rstrip().lower()
    words = lead.split()
    return (
        (bool(scale) or "," in match["number"])
        and bool(words)
        and words[-1] in grammar.word("unitless_after")
    )
