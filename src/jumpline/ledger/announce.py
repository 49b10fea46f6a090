"""Programmes as articles announce them: a named document, and its goals and tasks one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec.structs import replace

from jumpline.ledger.entry import Figure
from jumpline.ledger.figures import Reading, readings
from jumpline.ledger.grammar import Grammar, any_of, grammar
from jumpline.ledger.han import HanReader
from jumpline.ledger.places import Text
from jumpline.ledger.programme import Milestone, Node, NodeKind, Programme, Quotation
from jumpline.ledger.promises import deadline_of
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Article, Issue

#: An article with fewer items than this names a document, but does not lay it out.
FEWEST = 3


class _Rules(msgspec.Struct, frozen=True):
    document: re.Pattern[str]
    heads: tuple[re.Pattern[str], ...]
    goal: re.Pattern[str]
    task: re.Pattern[str]
    department: re.Pattern[str]
    milestone: re.Pattern[str]
    step: re.Pattern[str]


@cache
def _rules(rules: Grammar) -> _Rules:
    table = rules.data.programmes
    return _Rules(
        re.compile(rf"《([^《》]{{2,60}}?{any_of(table['names'])}[^《》]{{0,12}})》"),
        tuple(re.compile(rf"^\s*(?:{head})\s*") for head in table["heads"]),
        re.compile(any_of(table["goal_sections"])),
        re.compile(any_of(table["task_sections"])),
        re.compile(rf"(?:{any_of(table['departments'])})[::为是]?\s*(?P<who>[^。;]{{2,80}})"),
        re.compile(rf"(?:{any_of(table['milestones'])})[::为是]?\s*(?P<what>[^。]{{2,200}})"),
        re.compile(r"(?P<when>20\d\d年?(?:、20\d\d年?)*(?:\d{1,2}月底?)?)(?P<what>[^,;。]{1,60})"),
    )


def announced(issues: Iterable[Issue]) -> tuple[Programme, ...]:
    """The programmes that the articles of several issues lay out, in the order in which they are
    first named. What several articles say of one document is one programme."""
    found: dict[str, list[Node]] = {}
    names: dict[str, str] = {}
    for issue in sorted(issues, key=lambda issue: (issue.date or "", issue.id)):
        # Reading costs more than looking for the mark that every document's name begins with.
        naming = tuple(article for article in issue.articles if _names_one(article))
        for reading in readings(replace(issue, articles=naming)):
            laid = _laid_out(reading, issue)
            if laid is None:
                continue
            name, nodes = laid
            key = fingerprint(name, 8)
            names.setdefault(key, name)
            found.setdefault(key, []).extend(nodes)
    return tuple(
        Programme(key, names[key], _apart(_under(key, node) for node in nodes))
        for key, nodes in found.items()
    )


def _names_one(article: Article) -> bool:
    return any("《" in line for line in (*article.kicker, *article.headline, *article.deck)) or any(
        "《" in item.text for item in article.body
    )


def _under(key: str, node: Node) -> Node:
    parent = None if node.parent is None else f"{key}/{node.parent}"
    return replace(node, id=f"{key}/{node.id}", parent=parent)


def _apart(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Each once: what a later article repeats is no second node."""
    held: dict[str, Node] = {}
    for node in nodes:
        held.setdefault(node.id, node)
    return tuple(held.values())


def _laid_out(reading: Reading, issue: Issue) -> tuple[str, list[Node]] | None:
    rules = _rules(grammar("zh"))
    names = [name for text in reading.texts for name in rules.document.findall(text.folded)]
    if not names:
        return None
    name = max(dict.fromkeys(names), key=lambda each: (names.count(each), len(each)))
    nodes: list[Node] = []
    section: NodeKind = "task"
    parent: str | None = None
    for text, reader in zip(reading.texts, reading.readers, strict=True):
        if text.paragraph is None or not isinstance(reader, HanReader):
            continue
        if text.part == "subhead":
            goal, task = rules.goal.search(text.folded), rules.task.search(text.folded)
            section = "goal" if goal and not task else "task"
            parent = None
            continue
        level = next((n for n, head in enumerate(rules.heads) if head.match(text.folded)), None)
        if level is None:
            continue
        node = _node(reading, issue, text, reader, rules.heads[level], section, parent)
        if node is None:
            continue
        nodes.append(node)
        if level < len(rules.heads) - 1:
            parent = node.id
    return (name, nodes) if len(nodes) >= FEWEST else None


def _node(
    reading: Reading,
    issue: Issue,
    text: Text,
    reader: HanReader,
    head: re.Pattern[str],
    section: NodeKind,
    parent: str | None,
) -> Node | None:
    rules = _rules(reader.grammar)
    folded = text.folded
    start = head.match(folded).end()  # type: ignore[union-attr]
    stop = min(
        (m.start() for m in (rules.department.search(folded), rules.milestone.search(folded)) if m),
        default=len(folded),
    )
    words = text.text[start:stop].strip(" 。;.")
    if len(words) < 4:
        return None
    figure = _target(reading, text, start, stop)
    when = next((d for s in reader.sentences if (d := deadline_of(reader, s))), None)
    department = rules.department.search(folded)
    who = () if department is None else _listed(text.text[slice(*department.span("who"))])
    end = start + len(text.text[start:stop].rstrip())
    return Node(
        id=fingerprint(words, 8),
        kind=section,
        title=words,
        announced=Quotation(
            text.text.strip(),
            issue.date,
            reading.article.id,
            reading.pages.place(reading.article, text, start, end),
        ),
        departments=who,
        deadline=when,
        target=None if figure is None else figure.value,
        unit=None if figure is None else figure.unit,
        measure=None if figure is None else figure.measure,
        milestones=_milestones(rules, text),
        parent=parent,
    )


def _target(reading: Reading, text: Text, start: int, stop: int) -> Figure | None:
    for figure in reading.figures:
        place = figure.anchor
        if (place.part, place.paragraph) == (text.part, text.paragraph):
            if start <= place.start < stop:
                return figure
    return None


def _listed(words: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in re.split(r"[、,,]", words) if each.strip())


def _milestones(rules: _Rules, text: Text) -> tuple[Milestone, ...]:
    found = rules.milestone.search(text.folded)
    if found is None:
        return ()
    start = found.start("what")
    steps = []
    for step in rules.step.finditer(found["what"]):
        what = text.text[start + step.start("what") : start + step.end("what")].strip(" ,:")
        steps += [Milestone(year[:4], what) for year in re.findall(r"20\d\d", step["when"])]
    return tuple(steps)
