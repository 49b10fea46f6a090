"""What a number counts, in text without spaces: the words beside it, cut to the thing."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jumpline.ledger.grammar import Grammar, any_of

_OPENERS = "“「『‘\"'的"
_TRIM = "“”\"'「」『』()（）、 的"

#: 148条[优化为]136条: a verb of two characters that leads to another number.
_BECOMES = r"[一-鿿]{2}[为至到][约近超]?(?=[\d一二两三四五六七八九十百])"
#: 百公里[长的]管线: which side was measured is not what was.
_SIDE = re.compile(r"[长宽高深厚]的")
_ITEM = re.compile(
    r"^[\s]*(?:\d{1,2}[.、．](?!\d)|[(（][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*"
)
_WITHIN_RE = re.compile(r"(?:之|以)?内(?=[^部外容地])")


class _Rules(msgspec.Struct, frozen=True):
    verb: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    head: re.Pattern[str]
    stop: re.Pattern[str]
    attributive: re.Pattern[str]
    carried: re.Pattern[str]
    kept: re.Pattern[str]
    adverb: re.Pattern[str]
    most: int


@cache
def _rules(grammar: Grammar) -> _Rules:
    table = grammar.data.measures
    verbs = any_of(table["verbs"])
    behind = "".join(sorted(set("".join(table["verb_not_after"]))))
    before = any_of(table["verb_not_before"])
    changes = (*grammar.data.changes["up"], *grammar.data.changes["down"])
    level = any_of(grammar.data.changes["level"])
    moved = rf"{any_of(changes)}(?:了|{level})|{any_of(w for w in changes if len(w) > 1)}$"
    verb = rf"(?<![{behind}])(?:{verbs})(?:了|着|过|到)?(?!{before})"
    return _Rules(
        re.compile(verb),
        re.compile(rf"{any_of(table['lead_verbs'])}了?(?!{before})"),
        re.compile(rf"(?:{any_of(table['tail'])}|[、\s])+$"),
        re.compile(rf"^(?:{any_of(table['head'])}|[、\s])+"),
        re.compile(
            rf"{any_of(table['post_stop'])}|{verb}|{moved}|{_BECOMES}|[\s,。;:!?()（）、\d…—]"
        ),
        re.compile(any_of(table["attributive"])),
        re.compile(f"{any_of(table['carry_head'])}+"),
        re.compile(any_of(table["tail_kept"])),
        re.compile(rf"{any_of(table['subject_ends'])}$"),
        int(table["most"]),
    )


def carries(words: str, grammar: Grammar) -> bool:
    """Whether words name nothing by themselves: 同比, 按可比价格计算同比."""
    return _rules(grammar).carried.fullmatch(words) is not None


def behind(text: str, grammar: Grammar) -> tuple[int, int] | None:
    """The span of the thing that is named directly behind a number: 263条[合理化建议]."""
    rules = _rules(grammar)
    start = len(within[0]) if (within := _WITHIN_RE.match(text)) else 0
    side = _SIDE.match(text, start)
    if side is not None:
        start = side.end()
    while start < len(text) and text[start] in _OPENERS:
        start += 1
    end = min(len(text), start + rules.most)
    skip = rules.attributive.match(text, start, end)
    while True:
        stop = rules.stop.search(text, start if skip is None else skip.end(), end)
        if stop is None:
            break
        # 的 joins what describes to what is described, unless nothing follows.
        if stop[0] == "的" and stop.start() > start and stop.end() < end:
            rest = rules.stop.search(text, stop.end(), end)
            end = rest.start() if rest is not None else end
            break
        end = stop.start()
        break
    return _trimmed(text, start, end)


def before(text: str, grammar: Grammar) -> tuple[int, int] | None:
    """The span of the thing that is named before a number: 吸纳[合理化建议]263条."""
    rules = _rules(grammar)
    end = len(text)
    cut = rules.tail.search(text)
    if cut is not None:
        kept = rules.kept.search(text, cut.start() - 1 if cut.start() else 0)
        end = cut.start() if kept is None else kept.end()
    item = _ITEM.match(text)
    start = max(text.rfind("】", 0, end) + 1, item.end() if item else _open_bracket(text, end))
    for match in rules.verb.finditer(text, start, end):
        if match.end() < end:
            start = match.end()
        else:
            end = match.start()
            if rules.adverb.search(text, start, end) is not None:
                return None  # 市教育局将拨款: what stands before is who
            break
    short = rules.lead.match(text, start, end)
    if short is not None and short.end() < end:
        start = short.end()
    if end <= start or rules.tail.match(text, start, end) is not None:
        return None
    lead = rules.head.match(text[start:end])
    if lead is not None and lead.end() < end - start:
        start += lead.end()
    elif lead is not None:
        return None
    return _trimmed(text, max(start, end - 2 * rules.most), end)


def _open_bracket(text: str, end: int) -> int:
    """Behind the last bracket that is not closed; 0 for none."""
    opened = text.rfind("(", 0, end) + 1
    return opened if opened and ")" not in text[opened:end] else 0


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    opened = max(text.rfind(mark, start, end) for mark in '“「"')
    if opened > start and not set("”」") & set(text[opened:end]):
        if text[opened] != '"' or text.count('"', start, end) % 2:
            end = opened
    while start < end and text[start] in _TRIM + "了":
        start += 1
    while start < end and text[end - 1] in _TRIM:
        if text[end - 1] in ")）" and any(mark in text[start:end] for mark in "(（"):
            break
        end -= 1
    return (start, end) if end > start else None
