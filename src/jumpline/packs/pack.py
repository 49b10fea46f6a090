"""Packs: loading, merging and asking them.

A pack is a TOML file with ``[pack]``, ``[vocabulary]`` (lists of words) and ``[[patterns]]``
(templates of a kind); a title's may have ``[layout]`` (its habits). ``extends`` names packs whose data come first.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import msgspec

from jumpline.errors import NotFound, PackError
from jumpline.model.ids import fingerprint
from jumpline.model.text import fold_width
from jumpline.packs.habits import USUAL_HABITS, Habits
from jumpline.packs.template import Template

_PLACES = ("full", "start", "end", "any")
#: What is remembered of texts that were asked about: so many, none of them longer.
_KEPT_MATCHES = 16_384
_KEPT_LENGTH = 400


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
    layout: Habits = USUAL_HABITS


class Pattern:
    """A template with its kind, the place where it may stand, and its fixed values."""

    def __init__(self, data: _Pattern, pack: str, vocabulary: dict[str, tuple[str, ...]]) -> None:
        self.data, self.kind, self.at, self.pack = data, data.kind, data.at, pack
        self.template = Template(data.template, vocabulary)
        self.needs = self.template.needs()

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile(_alternation([self]), re.IGNORECASE)

    def search(self, folded: str, start: int) -> re.Match[str] | None:
        """The next place in a width-folded text where the template fits."""
        return self._anywhere.search(folded, start)

    def found(self, match: re.Match[str] | None, kind: str | None, number: int = 0) -> Found:
        """What a match says; ``number`` is the pattern's place in the expression."""
        assert match is not None
        group = f"a{number}"
        return Found(
            kind or self.kind,
            {**self.data.values, **self.template.values(match, f"{group}_")},
            match.start(group),
            match.end(group),
            f"{self.pack}:{self.data.template}",
        )


