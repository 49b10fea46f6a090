"""The figures of an outcome against the truth; the same for jumpline and for every other tool.

Where a measure has a choice, it takes what is best for the tool: paragraphs by blank lines or by
lines, an article with or without its kicker, deck and byline.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from material import Case
from outcome import Outcome, Section

from jumpline.scoring.text import counter_f1, f1, joined, overlap, plain

SAME = 0.9
#: So many characters of either end of an article that jumps must be in what was found for it.
END = 12


class Marks(msgspec.Struct):
    """Of one issue. ``cuts`` and ``jumps`` are (right, all); None where the truth is silent."""

    paragraph_f1: float
    article_f1: float
    text_ned: float
    headline: float
    cuts: tuple[int, int] | None
    jumps: tuple[int, int]


def mark(case: Case, outcome: Outcome) -> Marks:
    golds = [_texts(article) for article in case.gold["articles"]]
    texts = [_text(section) for section in outcome.sections]
    pairs = _pairs(golds, texts)
    same = {left: right for left, (right, value) in pairs.items() if value >= SAME}
    jumping = [
        (number, _ends(article))
        for number, article in enumerate(case.gold["articles"])
        if len(article.get("pages") or []) > 1 and article.get("continues")
    ]
    blocks = Counter(block for way in outcome.blocks for block in set(way))
    cuts = None
    if case.cuts is not None:
        cuts = (sum(plain(text) in blocks for text in case.cuts), len(case.cuts))
    return Marks(
        max(_paragraphs(case.gold, way) for way in outcome.blocks),
        f1(len(same), len(outcome.sections), len(golds)),
        _ned(case.gold, outcome.whole),
        _headlines(case.gold, outcome.sections),
        cuts,
        (
            sum(
                number in same and all(end in texts[same[number]] for end in ends)
                for number, ends in jumping
            ),
            len(jumping),
        ),
    )


def _ends(article: dict[str, Any]) -> tuple[str, str]:
    """How a body begins and ends. A bag of characters is not enough to say that a jump was
    followed: any two English texts of one length have nearly the same letters."""
    body = "".join(_body(article))
    return body[:END], body[-END:]


def _body(article: dict[str, Any]) -> list[str]:
    return [plain(item["text"]) for item in article.get("body", [])]


def _texts(article: dict[str, Any]) -> tuple[str, str]:
    """An article's text alone, and with all that its head prints."""
    body = "".join(_body(article))
    head = joined(article.get("headline"))
    byline = (article.get("byline") or {}).get("text")
    around = [joined(article.get(name)) for name in ("column", "kicker")]
    after = [joined(article.get("deck")), plain(byline)]
    return head + body, "".join([*around, head, *after, body])


def _text(section: Section) -> str:
    return "".join([*section.heads, *section.body])


def _pairs(golds: list[tuple[str, str]], founds: list[str]) -> dict[int, tuple[int, float]]:
    """Gold article → the section that goes with it and their likeness, one to one, the likest first."""
    rows = sorted(
        (
            (-max(overlap(text, found) for text in texts), left, right)
            for left, texts in enumerate(golds)
            for right, found in enumerate(founds)
        ),
    )
    taken: set[int] = set()
    pairs: dict[int, tuple[int, float]] = {}
    for negative, left, right in rows:
        if left not in pairs and right not in taken:
            taken.add(right)
            pairs[left] = right, -negative
    return pairs


def _paragraphs(gold: dict[str, Any], found: list[str]) -> float:
    """Exact paragraphs. A line of a head or a subhead that was found counts for nothing."""
    right: Counter[str] = Counter()
    heads: set[str] = set()
    for article in gold["articles"]:
        for item in article.get("body", []):
            text = plain(item["text"])
            if item.get("role", "paragraph") == "paragraph":
                right[text] += 1
            else:
                heads.add(text)
        for name in ("column", "kicker", "headline", "deck"):
            value = article.get(name) or []
            heads.update(map(plain, value if isinstance(value, list) else [value]))
            heads.add(joined(value))
        heads.add(plain((article.get("byline") or {}).get("text")))
    return counter_f1(Counter(text for text in found if text not in heads), right)


def _headlines(gold: dict[str, Any], sections: list[Section]) -> float:
    """Share of the headlines that are headings: one, or several that follow each other."""
    known: set[str] = set()
    for section in sections:
        heads = section.heads
        for start in range(len(heads)):
            known.update("".join(heads[start:end]) for end in range(start + 1, len(heads) + 1))
    wanted = [joined(a["headline"]) for a in gold["articles"] if a.get("headline")]
    return sum(text in known for text in wanted) / len(wanted) if wanted else 1.0


def _ned(gold: dict[str, Any], found: str) -> float:
    """The bodies in the truth's order, each beside the stretch of the tool's text that is most like
    it: edits by length. So neither the order of articles nor what stands beside them counts."""
    texts = ["".join(_body(article)) for article in gold["articles"]]
    return sum(_nearest(text, found) for text in texts) / max(1, sum(map(len, texts)))


def _nearest(pattern: str, text: str) -> int:
    """The least edit distance of ``pattern`` to any part of ``text`` (Myers 1999, on integers)."""
    if not pattern:
        return 0
    places: dict[str, int] = {}
    for at, char in enumerate(pattern):
        places[char] = places.get(char, 0) | 1 << at
    mask, last = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    plus, minus, distance, least = mask, 0, len(pattern), len(pattern)
    for char in text:
        equal = places.get(char, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up = minus | ~(horizontal | plus) & mask
        down = plus & horizontal
        if up & last:
            distance += 1
        elif down & last:
            distance -= 1
            least = min(least, distance)
        up, down = up << 1 & mask, down << 1 & mask
        plus = down | ~(vertical | up) & mask
        minus = up & vertical
    return least


def mean(marks: list[Marks]) -> dict[str, Any]:
    """Over issues; cuts and jumps are added up."""
    count = max(1, len(marks))
    figures: dict[str, Any] = {
        name: sum(getattr(each, name) for each in marks) / count
        for name in ("paragraph_f1", "article_f1", "text_ned", "headline")
    }
    said = [each.cuts for each in marks if each.cuts is not None]
    figures["cuts"] = [sum(each[at] for each in said) for at in (0, 1)] if said else None
    figures["jumps"] = [sum(each.jumps[at] for each in marks) for at in (0, 1)]
    return figures
