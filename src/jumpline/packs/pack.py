"""Packs: loading, merging and asking them.

A pack is a TOML file with ``[pack]``, ``[vocabulary]`` (lists of words) and ``[[patterns]]``
(templates of a kind). ``extends`` names packs whose data come first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import msgspec

from jumpline.errors import NotFound, PackError
from jumpline.model.text import fold_width
from jumpline.packs.template import Template


class _Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    template: str
    at: Literal["full", "start", "end", "any"] = "full"
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    values: dict[str, Any] = {}


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    languages: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pack: _Header
    vocabulary: dict[str, tuple[str, ...]] = {}
    patterns: tuple[_Pattern, ...] = ()


class Pattern:
    """A template with its kind, the place where it may stand, and its fixed values."""

    def __init__(self, data: _Pattern, pack: str, vocabulary: dict[str, tuple[str, ...]]) -> None:
        self.data, self.kind, self.at, self.pack = data, data.kind, data.at, pack
        self.template = Template(data.template, vocabulary)


class Found(msgspec.Struct, frozen=True):
    """A pattern found in a text: its values and the span that it covers."""

    kind: str
    values: dict[str, Any]
    start: int
    end: int
    rule: str


class Pack:
    """Conventions of one language, country or title (or of several, merged)."""

    def __init__(
        self, header: _Header, vocabulary: dict[str, tuple[str, ...]], patterns: list[Pattern]
    ) -> None:
        self.id, self.name, self.languages = header.id, header.name, header.languages
        self.vocabulary, self.patterns = vocabulary, patterns

    def words(self, name: str) -> tuple[str, ...]:
        """A word list of the vocabulary, longest first; empty where the pack has none."""
        return self._sorted_words.get(name, ())

    @cached_property
    def _sorted_words(self) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(sorted(set(words), key=lambda word: (-len(word), word)))
            for name, words in self.vocabulary.items()
        }

    @cached_property
    def _kinds(self) -> dict[str, list[Pattern]]:
        kinds: dict[str, list[Pattern]] = {}
        for pattern in self.patterns:
            kinds.setdefault(pattern.kind, []).append(pattern)
        return kinds

    @cached_property
    def _compiled(self) -> dict[tuple[str, ...], re.Pattern[str]]:
        return {}

    def match(self, kind: str, text: str) -> Found | None:
        """The first pattern of the kind that fits the text where it may stand in it."""
        folded = fold_width(text)
        for found in self._search(kind, folded):
            return found
        return None

    def _search(self, kind: str, folded: str) -> Iterator[Found]:
        for at in ("full", "start", "end", "any"):
            regex, patterns = self._regex(kind, at)
            if regex is None:
                continue
            match = regex.search(folded) if at in ("any", "end") else regex.match(folded)
            if match:
                yield self._found(match, patterns, kind)

    def tokens(self, kinds: tuple[str, ...], folded: str) -> list[Found]:
        """All patterns of several kinds in a width-folded text, left to right, not overlapping."""
        regex = self._compiled.get(kinds)
        patterns = [p for kind in kinds for p in self._kinds.get(kind, ())]
        if regex is None:
            regex = re.compile(_alternation(patterns, ""), re.IGNORECASE)
            self._compiled[kinds] = regex
        return [self._found(match, patterns, None) for match in regex.finditer(folded)]

    def _regex(self, kind: str, at: str) -> tuple[re.Pattern[str] | None, list[Pattern]]:
        key = (kind, at)
        cached = self._placed.get(key)
        if cached is None:
            patterns = [p for p in self._kinds.get(kind, ()) if p.at == at]
            tail = r"\s*\Z" if at in ("full", "end") else ""
            head = r"\s*" if at in ("full", "start") else ""
            regex = (
                re.compile(f"{head}(?:{_alternation(patterns, '')}){tail}", re.IGNORECASE)
                if patterns
                else None
            )
            cached = self._placed[key] = (regex, patterns)
        return cached

    @cached_property
    def _placed(self) -> dict[tuple[str, str], tuple[re.Pattern[str] | None, list[Pattern]]]:
        return {}

    @staticmethod
    def _found(match: re.Match[str], patterns: list[Pattern], kind: str | None) -> Found:
        for number, pattern in enumerate(patterns):
            if match.group(f"a{number}") is not None:
                values = {**pattern.data.values, **pattern.template.values(match, f"a{number}_")}
                return Found(
                    kind or pattern.kind,
                    values,
                    match.start(f"a{number}"),
                    match.end(f"a{number}"),
                    f"{pattern.pack}:{pattern.data.template}",
                )
        raise AssertionError("an alternation matched without any of its options")

    def format(self, kind: str, **values: Any) -> str:
        """Print the first pattern of a kind that the values suffice for."""
        for pattern in self._kinds.get(kind, ()):
            try:
                return pattern.template.format(**values)
            except KeyError:
                continue
        raise PackError(f"pack {self.id} has no pattern {kind!r} for {sorted(values)}.")


def _alternation(patterns: list[Pattern], prefix: str) -> str:
    return "|".join(
        f"(?P<a{number}>{pattern.template.pattern(f'a{number}_')})"
        for number, pattern in enumerate(patterns)
    )


def _decode(text: str, where: str) -> _File:
    try:
        return msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PackError(
            f"wrong pack data ({error}).", where=where, remedy="See docs/reference/packs.md."
        ) from error


def available() -> list[str]:
    """Ids of the built-in packs."""
    data = files("jumpline.packs") / "data"
    return sorted(entry.name[:-5] for entry in data.iterdir() if entry.name.endswith(".toml"))


@cache
def load(name: str) -> Pack:
    """A built-in pack by id, or a file's (a name that ends in ``.toml``)."""
    if name.endswith(".toml"):
        path = Path(name)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PackError(f"cannot be read ({error}).", where=name) from error
        return _assemble(text, name)
    if name not in available():
        raise NotFound(
            f"there is no pack {name!r}.", remedy=f"Known packs: {', '.join(available())}."
        )
    text = (files("jumpline.packs") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return _assemble(text, name)


def _assemble(text: str, where: str) -> Pack:
    data = _decode(text, where)
    bases = [load(base) for base in data.pack.extends]
    words = _merge_words([base.vocabulary for base in bases] + [data.vocabulary])
    try:
        own = [Pattern(pattern, data.pack.id, words) for pattern in data.patterns]
    except PackError as error:
        error.where = where
        raise
    inherited = [pattern for base in bases for pattern in base.patterns]
    return Pack(data.pack, words, list(dict.fromkeys((*own, *inherited))))


def _merge_words(lists: list[dict[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for words in lists:
        for name, entries in words.items():
            merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *entries)))
    return merged


@cache
def reading_pack(*titles: str) -> Pack:
    """All built-in packs merged; packs of titles first, so that they decide."""
    packs = [load(name) for name in (*titles, *available())]
    patterns = dict.fromkeys(pattern for pack in packs for pattern in pack.patterns)
    header = _Header(id="+".join(pack.id for pack in packs), name="all conventions")
    return Pack(header, _merge_words([pack.vocabulary for pack in packs]), list(patterns))
