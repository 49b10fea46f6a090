"""Sentences from lists of words: the small grammar behind invented issues."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from jumpline.errors import NotFound

_FIELD = re.compile(r"\{(\w+)\}")


class _Titles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]
    latin: tuple[str, ...]


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    headline: tuple[str, ...]
    headline_two: tuple[tuple[str, str], ...]
    kicker: tuple[str, ...]
    deck: tuple[str, ...]
    series: tuple[str, ...]
    subhead: tuple[str, ...]
    notice_head: tuple[str, ...]
    notice: tuple[str, ...]
    ad_head: tuple[str, ...]
    ad: tuple[str, ...]
    caption: tuple[str, ...]
    opening: tuple[str, ...]
    sentence: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's words; see words/*.toml."""

    towns: tuple[str, ...]
    villages: tuple[str, ...]
    surnames: tuple[str, ...]
    given: tuple[str, ...]
    offices: tuple[str, ...]
    things: tuple[str, ...]
    goods: tuple[str, ...]
    months: tuple[str, ...]
    sections: tuple[str, ...]
    agencies: tuple[str, ...]
    cities: tuple[str, ...]
    columns: tuple[str, ...]
    photo_ends: tuple[str, ...]
    titles: _Titles
    pinyin: dict[str, str]
    lists: Lists


@cache
def words(language: str) -> Words:
    """Raises ``NotFound`` for a language without words."""
    folder = files("jumpline.compose") / "words"
    known = sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml"))
    if language not in known:
        raise NotFound(
            f"there are no words to invent from in {language!r}.",
            remedy=f"Known languages: {', '.join(known)}.",
        )
    text = (folder / f"{language}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Words)


class Grammar:
    """Fills templates by one random source: equal seeds give equal texts."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self.words, self.rng, self.latin = words(language), rng, language[:2] not in ("zh", "ja")

    def person(self) -> str:
        family, own = self.rng.choice(self.words.surnames), self.rng.choice(self.words.given)
        return f"{own} {family}" if self.latin else family + own

    def pick(self, options: tuple[str, ...], share: float = 1.0) -> str:
        """One of several, filled in; "" for all but ``share`` of the calls."""
        if share < 1.0 and self.rng.random() >= share:
            return ""
        return self.fill(self.rng.choice(options))

    def fill(self, template: str) -> str:
        return _FIELD.sub(lambda match: self._field(match[1]), template)

    def _field(self, name: str) -> str:
        rng, every = self.rng, self.words
        lower = name.lower().rstrip("2")
        choices = {
            "town": every.towns,
            "village": every.villages,
            "office": every.offices,
            "thing": every.things,
            "goods": every.goods,
            "month": every.months,
        }
        if lower in choices:
            found = rng.choice(choices[lower])
            return found.title() if name[0].isupper() else found
        if name == "person":
            return self.person()
        numbers = {
            "n": (6, 48),
            "n2": (60, 980),
            "n3": (1000, 9800),
            "n6": (100000, 999999),
            "d": (2, 9),
            "yy": (10, 98),
            "day": (1, 28),
        }
        if name in numbers:
            return str(rng.randint(*numbers[name]))
        if name == "f":
            return f"{rng.randint(11, 289) / 10:.1f}"
        if name == "f2":
            return f"{rng.randint(21, 489) / 10:.1f}"
        return match_part(name, rng, self.latin)

    def paragraph(self, length: int, start: str = "") -> str:
        """Sentences of about so many characters; no two of them are the same."""
        text, used = start, set[str]()
        while len(text) < length and len(used) < len(self.words.lists.sentence):
            template = self.rng.choice(self.words.lists.sentence)
            if template in used:
                continue
            used.add(template)
            sentence = self.fill(template)
            if self.latin:
                sentence = sentence[:1].upper() + sentence[1:]
            text += (" " if self.latin and text and not text.endswith(" ") else "") + sentence
        return text


def match_part(name: str, rng: random.Random, latin: bool) -> str:
    """The number of a series' part, as it is printed."""
    assert name == "part", name
    return rng.choice(["One", "Two", "Three", "Four"] if latin else ["一", "二", "三", "四"])


def part_number(text: str) -> int:
    """The number that ``{part}`` printed at a text's end."""
    names = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "一": 1, "二": 2, "三": 3, "四": 4}
    return next(value for name, value in names.items() if text.endswith(name))
