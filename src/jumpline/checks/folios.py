"""Folios: the line at the top of every inner page says page, date and weekday again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from jumpline.checks.case import Case, Finding
from jumpline.checks.patterns import finds, first, weekday
from jumpline.checks.rule import rule
from jumpline.model.issue import Block, Page
from jumpline.model.text import fold_width
from jumpline.packs.fields import chinese_int, month_number

_LABEL = re.compile(r"([A-Z]*)(\d+)\Z")


def _folios(case: Case) -> Iterator[tuple[Page, Block, str]]:
    for page in case.issue.pages:
        for block in page.blocks:
            if block.role == "folio":
                yield page, block, fold_width(" ".join(line.text for line in block.lines))[:400]


def _where(page: Page, block: Block, quote: str) -> dict[str, Any]:
    where: dict[str, Any] = {"page": page.number, "block": block.id, "quote": quote}
    if block.box is not None:
        where["box"] = list(block.box)
    return where


@rule("folio-date")
def folio_date(case: Case) -> Iterator[Finding]:
    day = case.date
    if day is None:
        return
    for page, block, text in _folios(case):
        for match in finds("full-date", text):
            said = tuple(_int(match[part]) for part in ("year", "month", "day"))
            if said != (day.year, day.month, day.day) and None not in said:
                yield Finding(
                    f"The folio of page {page.label} says {match[0].strip()}, the issue is of {day}.",
                    _where(page, block, match[0]),
                )


@rule("folio-weekday")
def folio_weekday(case: Case) -> Iterator[Finding]:
    day = case.date
    if day is None:
        return
    for page, block, text in _folios(case):
        match = first("weekday", text)
        said = weekday(match[0]) if match else None
        if match and said and said != day.isoweekday():
            yield Finding(
                f"The folio of page {page.label} says {match[0]}, which {day} is not.",
                _where(page, block, match[0]),
            )


@rule("label-order")
def label_order(case: Case) -> Iterator[Finding]:
    labels = [(page, _LABEL.match(page.label.upper())) for page in case.issue.pages]
    for (before, one), (page, two) in pairwise(labels):
        if one and two and one[1] == two[1] and int(two[2]) < int(one[2]):
            yield Finding(
                f"Page {page.label} stands behind page {before.label}.",
                {"page": page.number, "quote": page.label},
            )


def _int(text: str) -> int | None:
    try:
        return (
            month_number(text)
            if text.rstrip(".").isalpha() and text.isascii()
            else chinese_int(text)
        )
    except (KeyError, ValueError):
        return None
