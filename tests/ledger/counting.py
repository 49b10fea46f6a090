"""How found figures are compared with a count by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from jumpline.ledger.entry import Figure
from jumpline.model.issue import SCHEMA, Article, BodyItem, Issue, Publication

DATA = Path(__file__).with_name("data")


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def issue_printing(paragraphs: list[str], date: str) -> Issue:
    """An issue of one article."""
    body = tuple(BodyItem("paragraph", text) for text in paragraphs)
    article = Article(f"paper/{date}/1", (1,), body=body)
    return Issue(SCHEMA, f"paper/{date}", Publication("paper"), date=date, articles=(article,))


def issue_of(texts: list[str], date: str = "2026-05-12") -> Issue:
    """An issue of one article for each text."""
    articles = tuple(
        Article(f"paper/{date}/{number}", (1,), body=(BodyItem("paragraph", text),))
        for number, text in enumerate(texts)
    )
    return Issue(SCHEMA, f"paper/{date}", Publication("paper"), date=date, articles=articles)


class Count(NamedTuple):
    """``wanted`` figures, of them found ``right`` (value and unit), with the right ``bound`` and
    ``measure`` (of ``measures`` that are judged); ``given`` were found, ``good`` of them wanted."""

    wanted: int
    right: int
    bound: int
    measure: int
    measures: int
    given: int
    good: int
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def plus(self, other: Count) -> Count:
        return Count(*(a + b for a, b in zip(self, other, strict=True)))  # type: ignore[arg-type]

    def scores(self) -> dict[str, float]:
        return {
            "value_unit": self.right / self.wanted,
            "bound": self.bound / self.wanted,
            "measure": self.measure / self.measures,
            "precision": self.good / self.given,
        }


NONE = Count(0, 0, 0, 0, 0, 0, 0)


def count(wanted: list[list[str]], found: list[Figure], arguable: list[str]) -> Count:
    """Each wanted ``[value, unit, bound, measure]`` takes one figure, the likest first."""
    left = list(found)
    right = bound = measure = measures = 0
    missed = []
    for value, unit, sign, thing in wanted:
        measures += bool(thing)
        same = [f for f in left if f.value == value and (f.unit or "") == unit]
        same.sort(key=lambda f: likeness(f, sign, thing), reverse=True)
        if not same:
            missed.append(f"{value} {unit} {thing}")
            continue
        best = same[0]
        left.remove(best)
        right += 1
        bound += (best.bound or "") == sign
        if thing:
            measure += holds(best, thing)
            if not holds(best, thing):
                missed.append(f"{value} {unit}: {thing!r} is not in {best.measure!r}")
        if (best.bound or "") != sign:
            missed.append(f"{value} {unit}: bound {sign!r} is {best.bound!r}")
    extra = [f for f in left if not any(text in f.quote and overlaps(text, f) for text in arguable)]
    return Count(
        len(wanted),
        right,
        bound,
        measure,
        measures,
        right + len(extra),
        right,
        tuple(missed),
        tuple(f"{f.value} {f.unit} {f.printed} in {f.quote}" for f in extra),
    )


def overlaps(text: str, figure: Figure) -> bool:
    return figure.printed in text or text in figure.printed


def likeness(figure: Figure, sign: str, thing: str) -> tuple[bool, bool]:
    return (figure.bound or "") == sign, holds(figure, thing)


def holds(figure: Figure, thing: str) -> bool:
    return thing.lower() in (figure.measure or "").lower()
