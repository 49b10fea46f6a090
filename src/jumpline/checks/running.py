"""All rules asked about one issue."""

from __future__ import annotations

from collections.abc import Sequence

from jumpline.checks.case import Case, Confusion, Neighbour
from jumpline.checks.rule import rules
from jumpline.checks.styles import Style, style_findings
from jumpline.checks.waivers import Waiver, without_waived
from jumpline.model.correction import Reject, rejects
from jumpline.model.issue import Issue, Problem

_ORDER = {"error": 0, "warning": 1, "info": 2}


def check(
    issue: Issue,
    *,
    neighbours: tuple[Neighbour, ...] | None = None,
    styles: Sequence[Style] = (),
    confusions: tuple[Confusion, ...] = (),
    waivers: Sequence[Waiver] = (),
    rejected: Sequence[Reject] = (),
) -> list[Problem]:
    """What reading has told of the issue and what the rules find, the gravest first, then by page.

    ``neighbours`` are other issues of its title, None where there are none to ask. Nothing is told
    twice, nothing that a waiver takes back, and nothing that somebody has rejected.
    """
    words = (*confusions, *(word for style in styles for word in style.words))
    case = Case(issue, neighbours, words)
    found = list(issue.problems)
    for rule in rules():
        for finding in rule.search(case):
            found.append(
                Problem(
                    rule.code,
                    rule.data.severity,
                    finding.message,
                    finding.where,
                    finding.suggestion,
                )
            )
    for style in styles:
        found += style_findings(style, case)
    unique = {(p.code, p.message, repr(sorted(p.where.items(), key=str))): p for p in found}
    told = [
        problem
        for problem in unique.values()
        if not any(rejects(each, problem.code, problem.where) for each in rejected)
    ]
    kept = without_waived(told, issue, waivers)
    return sorted(kept, key=lambda problem: (_ORDER[problem.severity], _page(problem)))


def _page(problem: Problem) -> int:
    page = problem.where.get("page")
    return page if isinstance(page, int) else 0
