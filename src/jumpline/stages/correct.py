"""Corrections applied to an issue: what a person changed, once more on a new reading.

    correct(correct(issue, all).issue, all).issue == correct(issue, all).issue

Corrections are taken in the order in which they were made, whatever the order of the list. What is
there already (a better reader, or a second replay) counts as applied; what does not apply is
returned, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from jumpline.model.correction import (
    ChangeOrder,
    ChangeRole,
    ChangeText,
    Conflict,
    Corrected,
    Correction,
    Join,
    JoinArticles,
    Left,
    LinkJump,
    Move,
    Reject,
    SetMetadata,
    Split,
    SplitArticle,
    named,
    rejects,
)
from jumpline.model.issue import Issue
from jumpline.stages import amend_article, amend_text
from jumpline.stages.spots import Lost, find, piece_of, spot

_WAYS: dict[type, Callable[[Issue, Any], Issue]] = {
    ChangeText: amend_text.change_text,
    ChangeRole: amend_text.change_role,
    ChangeOrder: amend_text.change_order,
    Join: amend_text.join,
    Split: amend_text.split,
    Move: amend_text.move,
    JoinArticles: amend_article.join_articles,
    SplitArticle: amend_article.split_article,
    LinkJump: amend_article.link_jump,
    SetMetadata: amend_article.set_metadata,
}


#: Contradictions that do not come to rest are left as they stand then.
_MOST_PASSES = 6


def correct(issue: Issue, corrections: Sequence[Correction]) -> Corrected:
    """The corrected issue, the ids of what holds in it, and what does not apply. Articles whose
    heading or first page a correction changed are named anew, as reading would name them.

    Corrections that contradict each other are gone through again until nothing changes any more:
    that is what makes a second replay change nothing.
    """
    ordered = in_order(corrections)
    result = _pass(issue, ordered)
    for _ in range(_MOST_PASSES):
        again = _pass(result.issue, ordered)
        if again.issue == result.issue:
            break
        result = Corrected(again.issue, result.applied, result.left)
    return result


def _pass(issue: Issue, ordered: list[Correction]) -> Corrected:
    applied: list[str] = []
    left: list[Left] = []
    found = issue
    for correction in ordered:
        try:
            if isinstance(correction, Reject):
                found = _without(found, correction)
            else:
                found = _WAYS[type(correction)](found, correction)
        except Lost as lost:
            left.append(Left(correction, f"{lost}."))
        else:
            applied.append(correction.id)
    return Corrected(amend_article.renamed(issue, found), tuple(applied), tuple(left))


def in_order(corrections: Sequence[Correction]) -> list[Correction]:
    """As they were made; the same one once."""
    unique = {correction.id: correction for correction in corrections}
    return sorted(unique.values(), key=lambda found: (instant(found.time), found.id))


def instant(time: str) -> datetime:
    """A correction's time, whatever its zone; one that is none stands before all others."""
    try:
        return datetime.fromisoformat(time)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _without(issue: Issue, rejected: Reject) -> Issue:
    kept = tuple(
        problem for problem in issue.problems if not rejects(rejected, problem.code, problem.where)
    )
    return replace(issue, problems=kept)


def conflicts(issue: Issue, corrections: Sequence[Correction]) -> list[Conflict]:
    """Corrections of different people that want different things of one place of ``issue``, the
    reading that they were made on. Who corrects what another has corrected is in no conflict."""
    found: list[Conflict] = []
    claims: list[tuple[Correction, tuple[Any, ...], tuple[int, int], Any]] = []
    for correction in in_order(corrections):
        for subject, span, value in _claims(issue, correction):
            for other, their, reach, wanted in claims:
                apart = span[1] <= reach[0] or reach[1] <= span[0]
                if subject != their or apart or value == wanted:
                    continue
                if other.author != correction.author:
                    why = "both change the same place"
                    found.append(Conflict(other.id, correction.id, why))
            claims.append((correction, subject, span, value))
    return list(dict.fromkeys(found))


def _claims(
    issue: Issue, correction: Correction
) -> list[tuple[tuple[Any, ...], tuple[int, int], Any]]:
    """What a correction decides: of which subject, from where to where, and to which effect."""
    whole = (0, 1)
    if isinstance(correction, SetMetadata):
        of = correction.at.quote if correction.at is not None else ""
        return [(("field", correction.field, of), whole, correction.value)]
    if isinstance(correction, Reject):
        return []
    try:
        place = find(issue, correction.at)
    except Lost:
        return []
    where = (place.place.part, place.place.article, place.place.index)
    if isinstance(correction, ChangeText):
        span = (place.start, place.start + len(correction.at.quote))
        return [(("text", *where), span, correction.new)]
    if isinstance(correction, ChangeRole):
        return [(("role", *where), whole, correction.role)]
    if isinstance(correction, Split):
        return []
    if isinstance(correction, ChangeOrder | Move):
        after = correction.after.quote if correction.after is not None else None
        to = correction.to.quote if isinstance(correction, Move) else None
        return [(("place", *where), whole, (after, to))]
    if isinstance(correction, SplitArticle):
        return [(("article", *where), whole, correction.headline)]
    return [(("follows", *where), whole, correction.other.quote)]


def anchored(issue: Issue, correction: Correction) -> Correction:
    """With all that is known of its places in ``issue``, where the correction gives a quotation
    only. Its id stays. What is not there stays as it is."""
    changed: dict[str, Any] = {}
    for name in ("at", "other", "to", "after"):
        wanted = getattr(correction, name, None)
        if wanted is None or wanted.digest:
            continue
        try:
            if name == "at" and isinstance(correction, ChangeText | Split):
                found = find(issue, wanted)
                changed[name] = spot(issue, found.place, wanted.quote, found.start)
            else:
                changed[name] = spot(issue, piece_of(issue, wanted))
        except Lost:
            continue
    return replace(named(correction), **changed) if changed else named(correction)
