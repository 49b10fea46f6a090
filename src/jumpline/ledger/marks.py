"""Words that make a statement a commitment, in text without spaces, and what makes them none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from jumpline.ledger import parties
from jumpline.ledger.clauses import Span
from jumpline.ledger.draft import Sentence
from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.han import HanReader
from jumpline.ledger.periods import Period, is_open

#: So far behind a time stands what is reached by then.
_FAR = 48


class Mark(msgspec.Struct, frozen=True):
    """A word that makes a statement a commitment. ``kind`` is its table in the grammar; ``due`` is a
    time to come with what is reached by then: 年底前[完工]."""

    kind: str
    start: int
    end: int
    text: str


class _Rules(msgspec.Struct, frozen=True):
    words: dict[str, re.Pattern[str]]
    not_before: re.Pattern[str]
    not_after: tuple[str, ...]
    speech: re.Pattern[str]
    said: re.Pattern[str]
    lay: re.Pattern[str]
    past: re.Pattern[str]
    done: re.Pattern[str]
    takes_object: re.Pattern[str]
    object: re.Pattern[str]
    leads: re.Pattern[str]
    happens: re.Pattern[str]
    conditions: re.Pattern[str]
    will: re.Pattern[str]
    not_after_will: re.Pattern[str]
    sayings: re.Pattern[str]
    habits: re.Pattern[str]
    persons: re.Pattern[str]
    soft: tuple[str, ...]
    all: re.Pattern[str]
    urging: re.Pattern[str]
    forecast: re.Pattern[str]
    within: re.Pattern[str]
    builds: re.Pattern[str]
    achieves: re.Pattern[str]
    agrees: re.Pattern[str]
    weak: frozenset[str]
    short: frozenset[str]


def _either(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(patterns, key=lambda each: (-len(each), each))))


@cache
def _rules(grammar: Grammar) -> _Rules:
    table = grammar.data.commitments
    return _Rules(
        words={
            kind: _either(table[kind])
            for kind in ("future", "aim", "duty", "strong", "promise", "task", "orders")
        },
        not_before=re.compile(any_of(table["not_before"])),
        not_after=tuple(table["not_after"]),
        speech=re.compile(any_of(table["duty_behind"])),
        said=re.compile(rf"(?:{any_of(table['said'])})[:“”]*$"),
        lay=_either(table["lay"]),
        past=re.compile(any_of(table["past"])),
        done=re.compile(rf"{any_of(table['done_before'])}$"),
        takes_object=re.compile(any_of(table["takes_object"])),
        object=_either(table["object"]),
        leads=re.compile(any_of(table["leads"])),
        happens=_either(table["happens"]),
        conditions=_either(table["conditions"]),
        will=_either(table["will"]),
        not_after_will=re.compile(rf"{any_of(table['not_after_will'])}$"),
        sayings=_either(table["sayings"]),
        habits=re.compile(any_of(table["habits"])),
        persons=re.compile(rf"(?:{'|'.join(table['persons'])})$"),
        soft=tuple(table["soft"]),
        all=re.compile(any_of(table["all"])),
        urging=re.compile(any_of(table["urging"])),
        forecast=_either(grammar.data.kinds["forecast"]),
        within=_either(table["within"]),
        builds=_either(table["builds"]),
        achieves=_either(table["achieves"]),
        agrees=_either(table["agrees"]),
        weak=frozenset(table["weak"]),
        short=frozenset(table["short"]),
    )


def speaks(reader: HanReader, sentence: Sentence) -> bool:
    """Whether somebody asks something of somebody in it."""
    return _rules(reader.grammar).speech.search(sentence.span.of(reader.folded)) is not None


def marks_of(reader: HanReader, sentence: Sentence, *, told: bool) -> list[Mark]:
    """Those of one sentence, left to right. ``told`` where a meeting or a person speaks on from a
    sentence before."""
    marking = _Marking(reader, sentence, told=told)
    if marking.lay:
        return []
    return sorted(marking.marks(), key=lambda mark: (mark.start, mark.end))


class _Marking:
    """The marks of one sentence."""

    def __init__(self, reader: HanReader, sentence: Sentence, *, told: bool) -> None:
        self.reader, self.sentence, self.told = reader, sentence, told
        self.folded, self.rules = reader.folded, _rules(reader.grammar)
        self.lay = self.rules.lay.search(sentence.span.of(reader.folded)) is not None

    def marks(self) -> Iterator[Mark]:
        span, rules = self.sentence.span, self.rules
        for kind, regex in rules.words.items():
            for match in regex.finditer(self.folded, span.start, span.end):
                if kind not in ("task", "orders") and self._part_of_a_word(match):
                    continue
                if self._counts(kind, match, self.sentence.clause_of(match.start())):
                    yield Mark(kind, match.start(), match.end(), match[0])
        for match in rules.will.finditer(self.folded, span.start, span.end):
            if self._will(match):
                yield Mark("future", match.start(), match.end(), match[0])
        due = self._due()
        if due is not None:
            yield due

    def _counts(self, kind: str, match: re.Match[str], number: int) -> bool:
        rules, clause = self.rules, self.sentence.clauses[number]
        before = self.folded[clause.start : match.start()]
        after = self.folded[match.end() : clause.end]
        if kind == "future":
            return self._future(match, before, after)
        whole = clause.of(self.folded)
        if kind == "aim":
            weak = match[0] in rules.weak and not self._stands_beside(clause)
            weak = weak and not _somebody(before.strip(" “”"), self.reader.grammar)
            weak = weak and not after.startswith(("不", "无"))
            return not (weak or rules.forecast.search(whole) or rules.past.search(whole))
        if kind in ("duty", "strong", "orders") and rules.past.search(whole):
            return False
        if kind == "promise":
            return rules.done.search(before) is None and not self._narrated(before)
        if kind == "strong":
            return self._strong(match[0], number, before)
        return kind != "duty" or self._duty(number, before, after)

    def _part_of_a_word(self, match: re.Match[str]) -> bool:
        if self.rules.not_before.match(self.folded, match.start()) is not None:
            return True
        if match[0] not in self.rules.short:
            return False
        return self.folded[max(0, match.start() - 3) : match.start()].endswith(self.rules.not_after)

    def _future(self, match: re.Match[str], before: str, after: str) -> bool:
        """将 that brings an object forward, what is done already, and what only happens are none."""
        rules = self.rules
        if "了" in before or rules.done.search(before) or self._may_happen(match.start(), after):
            return False
        if self.rules.forecast.search(before) is not None:
            return False
        if match[0] != "将":
            return not self._narrated(before)
        if rules.takes_object.search(after) or rules.object.match(after):
            return False
        lead = before.strip(" “”")
        return not self._narrated(before) and (lead != "" or rules.leads.match(after) is not None)

    def _may_happen(self, position: int, after: str) -> bool:
        lead = self.folded[self.sentence.span.start : position]
        return (
            self.rules.happens.search(after) is not None
            or self.rules.conditions.search(lead) is not None
        )

    def _narrated(self, before: str) -> bool:
        """He, she, the machine: of one person, and no promise."""
        return self.rules.persons.search(before.strip(" “”")) is not None

    def _strong(self, word: str, number: int, before: str) -> bool:
        """严禁 and 不得 forbid wherever they stand; 必须 may only say what a thing takes."""
        if self._narrated(before):
            return False
        if not word.startswith(self.rules.soft) or self.rules.all.match(before.strip(" “”")):
            return True
        return self._duty(number, before, "")

    def _duty(self, number: int, before: str, after: str) -> bool:
        lead = before.strip(" “”")
        span = self.sentence.span
        if self.rules.sayings.match(self.folded[span.start : span.end].lstrip(" “”")):
            return False
        if self._narrated(before) or self.rules.habits.search(self.folded, span.start, span.end):
            return False
        if self.told or speaks(self.reader, self.sentence) or self._said_before(number):
            return True
        if not lead or self.rules.urging.match(after) is not None:
            return True
        return _somebody(lead, self.reader.grammar)

    def _said_before(self, number: int) -> bool:
        """Whether a clause before this one ends with 表示 or 告诉记者."""
        earlier = self.sentence.clauses[:number]
        words = [clause.of(self.folded).lstrip(" “”") for clause in earlier]
        return any(
            self.rules.said.search(each) and not self.rules.sayings.match(each) for each in words
        )

    def _will(self, match: re.Match[str]) -> bool:
        """會盡快落實, behind somebody or what somebody said."""
        number = self.sentence.clause_of(match.start())
        clause = self.sentence.clauses[number]
        before = self.folded[clause.start : match.start()].strip(" “”")
        after = self.folded[match.end() : clause.end]
        if self.rules.not_after_will.search(before) or self._may_happen(match.start(), after):
            return False
        if not before:
            earlier = self.sentence.clauses[number - 1].of(self.folded) if number else ""
            return self.rules.said.search(earlier) is not None
        return self.rules.said.search(before) is not None or _somebody(before, self.reader.grammar)

    # -- by when -------------------------------------------------------------------------------

    def _due(self) -> Mark | None:
        """A time to come, and what is reached by then."""
        text = self.sentence.span.of(self.folded)
        forecast = self.rules.forecast.search(text) is not None
        agreed = self.rules.agrees.search(text) is not None
        for end, bare in self._times():
            regex = self.rules.builds if forecast or bare else self.rules.achieves
            if agreed:
                return Mark("due", end, end, self.folded[max(0, end - 4) : end])
            match = regex.search(self.folded, end, min(end + _FAR, self.sentence.span.end))
            if match is None:
                continue
            clause = self.sentence.clauses[self.sentence.clause_of(match.start())]
            start = clause.start if match.start() - clause.start < 30 else match.start() - 30
            lead = self.folded[start : match.end() + 1]
            if lead.lstrip().startswith("为"):
                continue
            if not self.rules.past.search(clause.of(self.folded)) and not _is_past(lead):
                if not self._may_happen(end, ""):
                    return Mark("due", match.start(), match.end(), match[0])
        return None

    def _times(self) -> list[tuple[int, bool]]:
        """Where times to come end: 年底前, 年内, 三年内; and whether it is a bare year, of which only
        what is built is told without a word of the future. A bare month or day may be past."""
        table = self.reader.grammar.data.periods
        span = self.sentence.span
        found = [
            (m.end(), False) for m in self.rules.within.finditer(self.folded, span.start, span.end)
        ]
        for period in self.sentence.periods:
            printed = self.folded[period.start : period.end]
            begins = starts(self.reader, period)
            if period.plan:
                last = self.folded.startswith(tuple(table["plan_ends"]), period.end)
                if last and by(self.reader, period):
                    found.append((period.end, False))
            elif printed in table["open"] or (is_by(self.reader, period) and not begins):
                found.append((period.end, False))
            elif period.ahead and (begins or "年" in printed or not printed[:1].isdigit()):
                found.append((period.end, printed[:1].isdigit() and not begins))
        return sorted(found)

    def _stands_beside(self, clause: Span) -> bool:
        """Whether the clause has a figure or a time to come."""
        return any(
            clause.start <= found.core < clause.end for found in self.sentence.expressions
        ) or any(
            clause.start <= period.start < clause.end and period.ahead
            for period in self.sentence.periods
        )


def to_come(reader: HanReader, period: Period) -> bool:
    """Whether a known period is not over on the issue's day."""
    known = period.known and not period.plan and period.name[:1].isdigit()
    return known and reader.issued is not None and is_open(period.name, reader.issued)


def _is_past(lead: str) -> bool:
    return any(word in lead for word in ("已", "了", "曾", "未"))


def _somebody(lead: str, grammar: Grammar) -> bool:
    """Whether the words before 要 are a body, or people who can be asked."""
    if parties.body_at_head(lead + "要", grammar) is not None:
        return True
    whole = parties.whole_place(lead, grammar)
    if whole is not None and whole[1] == len(lead):
        return True
    subject = parties.subject(lead, grammar)
    return subject is not None and subject[2]


def by(reader: HanReader, period: Period) -> bool:
    """6月10日前, 到2030年."""
    table = reader.grammar.data.periods
    before = reader.folded[max(0, period.start - 3) : period.start].rstrip('“”"')
    behind = reader.folded.startswith(tuple(table["by_behind"]), period.end)
    led = before.endswith(tuple(table["by"])) and not before.endswith(tuple(table["so_far"]))
    return behind or led


def is_by(reader: HanReader, period: Period) -> bool:
    """By a time that is not over on the issue's day."""
    return by(reader, period) and to_come(reader, period)


def starts(reader: HanReader, period: Period) -> bool:
    """4月1日起: something begins then."""
    return reader.folded.startswith(tuple(reader.grammar.data.periods["starts_behind"]), period.end)
