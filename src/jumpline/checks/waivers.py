"""Waivers: problems that somebody has looked at and left, as data with a reason."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

import msgspec

from jumpline.errors import FormatError
from jumpline.model.issue import Issue, Problem

#: A file of more is no list that somebody has written.
_MOST = 10_000


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``code`` may end with ``*``. What is not given holds for all: ``publication`` and ``issue``
    are ids, ``quote`` must stand in the problem's quotation or message."""

    code: str
    reason: str
    publication: str | None = None
    issue: str | None = None
    quote: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    waivers: tuple[Waiver, ...] = ()


def read_waivers(text: str, where: str) -> tuple[Waiver, ...]:
    """From TOML. Raises ``FormatError``, also for a waiver without a reason."""
    try:
        found = msgspec.convert(tomllib.loads(text), _File).waivers
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FormatError(
            f"wrong waivers ({error}).", where=where, remedy="See docs/howto/check-an-issue.md."
        ) from error
    if len(found) > _MOST:
        raise FormatError(
            f"more than {_MOST} waivers.", where=where, remedy="Waive by code or by publication."
        )
    for number, waiver in enumerate(found, 1):
        if not waiver.reason.strip() or not waiver.code.strip("*"):
            raise FormatError(
                f"waiver {number} has no reason, or no code.",
                where=where,
                remedy="Say in `reason` why the problem may stay.",
            )
    return found


def unused(
    waivers: Sequence[Waiver], checked: Sequence[tuple[Issue, Sequence[Problem]]]
) -> list[Waiver]:
    """Waivers that take back none of the problems that were found before any waiver."""
    return [
        waiver
        for waiver in waivers
        if not any(_waives(waiver, problem, issue) for issue, found in checked for problem in found)
    ]


def without_waived(
    problems: list[Problem], issue: Issue, waivers: Sequence[Waiver]
) -> list[Problem]:
    return [p for p in problems if not any(_waives(waiver, p, issue) for waiver in waivers)]


def _waives(waiver: Waiver, problem: Problem, issue: Issue) -> bool:
    if waiver.code.endswith("*"):
        if not problem.code.startswith(waiver.code[:-1]):
            return False
    elif waiver.code != problem.code:
        return False
    if waiver.publication is not None and waiver.publication != issue.publication.id:
        return False
    if waiver.issue is not None and waiver.issue != issue.id:
        return False
    text = f"{problem.where.get('quote', '')}\n{problem.message}"
    return waiver.quote is None or waiver.quote in text
