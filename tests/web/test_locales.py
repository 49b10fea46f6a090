"""The interface's languages say the same things."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from jumpline.web.locale import DEFAULT, Locale, Message, locales
from jumpline.web.preferences import CHOICES
from jumpline.web.views.search import FACETS, ORDERS

ALL = list(locales().values())


def _fields(message: Message) -> set[str]:
    forms = [message] if isinstance(message, str) else list(message.values())
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.mark.parametrize("locale", ALL, ids=lambda locale: locale.tag)
def test_same_keys_and_values(locale: Locale) -> None:
    model = locales()["en"]
    assert set(locale.messages) == set(model.messages)
    for key, message in locale.messages.items():
        # A date may name the month or count it.
        extra = {"name", "month"} if key.startswith("date.") else set()
        assert _fields(message) - extra == _fields(model.messages[key]) - extra, key
        assert not isinstance(message, str) or message.strip() == message != ""


@pytest.mark.parametrize("locale", ALL, ids=lambda locale: locale.tag)
def test_names_are_complete(locale: Locale) -> None:
    assert len(locale.months) == 12
    assert len(locale.weekdays) == len(locale.weekdays_short) == 7
    assert locale.direction in {"ltr", "rtl"}
    for name, values in CHOICES.items():
        for value in values:
            assert locale.say(f"prefs.{name}_{value}")
    for facet in FACETS:
        assert locale.say(f"facet.{facet}")
    for order in ORDERS:
        assert locale.say(f"search.order_{order}")


def test_aliases_are_unique() -> None:
    names = [name.lower() for locale in ALL for name in (locale.tag, *locale.aliases)]
    assert len(names) == len(set(names))
    assert ALL[0].tag == DEFAULT


def test_every_message_is_used() -> None:
    package = files("jumpline.web")
    sources = ""
    for folder in (package, *(package.joinpath(name) for name in ("templates", "routes", "views"))):
        for entry in folder.iterdir():
            if entry.name.endswith((".py", ".html")):
                sources += entry.read_text(encoding="utf-8")
    built = re.compile(
        r"prefs\.|facet\.|severity\.|search\.(order|help|example)_|error\.\w+\.(title|text)"
        r"|board\.(means_|says_|goal$|task$|announced|under_way|done|overdue|contradicted)"
        r"|names\.(person|organisation|place)$|review\.(do|key)_|review\.(problems|text|changes|signoff)$"
    )
    for key in locales()["en"].messages:
        assert built.match(key) or f'"{key}"' in sources or f"'{key}'" in sources, key


def test_dates() -> None:
    assert locales()["zh-Hans"].date("2026-04-07") == "2026年4月7日"
    assert locales()["en"].date("2026-04-07") == "7 April 2026"
    assert locales()["en"].date(None) == "Undated"
    assert locales()["en"].date("spring") == "spring"
    assert locales()["en"].weekday("2026-04-07") == "Tuesday"
    assert locales()["en"].say("home.count", count=1) == "1 issue"
    assert locales()["en"].say("home.count", count=2) == "2 issues"
