"""How a piece of text begins and ends: the evidence that needs no knowledge of the page."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from jumpline.model.text import fold_width, han_share

Ending: TypeAlias = Literal["closed", "comma", "colon", "semicolon", "hyphen", "open"]

#: Marks that end a sentence, and marks that may follow them.
_STOPS = "。!?…．"
_AFTER = "”’」』）)】〕》\"' "
#: Marks that no sentence, and so no paragraph, begins with.
_NEVER_FIRST = re.compile(r"^[,。、;:!?”’」』)\]】〕》〉%…·]")
_BALANCE = {"“": "”", "‘": "’", "「": "」", "『": "』", "(": ")", "《": "》", "【": "】", "[": "]"}
_CLOSERS = {close: open_ for open_, close in _BALANCE.items()}


def ending(text: str) -> Ending:
    """How a piece ends, quotes and brackets after its last mark looked through."""
    folded = fold_width(text).rstrip()
    core = folded.rstrip(_AFTER)
    if not core:
        return "open"
    last = core[-1]
    if last in _STOPS:
        return "closed"
    if last == ".":
        return "closed" if han_share(core[-40:]) < 0.5 else "open"
    if last in ",、":
        return "comma"
    if last == ":":
        return "colon"
    if last == ";":
        return "semicolon"
    if last in "-\u00ad\u0002" and len(core) > 1 and core[-2].isalpha():
        return "hyphen"
    return "open"


def begins_inside(text: str) -> bool:
    """Whether a piece starts with a mark that cannot start one, or with a small Latin letter."""
    folded = fold_width(text.lstrip())
    if not folded:
        return False
    if _NEVER_FIRST.match(folded):
        return True
    return (
        folded[0].islower()
        and folded[0].isascii()
        and not re.match(r"[a-z]\)|e[A-Z]|i[A-Z]", folded)
    )


def unclosed(text: str) -> str:
    """Opening quotes and brackets that a piece leaves open, in order."""
    stack: list[str] = []
    for char in fold_width(text):
        if char in _BALANCE:
            stack.append(char)
        elif char in _CLOSERS and stack and stack[-1] == _CLOSERS[char]:
            stack.pop()
    return "".join(stack)


def unopened(text: str) -> str:
    """Closing quotes and brackets that a piece closes without having opened them."""
    stack: list[str] = []
    found = []
    for char in fold_width(text):
        if char in _BALANCE:
            stack.append(char)
        elif char in _CLOSERS:
            if stack and stack[-1] == _CLOSERS[char]:
                stack.pop()
            elif not stack and char not in {"’", ")"}:
                # An apostrophe is no quote, and 1) is no bracket.
                found.append(_CLOSERS[char])
    return "".join(found)


_INNER_STOP = re.compile(r"[。!?](?=.)")


def is_bodyish(text: str) -> bool:
    """Whether a piece reads as running text rather than as a heading or a label."""
    folded = fold_width(text).strip()
    cjk = han_share(folded) > 0.5
    size = len(folded)
    if ending(folded) == "closed" and folded.rstrip(_AFTER)[-1] == "。":
        return True
    if ending(folded) == "closed" and size >= (6 if cjk else 25):
        # A headline may end with a question or an exclamation, but holds no full stop.
        return folded.rstrip(_AFTER)[-1] in "。.…．" or size > (32 if cjk else 90)
    if cjk:
        return size > 45 or (size > 12 and bool(_INNER_STOP.search(folded[:-1])))
    return size > 110 or (size > 40 and bool(re.search(r"[.!?] [A-Z“\"]", folded)))
