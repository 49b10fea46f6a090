"""A rule: a function, and what data/rules.toml says about it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, TypeAlias

import msgspec

from jumpline.checks.case import Case, Confusion, Finding, Neighbour
from jumpline.errors import PackError
from jumpline.model.issue import SCHEMA, Issue
from jumpline.model.roles import Severity

Search: TypeAlias = Callable[[Case], Iterable[Finding]]

#: Modules that hold rules, in the order in which their problems are listed.
_MODULES = (
    "masthead",
    "numbering",
    "folios",
    "jumps",
    "guides",
    "series",
    "headings",
    "people",
    "pictures",
    "marks",
    "scripts",
    "days",
    "sums",
    "contacts",
    "ends",
    "words",
    "characters",
)


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An issue in short: ``text`` is the body of one article, a paragraph a line, under
    ``heading``; ``issue`` gives any field of an issue."""

    text: str = ""
    heading: str = ""
    language: str = "zh-Hans"
    issue: dict[str, Any] = {}
    neighbours: tuple[Neighbour, ...] | None = None
    confusions: tuple[Confusion, ...] = ()

    def case(self) -> Case:
        plain: dict[str, Any] = {
            "schema": SCHEMA,
            "id": "example/2026-04-07",
            "date": "2026-04-07",
            "publication": {"id": "example", "language": self.language},
            **self.issue,
        }
        if self.text or self.heading:
            body = [{"role": "paragraph", "text": line} for line in self.text.split("\n") if line]
            heading = [line for line in self.heading.split("\n") if line]
            plain["articles"] = [{"headline": heading, "body": body}]
        plain["articles"] = [
            {"id": f"example/2026-04-07/{number}", "pages": [1], **article}
            for number, article in enumerate(plain.get("articles", ()), 1)
        ]
        if "pages" not in plain:
            plain["pages"] = [{"number": 1, "label": "01"}]
        return Case(msgspec.convert(plain, Issue), self.neighbours, self.confusions)


class RuleData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of rules.toml."""

    severity: Severity
    about: str
    catches: tuple[Example, ...]
    passes: tuple[Example, ...]


class Rule(msgspec.Struct, frozen=True):
    code: str
    data: RuleData
    search: Search


_SEARCHES: dict[str, Search] = {}


def rule(code: str) -> Callable[[Search], Search]:
    """Makes a function the rule of a code."""

    def taken(search: Search) -> Search:
        assert code not in _SEARCHES, code
        _SEARCHES[code] = search
        return search

    return taken


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their modules."""
    for name in _MODULES:
        import_module(f"jumpline.checks.{name}")
    said = rule_data()
    if said.keys() != _SEARCHES.keys():
        raise PackError(f"rules.toml and the rules differ in {said.keys() ^ _SEARCHES.keys()}.")
    # Importing one module may have imported another before it.
    places = {f"jumpline.checks.{name}": place for place, name in enumerate(_MODULES)}
    found = sorted(_SEARCHES.items(), key=lambda each: places[each[1].__module__])
    return tuple(Rule(code, said[code], search) for code, search in found)


@cache
def rule_data() -> dict[str, RuleData]:
    text = (files("jumpline.checks") / "data" / "rules.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, RuleData])
