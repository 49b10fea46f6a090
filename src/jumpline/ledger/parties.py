"""Who: bodies at the head of a clause, sources, aliases that the text itself declares."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jumpline.ledger.grammar import Grammar, any_of

_LONGEST = 26
_SUBJECT = 10
_ITEM = r"(?:\d{1,3}[.、．](?!\d)\s?|[(（][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)?"
_LEAD = re.compile(rf"^[\s“”\"'、]*{_ITEM}(?:本报讯)?\s*")
_ALIAS = re.compile(
    r"(?P<full>[^\s,。;:!?“”()]{3,40})[(](?:以下)?(?:简称|下称)[:：]?[《“「]?(?P<alias>[^()《》“”「」]{2,16})[》”」]?[)]"
)


class _Rules(msgspec.Struct, frozen=True):
    stop: re.Pattern[str]
    whole_name: re.Pattern[str]
    suffix: re.Pattern[str]
    plain: tuple[str, ...]
    never: frozenset[str]
    never_end: tuple[str, ...]
    place: tuple[str, ...]
    whole: re.Pattern[str]
    nobody: re.Pattern[str]
    generic: re.Pattern[str]
    joint: re.Pattern[str]
    sources: tuple[re.Pattern[str], ...]


@cache
def _rules(grammar: Grammar) -> _Rules:
    table = grammar.data.parties
    return _Rules(
        re.compile(
            rf"(?!{any_of(table['no_stops'])}){any_of(table['stops'])}|[,。;:!?“”()《》…\d]"
        ),
        re.compile(any_of(table["whole_names"])),
        re.compile(rf"{any_of(table['suffixes'])}(?!{any_of(table['suffix_not_before'])})"),
        tuple(table["plain_ends"]),
        frozenset(table["never"]),
        tuple(table["never_end"]),
        tuple(table["places"]),
        re.compile(any_of(table["whole"])),
        re.compile(any_of(table["nobody"])),
        re.compile(rf"(?:{any_of((*table['suffixes'], *table['generic']))})+"),
        re.compile(any_of(table["name_joints"])),
        tuple(re.compile(pattern) for pattern in table["sources"]),
    )


def body_at_head(clause: str, grammar: Grammar) -> tuple[int, int] | None:
    """The span of a body or a place that a clause begins with: [木垒县]将紧扣…, or None."""
    rules = _rules(grammar)
    start = _LEAD.match(clause).end()  # type: ignore[union-attr]
    window = clause[: start + _LONGEST]
    end = len(window)
    if rules.stop.match(window, start) is not None:
        return None
    stop = rules.stop.search(window, start + 1)
    if stop is not None:
        end = stop.start()
    last = None
    for match in rules.suffix.finditer(window, start + 1, end):
        last = match.end()
    whole = rules.whole_name.match(window, start, end)
    if whole is not None and (last is None or last <= whole.end()):
        return whole.span()
    if last is None or last - start < 2:
        return None
    if window[start:last] in rules.never or window[start:last].endswith(rules.never_end):
        return None
    return start, last


def names_in(words: str, grammar: Grammar) -> list[tuple[int, int]]:
    """The spans of the names of a list: [市水利局]和[望潮区水利局]; 住房和城乡建设局 is one."""
    rules = _rules(grammar)
    found: list[tuple[int, int]] = []
    start = 0
    for joint in rules.joint.finditer(words):
        last = None
        for last in rules.suffix.finditer(words, start, joint.start()):  # noqa: B007 - the last one
            pass
        if last is not None and last.end() == joint.start() > start + 1:
            found.append((start, joint.start()))
            start = joint.end()
    found.append((start, len(words)))
    return found


def is_somebody(name: str, grammar: Grammar) -> bool:
    """Whether a body's name is one of its own: 各区, 该局 and 政府办公室 are not."""
    rules = _rules(grammar)
    if rules.nobody.match(name) is not None or "、" in name or "各" in name:
        return False
    return rules.whole_name.fullmatch(name) is not None or rules.generic.fullmatch(name) is None


def subject(before: str, grammar: Grammar) -> tuple[int, int, bool] | None:
    """The span of a subject that is no name, of the words of a clause before 将 or 要, and whether
    it is somebody: [企业]将 is, [首批]将 is not. None where the clause begins otherwise."""
    rules = _rules(grammar)
    start = _LEAD.match(before).end()  # type: ignore[union-attr]
    end = len(before.rstrip())
    if end <= start or rules.stop.match(before, start) is not None:
        return None
    party = before[:end].endswith(rules.plain) and end - start <= _SUBJECT
    return start, end, party and rules.stop.search(before, start, end) is None


def name_before(text: str, grammar: Grammar) -> tuple[int, int] | None:
    """The span of who speaks, of the words before 强调 or 指出: [苏棠]在会上, [习近平总书记]明确."""
    start = _LEAD.match(text).end()  # type: ignore[union-attr]
    stop = _rules(grammar).stop.search(text, start)
    end = len(text.rstrip()) if stop is None else stop.start()
    return (start, end) if end - start >= 2 else None


def is_place(name: str, grammar: Grammar) -> bool:
    return name.endswith(_rules(grammar).place)


def whole_place(text: str, grammar: Grammar) -> tuple[int, int] | None:
    """全市, 我国: the last of them in a text."""
    found = None
    for match in _rules(grammar).whole.finditer(text):
        found = match.span()
    return found


def source_of(sentence: str, grammar: Grammar) -> tuple[int, int] | None:
    """The span of who said it: 记者从[海关]获悉, [报告]显示."""
    for pattern in _rules(grammar).sources:
        match = pattern.search(sentence)
        if match is not None and match["who"]:
            return match.span("who")
    return None


def aliases(folded: str) -> dict[str, str]:
    """Short names that a text declares, with what they stand for: (以下简称昌吉国家农高区)."""
    found: dict[str, str] = {}
    for match in _ALIAS.finditer(folded):
        full = match["full"]
        for mark in ("《", "将", "、", "与", "和", "在"):
            cut = full.rfind(mark)
            if 0 <= cut < len(full) - 3 and mark in ("《", "、"):
                full = full[cut + 1 :]
        found[match["alias"]] = full.rstrip("》")
    return found
