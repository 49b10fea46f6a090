"""The words, phrases, operators and field names of a query, each with its place."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from jumpline.errors import QueryError

Kind: TypeAlias = Literal["word", "phrase", "field", "and", "or", "not", "open", "close"]

_NAMES = {
    "headline": "headline 标题 標題",
    "person": "person 人物 记者 記者",
    "source": "source 来源 來源",
    "column": "column 栏目 欄目",
    "page": "page 版",
    "section": "section 版名",
    "publication": "publication 报纸 報紙",
    "date": "date 日期",
    "figure": "figure 数据 數據",
    "commitment": "commitment 承诺 承諾",
    "due": "due 期限",
}

#: As written in a query → field.
FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}

#: Fields whose value is text; the others (page, date, due, figure) are numbers.
TEXT_FIELDS = (
    *("headline", "person", "source", "column", "section", "publication"),
    "commitment",
)

_OPERATORS: dict[str, Kind] = {
    **dict.fromkeys(("AND", "与", "與"), "and"),
    **dict.fromkeys(("OR", "或"), "or"),
    **dict.fromkeys(("NOT", "非"), "not"),
}
_QUOTES = {'"': '"', "＂": "＂", "“": "”", "„": "”", "「": "」", "『": "』"}
_ESCAPED = frozenset('\\"＂“”„「」『』')
_OPEN, _CLOSE, _COLONS = "(（", ")）", ":："
_LONGEST_NAME = max(map(len, FIELDS))


class Token(msgspec.Struct, frozen=True):
    """``start`` and ``end`` are places in the query; ``spaced``: whitespace stands before it."""

    kind: Kind
    text: str
    start: int
    end: int
    spaced: bool
    field: str | None = None


def tokens_of(query: str) -> list[Token]:
    """Raises ``QueryError`` for an open quotation mark and for an unknown field."""
    found: list[Token] = []
    at = 0
    while at < len(query):
        start = at
        while at < len(query) and query[at].isspace():
            at += 1
        if at == len(query):
            break
        token = _token(query, at, spaced=at > start or at == 0)
        found.append(token)
        at = token.end
    return found


def _token(query: str, at: int, *, spaced: bool) -> Token:
    char = query[at]
    if char in _OPEN:
        return Token("open", char, at, at + 1, spaced)
    if char in _CLOSE:
        return Token("close", char, at, at + 1, spaced)
    if char in _QUOTES:
        return _phrase(query, at, spaced)
    following = query[at + 1 : at + 2]
    if char in "-－" and following and not following.isspace() and following not in "-－)）":
        return Token("not", char, at, at + 1, spaced)
    return _field(query, at, spaced) or _word(query, at, spaced)


def _phrase(query: str, at: int, spaced: bool) -> Token:
    closing, text, end = _QUOTES[query[at]], "", at + 1
    while end < len(query) and query[end] != closing:
        if query[end] == "\\" and query[end + 1 : end + 2] in _ESCAPED and end + 1 < len(query):
            end += 1
        text += query[end]
        end += 1
    if end == len(query):
        raise QueryError(
            "this quotation mark is never closed.",
            query=query,
            position=at,
            remedy=f"Close it with {closing}.",
        )
    return Token("phrase", text, at, end + 1, spaced)


def _field(query: str, at: int, spaced: bool) -> Token | None:
    name = ""
    for end in range(at, min(at + _LONGEST_NAME + 12, len(query))):
        if query[end] in _COLONS:
            break
        if not query[end].isalpha():
            return None
        name += query[end]
    else:
        return None
    field = FIELDS.get(name.lower())
    if field is not None:
        return Token("field", query[at : end + 1], at, end + 1, spaced, field)
    if name.isascii() and name and query[end] == ":" and query[end + 1 : end + 2] != "/":
        raise QueryError(
            f"there is no field called {name!r}.",
            query=query,
            position=at,
            remedy=f"Fields: {', '.join(_NAMES)}. To search for the text itself, put it in"
            " quotation marks.",
        )
    return None


def _word(query: str, at: int, spaced: bool) -> Token:
    end = at
    while end < len(query) and not query[end].isspace():
        if query[end] in _OPEN + _CLOSE or query[end] in _QUOTES:
            break
        end += 1
    text = query[at:end]
    return Token(_OPERATORS.get(text, "word"), text, at, end, spaced)
