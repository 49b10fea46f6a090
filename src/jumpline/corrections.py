"""Corrections of issues that a store keeps: recorded, replayed on every reading, undone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from jumpline.errors import FormatError
from jumpline.model.archive import Added, KeptCorrection, SourceFile
from jumpline.model.correction import Conflict, Correction, Left
from jumpline.model.issue import Issue
from jumpline.ports import Store
from jumpline.stages.correct import anchored, conflicts, correct, in_order


class Standing(msgspec.Struct, frozen=True):
    """All corrections of an issue: which hold in it, which do not apply to its reading any more,
    and which contradict each other."""

    issue: str
    corrections: tuple[KeptCorrection, ...]
    applied: tuple[str, ...]
    left: tuple[Left, ...]
    conflicts: tuple[Conflict, ...]


def keep(store: Store, issue: Issue, sources: Sequence[SourceFile], reader: str) -> Added:
    """A reading, with what people have corrected in the issue before."""
    corrections = _holding(store, issue.id)
    if not corrections and not store.corrections(issue.id):
        return store.put(issue, sources, reader=reader)
    found = correct(issue, corrections).issue
    return store.put(found, sources, reader=reader, reading=issue)


def record(
    store: Store, issue_id: str, corrections: Sequence[Correction], *, certain: bool = False
) -> None:
    """Corrections are kept first and applied then: after a kill between, the next reading or
    correction applies them. Each gets the context that it stands in now. ``certain``: none is kept
    where one does not apply, and ``FormatError`` says why."""
    for correction in corrections:
        if correction.issue != issue_id:
            raise FormatError(
                f"correction {correction.id} is of {correction.issue}, not of {issue_id}.",
                remedy="Give the corrections of one issue, or name the other one.",
            )
    reading = store.reading(issue_id)
    known = _holding(store, issue_id)
    told: list[Correction] = []
    for correction in in_order(corrections):
        state = correct(reading, [*known, *told]).issue
        told.append(anchored(state, correction))
    if certain:
        own = {correction.id for correction in told}
        for left in correct(reading, [*known, *told]).left:
            if left.correction.id in own:
                raise FormatError(f"this does not apply: {left.why}", where=issue_id)
    store.keep_corrections(issue_id, told)
    _apply(store, issue_id, reading)


def undo(store: Store, issue_id: str, correction_id: str) -> None:
    store.undo_correction(issue_id, correction_id)
    _apply(store, issue_id, store.reading(issue_id))


def standing(store: Store, issue_id: str) -> Standing:
    reading = store.reading(issue_id)
    kept = store.corrections(issue_id)
    holding = [each.correction for each in kept if each.undone is None]
    found = correct(reading, holding)
    return Standing(
        issue_id, tuple(kept), found.applied, found.left, tuple(conflicts(reading, holding))
    )


def _holding(store: Store, issue_id: str) -> list[Correction]:
    return [each.correction for each in store.corrections(issue_id) if each.undone is None]


def _apply(store: Store, issue_id: str, reading: Issue) -> None:
    """Makes a revision of the same sources, where the corrected issue differs."""
    found = correct(reading, _holding(store, issue_id)).issue
    reader = store.revisions(issue_id)[-1].reader
    store.put(found, store.sources(issue_id), reader=reader, reading=reading)
