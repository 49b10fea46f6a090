"""A plan as a tree: the programme, its goals and tasks, who answers for them, and what was reported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from jumpline.errors import FormatError, NotFound
from jumpline.ledger.entry import Place

NodeKind: TypeAlias = Literal["goal", "task"]
Says: TypeAlias = Literal["under_way", "done", "not_done"]
Status: TypeAlias = Literal["announced", "under_way", "done", "overdue", "contradicted"]


class Milestone(msgspec.Struct, frozen=True):
    """What is to be reached in a year on the way, as printed."""

    when: str
    text: str


class Quotation(msgspec.Struct, frozen=True):
    """Printed words with their date and place. ``source`` names where a person has them from, if
    they come from no article."""

    quote: str
    date: str | None
    article: str | None = None
    anchor: Place | None = None
    source: str | None = None


class Node(msgspec.Struct, frozen=True):
    """A goal or a task. ``target`` is the figure to reach with its unit and bound; ``deadline`` is
    resolved, the last day by which."""

    id: str
    kind: NodeKind
    title: str
    announced: Quotation
    departments: tuple[str, ...] = ()
    deadline: str | None = None
    target: str | None = None
    unit: str | None = None
    measure: str | None = None
    milestones: tuple[Milestone, ...] = ()
    parent: str | None = None


class Programme(msgspec.Struct, frozen=True):
    """``name`` is the document's. Nodes stand in the order of the announcement."""

    id: str
    name: str
    nodes: tuple[Node, ...]


class Report(msgspec.Struct, frozen=True):
    """A sentence of a later issue that is proposed as being about a node. ``score`` is the share of
    the node's rare words that it has, ``why`` these words and what else spoke for it."""

    id: str
    node: str
    says: Says
    report: Quotation
    score: float
    why: tuple[str, ...]
    value: str | None = None
    confirmed: bool | None = None


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person says of a proposed report, by its id. ``says`` puts right what it says."""

    report: str
    right: bool
    says: Says | None = None
    by: str | None = None


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people add: programmes and reports by hand, each with its source, and decisions."""

    programmes: tuple[Programme, ...] = ()
    reports: tuple[Report, ...] = ()
    decisions: tuple[Decision, ...] = ()


class Standing(msgspec.Struct, frozen=True):
    """A node's status on a day, with the quotations that it rests on: never none."""

    node: str
    status: Status
    evidence: tuple[Quotation, ...]
    reports: tuple[Report, ...]
    next_milestone: Milestone | None = None


def given_from(path: Path) -> Given:
    """From a JSON or TOML file. Raises ``FormatError``."""
    try:
        data = path.read_bytes()
        if path.suffix == ".toml":
            return msgspec.toml.decode(data, type=Given)
        return msgspec.json.decode(data, type=Given)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise FormatError(
            f"cannot be read as programmes ({error}).",
            where=str(path),
            remedy="See docs/reference/ledger.md.",
        ) from error


def checked(
    given: Given, programmes: Iterable[Programme], reports: Iterable[Report], *, where: str
) -> None:
    """Raises ``NotFound`` where a decision or a report is about something that is not there: it
    would be dropped in silence."""
    nodes = {node.id for programme in programmes for node in programme.nodes}
    known = {report.id for report in reports}
    for decision in given.decisions:
        if decision.report not in known:
            raise NotFound(
                f"no report is called {decision.report!r}.",
                where=where,
                remedy="Ids stand in `jumpline programmes --json`, of the issues that are named.",
            )
    for report in given.reports:
        if report.node not in nodes:
            raise NotFound(
                f"no goal or task is called {report.node!r}.",
                where=where,
                remedy="Ids stand in `jumpline programmes --json`, of the issues that are named.",
            )
