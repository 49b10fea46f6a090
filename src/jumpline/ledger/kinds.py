"""Whether a number is counted, foretold, aimed at or planned, by the words before it."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jumpline.ledger.entry import Kind
from jumpline.ledger.grammar import Grammar, any_of


class _Rules(msgspec.Struct, frozen=True):
    forecast: re.Pattern[str]
    target: re.Pattern[str]
    target_ahead: re.Pattern[str]
    plan: re.Pattern[str]
    past: re.Pattern[str]
    past_soft: re.Pattern[str]
    nothing: re.Pattern[str]


@cache
def _rules(grammar: Grammar) -> _Rules:
    words = grammar.data.kinds
    weak = words["target_if_future"]
    return _Rules(
        re.compile("|".join(words["forecast"])),
        re.compile(any_of(word for word in words["target"] if word not in weak)),
        re.compile(any_of(words["target"])),
        re.compile("|".join(words["plan"])),
        re.compile(any_of(words["past"])),
        re.compile(any_of(words["past_soft"])),
        re.compile(any_of(words["no_kind"])),
    )


def kind_of(own: str, earlier: str, grammar: Grammar, *, ahead: bool, later: bool) -> Kind:
    """``own`` is the clause up to the number's end, ``earlier`` what comes before it and belongs to
    it. ``ahead`` is true where the clause itself names a time to come or a vague one, ``later`` where
    the number's period is behind the issue's date."""
    rules = _rules(grammar)
    own, earlier = rules.nothing.sub("", own), rules.nothing.sub("", earlier)
    done = rules.past.search(own) is not None and not ahead
    if rules.forecast.search(own):
        return "forecast"
    if not done:
        if (rules.target_ahead if ahead else rules.target).search(own):
            return "target"
        if rules.plan.search(own):
            return "plan"
    if done or rules.past_soft.search(own):
        return "plan" if later else "actual"
    if rules.forecast.search(earlier):
        return "forecast"
    if rules.target.search(earlier):
        return "target"
    over = rules.past.search(earlier) or rules.past_soft.search(earlier)
    return "plan" if later or (rules.plan.search(earlier) and not over) else "actual"
