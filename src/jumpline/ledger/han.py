"""Figures of a text without spaces between its words."""

from __future__ import annotations

from datetime import date as Date

from jumpline.ledger import changes, measures, parties
from jumpline.ledger.clauses import LONGEST, Span, apart, at, clauses, sentences
from jumpline.ledger.draft import Draft, Sentence
from jumpline.ledger.entry import Kind
from jumpline.ledger.expressions import Expression, expressions
from jumpline.ledger.folding import fold
from jumpline.ledger.grammar import Grammar
from jumpline.ledger.kinds import kind_of
from jumpline.ledger.periods import Period, periods
from jumpline.ledger.quoting import named_spans

#: Units of time within which something is done, which is then named behind it.
_WITHIN = ("个工作日",)
_SHARED_ENDS = ("级", "类", "型", "式")


def read_sentences(folded: str, grammar: Grammar, issued: Date | None) -> list[Sentence]:
    """The sentences of a text, each with its clauses, periods and number expressions."""
    spans = sentences(folded, spaced=False)
    traps = apart(grammar.trapped(folded) + named_spans(folded))
    found = [Sentence(span, clauses(folded, span, spaced=False), [], []) for span in spans]
    for expression in expressions(folded, grammar, traps):
        found[at(spans, expression.core)].expressions.append(expression)
    for period in periods(folded, grammar, issued):
        found[at(spans, period.start)].periods.append(period)
    return found


def _begun(found: list[Sentence], folded: str) -> dict[int, int]:
    begun: dict[int, int] = {}
    before: Sentence | None = None
    for sentence in found:
        start = sentence.span.start
        joined = before is not None and folded[before.span.end - 1] == ";"
        first = begun[before.span.start] if joined and before is not None else start
        begun[start] = first if start - first < LONGEST else start
        before = sentence
    return begun


