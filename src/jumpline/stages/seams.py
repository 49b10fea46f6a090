"""The seam between two pieces of text: how likely they are one paragraph that a column cut.

Every feature is a weight in ``data/follow.toml``; a pair's score is their sum, and a pair is joined
when the sum is above zero. Nothing is joined merely because a full stop is missing.
"""

from __future__ import annotations

import re

from jumpline.model.text import fold_width, is_cjk
from jumpline.packs import Pack
from jumpline.stages.learnt import weights
from jumpline.stages.sentences import begins_inside, ending, unclosed, unopened

_DATE_ONLY = re.compile(r"^[\d〇零一二三四五六七八九十年月日.\-/ ]{6,20}$")
_BRACKET = re.compile(r"\([^()]{2,30}\)")
_CLAUSE = re.compile(r"[,。、;:!?…\s]+")


def features(left: str, right: str, corpus: str, pack: Pack) -> dict[str, float]:
    """Names of what speaks for and against one paragraph, each with how much (mostly 1).

    ``corpus`` is the text of the pages around, in which words at the seam are looked up.
    """
    tail, head = fold_width(left).rstrip(), fold_width(right).lstrip()
    if not tail or not head:
        return {}
    found: dict[str, float] = {f"tail-{ending(tail)}": 1.0}
    if len(head) <= 6 and ending(head) == "closed" and ending(tail) == "open":
        found["head-scrap"] = 1.0
    if begins_inside(head):
        found["head-inside"] = 1.0
    open_quotes, close_quotes = unclosed(tail), unopened(head)
    if open_quotes and close_quotes and open_quotes[-1] == close_quotes[0]:
        found["quotes-match"] = 1.0
    elif open_quotes and found.get("tail-closed") is None:
        found["quote-open"] = 1.0
    found |= _word_at_seam(tail, head, corpus)
    if pack.match("list-marker", right):
        found["head-list"] = 1.0
    if pack.match("end-credits", tail):
        found = {"tail-closed": 1.0} | {n: v for n, v in found.items() if n[:5] != "tail-"}
    if (
        _DATE_ONLY.fullmatch(head.strip())
        or _BRACKET.fullmatch(head)
        or pack.match("signature", right)
    ):
        found["head-signature"] = 1.0
    if pack.match("lead-in", right):
        found["head-lead-in"] = 1.0
    if head.startswith(pack.words("sentence_openers")):
        found["head-opener"] = 1.0
    if head[0] in '“「『"' and "quote-open" not in found:
        found["head-quote"] = 1.0
    if head[0].isascii() and head[0].isupper() and tail[-1].isascii():
        found["head-capital"] = 1.0
    if _verse(tail, head):
        found["verse"] = 1.0
    if len(tail) < 12 and ending(tail) == "open":
        found["tail-short"] = 1.0
    return found


def _word_at_seam(tail: str, head: str, corpus: str) -> dict[str, float]:
    """Digits, letters or a known word that the seam would cut."""
    last, first = tail[-1], head[0]
    if last.isdigit() and (first.isdigit() or first in "年月日时分个名万亿元%.,人次多余"):
        return {"seam-number": 1.0}
    if last.isascii() and first.isascii() and last.isalpha() and first.isalpha():
        return {"seam-letters": 1.0} if first.islower() else {}
    if not (is_cjk(last) and is_cjk(first) and last.isalpha() and first.isalpha()):
        return {}
    found: dict[str, float] = {}
    if last + first in corpus:
        found["seam-bigram"] = 1.0
    longer = [tail[-2:] + first, last + head[:2]]
    if any(len(word) == 3 and word.isalpha() and word in corpus for word in longer):
        found["seam-trigram"] = 1.0
    return found


def _verse(tail: str, head: str) -> bool:
    """Two short lines of one measure: a poem's lines end in commas and stay lines."""
    if len(tail) > 24 or len(head) > 24:
        return False
    left = [len(part) for part in _CLAUSE.split(tail) if part]
    right = [len(part) for part in _CLAUSE.split(head) if part]
    return bool(left) and left == right


def score(found: dict[str, float]) -> float:
    """The sum of the features' weights."""
    table = weights("follow", "seam")
    return sum(table[name] * amount for name, amount in found.items())
