"""Number expressions of text without spaces: where they stand, what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import msgspec

from jumpline.ledger.clauses import overlapping
from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.numerals import LONGEST, chinese

_ARABIC = r"(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?(?![\d,])|\d{1,24}(?:\.\d{1,12})?)"
#: 1亿2千万: digits with scales in turn, the greater first.
_MIXED = r"(?:\d{1,6}[百千万亿]{1,2}){1,3}\d{1,4}[十百千万]{1,2}"
_LEAD = 12
#: An age is a figure where its measure stands so near before it.
_WHOSE = 16
DIGIT = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿廿卅]")
_ONE = ("一", "一十")


class Expression(msgspec.Struct, frozen=True):
    """``start`` to ``end`` is the whole of it, bounds and unit too; ``core`` begins the number.
    ``unit_kind`` is the table of the unit in the grammar, None without a unit."""

    start: int
    core: int
    end: int
    value: str | Decimal
    unit: str | None
    unit_kind: str | None
    bound: str | None
    upper: Decimal | None = None


@cache
def _regex(grammar: Grammar) -> re.Pattern[str]:
    more = any_of(grammar.word("more_inside"))
    currencies = any_of(word for word, _ in grammar.word("currency_before"))
    units = any_of(grammar.units)
    joint = any_of(grammar.word("range_joint"))
    # 500万千瓦: 千 belongs to the unit.
    kilo = f"千(?![{''.join(sorted({u[1] for u in grammar.units if u[0] == '千'}))}])"
    scale = rf"(?:\s?(?:[十百万亿]|{kilo}){{1,3}})?"
    han = (
        rf"(?:[零〇一二两三四五六七八九十百万亿廿卅]|(?<![万亿])千|{kilo}){{1,24}}"
        r"(?:点[零〇一二三四五六七八九]{1,12})?"
    )
    number = rf"(?:{_MIXED}|{_ARABIC}|{han})"
    per = rf"{re.escape(grammar.word('per_mark'))}(?:{any_of(grammar.word('per_units'))})"
    rate = rf"{re.escape(grammar.word('per_mark'))}{any_of(grammar.word('rates'))}(?:人)?"
    percent = any_of([grammar.word("percent_before"), grammar.word("permille_before")])
    return re.compile(
        rf"(?P<pre>{any_of(grammar.before)}(?:了|到)?)?(?P<currency>{currencies})?"
        rf"(?P<sign>{any_of(grammar.word('below_zero'))})?"
        rf"(?:(?P<low>{number}{scale})(?P<lowunit>%|‰|{units})?\s?{joint}\s?)?"
        rf"(?P<percent>{percent})?"
        rf"(?P<number>{number})(?:\s?(?P<more>{more}))?(?P<scale>{scale})(?P<more2>{more})?"
        rf"(?:(?P<tenths>{grammar.word('tenths')})(?P<half>[一二三四五六七八九半])?(?P<more4>{more})?"
        rf"|{grammar.word('part_of')}(?P<part>{number})"
        rf"|(?P<rate>{rate})(?![\d年月日])"
        rf"|\s?(?P<unit>{units}(?P<per>{per})?))?"
        rf"(?P<more3>{more}(?=[的,。;:、!?]|$))?(?P<post>{any_of(grammar.after)})?"
    )


def expressions(
    folded: str, grammar: Grammar, traps: list[tuple[int, int]]
) -> Iterator[Expression]:
    """Those that count as figures, left to right. ``traps`` are spans that hold none, in order and
    apart."""
    regex = _regex(grammar)
    position = 0
    while True:
        # Bounds and currencies stand within a few characters before the number.
        digit = DIGIT.search(folded, position)
        if digit is None:
            return
        match = regex.search(folded, max(position, digit.start() - _LEAD))
        if match is None:
            return
        position = match.end()
        core = match.start("low") if match["low"] else match.start("number")
        hit = overlapping(traps, core, match.end("number"))
        if hit:
            position = max(match.start("number") + 1, hit)
            continue
        found = _read(match, folded, grammar)
        if found is not None:
            yield found


def _read(match: re.Match[str], folded: str, grammar: Grammar) -> Expression | None:
    if len(match["number"]) > LONGEST or _inside_a_word(match, folded, grammar):
        return None
    value = chinese(match["number"] + match["scale"].strip())
    if value is None:
        return None
    pre, start = _before(match, folded, grammar)
    post = grammar.after.get(match["post"] or "")
    more = any(match[name] for name in ("more", "more2", "more3", "more4"))
    if match["more"] == "来" or match["more2"] == "来":
        more, post = False, post or "≈"
    bound = pre or post or (">" if more else None)
    core = match.start("low") if match["low"] else match.start("number")
    if match["currency"] is not None:
        core = match.start("currency")
    ratio = _ratio(match, value, grammar)
    if ratio is not None:
        worth, unit = ratio
        return Expression(start, core, match.end(), worth, unit, "ratio", bound)
    if match["rate"]:
        unit = match["rate"].removesuffix("人")
        return Expression(start, core, match.end(), value, unit, "ratio", bound)
    printed = (match["unit"] or "").removesuffix(match["per"] or "")
    unit, kind = grammar.units.get(printed, (None, None))
    if unit is not None and match["per"]:
        unit += match["per"]
    if match["currency"] is not None:
        unit = dict(map(tuple, grammar.word("currency_before")))[match["currency"]]
        kind = "money"
    end = match.end()
    if unit is not None and match["unit"] and _other_word(match, folded, grammar):
        unit = kind = None
        end = match.end("scale")
    if not _counts(match, folded, grammar, kind, bound, value):
        return None
    low = chinese(match["low"]) if match["low"] else None
    if match["sign"]:
        # It stands before what comes first.
        low, value = (-low, value) if low is not None else (None, -value)
    if match["lowunit"] and grammar.units[match["lowunit"]][0] != unit:
        low, core = None, match.start("number")  # 提升一倍至40% is no range
        start = core
    if low is not None and not _from(match, folded, grammar):
        if match["low"][-1] not in "万亿" and match["scale"] and match["scale"][-1] in "万亿":
            low = low * (value / (chinese(match["number"]) or 1))
        return Expression(start, core, end, low, unit, kind, bound, value)
    return Expression(start, core, end, value, unit, kind, bound)


def _inside_a_word(match: re.Match[str], folded: str, grammar: Grammar) -> bool:
    """第七, 每百户, 数十, A380, and what stands behind a point."""
    begin = match.start("low") if match["low"] else match.start("number")
    before = folded[max(0, begin - 4) : begin]
    if (
        match["pre"] is None
        and before
        and before[-1].isascii()
        and (before[-1].isalnum() or before[-1] in "./_@")
    ):
        return not match["currency"]
    words = (*grammar.word("ordinal_before"), *grammar.word("vague_before"))
    if before.endswith(tuple(words)) and match["percent"] is None:
        return not (before.endswith(("上", "成")) and match["number"][0] not in "百千万")
    return False


def _before(match: re.Match[str], folded: str, grammar: Grammar) -> tuple[str | None, int]:
    """The bound that stands before the number, unless it is the end of another word."""
    if match["pre"] is None:
        return None, match.start()
    word = match["pre"].rstrip("了到") if match["pre"] not in grammar.before else match["pre"]
    refused = grammar.data.bounds["not_after"].get(word, "")
    if match.start() and folded[match.start() - 1] in refused:
        return None, match.end("pre")
    return grammar.before[word], match.start()


def _ratio(
    match: re.Match[str], value: Decimal, grammar: Grammar
) -> tuple[Decimal | str, str | None] | None:
    if match["percent"]:
        return value, "%" if match["percent"] == grammar.word("percent_before") else "‰"
    if match["tenths"]:
        whole = value == value.to_integral_value()
        refused = _not_before(grammar).get(grammar.word("tenths"))
        other = refused is not None and refused.match(match.string, match.end("tenths"))
        if not 0 < value < 11 or not whole or other:
            return None
        half = {"半": Decimal(5)}.get(match["half"] or "", chinese(match["half"] or "零"))
        return value * 10 + (half or 0), "%"
    if match["part"]:
        part = chinese(match["part"])
        if part is None or not value:
            return None
        return f"{part}/{value}", None
    return None


def _other_word(match: re.Match[str], folded: str, grammar: Grammar) -> bool:
    refused = _not_before(grammar).get(match["unit"])  # of 公斤/亩 none
    return refused is not None and refused.match(folded, match.end("unit")) is not None


@cache
def _not_before(grammar: Grammar) -> dict[str, re.Pattern[str]]:
    return {unit: re.compile(pattern) for unit, pattern in grammar.word("unit_not_before")}


def _counts(
    match: re.Match[str],
    folded: str,
    grammar: Grammar,
    kind: str | None,
    bound: str | None,
    value: Decimal,
) -> bool:
    """Whether a number with this unit is a figure where it stands."""
    number = match["number"]
    start = match.start("low") if match["low"] else match.start("number")
    start = match.start("pre") if match["pre"] else start
    words = not number[0].isascii()
    if words and not any(char in "零〇一二两三四五六七八九十廿卅" for char in number):
        # 百, 千, 万 alone count only where something says that they do.
        if bound is None and not re.search("[百千万亿]{2}", number):
            return False
    if words and number in _ONE and not match["scale"] and kind in ("count", "span", None, "size"):
        return kind == "size" and bound is not None
    if kind is None and not words and value >= 100 and _told_by(folded, start, grammar):
        return True
    if kind is None:
        big = (match["scale"] or number)[-1:] in ("万", "亿")
        return big and (
            bound is not None or folded.endswith(tuple(grammar.word("unitless_after")), 0, start)
        )
    if kind == "age":
        lead = folded[max(0, start - _WHOSE) : start]
        return not words and any(word in lead for word in grammar.word("age_measures"))
    if kind == "span":
        if folded.startswith(tuple(grammar.word("span_not_before")), match.end("unit")):
            return False
        lasting = folded.endswith(tuple(grammar.word("lasting")), 0, start)
        return lasting and value < 1000
    return True


def _told_by(folded: str, start: int, grammar: Grammar) -> bool:
    """求诊人次为5,864: the words before it say that it counts."""
    led = folded.endswith(tuple(grammar.word("unitless_after")), 0, start)
    lead = folded[max(0, start - 8) : start]
    return led and any(word in lead for word in grammar.word("counted_by"))


def _from(match: re.Match[str], folded: str, grammar: Grammar) -> bool:
    return folded.endswith(tuple(grammar.word("range_not_after")), 0, match.start("low"))
