"""Commitments of a text with spaces."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jumpline.ledger.clauses import Span
from jumpline.ledger.draft import Sentence
from jumpline.ledger.entry import CommitmentKind
from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.promises import Promise
from jumpline.ledger.spaced import SpacedReader


class _Rules(msgspec.Struct, frozen=True):
    words: tuple[tuple[str, re.Pattern[str]], ...]
    conditions: re.Pattern[str]
    lay: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    project: re.Pattern[str]
    goal: re.Pattern[str]


@cache
def _rules(grammar: Grammar) -> _Rules:
    table = grammar.data.commitments
    flags = re.IGNORECASE
    return _Rules(
        tuple(
            (kind, re.compile(rf"\b(?:{'|'.join(table[kind])})\b", flags))
            for kind in ("future", "aim", "duty", "promise")
        ),
        re.compile("|".join(table["conditions"]), flags),
        re.compile("|".join(table["lay"]), flags),
        re.compile("|".join(table["not_before"]), flags),
        re.compile(rf"\b{any_of(table['not_after'])}\s+$", flags),
        re.compile(rf"\b{any_of(table['project_words'])}\b", flags),
        re.compile(any_of(table["goal_words"]), flags),
    )


def pledges(reader: SpacedReader) -> list[Promise]:
    """One for each sentence that is one."""
    rules = _rules(reader.grammar)
    found = []
    for sentence in reader.sentences:
        text = sentence.span.of(reader.folded)
        if text.rstrip('”"’ ').endswith("?") or rules.lay.search(text) is not None:
            continue
        marks = [
            (kind, match)
            for kind, regex in rules.words
            for match in regex.finditer(text)
            if rules.not_before.match(text, match.start()) is None
            and rules.not_after.search(text[: match.start()]) is None
            and rules.conditions.search(text[: match.start()]) is None
        ]
        if marks:
            marks.sort(key=lambda each: each[1].start())
            found.append(_pledge(reader, sentence, marks, rules))
    return found


def _pledge(
    reader: SpacedReader, sentence: Sentence, marks: list[tuple[str, re.Match[str]]], rules: _Rules
) -> Promise:
    text = sentence.span.of(reader.folded)
    first = marks[0][1]
    kinds = {kind for kind, _ in marks}
    position = sentence.span.start + first.start()
    clause = sentence.clauses[sentence.clause_of(position)]
    ahead = [period for period in sentence.periods if period.ahead]
    due = [p for p in ahead if not _begins(reader.folded, p.start)]
    return Promise(
        kind=_kind(kinds, text, rules),
        span=sentence.span,
        what=Span(position, sentence.span.end),
        who=_who(reader, sentence, clause, position),
        source=reader.source(sentence),
        responsible=None,
        period=ahead[-1].name if ahead else None,
        deadline=due[-1].name if due else None,
        markers=tuple(dict.fromkeys(match[0] for _, match in marks)),
    )


def _begins(folded: str, start: int) -> bool:
    """From 1 July: no deadline."""
    words = folded[max(0, start - 16) : start].lower().split()
    return bool(words) and words[-1] in ("from", "since", "after", "starting", "beginning")


def _who(reader: SpacedReader, sentence: Sentence, clause: Span, position: int) -> str | None:
    words = reader.folded[clause.start : position].strip(" “”\"'‘’")
    if not words and sentence.clauses:
        words = sentence.clauses[0].of(reader.folded).strip()
    words = re.split(r"\b(?:that|which|when|if|and)\s+", words)[-1]
    return re.sub(r"^(?:The|the|A|a|An|an)\s+", "", words).strip() or None


def _kind(kinds: set[str], text: str, rules: _Rules) -> CommitmentKind:
    if "promise" in kinds:
        return "promise"
    if "duty" in kinds:
        return "instruction"
    if "aim" in kinds or rules.goal.search(text):
        return "goal"
    return "project" if rules.project.search(text) else "task"
