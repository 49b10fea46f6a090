"""The issue's number, against its neighbours in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date

from jumpline.checks.case import Case, Finding
from jumpline.checks.rule import rule


def _numbered(case: Case) -> list[tuple[Date, int, str]]:
    """Date, number and id of the neighbours that count on as this issue does."""
    day, number = case.date, case.issue.number
    found = []
    for other in case.neighbours or ():
        if other.id == case.issue.id or other.number is None or other.date is None:
            continue
        if day is None or number is None or other.date == case.issue.date:
            continue
        then = Date.fromisoformat(other.date)
        # Some papers begin at 1 every year: small numbers are compared within a year only.
        if min(number, other.number) > 400 or then.year == day.year:
            found.append((then, other.number, other.id))
    return sorted(found)


@rule("number-order")
def number_order(case: Case) -> Iterator[Finding]:
    day, number = case.date, case.issue.number
    if day is None or number is None:
        return
    others = _numbered(case)
    before = [other for other in others if other[0] < day][-1:]
    after = [other for other in others if other[0] > day][:1]
    for then, counted, name in (*before, *after):
        wrong = counted >= number if then < day else counted <= number
        if wrong:
            word = "earlier" if then < day else "later"
            yield Finding(
                f"This issue has the number {number}, the {word} one of {then} has {counted}.",
                {**case.of_masthead(str(number)), "other": name},
            )
            return


@rule("number-gap")
def number_gap(case: Case) -> Iterator[Finding]:
    day, number = case.date, case.issue.number
    if day is None or number is None:
        return
    others = _numbered(case)
    before = [other for other in others if other[0] < day][-1:]
    for then, counted, name in before:
        days = (day - then).days
        if number - counted > days:
            yield Finding(
                f"The number grew by {number - counted} in the {days} day(s) since {then}.",
                {**case.of_masthead(str(number)), "other": name},
                f"{counted + 1} would follow {counted}." if days == 1 else None,
            )
