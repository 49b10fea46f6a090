"""The query language: text to a small tree.

    昌吉州 贷款                    both, anywhere in the article
    "863亿元"  “…”  「…」          exactly these characters (whitespace apart)
    OR 或 · AND 与 · NOT 非 · -word
    ( … )  （ … ）                 grouping; NOT binds before AND, AND before OR
    headline:雪都  标题：雪都       in one field; also field:"…" and field:( … )
    date:2026-04  date:2026-01-01..2026-04-30  date:2026..
    figure:贷款  figure:贷款>1亿元   a figure of the article that counts this, and so much of it
    commitment:木垒县  due:2026-06   what it promises, and by when

Operators are words of their own, English ones in capitals; in quotation marks they are text.
Inside quotation marks ``\\"`` and ``\\\\`` stand for the mark and the backslash.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from jumpline.errors import QueryError
from jumpline.search.amounts import amount, split_test
from jumpline.search.dates import parse_dates
from jumpline.search.fold import folded
from jumpline.search.tokens import TEXT_FIELDS, Token, tokens_of

MAX_LENGTH = 2_000
MAX_DEPTH = 40


class Text(msgspec.Struct, frozen=True, tag=True):
    """Exactly these characters, in one part of the article or of one ``field``."""

    text: str
    field: str | None = None
    phrase: bool = False
    position: int = 0


class PageRange(msgspec.Struct, frozen=True, tag=True):
    first: int
    last: int


class DateRange(msgspec.Struct, frozen=True, tag=True):
    """Days as numbers (20260407), both included; undated articles are in no range."""

    first: int
    last: int


class Due(msgspec.Struct, frozen=True, tag=True):
    """A commitment's last day, as in ``DateRange``; a month and a year end with their last."""

    first: int
    last: int


class Counted(msgspec.Struct, frozen=True, tag=True):
    """A figure whose measure has these characters. ``test`` is one of > >= = <= < and compares it with
    ``value`` (a decimal); ``unit`` is the ledger's, "" for any."""

    measure: str
    test: str | None = None
    value: str = "0"
    unit: str = ""


class Everything(msgspec.Struct, frozen=True, tag=True):
    pass


class Not(msgspec.Struct, frozen=True, tag=True):
    node: Node


class And(msgspec.Struct, frozen=True, tag=True):
    nodes: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True, tag=True):
    nodes: tuple[Node, ...]


Node: TypeAlias = Text | PageRange | DateRange | Due | Counted | Everything | Not | And | Or


def parse(query: str) -> Node:
    """Raises ``QueryError`` with a position. An empty query is everything."""
    if len(query) > MAX_LENGTH:
        raise QueryError(
            f"the query has more than {MAX_LENGTH} characters.",
            query=query[:40] + "…",
            position=40,
            remedy="Search for a shorter passage.",
        )
    for position, char in enumerate(query):
        if "\ud800" <= char <= "\udfff":
            raise QueryError(
                "this is not a character.",
                query=query[:position],
                position=position,
                remedy="Check that the terminal (or the form) sends UTF-8.",
            )
    parser = _Parser(query)
    return parser.whole()


