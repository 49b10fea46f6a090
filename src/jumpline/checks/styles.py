"""Styles: a house's rules for numerals, marks and units, as data with examples.

A style is a TOML file: ``[style]`` names it, ``[[rules]]`` hold expressions over width-folded text
with what to write instead, ``[[words]]`` the words that it confuses no more. ``extends`` names
built-in styles.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

import msgspec

from jumpline.checks.case import Case, Confusion, Part
from jumpline.checks.expressions import compiled
from jumpline.errors import NotFound, PackError
from jumpline.model.issue import Problem
from jumpline.model.roles import Severity
from jumpline.model.text import fold_width

_TEXT: tuple[Part, ...] = (
    *("kicker", "headline", "deck", "subhead"),
    *("paragraph", "item", "caption", "notice"),
)
_LONGEST_TEXT = 20_000


class StyleRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``regex`` sees width-folded text, ``unfolded`` ones the text as printed. ``instead`` may name
    groups (``\\g<name>``) and becomes the suggestion; without it none is made."""

    code: str
    about: str
    regex: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    instead: str | None = None
    severity: Severity = "info"
    unfolded: bool = False
    #: 1 or more: only where the text has so many of what the rule finds.
    at_least: int = 1


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    languages: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    style: _Header
    rules: tuple[StyleRule, ...] = ()
    words: tuple[Confusion, ...] = ()


class Style:
    """Rules ready to be asked."""

    def __init__(self, data: _File, where: str) -> None:
        self.id, self.name, self.languages = data.style.id, data.style.name, data.style.languages
        self.rules, self.words, self.where = data.rules, data.words, where

    @cached_property
    def compiled(self) -> tuple[tuple[StyleRule, re.Pattern[str]], ...]:
        return tuple((rule, _compile(rule, self.where)) for rule in self.rules)

    def finds(self, rule: StyleRule, regex: re.Pattern[str], text: str) -> list[re.Match[str]]:
        seen = text if rule.unfolded else fold_width(text)
        found = list(regex.finditer(seen[:_LONGEST_TEXT]))
        return found if len(found) >= rule.at_least else []


def _compile(rule: StyleRule, where: str) -> re.Pattern[str]:
    regex = compiled(rule.regex, where, rule.code)
    try:
        for example in rule.examples if rule.instead is not None else ():
            match = regex.search(example if rule.unfolded else fold_width(example))
            if match is not None:
                match.expand(rule.instead or "")
    except (re.error, IndexError) as error:
        raise PackError(
            f"what {rule.code} writes instead is wrong ({error}).",
            where=where,
            remedy="Name groups of its expression: \\\\g<name>.",
        ) from error
    return regex


def style_findings(style: Style, case: Case) -> list[Problem]:
    found = []
    for piece in case.parts(*_TEXT):
        if style.languages and piece.language not in style.languages:
            continue
        for rule, regex in style.compiled:
            for match in style.finds(rule, regex, piece.text):
                quote = piece.text[match.start() : match.end()]
                instead = match.expand(rule.instead) if rule.instead is not None else None
                found.append(
                    Problem(
                        rule.code,
                        rule.severity,
                        f"{quote}: {rule.about}",
                        case.where(piece, quote),
                        f"{quote} → {instead}" if instead is not None else None,
                    )
                )
    return found


def available() -> list[str]:
    folder = files("jumpline.checks") / "data" / "styles"
    return sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_style(name: str) -> Style:
    """A built-in style by its id, or a file's (a name that ends in ``.toml``). Raises ``PackError``
    for a wrong file and ``NotFound`` for an unknown id."""
    if not name.endswith(".toml"):
        return _built_in(name)
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(
            f"cannot be read ({error}).", where=name, remedy="Give a TOML file in UTF-8."
        ) from error
    return _assemble(text, name)


@cache
def _built_in(name: str) -> Style:
    if name not in available():
        raise NotFound(
            f"there is no style {name!r}.", remedy=f"Known styles: {', '.join(available())}."
        )
    text = (files("jumpline.checks") / "data" / "styles" / f"{name}.toml").read_text("utf-8")
    return _assemble(text, name)


def _assemble(text: str, where: str) -> Style:
    try:
        data = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PackError(
            f"wrong style ({error}).", where=where, remedy="See docs/howto/check-an-issue.md."
        ) from error
    bases = [_built_in(base) for base in data.style.extends]
    own = {rule.code for rule in data.rules}
    inherited = tuple(r for base in bases for r in base.rules if r.code not in own)
    style = Style(msgspec.structs.replace(data, rules=(*inherited, *data.rules)), where)
    for rule, regex in style.compiled:
        wrong = [text for text in rule.examples if not style.finds(rule, regex, text)]
        wrong += [text for text in rule.counter_examples if style.finds(rule, regex, text)]
        if wrong:
            raise PackError(
                f"{rule.code} does not do what its examples say: {wrong[0]!r}.",
                where=where,
                remedy="Mend the expression or the example.",
            )
    return style
