"""Every rule catches what it says and passes what it says; every pattern does, too."""

from __future__ import annotations

import re

import pytest

from jumpline.checks.patterns import PatternData, _filled, patterns
from jumpline.checks.rule import Rule, rules
from jumpline.checks.running import check
from jumpline.model.text import fold_width


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_catches_its_examples(rule: Rule) -> None:
    assert rule.data.catches
    for number, example in enumerate(rule.data.catches):
        found = list(rule.search(example.case()))
        assert found, f"{rule.code} misses its example {number}"
        for finding in found:
            assert finding.message
            assert isinstance(finding.where.get("page"), int)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_passes_its_counter_examples(rule: Rule) -> None:
    assert rule.data.passes
    for number, example in enumerate(rule.data.passes):
        assert not list(rule.search(example.case())), f"{rule.code} catches {number}"


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.kind)
def test_a_pattern_finds_its_examples_and_nothing_else(pattern: PatternData) -> None:
    regex = re.compile(_filled(pattern.regex))
    assert pattern.examples
    for text in pattern.examples:
        assert regex.search(fold_width(text)), text
    for text in pattern.counter_examples:
        assert not regex.search(fold_width(text)), text


def test_a_problem_is_told_once_with_its_place() -> None:
    example = next(rule for rule in rules() if rule.code == "script-mixed").data.catches[0]
    problems = [p for p in check(example.case().issue) if p.code == "script-mixed"]
    assert [problem.where["quote"] for problem in problems] == ["加緊修堤"]
    assert problems[0].suggestion == "緊 → 紧"


def test_hostile_text_costs_no_more_than_its_length() -> None:
    """Long runs of what expressions repeat: no rule may run away."""
    import time

    from jumpline.checks.rule import Example

    runs = ["一" * 20000, "1" * 20000, "“" * 5000, "www." * 5000, "a@" * 8000, "占1%," * 4000]
    for text in runs:
        issue = Example(text=text, heading=text[:200]).case().issue
        began = time.perf_counter()
        check(issue)
        assert time.perf_counter() - began < 5, text[:4]