def quoted(text: str) -> str:
    """A query that finds exactly ``text``, whatever signs stand in it.

    >>> quoted('say "yes" OR no')
    '"say \\\\"yes\\\\" OR no"'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Parser:
    """Recursive descent; ``_at`` is the token looked at."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = tokens_of(query)
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        if not self._tokens:
            return Everything()
        node = self._or(None)
        left = self._peek()
        if left is not None:
            raise self._error(
                "this bracket closes nothing.", left, "Remove it, or open one before it."
            )
        return node

    def _or(self, field: str | None) -> Node:
        nodes = [self._and(field)]
        while self._take("or"):
            nodes.append(self._and(field))
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def _and(self, field: str | None) -> Node:
        nodes = [self._not(field)]
        while True:
            if not self._take("and"):
                token = self._peek()
                if token is None or token.kind in ("or", "close"):
                    break
            nodes.append(self._not(field))
        return nodes[0] if len(nodes) == 1 else And(tuple(nodes))

    def _not(self, field: str | None) -> Node:
        negative = False
        while self._take("not"):
            negative = not negative
        node = self._primary(field)
        return Not(node) if negative else node

    def _primary(self, field: str | None) -> Node:
        token = self._peek()
        if token is None or token.kind in ("and", "or", "close"):
            raise self._wanting(token)
        self._at += 1
        if token.kind == "open":
            return self._group(token, field)
        if token.kind == "field":
            if field is not None:
                raise self._error(
                    "a field cannot stand inside another.", token, "Put it outside the brackets."
                )
            return self._field(token)
        return self._leaf(token, field)

    def _group(self, opening: Token, field: str | None) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error("too many brackets in brackets.", opening, "Simplify the query.")
        inner = self._peek()
        if inner is not None and inner.kind == "close":
            raise self._error("these brackets are empty.", opening, "Put words between them.")
        node = self._or(field)
        if not self._take("close"):
            raise self._error("this bracket is never closed.", opening, "Close it with ).")
        self._depth -= 1
        return node

    def _field(self, token: Token) -> Node:
        value = self._peek()
        if value is None or value.kind not in ("word", "phrase", "open") or value.spaced:
            raise self._error(
                f"nothing stands after {token.text}.",
                token,
                'Write the value after the colon without a space, as in headline:"…".',
                at=token.end,
            )
        return self._primary(token.field)

    def _leaf(self, token: Token, field: str | None) -> Node:
        if field == "date":
            return DateRange(*parse_dates(token.text, self._query, token.start))
        if field == "page":
            return self._pages(token)
        if field == "due":
            return Due(*parse_dates(token.text, self._query, token.start))
        if field == "figure":
            return self._figure(token)
        assert field is None or field in TEXT_FIELDS
        if not folded(token.text):
            raise self._error(
                "there is nothing to search for here.", token, "Put at least one character."
            )
        return Text(token.text, field, token.kind == "phrase", token.start)

    def _pages(self, token: Token) -> PageRange:
        first, dots, last = folded(token.text).partition("..")
        try:
            low = int(first) if first or not dots else 1
            high = (int(last) if last else 1_000_000) if dots else low
        except ValueError:
            raise self._error(
                f"{token.text!r} is not a page number.", token, "Write page:1 or page:2..4."
            ) from None
        if not 0 <= low <= high <= 1_000_000:
            raise self._error(
                f"{token.text!r} is not a range of pages.", token, "Write page:1 or page:2..4."
            )
        return PageRange(low, high)

    def _figure(self, token: Token) -> Counted:
        test = None if token.kind == "phrase" else split_test(token.text)
        if test is None:
            if not folded(token.text):
                raise self._error(
                    "there is nothing to search for here.", token, "Put at least one character."
                )
            return Counted(token.text)
        measure, how, much = test
        found = amount(much)
        if found is None:
            raise self._error(
                f"{much!r} is no amount." if much else "there is no amount here.",
                token,
                "Write a number, its scale and unit: figure:贷款>1亿元, figure:rate<=3.5%.",
            )
        return Counted(measure, how, *found)

    def _wanting(self, token: Token | None) -> QueryError:
        before = self._tokens[self._at - 1] if self._at else None
        operator = before if before and before.kind in ("and", "or", "not") else token
        if operator is None or operator.kind not in ("and", "or", "not"):
            end = before.end if before else 0
            bracket = before if before and before.kind == "open" else None
            if bracket:
                return self._error("this bracket is never closed.", bracket, "Close it with ).")
            return QueryError(
                "something is missing here.",
                query=self._query,
                position=token.start if token else end,
                remedy="Add a word, or remove the bracket.",
            )
        return self._error(
            f"{operator.text} needs a word on "
            + ("its right." if operator.kind == "not" else "both sides."),
            operator,
            f'To search for the word itself, write "{operator.text}".',
        )

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, kind: str) -> bool:
        token = self._peek()
        if token is None or token.kind != kind:
            return False
        self._at += 1
        return True

    def _error(self, what: str, token: Token, remedy: str, *, at: int | None = None) -> QueryError:
        position = token.start if at is None else at
        return QueryError(what, query=self._query, position=position, remedy=remedy)