class _Gate:
    """Tells in one pass which patterns a text cannot match, before their expressions are tried."""

    def __init__(self, patterns: list[Pattern]) -> None:
        self.always = [number for number, pattern in enumerate(patterns) if not pattern.needs]
        words: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for need in pattern.needs:
                words.setdefault(need, []).append(number)
        # A word inside a longer one would be hidden by it: the longer one stands for both.
        self.words = {
            word: sorted({n for other, ns in words.items() if other in word for n in ns})
            for word in words
        }
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        self.regex = re.compile("|".join(map(re.escape, longest_first))) if words else None

    def open(self, lower: str) -> bool:
        return bool(self.always) or bool(self.regex and self.regex.search(lower))

    def active(self, lower: str) -> tuple[int, ...]:
        found = set(self.always)
        if self.regex is not None:
            for word in set(self.regex.findall(lower)):
                found.update(self.words[word])
        return tuple(sorted(found))


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
        self,
        header: _Header,
        vocabulary: dict[str, tuple[str, ...]],
        patterns: list[Pattern],
        habits: Habits = USUAL_HABITS,
    ) -> None:
        self.id, self.name, self.languages = header.id, header.name, header.languages
        self.vocabulary, self.patterns = vocabulary, patterns
        self.habits = habits

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
    def _token_patterns(self) -> dict[tuple[str, ...], tuple[list[Pattern], _Gate]]:
        return {}

    def match(self, kind: str, text: str) -> Found | None:
        """The first pattern of the kind that fits the text where it may stand in it."""
        if kind not in self._kinds:
            return None
        if len(text) > _KEPT_LENGTH:
            return self._match(kind, text)
        key = (kind, text)
        if key in self._matches:
            return self._matches[key]
        if len(self._matches) >= _KEPT_MATCHES:
            self._matches.clear()
        found = self._matches[key] = self._match(kind, text)
        return found

    @cached_property
    def _matches(self) -> dict[tuple[str, str], Found | None]:
        """What was asked lately: stages ask the same of a line again and again."""
        return {}

    def _match(self, kind: str, text: str) -> Found | None:
        folded = fold_width(text)
        lower = folded.lower()
        for at, gate, regex, placed in self._regexes(kind):
            if not gate.open(lower):
                continue
            match = regex.search(folded) if at in ("any", "end") else regex.match(folded)
            if match:
                return self._found(match, placed, kind)
        return None

    def tokens(self, kinds: tuple[str, ...], folded: str) -> list[Found]:
        """All patterns of several kinds in a width-folded text, left to right, not overlapping."""
        lower = folded.lower()
        known = self._token_patterns.get(kinds)
        if known is None:
            patterns = [p for kind in kinds for p in self._kinds.get(kind, ())]
            known = self._token_patterns[kinds] = (patterns, _Gate(patterns))
        patterns, gate = known
        # The next match of each pattern that the gate lets through; the leftmost is taken, of
        # equals the first pattern, and those that it overlaps look again behind it.
        waiting = {n: patterns[n].search(folded, 0) for n in gate.active(lower)}
        found: list[Found] = []
        while True:
            starts = [(match.start(), n) for n, match in waiting.items() if match]
            if not starts:
                return found
            _, first = min(starts)
            token = patterns[first].found(waiting[first], None)
            found.append(token)
            for n, match in waiting.items():
                if match and match.start() < max(token.end, token.start + 1):
                    waiting[n] = patterns[n].search(folded, max(token.end, token.start + 1))

    def _regexes(self, kind: str) -> list[tuple[str, _Gate, re.Pattern[str], list[Pattern]]]:
        cached = self._placed.get(kind)
        if cached is None:
            cached = self._placed[kind] = []
            for at in _PLACES:
                patterns = [p for p in self._kinds.get(kind, ()) if p.at == at]
                tail = r"\s*\Z" if at in ("full", "end") else ""
                head = r"\s*" if at in ("full", "start") else ""
                if patterns:
                    regex = re.compile(f"{head}(?:{_alternation(patterns)}){tail}", re.IGNORECASE)
                    cached.append((at, _Gate(patterns), regex, patterns))
        return cached

    @cached_property
    def _placed(self) -> dict[str, list[tuple[str, _Gate, re.Pattern[str], list[Pattern]]]]:
        return {}

    @staticmethod
    def _found(match: re.Match[str], patterns: list[Pattern], kind: str | None) -> Found:
        for number, pattern in enumerate(patterns):
            if match.group(f"a{number}") is not None:
                return pattern.found(match, kind, number)
        raise AssertionError("an alternation matched without any of its options")

    def format(self, kind: str, **values: Any) -> str:
        """Print the first pattern of a kind that the values suffice for."""
        for pattern in self._kinds.get(kind, ()):
            try:
                return pattern.template.format(**values)
            except KeyError:
                continue
        raise PackError(f"pack {self.id} has no pattern {kind!r} for {sorted(values)}.")


def _alternation(patterns: list[Pattern]) -> str:
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


def load(name: str) -> Pack:
    """A built-in pack by id, or a file's (a name that ends in ``.toml``)."""
    return _assemble(_read(name), name) if name.endswith(".toml") else _built_in(name)


def pack_digest(name: str) -> str:
    """A name for a pack's content, for what was read by it."""
    return fingerprint(_read(name), 12) if name.endswith(".toml") else name


def _read(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"cannot be read ({error}).", where=name) from error


@cache
def _built_in(name: str) -> Pack:
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
    habits = data.layout
    for base in bases:
        habits = habits.over(base.habits)
    return Pack(data.pack, words, list(dict.fromkeys((*own, *inherited))), habits)


def _merge_words(lists: list[dict[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for words in lists:
        for name, entries in words.items():
            merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *entries)))
    return merged


def reading_pack(*titles: str) -> Pack:
    """All built-in packs merged; packs of titles first, so that they decide."""
    return _merged(titles) if titles else _everyday()


@cache
def _everyday() -> Pack:
    return _merged(())


def _merged(titles: tuple[str, ...]) -> Pack:
    packs = [load(name) for name in (*titles, *available())]
    patterns = dict.fromkeys(pattern for pack in packs for pattern in pack.patterns)
    header = _Header(id="+".join(pack.id for pack in packs), name="all conventions")
    habits = USUAL_HABITS
    for pack in packs:
        habits = habits.over(pack.habits)
    return Pack(header, _merge_words([pack.vocabulary for pack in packs]), list(patterns), habits)
