"""Templates: one line of a pack that matches when reading and prints when composing.

``{name:type}``  a field (types in ``fields``)      ``<a|b>``  one of several; the first is printed
``{name:@words}``  a word of the pack's vocabulary list ``words``
``[…]``          optional; printed when it holds fields and all of them are given
( )              any opening, any closing bracket: OCR engines and printers mix their kinds
a space          whitespace; optional next to CJK or punctuation, needed between Latin words
``~``            whitespace that may be printed, and that jumpline itself does not print
``\\x``           the character x itself (``\\ `` is a space that must be there)

>>> jump = Template("(下转{page:page}版)")
>>> jump.fullmatch("（下转02版）")["page"]
'02'
>>> jump.format(page="02")
'(下转02版)'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from jumpline.errors import PackError
from jumpline.model.text import fold_width
from jumpline.packs.fields import FIELDS, Field


@dataclass(frozen=True)
class _Literal:
    text: str


@dataclass(frozen=True)
class _Space:
    printed: str


@dataclass(frozen=True)
class _Slot:
    name: str
    type: str


@dataclass(frozen=True)
class _Optional:
    body: tuple[_Node, ...]


@dataclass(frozen=True)
class _Choice:
    options: tuple[tuple[_Node, ...], ...]


_Node: TypeAlias = _Literal | _Space | _Slot | _Optional | _Choice
_BRACKETS = {"(": r"[(\[【〔]", ")": r"[)\]】〕]"}
#: Character classes of Han; Latin letters stand in them in both cases.
_HAN_CLASS = re.compile(r"\[[^\[\]]*㐀-鿿[^\[\]]*\]")
_SLOT = re.compile(r"\{([a-z_]+)(?::([a-z]+|@[a-z_]+))?\}")
Vocabulary: TypeAlias = Mapping[str, tuple[str, ...]]


def _field(kind: str, vocabulary: Vocabulary) -> Field | None:
    if not kind.startswith("@"):
        return FIELDS.get(kind)
    words = vocabulary.get(kind[1:])
    if not words:
        return None
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return Field("(?:" + "|".join(re.escape(fold_width(word)) for word in longest_first) + ")")


class _Parser:
    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source, self.at, self.vocabulary = source, 0, vocabulary

    def fail(self, why: str) -> PackError:
        return PackError(
            f"template {self.source!r}: {why} at {self.at}.",
            remedy="See docs/reference/packs.md for the syntax.",
        )

    def sequence(self, stops: str) -> tuple[_Node, ...]:
        nodes: list[_Node] = []
        while self.at < len(self.source) and self.source[self.at] not in stops:
            nodes.append(self.node())
        return tuple(nodes)

    def node(self) -> _Node:
        char = self.source[self.at]
        if char == "{":
            found = _SLOT.match(self.source, self.at)
            if not found:
                raise self.fail("a field is {name} or {name:type}")
            if _field(found[2] or "text", self.vocabulary) is None:
                raise self.fail(f"unknown field type {found[2]!r}")
            self.at = found.end()
            return _Slot(found[1], found[2] or "text")
        if char == "[":
            self.at += 1
            body = self.sequence("]")
            self.close("]")
            return _Optional(body)
        if char == "<":
            self.at += 1
            options = [self.sequence("|>")]
            while self.at < len(self.source) and self.source[self.at] == "|":
                self.at += 1
                options.append(self.sequence("|>"))
            self.close(">")
            return _Choice(tuple(options))
        if char in "]>|}":
            raise self.fail(f"{char!r} without its opening (write \\{char} for the character)")
        if char == "\\":
            self.at += 1
            if self.at == len(self.source):
                raise self.fail("nothing after the backslash")
            char = self.source[self.at]
        elif char == "~":
            self.at += 1
            return _Space("")
        elif char.isspace():
            while self.at < len(self.source) and self.source[self.at].isspace():
                self.at += 1
            return _Space(" ")
        self.at += 1
        return _Literal(char)

    def close(self, bracket: str) -> None:
        if self.at >= len(self.source) or self.source[self.at] != bracket:
            raise self.fail(f"{bracket!r} is missing")
        self.at += 1


class Template:
    """A compiled template. Raises ``PackError`` for a wrong one."""

    def __init__(self, source: str, vocabulary: Vocabulary | None = None) -> None:
        self.source = source
        self._vocabulary = vocabulary or {}
        parser = _Parser(source, self._vocabulary)
        self._nodes = parser.sequence("")
        self.slots: dict[str, Field] = {}
        self._regex = re.compile(self.pattern(), re.IGNORECASE)

    def pattern(self, prefix: str = "") -> str:
        """The regular expression, its groups named ``prefix`` + field name + occurrence."""
        self._seen: dict[str, int] = {}
        found = self._expression(self._nodes, prefix)
        # Han has no case; asking 20,000 characters for theirs takes most of a pack's loading.
        return _HAN_CLASS.sub(r"(?-i:\g<0>)", found)

    def needs(self) -> tuple[str, ...]:
        """Small-letter texts of which a matching text holds at least one; () if none is certain.
        A cheap question before the expression is tried."""
        best: tuple[str, ...] = ()
        run = ""
        for node in (*self._nodes, None):
            if isinstance(node, _Literal) and fold_width(node.text) not in _BRACKETS:
                run += fold_width(node.text).lower()
                continue
            if len(run) > min(map(len, best), default=0):
                best = (run,)
            run = ""
            if isinstance(node, _Choice):
                options = tuple(_literal(option) for option in node.options)
                if all(options) and min(map(len, options)) > min(map(len, best), default=0):
                    best = options
        return best

    def _field(self, slot: _Slot) -> Field:
        field = _field(slot.type, self._vocabulary)
        assert field is not None  # the parser has looked it up
        return field

    def _expression(self, nodes: tuple[_Node, ...], prefix: str) -> str:
        parts = []
        for position, node in enumerate(nodes):
            if isinstance(node, _Literal):
                folded = fold_width(node.text)
                parts.append(_BRACKETS.get(folded, re.escape(folded)))
            elif isinstance(node, _Space):
                parts.append(self._space(nodes, position))
            elif isinstance(node, _Slot):
                again = self._seen.get(node.name, 0)
                self._seen[node.name] = again + 1
                field = self._field(node)
                self.slots[node.name] = field
                parts.append(f"(?P<{prefix}{node.name}__{again}>{field.pattern})")
            elif isinstance(node, _Optional):
                parts.append(f"(?:{self._expression(node.body, prefix)})?")
            else:
                options = "|".join(self._expression(option, prefix) for option in node.options)
                parts.append(f"(?:{options})")
        return "".join(parts)

    @staticmethod
    def _space(nodes: tuple[_Node, ...], position: int) -> str:
        if isinstance(nodes[position], _Space) and nodes[position] == _Space(""):
            return r"\s*"
        around = [nodes[i] for i in (position - 1, position + 1) if 0 <= i < len(nodes)]
        tight = len(around) == 2 and all(
            isinstance(node, _Literal) and node.text.isascii() and node.text.isalnum()
            for node in around
        )
        return r"\s+" if tight else r"\s*"

    def values(self, match: re.Match[str], prefix: str = "") -> dict[str, Any]:
        """Parsed values of the fields that took part in a match."""
        found: dict[str, Any] = {}
        for group, text in match.groupdict().items():
            if text is not None and group.startswith(prefix):
                name = group[len(prefix) :].rpartition("__")[0]
                if name in self.slots and name not in found:
                    found[name] = self.slots[name].parse(text)
        return found

    def fullmatch(self, text: str) -> dict[str, Any] | None:
        """Values of the fields if the whole text matches, whatever its width forms."""
        match = self._regex.fullmatch(fold_width(text).strip())
        return self.values(match) if match else None

    def search(self, text: str) -> dict[str, Any] | None:
        match = self._regex.search(fold_width(text))
        return self.values(match) if match else None

    def format(self, **values: Any) -> str:
        """The printed form. Raises ``KeyError`` for a missing field outside of ``[…]``."""
        return self._print(self._nodes, values)

    def _print(self, nodes: tuple[_Node, ...], values: dict[str, Any]) -> str:
        parts: list[str] = []
        for node in nodes:
            if isinstance(node, _Literal):
                parts.append(node.text)
            elif isinstance(node, _Space):
                parts.append(node.printed)
            elif isinstance(node, _Slot):
                parts.append(self._field(node).print(values[node.name]))
            elif isinstance(node, _Optional):
                names = _names(node.body)
                if names and all(values.get(name) is not None for name in names):
                    parts.append(self._print(node.body, values))
            else:
                parts.append(self._print(node.options[0], values))
        return "".join(parts)


def _literal(nodes: tuple[_Node, ...]) -> str:
    """The longest plain run of a sequence; "" if it has none."""
    runs = [""]
    for node in nodes:
        if isinstance(node, _Literal) and fold_width(node.text) not in _BRACKETS:
            runs[-1] += fold_width(node.text).lower()
        else:
            runs.append("")
    return max(runs, key=len)


def _names(nodes: tuple[_Node, ...]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, _Slot):
            found.add(node.name)
        elif isinstance(node, _Optional):
            found |= _names(node.body)
        elif isinstance(node, _Choice):
            found |= _names(node.options[0])
    return found
