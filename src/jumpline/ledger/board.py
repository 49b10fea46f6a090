"""The board: what became of every node by a day, each status with its quotations."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from jumpline.ledger.programme import (
    Decision,
    Milestone,
    Node,
    Programme,
    Quotation,
    Report,
    Standing,
    Status,
)


def decided(reports: Iterable[Report], decisions: Iterable[Decision]) -> tuple[Report, ...]:
    """Reports with what people said of them: the wrong ones gone, the right ones confirmed."""
    said = {decision.report: decision for decision in decisions}
    found = []
    for report in reports:
        decision = said.get(report.id)
        if decision is None:
            found.append(report)
        elif decision.right:
            found.append(replace(report, says=decision.says or report.says, confirmed=True))
    return tuple(found)


def board(programme: Programme, reports: Iterable[Report], day: str) -> tuple[Standing, ...]:
    """Where each node stands on a day (ISO 8601), in the order of the programme."""
    of: dict[str, list[Report]] = {}
    for report in reports:
        if report.report.date is None or report.report.date <= day:
            of.setdefault(report.node, []).append(report)
    return tuple(standing(node, of.get(node.id, []), day) for node in programme.nodes)


def standing(node: Node, reports: list[Report], day: str) -> Standing:
    """Of one node. Overdue is what is past its last day without a report that it was done."""
    told = sorted(reports, key=lambda report: (report.report.date or "", report.id))
    status, shown = _status(node, told, day)
    evidence = (node.announced, *(report.report for report in shown))
    return Standing(node.id, status, evidence, tuple(told), _next(node, day))


def _status(node: Node, told: list[Report], day: str) -> tuple[Status, list[Report]]:
    done = [report for report in told if report.says == "done"]
    against = _against(done, told)
    if against is not None:
        return "contradicted", against
    if done:
        return "done", [done[-1]]
    late = node.deadline is not None and _last_day(node.deadline) < day
    if late:
        return "overdue", told[-1:]
    return ("under_way", told[-1:]) if told else ("announced", [])


def _against(done: list[Report], told: list[Report]) -> list[Report] | None:
    """A report that it was done, and one not before it that it was not."""
    for report in done:
        for other in told:
            later = (other.report.date or "") >= (report.report.date or "")
            if other.says == "not_done" and later:
                return [report, other]
    return None


def _last_day(deadline: str) -> str:
    """A deadline of a year or a month ends with its last day; as text, beyond any of its days."""
    return deadline if len(deadline) >= 10 else f"{deadline}-99"


def _next(node: Node, day: str) -> Milestone | None:
    return next((step for step in node.milestones if step.when >= day[: len(step.when)]), None)


def quotations(standings: Iterable[Standing]) -> list[Quotation]:
    return [quotation for each in standings for quotation in each.evidence]
