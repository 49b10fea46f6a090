"""The interface's languages, one TOML file each; a further language is a further file.

A file says its ``tag``, ``name`` and ``direction``, the ``aliases`` by which browsers ask for it,
names of months and weekdays (Monday first), and messages in groups. A message with several forms
is a table with ``one`` and ``other``.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

#: What a browser gets that asks for none of the languages that there are.
DEFAULT = "zh-Hans"

Message = str | Mapping[str, str]


@dataclass(frozen=True)
class Locale:
    tag: str
    name: str
    direction: str
    aliases: tuple[str, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    messages: Mapping[str, Message]

    def say(self, key: str, **values: object) -> str:
        """The message with its values. An unknown key is an error of ours: ``KeyError``."""
        message = self.messages[key]
        if not isinstance(message, str):
            message = message["one" if values.get("count") == 1 and "one" in message else "other"]
        return message.format(**values)

    def date(self, iso: str | None) -> str:
        """A date as people write it; what is no date stands as it is."""
        day = parse_date(iso)
        if day is None:
            return iso or self.say("date.unknown")
        return self.say(
            "date.day", year=day.year, month=day.month, day=day.day, name=self.months[day.month - 1]
        )

    def weekday(self, iso: str | None) -> str:
        day = parse_date(iso)
        return self.weekdays[day.weekday()] if day else ""

    def month(self, year: int, month: int) -> str:
        return self.say("date.month", year=year, month=month, name=self.months[month - 1])


def parse_date(iso: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(iso) if iso and len(iso) == 10 else None
    except ValueError:
        return None


@cache
def locales() -> Mapping[str, Locale]:
    """Tag → locale, sorted by tag with the default first."""
    found = []
    for entry in files("jumpline.web").joinpath("locales").iterdir():
        if entry.name.endswith(".toml"):
            found.append(_locale(tomllib.loads(entry.read_text(encoding="utf-8"))))
    found.sort(key=lambda locale: (locale.tag != DEFAULT, locale.tag == "en", locale.tag))
    return {locale.tag: locale for locale in found}


def _locale(plain: dict[str, Any]) -> Locale:
    return Locale(
        tag=plain["tag"],
        name=plain["name"],
        direction=plain["direction"],
        aliases=tuple(plain["aliases"]),
        months=tuple(plain["months"]),
        weekdays=tuple(plain["weekdays"]),
        weekdays_short=tuple(plain["weekdays_short"]),
        messages=_flat(plain["messages"]),
    )


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Message]:
    found: dict[str, Message] = {}
    for key, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            found.update(_flat(value, f"{prefix}{key}."))
        else:
            found[prefix + key] = value
    return found


def negotiate(accept_language: str) -> str:
    """The tag of the locale that an Accept-Language header likes best."""
    wishes = []
    for place, part in enumerate(accept_language[:1000].split(",")):
        tag, _, parameter = part.strip().partition(";")
        wishes.append((-_quality(parameter), place, tag.strip().lower()))
    known = {
        alias.lower(): locale.tag
        for locale in locales().values()
        for alias in (locale.tag, *locale.aliases)
    }
    for quality, _, wish in sorted(wishes):
        if quality == 0:
            continue
        tag = wish
        # Lookup of RFC 4647: zh-Hant-TW, then zh-Hant, then zh.
        while tag:
            if tag in known:
                return known[tag]
            tag = tag.rpartition("-")[0]
    return DEFAULT


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0
