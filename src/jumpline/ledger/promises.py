"""Commitments of a text without spaces: statements that something will or must be done."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jumpline.ledger import parties
from jumpline.ledger.clauses import Span
from jumpline.ledger.draft import Sentence
from jumpline.ledger.entry import CommitmentKind
from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.han import HanReader
from jumpline.ledger.periods import Period

#: So many sentences before one are asked who is meant.
BACK = 12


class Promise(msgspec.Struct, frozen=True):
    """A commitment before its place is looked up. ``what`` is a span of the text."""

    kind: CommitmentKind
    span: Span
    what: Span
    who: str | None
    source: str | None
    responsible: str | None
    period: str | None
    deadline: str | None
    markers: tuple[str, ...]


class Mark(msgspec.Struct, frozen=True):
    """A word that makes a statement a commitment. ``kind`` is its table in the grammar."""

    kind: str
    start: int
    end: int
    text: str


class _Rules(msgspec.Struct, frozen=True):
    words: dict[str, re.Pattern[str]]
    not_before: re.Pattern[str]
    not_after: tuple[str, ...]
    behind: re.Pattern[str]
    meeting: re.Pattern[str]
    past: re.Pattern[str]
    takes_object: re.Pattern[str]
    forecast: re.Pattern[str]
    weak: frozenset[str]
    short: frozenset[str]
    responsible: tuple[re.Pattern[str], ...]
    project: re.Pattern[str]
    goal: re.Pattern[str]


@cache
def rules_of(grammar: Grammar) -> _Rules:
    table = grammar.data.commitments
    plain = {kind: re.compile(any_of(table[kind])) for kind in ("duty", "promise")}
    return _Rules(
        {
            **plain,
            "future": re.compile("|".join(sorted(table["future"], key=len, reverse=True))),
            "aim": re.compile("|".join(sorted(table["aim"], key=len, reverse=True))),
            "task": re.compile("|".join(table["task"])),
        },
        re.compile(any_of(table["not_before"])),
        tuple(table["not_after"]),
        re.compile(any_of(table["duty_behind"])),
        re.compile(any_of(grammar.data.parties["meeting"])),
        re.compile(any_of(table["past"])),
        re.compile(any_of(table["takes_object"])),
        re.compile("|".join(grammar.data.kinds["forecast"])),
        frozenset(table["weak"]),
        frozenset(table["short"]),
        tuple(re.compile(pattern) for pattern in table["responsible"]),
        re.compile(any_of(table["project_words"])),
        re.compile(any_of(table["goal_words"])),
    )


def promises(reader: HanReader, plan: str | None) -> list[Promise]:
    """Of one paragraph, a commitment for each sentence that is one. ``plan`` is the period that
    the article speaks of where a sentence names none."""
    found: list[Promise] = []
    rules = rules_of(reader.grammar)
    told = False
    for number, sentence in enumerate(reader.sentences):
        text = sentence.span.of(reader.folded)
        speaks = rules.behind.search(text) is not None
        marks = _marks(reader, sentence, rules, told=told or speaks)
        told = told or (speaks and rules.meeting.search(text) is not None)
        named = [period.name for period in sentence.periods if period.plan]
        if marks and not text.rstrip('”」』"').endswith("?"):
            found.append(_promise(reader, number, sentence, marks, rules, plan))
        if named:
            plan = named[-1]
    return found


def _marks(reader: HanReader, sentence: Sentence, rules: _Rules, *, told: bool) -> list[Mark]:
    folded = reader.folded
    found: list[Mark] = []
    for kind, regex in rules.words.items():
        for match in regex.finditer(folded, sentence.span.start, sentence.span.end):
            if kind != "task" and _part_of_a_word(match, folded, rules):
                continue
            clause = sentence.clauses[sentence.clause_of(match.start())]
            before = folded[clause.start : match.start()]
            after = folded[match.end() : clause.end]
            if kind == "future" and not _future(match[0], before, after, rules):
                continue
            if kind == "aim" and match[0] in rules.weak and not _stands_beside(sentence, clause):
                continue
            if kind == "aim" and rules.forecast.search(clause.of(folded)):
                continue
            if kind == "duty" and not (told or _subject(before, reader.grammar)):
                continue
            if kind in ("duty", "aim") and rules.past.search(clause.of(folded)):
                continue
            found.append(Mark(kind, match.start(), match.end(), match[0]))
    return sorted(found, key=lambda mark: mark.start)


def _part_of_a_word(match: re.Match[str], folded: str, rules: _Rules) -> bool:
    if rules.not_before.match(folded, match.start()) is not None:
        return True
    if match[0] not in rules.short:
        return False
    return folded[max(0, match.start() - 3) : match.start()].endswith(rules.not_after)


def _future(word: str, before: str, after: str, rules: _Rules) -> bool:
    """将 that brings an object forward begins its clause, or leads to what it is turned into; what
    is done already has 了."""
    if word == "将" and (not before.strip(" “”") or rules.takes_object.search(after)):
        return False
    return "了" not in before


def _stands_beside(sentence: Sentence, clause: Span) -> bool:
    """Whether the clause has a figure or a time to come."""
    return any(clause.start <= found.core < clause.end for found in sentence.expressions) or any(
        clause.start <= period.start < clause.end and period.ahead for period in sentence.periods
    )


def _subject(before: str, grammar: Grammar) -> bool:
    return parties.body_at_head(before + "要", grammar) is not None


def _promise(
    reader: HanReader,
    number: int,
    sentence: Sentence,
    marks: list[Mark],
    rules: _Rules,
    plan: str | None,
) -> Promise:
    text = sentence.span.of(reader.folded)
    first = marks[0]
    kinds = {mark.kind for mark in marks}
    own = [period for period in sentence.periods if period.plan]
    deadline = deadline_of(reader, sentence)
    period = own[-1].name if own else None
    if period is None:
        ahead = [p for p in sentence.periods if p.ahead or not p.known]
        period = next((p.name for p in ahead if p.known), None)
        if period is None and kinds & {"task", "aim", "future"}:
            period = plan or next((p.name for p in ahead), None)
    responsible = _responsible(reader, sentence, rules)
    clause = sentence.clauses[sentence.clause_of(first.start)]
    return Promise(
        kind=_kind(kinds, text, sentence, rules),
        span=sentence.span,
        what=Span(min(first.start, clause.end), sentence.span.end),
        who=_who(reader, number, sentence, marks) or responsible,
        source=reader.source(sentence) or _speaker(reader, number),
        responsible=responsible,
        period=period,
        deadline=deadline,
        markers=tuple(dict.fromkeys(mark.text for mark in marks)),
    )


def _kind(kinds: set[str], text: str, sentence: Sentence, rules: _Rules) -> CommitmentKind:
    if "promise" in kinds:
        return "promise"
    if "task" in kinds:
        return "task"
    if "aim" in kinds or (sentence.expressions and rules.goal.search(text)):
        return "goal"
    if "future" in kinds:
        return "project" if rules.project.search(text) else "task"
    return "instruction"


def _who(reader: HanReader, number: int, sentence: Sentence, marks: list[Mark]) -> str | None:
    """The body that the clause of a mark begins with, else the nearest before the first mark: in
    its sentence, else in those before it."""
    for mark in marks:
        clause = sentence.clauses[sentence.clause_of(mark.start)]
        found = reader.body(clause)
        if found is not None:
            return found
    clause = sentence.clauses[sentence.clause_of(marks[0].start)]
    subject = parties.subject(reader.folded[clause.start : marks[0].start], reader.grammar)
    if subject is not None and marks[0].kind in ("future", "duty"):
        start, end, party = subject
        return reader.text[clause.start + start : clause.start + end] if party else None
    found = reader.who(sentence, sentence.clause_of(marks[0].start))
    if found is not None or {mark.kind for mark in marks} == {"duty"}:
        return found
    for earlier in reversed(reader.sentences[max(0, number - BACK) : number]):
        found = reader.who(earlier, len(earlier.clauses) - 1)
        if found is not None:
            return found
    return None


def _speaker(reader: HanReader, number: int) -> str | None:
    """Who asks for it: the subject of 强调, 指出, 要求 in this sentence or the nearest before."""
    rules = rules_of(reader.grammar)
    for sentence in reversed(reader.sentences[max(0, number - BACK) : number + 1]):
        for clause in sentence.clauses:
            match = rules.behind.search(reader.folded, clause.start, clause.end)
            if match is None or not 1 < match.start() - clause.start <= 14:
                continue
            span = parties.name_before(reader.folded[clause.start : match.start()], reader.grammar)
            if span is not None:
                return reader.text[clause.start + span[0] : clause.start + span[1]]
    return None


def _responsible(reader: HanReader, sentence: Sentence, rules: _Rules) -> str | None:
    for pattern in rules.responsible:
        match = pattern.search(reader.folded, sentence.span.start, sentence.span.end)
        if match is not None:
            return reader.text[slice(*match.span("who"))].strip("、 ")
    return None


def deadline_of(reader: HanReader, sentence: Sentence) -> str | None:
    """A known time to come by which: 6月10日前, 到2030年."""
    best: Period | None = None
    for period in sentence.periods:
        if not period.known or period.plan or not (period.ahead or _by(reader, period)):
            continue
        if best is None or (_by(reader, period) and not _by(reader, best)):
            best = period
    return None if best is None else best.name.split("/")[-1]


def _by(reader: HanReader, period: Period) -> bool:
    table = reader.grammar.data.periods
    return reader.folded.startswith(
        tuple(table["by_behind"]), period.end
    ) or reader.folded.endswith(tuple(table["by"]), 0, period.start)