class HanReader:
    """Reads the figures of one text. ``text`` is as printed, ``folded`` as compared."""

    def __init__(
        self, text: str, folded: str, grammar: Grammar, issued: Date | None, names: dict[str, str]
    ) -> None:
        self.text, self.folded, self.grammar, self.issued = text, folded, grammar, issued
        self.names = names
        self.sentences = read_sentences(folded, grammar, issued)
        self.spans = [sentence.span for sentence in self.sentences]
        #: Start of a sentence → start of the first of those that semicolons join to it.
        self.begun = _begun(self.sentences, folded)

    def drafts(self) -> list[Draft]:
        return [draft for sentence in self.sentences for draft in self._sentence(sentence)]

    def cells(self) -> list[Draft]:
        """Of a table, its rows lines and its cells between tabs: a number counts what its row's
        first cell and its column's first cell name."""
        from msgspec.structs import replace

        head = self.text.split("\n", 1)[0].split("\t")
        found = []
        for draft in self.drafts():
            begin = self.folded.rfind("\n", 0, draft.expression.core) + 1
            column = self.folded.count("\t", begin, draft.expression.core)
            if not column or not begin:
                found.append(draft)
                continue
            row = self.text[begin : self.text.index("\t", begin)]
            name = head[column] if column < len(head) else ""
            found.append(replace(draft, measure=f"{row} {name}".strip(), who=None))
        return found

    def who(self, sentence: Sentence, clause: int) -> str | None:
        """The body that the clause, or one before it in the sentence, begins with."""
        for span in reversed(sentence.clauses[: clause + 1]):
            found = self.body(span)
            if found is not None:
                return found
        return None

    def body(self, clause: Span) -> str | None:
        """The body or place that a clause begins with."""
        body = self.body_span(clause)
        return None if body is None else self._named(*body)

    def body_span(self, clause: Span) -> tuple[int, int] | None:
        """Where it stands; 一季度 before it is when, and no part of its name."""
        start = clause.start
        sentence = self.sentences[at(self.spans, start)]
        for period in sentence.periods:
            if period.start == start and period.end < clause.end and not period.plan:
                start = period.end
        body = parties.body_at_head(self.folded[start : clause.end], self.grammar)
        return None if body is None else (start + body[0], start + body[1])

    def source(self, sentence: Sentence) -> str | None:
        span = parties.source_of(sentence.span.of(self.folded), self.grammar)
        if span is None:
            return None
        return self._named(sentence.span.start + span[0], sentence.span.start + span[1])

    def _named(self, start: int, end: int) -> str:
        return self.names.get(self.folded[start:end], self.text[start:end])

    # -- one sentence --------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> list[Draft]:
        if not sentence.expressions:
            return []
        found: list[Draft] = []
        source = self.source(sentence)
        last: str | None = None
        for number, expression in enumerate(sentence.expressions):
            index = sentence.clause_of(expression.core)
            clause = sentence.clauses[index]
            earlier = sentence.expressions[number - 1] if number else None
            later = sentence.expressions[number + 1 : number + 2]
            begin = max(clause.start, earlier.end if earlier is not None else clause.start)
            end = min(clause.end, later[0].start) if later else clause.end
            changed = changes.change(self.folded[begin : expression.start], self.grammar)
            measure = self._measure(
                sentence, expression, begin, max(end, expression.end), changed, last
            )
            last = measure or last
            who = self.who(sentence, index)
            period = self._period(sentence, expression, begin, changed)
            found.append(
                Draft(
                    expression=expression,
                    clause=clause,
                    sentence=sentence.span,
                    kind=self._kind(sentence, index, expression, period),
                    measure=measure,
                    who=who,
                    source=source,
                    where=self._where(who, sentence, expression),
                    period=None if period is None else self._since(period),
                    compared_to=self._compared(sentence, begin, expression, changed, period),
                    direction=None if changed is None else changed.direction,
                    amount=changed is not None and changed.amount,
                    negative=changed is not None and changed.amount and changed.direction == "down",
                )
            )
        return self._shared(found)

    def _measure(
        self,
        sentence: Sentence,
        expression: Expression,
        begin: int,
        end: int,
        changed: changes.Change | None,
        last: str | None,
    ) -> str | None:
        joints = self.grammar.data.measures["joints"]
        counts = expression.unit_kind in ("count", "span")
        first = counts and not (changed and changed.amount)
        share = expression.unit_kind == "ratio" and self.folded[expression.end - 1] not in "%‰"
        of = share and changed is None and self._han_at(expression.end)
        table = self.grammar.data.measures
        sized = self.folded[begin : expression.start].endswith(tuple(table["dimensions"]))
        of = of or (self.folded.startswith("的", expression.end) and not sized)
        if first or of or expression.unit in _WITHIN:
            behind = self._behind(expression, end)
            if behind is not None:
                return behind
            if first and self._named_by_next(sentence, expression):
                return None
        between = self.folded[begin : expression.start].strip()
        if last is not None and between in joints:
            return last
        if last is not None and between[:-1] == fold(last) and between[-1:] in joints:
            behind = self._behind(expression, end)  # 470万立方米天然气和1400立方米凝析油
            if behind is not None:
                return behind
        stop = expression.start if changed is None else begin + changed.start
        span = self._before(sentence, begin, stop)
        if span is not None:
            named = self._place_only(span) and not first
            if named and (other := self._behind(expression, end)) is not None:
                return other
            if changed is not None and changed.amount and changed.direction == "up":
                if changed.than is None and expression.unit_kind == "ratio":
                    return self._carried(span, last, self.text[span[1] : stop + len(changed.verb)])
            return self._carried(span, last)
        if expression.unit_kind not in ("count", "span", "ratio"):
            behind = self._behind(expression, end)
            if behind is not None:
                return behind
        if last is not None or expression.unit_kind in ("count", "span"):
            return last
        return self._clause_before(sentence, begin)

    def _han_at(self, position: int) -> bool:
        return "一" <= self.folded[position : position + 1] <= "鿿"

    def _behind(self, expression: Expression, end: int) -> str | None:
        span = measures.behind(self.folded[expression.end : end], self.grammar)
        if span is None:
            return None
        return self.text[expression.end + span[0] : expression.end + span[1]]

    def _place_only(self, span: tuple[int, int]) -> bool:
        """南浦市的62亩油菜花: what stands before is where, not what."""
        words = self.folded[span[0] : span[1]]
        whole = parties.body_at_head(words, self.grammar) == (0, len(words))
        return whole and parties.is_place(words, self.grammar)

    def _carried(self, span: tuple[int, int], last: str | None, growth: str = "") -> str:
        """日均 and 同比 name nothing by themselves: they go with what the sentence named last."""
        words = self.text[span[0] : span[1]]
        if last is None or not measures.carries(self.folded[span[0] : span[1]], self.grammar):
            return words + growth
        return last + words + growth if growth else words + last

    def _named_by_next(self, sentence: Sentence, expression: Expression) -> bool:
        """Whether another number follows at once, and then the thing: 两栋三十层的商住楼."""
        for other in sentence.expressions:
            if other.start == expression.end:
                clause = sentence.clauses[sentence.clause_of(other.core)]
                rest = self.folded[other.end : clause.end]
                return measures.behind(rest, self.grammar) is not None
        return False

    def _before(self, sentence: Sentence, begin: int, stop: int) -> tuple[int, int] | None:
        """Periods are no part of a measure: the last piece between them that names something."""
        cuts = [p for p in sentence.periods if begin <= p.start < stop and not p.plan]
        ends = [stop] + [period.start for period in reversed(cuts)]
        starts = [period.end for period in reversed(cuts)] + [begin]
        for start, end in zip(starts, ends, strict=True):
            if end <= start:
                continue
            span = measures.before(self.folded[start:end], self.grammar)
            if span is not None:
                return start + span[0], start + span[1]
        return None

    def _clause_before(self, sentence: Sentence, begin: int) -> str | None:
        index = sentence.clause_of(begin)
        if not index:
            return None
        clause = sentence.clauses[index - 1]
        if any(clause.start <= other.core < clause.end for other in sentence.expressions):
            return None
        span = self._before(sentence, clause.start, clause.end)
        if span is None or span[1] - span[0] > self.grammar.data.measures["most"]:
            return None
        return self.text[span[0] : span[1]]

    def _shared(self, found: list[Draft]) -> list[Draft]:
        """两个百亿级、三个十亿级产业: the thing that is named once belongs to both."""
        from msgspec.structs import replace

        for number in range(len(found) - 2, -1, -1):
            one, two = found[number], found[number + 1]
            if one.measure is None and one.expression.end == two.expression.start:
                found[number] = replace(one, measure=two.measure)
                continue
            if one.measure is None or two.measure is None:
                continue
            end = one.measure[-1:]
            joint = self.folded[one.expression.end + len(one.measure) : two.expression.start]
            if end in _SHARED_ENDS and joint.strip("“”") == "、" and end in two.measure:
                rest = two.measure[two.measure.index(end) + 1 :]
                found[number] = replace(one, measure=one.measure + rest)
        return found

    # -- when, how sure, against what ----------------------------------------------------------

    def _period(
        self,
        sentence: Sentence,
        expression: Expression,
        begin: int,
        changed: changes.Change | None,
    ) -> Period | None:
        than = None
        if changed is not None and changed.than is not None:
            than = (begin + changed.than[0], begin + changed.than[1])
        usable = [
            period
            for period in sentence.periods
            if period.start < expression.core
            and not (than and than[0] <= period.start < than[1])
            and self._when(sentence, period, begin)
        ]
        known = [period for period in usable if period.known]
        if not usable:
            known = self._inherited(sentence)
        return known[-1] if known else (usable[-1] if usable else None)

    def _inherited(self, sentence: Sentence) -> list[Period]:
        """What is counted one after the other, between semicolons, is of one time."""
        begun = self.begun[sentence.span.start]
        if begun == sentence.span.start:
            return []
        found: list[Period] = []
        index = at(self.spans, sentence.span.start) - 1
        while not found and index >= 0 and self.spans[index].start >= begun:
            each = self.sentences[index]
            index -= 1
            found = [
                period
                for period in each.periods
                if period.known and not period.plan and self._when(each, period, period.start)
            ]
        return found

    def _when(self, sentence: Sentence, period: Period, begin: int) -> bool:
        """Whether a period says when, and is not part of a name or of a comparison."""
        before = self.folded[max(0, period.start - 6) : period.start]
        if before.endswith(self.grammar.data.changes["compare"]):
            return False
        if self._times(sentence, period) is not None:
            return False
        if before.endswith(tuple(self.grammar.word("range_not_after"))):
            return period.start >= begin
        if not period.plan:
            return True
        clause = sentence.clauses[sentence.clause_of(period.start)]
        lead = self.folded[clause.start : period.start]
        table = self.grammar.data.periods
        lead = lead.strip(table["plan_quotes"])
        return not lead or lead.endswith(tuple(table["plan_behind"]))

    @staticmethod
    def _times(sentence: Sentence, period: Period) -> Expression | None:
        """The number of 是2022年的2.4倍, which is held against that year."""
        for other in sentence.expressions:
            if other.unit == "倍" and 0 <= other.start - period.end <= 1:
                return other
        return None

    def _since(self, period: Period) -> str:
        """自2023年以来 begins then and has no end: 2023/.."""
        table = self.grammar.data.periods
        if not self.folded.endswith(tuple(table["since"]), 0, period.start):
            return period.name
        clause = self.folded[period.end : period.end + 24].split(",")[0]
        begun = any(word in clause for word in table["since_behind"])
        return f"{period.name}/.." if begun else period.name

    def _kind(
        self, sentence: Sentence, index: int, expression: Expression, period: Period | None
    ) -> Kind:
        clause = sentence.clauses[index]
        own = self.folded[clause.start : expression.end]
        earlier = self.folded[self.begun[sentence.span.start] : clause.start]
        ahead = (
            period is not None and (period.ahead or not period.known) and period.end > clause.start
        )
        later = period is not None and period.ahead
        return kind_of(own, earlier, self.grammar, ahead=ahead, later=later)

    def _where(self, who: str | None, sentence: Sentence, expression: Expression) -> str | None:
        if who is not None and parties.is_place(who, self.grammar):
            return who
        start = sentence.span.start
        whole = parties.whole_place(self.folded[start : expression.core], self.grammar)
        return None if whole is None else self.text[start + whole[0] : start + whole[1]]

    def _compared(
        self,
        sentence: Sentence,
        begin: int,
        expression: Expression,
        changed: changes.Change | None,
        period: Period | None,
    ) -> str | None:
        if changed is None:
            against = [p for p in sentence.periods if self._times(sentence, p) is expression]
            return against[0].name if against else None
        table = self.grammar.data.changes
        before = self.folded[begin : expression.start]
        if changed.than is not None:
            start, end = begin + changed.than[0], begin + changed.than[1]
            inside = [
                p for p in periods(self.folded[start:end], self.grammar, self.issued) if p.known
            ]
            return inside[0].name if inside else self.text[start:end]
        if any(word in before for word in table["same_last_year"]):
            if period is not None and period.known and period.name[:4].isdigit():
                return str(int(period.name[:4]) - 1) + period.name[4:10]
            return self.grammar.data.names["last_year"]
        if any(word in before for word in table["last_period"]):
            return self.grammar.data.names["last_period"]
        return None
