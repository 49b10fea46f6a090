"""Pages of one issue together, in order, each with its number and label."""

from __future__ import annotations

import re
from datetime import date as Date

import msgspec

from jumpline.model.issue import Problem
from jumpline.model.script import simplified
from jumpline.model.text import plain
from jumpline.stages.pages import BlockPage, Furniture

_DATE_IN_NAME = re.compile(r"(?<!\d)((?:1[6-9]|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)")


class Candidate(msgspec.Struct, frozen=True):
    """A page and what its masthead or folio says, before it belongs to an issue."""

    page: BlockPage
    found: tuple[Furniture, dict[int, str]]

    @property
    def facts(self) -> Furniture:
        return self.found[0]

    @property
    def key(self) -> tuple[str | None, tuple[int, ...] | None]:
        """Title and date as far as the page prints them."""
        date = self.facts.fields.get("date")
        whole = tuple(date) if date and None not in date else date_in_name(self.page.source)
        title = self.facts.fields.get("title")
        # A paper's page in the other script prints its name in that script.
        return (simplified(plain(str(title)).upper()) if title else None, whole)


def date_in_name(name: str) -> tuple[int, int, int] | None:
    """The last date in a source's name: 2026-04-07, 20260407."""
    for found in reversed(list(_DATE_IN_NAME.finditer(name))):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        try:
            Date(year, month, day)
        except ValueError:
            continue
        return year, month, day
    return None


def group(pages: list[Candidate]) -> list[list[Candidate]]:
    """Pages by issue. Two dates, or two titles on one date, are two issues; a page that prints
    neither belongs to the page before it in the same folder, else to the first."""
    keys: list[tuple[str | None, tuple[int, ...] | None]] = []
    for candidate in pages:
        key = candidate.key
        if key == (None, None):
            continue
        for at, known in enumerate(keys):
            if _compatible(key, known):
                keys[at] = (known[0] or key[0], known[1] or key[1])
                break
        else:
            keys.append(key)
    if len(keys) <= 1:
        return [pages]
    groups: list[list[Candidate]] = [[] for _ in keys]
    last = 0
    folder: dict[str, int] = {}
    waiting: list[Candidate] = []
    for candidate in pages:
        place = candidate.page.source.rpartition("/")[0]
        if candidate.key != (None, None):
            last = next(at for at, known in enumerate(keys) if _compatible(candidate.key, known))
            folder.setdefault(place, last)
            groups[last].append(candidate)
        else:
            waiting.append(candidate)
    for candidate in waiting:
        place = candidate.page.source.rpartition("/")[0]
        groups[folder.get(place, 0)].append(candidate)
    return [members for members in groups if members]


def _compatible(
    one: tuple[str | None, tuple[int, ...] | None], two: tuple[str | None, tuple[int, ...] | None]
) -> bool:
    titles = one[0] is None or two[0] is None or _same_title(one[0], two[0])
    dates = one[1] is None or two[1] is None or one[1] == two[1]
    return titles and dates


def _same_title(one: str, two: str) -> bool:
    """A folio may leave out a part of the name: THE DECCAN SENTINEL, Deccan Sentinel."""
    return one == two or (min(len(one), len(two)) > 3 and (one.endswith(two) or two.endswith(one)))


def number_pages(
    members: list[Candidate],
) -> tuple[list[tuple[int, str, Candidate]], list[Problem]]:
    """(number, label, page) in the order of the numbers, and what was odd about them.

    The folio decides, then the masthead (page 1), then the name of the source, then the order.
    The same page twice with the same text is kept once.
    """
    problems: list[Problem] = []
    labels: list[str | None] = []
    for candidate in members:
        label = candidate.facts.label
        if label is None and candidate.facts.is_front:
            label = candidate.page.hint if _digits(candidate.page.hint) == 1 else "front"
        labels.append(label or candidate.page.hint)
    style = next((label for label in labels if label and label != "front"), "01")
    result: list[tuple[int, str, Candidate]] = []
    texts: dict[int, str] = {}
    rest: list[Candidate] = []
    offsets = _sections([label for label in labels if label])
    for label, candidate in zip(labels, members, strict=True):
        if label is None:
            rest.append(candidate)
            continue
        name = _first(style) if label == "front" else label
        number = _number(name, offsets)
        text = _text(candidate)
        if text and text in texts.values():
            problems.append(_repeated(candidate, number, "is there twice; one copy was kept"))
            continue
        if number in texts:
            if texts[number] == text:
                problems.append(_repeated(candidate, number, "is there twice; one copy was kept"))
                continue
            problems.append(_repeated(candidate, number, "is there twice with different texts"))
            rest.append(candidate)
            continue
        texts[number] = text
        result.append((number, name, candidate))
    for candidate in rest:
        number = 1
        while number in texts:
            number += 1
        if _text(candidate) and _text(candidate) in texts.values():
            problems.append(_repeated(candidate, number, "is there twice; one copy was kept"))
            continue
        texts[number] = _text(candidate)
        result.append((number, _like(style, number), candidate))
    return sorted(result, key=lambda found: found[0]), problems


def _text(candidate: Candidate) -> str:
    return plain("".join(block.text for block in candidate.page.blocks))


def _digits(label: str | None) -> int | None:
    digits = "".join(char for char in label or "" if char.isdigit())
    return int(digits) if digits else None


def _sections(labels: list[str]) -> dict[str, int]:
    """How many pages stand before a section (A, B, C…), from the highest label of each."""
    highest: dict[str, int] = {}
    for label in labels:
        letters = re.sub(r"[^A-Z]", "", label.upper()) if label != "front" else "A"
        highest[letters] = max(highest.get(letters, 0), _digits(label) or 1)
    offsets: dict[str, int] = {}
    total = 0
    for letters in sorted(highest):
        offsets[letters] = 0 if letters in ("", "A") else total
        total = max(total, offsets[letters] + highest[letters])
    return offsets


def _number(label: str, offsets: dict[str, int]) -> int:
    letters = re.sub(r"[^A-Z]", "", label.upper())
    return offsets.get(letters, 0) + max(1, _digits(label) or 1)


def _first(style: str) -> str:
    return _like(style, 1)


def _like(style: str, number: int) -> str:
    """A label in the manner of another: 01, 1, A1, A01."""
    letters = re.sub(r"[^A-Z]", "", style.upper())
    digits = re.sub(r"\D", "", style)
    width = len(digits) if digits.startswith("0") else 1
    return f"{'A' if letters else ''}{number:0{width}d}"


def _repeated(candidate: Candidate, number: int, how: str) -> Problem:
    return Problem(
        "page-repeated",
        "warning",
        f"Page {number} {how} ({candidate.page.source}).",
        {"source": candidate.page.source, "page": number},
        "Remove the file that does not belong here.",
    )
