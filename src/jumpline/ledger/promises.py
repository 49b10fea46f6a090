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
from jumpline.ledger.marks import Mark, by, marks_of, starts, to_come
from jumpline.ledger.periods import Period

#: So many sentences before one are asked who is meant.
BACK = 12
#: Who promises, where no ending shows that it is somebody, has a name so short.
LONGEST_WHO = 8


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


class _Rules(msgspec.Struct, frozen=True):
    behind: re.Pattern[str]
    meeting: re.Pattern[str]
    responsible: tuple[re.Pattern[str], ...]
    named_next: re.Pattern[str]
    project: re.Pattern[str]
    goal: re.Pattern[str]
    own: re.Pattern[str]
    adverbs: re.Pattern[str]
    said: tuple[str, ...]


@cache
def rules_of(grammar: Grammar) -> _Rules:
    table = grammar.data.commitments
    return _Rules(
        re.compile(any_of(table["duty_behind"])),
        re.compile(any_of(grammar.data.parties["meeting"])),
        tuple(re.compile(pattern) for pattern in table["responsible"]),
        re.compile(
            rf"\s*{any_of(grammar.data.programmes['departments'])}[:为是](?P<who>[^,。;()]{{2,40}})"
        ),
        re.compile(any_of(table["project_words"])),
        re.compile(any_of(table["goal_words"])),
        re.compile(rf"(?:^|[\s,])(?P<own>{any_of(table['own'])})"),
        re.compile(rf"(?:{any_of(table['adverbs'])}|\s)+$"),
        tuple(table["said"]),
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
        marks = marks_of(reader, sentence, told=told)
        told = told or (speaks and rules.meeting.search(text) is not None)
        named = [period.name for period in sentence.periods if period.plan]
        if marks and not text.rstrip('”」』"').endswith("?"):
            found.append(_promise(reader, number, sentence, marks, rules, plan))
        if named:
            plan = named[-1]
    return found


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
        ahead = [p for p in sentence.periods if p.ahead or not p.known or to_come(reader, p)]
        period = next((p.name for p in ahead if p.known), None)
        if period is None and kinds & {"task", "aim", "future", "due"}:
            period = plan or next((p.name for p in ahead), None)
    responsible = _responsible(reader, sentence, rules)
    clause = sentence.clauses[sentence.clause_of(first.start)]
    return Promise(
        kind=_kind(kinds, text, sentence, rules),
        span=sentence.span,
        what=Span(min(first.start, clause.end), sentence.span.end),
        who=_who(reader, number, sentence, marks, rules) or responsible,
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
    asked = kinds & {"duty", "strong", "orders"}
    if "future" in kinds or ("due" in kinds and not asked):
        return "project" if rules.project.search(text) else "task"
    return "instruction"


def _who(
    reader: HanReader, number: int, sentence: Sentence, marks: list[Mark], rules: _Rules
) -> str | None:
    """The body that the clause of a mark begins with, else the nearest before the first mark: in
    its sentence, else in those before it."""
    for mark in marks:
        clause = sentence.clauses[sentence.clause_of(mark.start)]
        found = reader.body(clause)
        if found is not None:
            return found
    for mark in marks:
        clause = sentence.clauses[sentence.clause_of(mark.start)]
        before = _without_periods(reader, sentence, clause.start, mark.start)
        own = rules.own.search(before)
        if own is not None:
            return reader.text[clause.start + own.start("own") : clause.start + own.end("own")]
        subject = parties.subject(rules.adverbs.sub("", before), reader.grammar)
        if subject is None:
            continue
        short = subject[1] - subject[0] <= LONGEST_WHO
        if subject[2] or (short and (mark.kind == "promise" or mark.text.startswith(rules.said))):
            return reader.text[clause.start + subject[0] : clause.start + subject[1]]
    clause = sentence.clauses[sentence.clause_of(marks[0].start)]
    before = _without_periods(reader, sentence, clause.start, marks[0].start)
    subject = parties.subject(rules.adverbs.sub("", before), reader.grammar)
    if subject is not None and marks[0].kind not in ("aim", "task", "orders", "due"):
        start, end, party = subject
        return reader.text[clause.start + start : clause.start + end] if party else None
    found = reader.who(sentence, sentence.clause_of(marks[0].start))
    if found is not None or {mark.kind for mark in marks} <= {"duty", "strong", "orders"}:
        return found
    for earlier in reversed(reader.sentences[max(0, number - BACK) : number]):
        found = reader.who(earlier, len(earlier.clauses) - 1)
        if found is not None:
            return found
    return None


def _without_periods(reader: HanReader, sentence: Sentence, start: int, end: int) -> str:
    """The words of a clause, spaces where it says when."""
    words = reader.folded[start:end]
    for period in sentence.periods:
        first, last = max(period.start, start) - start, min(period.end, end) - start
        if first < last:
            words = words[:first] + " " * (last - first) + words[last:]
    return words


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
    return _named_next(reader, sentence, rules)


def _named_next(reader: HanReader, sentence: Sentence, rules: _Rules) -> str | None:
    """…底前完成。责任单位:市水利局: a list names it in a sentence of its own."""
    match = rules.named_next.match(reader.folded, sentence.span.end)
    return None if match is None else reader.text[slice(*match.span("who"))].strip("、 ")


def deadline_of(reader: HanReader, sentence: Sentence) -> str | None:
    """A known time to come by which: 6月10日前, 到2030年."""
    best: Period | None = None
    for period in sentence.periods:
        if not period.known or period.plan or starts(reader, period):
            continue
        if not (period.ahead or by(reader, period) or to_come(reader, period)):
            continue
        if best is None or (by(reader, period) and not by(reader, best)):
            best = period
    return None if best is None else best.name.split("/")[-1]
