"""The grammar of figures of one language, as its data file says it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from jumpline.errors import NotFound, PackError


class Trap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What looks like a figure and is none."""

    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class _Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    spaced: bool


class GrammarFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of a grammar file; see docs/reference/ledger.md."""

    language: _Language
    units: dict[str, dict[str, tuple[str, ...]]]
    words: dict[str, Any]
    bounds: dict[str, dict[str, Any]]
    changes: dict[str, tuple[str, ...]]
    names: dict[str, str]
    measures: dict[str, Any]
    kinds: dict[str, tuple[str, ...]]
    parties: dict[str, tuple[str, ...]]
    commitments: dict[str, tuple[str, ...]]
    periods: dict[str, Any]
    traps: tuple[Trap, ...]
    programmes: dict[str, Any] = {}
    people: dict[str, tuple[str, ...]] = {}


def any_of(words: Iterable[str]) -> str:
    """An expression for one of the words, the longest first."""
    found = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, found)) + ")" if found else r"(?!)"


class Grammar:
    """Expressions of one language, compiled once."""

    def __init__(self, data: GrammarFile) -> None:
        self.data, self.id, self.spaced = data, data.language.id, data.language.spaced
        #: Printed form of a unit → (normalised, kind).
        self.units = {
            form.lower() if self.spaced else form: (name, kind)
            for kind, table in data.units.items()
            for name, forms in table.items()
            for form in forms
        }
        self.before = self._bounds("before")
        self.after = self._bounds("after")
        every = "|".join(f"(?:{trap.pattern})" for trap in data.traps)
        self.traps = re.compile(f"{data.words.get('trap_lead', '')}(?:{every})", self._flags)

    @property
    def _flags(self) -> int:
        return re.IGNORECASE if self.spaced else 0

    def _bounds(self, side: str) -> dict[str, str]:
        return {word: sign for sign, words in self.data.bounds[side].items() for word in words}

    def word(self, name: str) -> Any:
        return self.data.words[name]

    def trapped(self, folded: str) -> list[tuple[int, int]]:
        """Where something stands that is no figure."""
        return [match.span() for match in self.traps.finditer(folded)]


@cache
def grammar(name: str) -> Grammar:
    """A built-in grammar by its language. Raises ``NotFound``, ``PackError``."""
    path = files("jumpline.ledger") / "data" / f"{name}.toml"
    if not path.is_file():
        raise NotFound(f"there is no grammar of figures for {name!r}.")
    try:
        return Grammar(msgspec.convert(tomllib.loads(path.read_text("utf-8")), GrammarFile))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, re.error) as error:
        raise PackError(f"wrong grammar data ({error}).", where=str(name)) from error
