"""What the masthead says, against the calendar and the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jumpline.checks.case import Case, Finding
from jumpline.checks.patterns import weekday
from jumpline.checks.rule import rule
from jumpline.model.lunar import lunar_day, read_lunar

_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@rule("weekday-wrong")
def weekday_wrong(case: Case) -> Iterator[Finding]:
    printed = case.issue.weekday
    number = weekday(printed) if printed else None
    if printed and number and case.date and number != case.date.isoweekday():
        right = _NAMES[case.date.weekday()]
        yield Finding(
            f"{case.date} is a {right}, the masthead says {printed}.", case.of_masthead(printed)
        )


@rule("lunar-wrong")
def lunar_wrong(case: Case) -> Iterator[Finding]:
    printed = case.issue.lunar_date
    said = read_lunar(printed) if printed else None
    if printed and said and case.date:
        right = lunar_day(case.date)
        if (said.month, said.day, said.leap) != (right.month, right.day, right.leap):
            yield Finding(
                f"{case.date} is {right.printed()}, the masthead says {printed}.",
                case.of_masthead(printed),
                right.printed(),
            )


@rule("lunar-year-wrong")
def lunar_year_wrong(case: Case) -> Iterator[Finding]:
    printed = case.issue.lunar_date
    said = read_lunar(printed) if printed else None
    if printed and said and said.year and case.date:
        right = lunar_day(case.date)
        if said.year not in right.years:
            yield Finding(
                f"{case.date} is in the year {right.years[0]}, the masthead says {said.year}.",
                case.of_masthead(printed),
                right.printed(),
            )


@rule("pages-missing")
def pages_missing(case: Case) -> Iterator[Finding]:
    said, there = case.issue.page_count, len(case.issue.pages)
    if said and 0 < there < said:
        yield Finding(
            f"The masthead says {said} pages, {there} are here.",
            {"page": case.issue.pages[0].number},
            "Add the missing pages, or correct the masthead.",
        )


@rule("pages-extra")
def pages_extra(case: Case) -> Iterator[Finding]:
    said, there = case.issue.page_count, len(case.issue.pages)
    if said and there > said:
        yield Finding(
            f"The masthead says {said} pages, {there} are here.",
            {"page": case.issue.pages[0].number},
            "Take out the page that does not belong, or correct the masthead.",
        )


@rule("label-repeated")
def label_repeated(case: Case) -> Iterator[Finding]:
    labels = Counter(page.label.upper() for page in case.issue.pages)
    seen: set[str] = set()
    for page in case.issue.pages:
        label = page.label.upper()
        if labels[label] > 1 and label in seen:
            yield Finding(
                f"Page {page.number} has the label {page.label}, as another page has.",
                {"page": page.number, "quote": page.label},
            )
        seen.add(label)
