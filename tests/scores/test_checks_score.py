"""Every kind of fault, planted by chance into clean invented issues: found, and nothing else."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from jumpline.checks.rule import rules
from jumpline.checks.running import check
from jumpline.checks.styles import load_style
from jumpline.model.issue import Problem
from jumpline.testing.faults import clean, faulty
from jumpline.testing.planters import PLANTERS

FLOORS = tomllib.loads(Path(__file__).with_name("checks_floors.toml").read_text("utf-8"))
SEEDS = range(1000, 1110)


def test_every_rule_has_a_fault() -> None:
    assert set(PLANTERS) == {rule.code for rule in rules()}


@pytest.mark.slow
def test_recall_and_precision_of_each_rule() -> None:
    hit: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for seed in SEEDS:
        false.update(problem.code for problem in check(clean(seed)))
        issue, planted, bed = faulty(seed)
        words = tuple(dict.fromkeys(bed.confusions))
        found = check(issue, neighbours=tuple(bed.neighbours), confusions=words)
        wanted = {(fault.code, fault.article) for fault in planted}
        told: set[tuple[str, str | None]] = set()
        for problem in found:
            keys = _keys(problem)
            if keys & wanted:
                told |= keys & wanted
            elif not keys & bed.implied:
                false[problem.code] += 1
        hit.update(code for code, _ in told)
        missed.update(code for code, _ in wanted - told)
    wrong = {}
    for rule in rules():
        code = rule.code
        floors = {**FLOORS["default"], **FLOORS.get(code, {})}
        recall = hit[code] / max(hit[code] + missed[code], 1)
        precision = hit[code] / max(hit[code] + false[code], 1)
        figures = {"recall": recall, "precision": precision, "planted": hit[code] + missed[code]}
        low = {name: value for name, value in figures.items() if value < floors[name]}
        if low:
            wrong[code] = low
    assert not wrong


def _keys(problem: Problem) -> set[tuple[str, str | None]]:
    return {(problem.code, problem.where.get("article")), (problem.code, None)}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_clean_issues_have_few_false_alarms(language: str) -> None:
    counts: Counter[str] = Counter()
    pages = 0
    for seed in range(2000, 2034):
        issue = clean(seed, language)
        pages += len(issue.pages)
        found = check(issue, styles=[load_style("zh-publishing")])
        counts.update(problem.severity for problem in found)
    for severity, floor in FLOORS["clean"].items():
        assert counts[severity] * 100 / pages <= floor, severity


def test_faults_are_equal_for_equal_seeds() -> None:
    assert faulty(7)[0] == faulty(7)[0]
    assert clean(7) == clean(7)
