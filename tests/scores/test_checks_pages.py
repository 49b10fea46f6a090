"""Checks on other people's pages: what must be found, what must not be said, what it costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jumpline.checks.running import check
from jumpline.pipeline import one_issue


@pytest.mark.parametrize("source", ["page-01.md", "page-01.pdf"])
def test_the_traditional_character_is_found(source: str, shared: Path) -> None:
    issue = one_issue([shared / "pages/changji-2026-04-07" / source]).issue
    found = [problem for problem in check(issue) if problem.code == "script-mixed"]
    assert [(p.where["quote"], p.suggestion) for p in found] == [("加緊培育", "緊 → 紧")]
    assert ("box" in found[0].where) == source.endswith("pdf")
    # Both characters that are missing on the page, and nothing that is no fault.
    told = {problem.code: problem.where.get("quote") for problem in check(issue)}
    missing = {code: told.pop(code) for code in ("pair-uneven", "verb-missing")}
    assert missing == {"pair-uneven": "同步部署、同推进", "verb-missing": "牢牢宗旨"}
    assert set(told) == {"jump-unresolved", "pages-missing", "script-mixed"}


@pytest.mark.slow
def test_no_page_with_a_gold_reading_has_a_false_error(shared: Path) -> None:
    pages = 0
    for gold in sorted((shared / "pages").glob("*/gold.json")):
        issue = one_issue(sorted(gold.parent.glob("*.pdf"))).issue
        pages += len(issue.pages)
        errors = [p for p in check(issue) if p.severity == "error" and p not in issue.problems]
        assert not errors, gold.parent.name
    assert pages >= 20


@pytest.mark.slow
def test_checking_costs_less_than_a_tenth_of_reading(shared: Path) -> None:
    page = shared / "pages/changji-2026-04-07/page-01.pdf"
    issue = one_issue([page]).issue
    check(issue)

    checking = min(_seconds(lambda: check(issue)) for _ in range(5))
    reading = min(_seconds(lambda: one_issue([page])) for _ in range(3))
    assert checking < reading / 10


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
