"""Expressions of other people: only those that cost no more than their text is long."""

from __future__ import annotations

import re

from jumpline.errors import PackError

_LONGEST = 300
_MOST_REPEATS = 400
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_VARIABLE = re.compile(r"\{\d*,\d*\}|(?<!\()\?(?!:)")
_REFERENCE = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")


def compiled(regex: str, where: str, code: str) -> re.Pattern[str]:
    """Raises ``PackError`` for an expression that is wrong, fits nothing at all, or may run away:
    every repetition must be bounded, and none may hold another one that varies."""
    if len(regex) > _LONGEST or _dangerous(regex):
        raise PackError(
            f"the expression of {code} repeats without a bound, repeats what repeats, refers back, "
            "or is too long.",
            where=where,
            remedy="Bound what is repeated: [^。]{0,20} instead of (.*)+.",
        )
    try:
        found = re.compile(regex)
    except (re.error, OverflowError, RecursionError) as error:
        raise PackError(
            f"the expression of {code} is wrong ({error}).",
            where=where,
            remedy="See docs/howto/check-an-issue.md.",
        ) from error
    if found.match(""):
        raise PackError(
            f"the expression of {code} fits an empty text.",
            where=where,
            remedy="Let it ask for at least one character.",
        )
    return found


def _dangerous(regex: str) -> bool:
    if _REFERENCE.search(regex):
        return True
    bare = _CLASS.sub("c", re.sub(r"\\.", "e", regex))
    if re.search(r"[*+]|\{\d*,\}", bare):
        return True
    if sum(int(most) for most in re.findall(r"\{(?:\d*,)?(\d{1,6})\}", bare)) > _MOST_REPEATS:
        return True
    starts: list[int] = []
    for at, char in enumerate(bare):
        if char == "(":
            starts.append(at)
        elif char == ")" and starts:
            inside = bare[starts.pop() + 1 : at]
            inside = re.sub(r"\(\?(?:P<\w+>|[=!:]|<[=!])", "(", "(" + inside)
            if bare[at + 1 : at + 2] == "{" and _VARIABLE.search(inside):
                return True
    return False
