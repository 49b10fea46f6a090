"""Corrections in the store's database, beside the revisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from jumpline.errors import NotFound
from jumpline.model.archive import KeptCorrection
from jumpline.model.correction import Correction, decode_correction, encode_correction

Rows = Callable[..., list[tuple[Any, ...]]]
Run = Callable[..., None]


def kept_corrections(rows: Rows, issue_id: str) -> list[KeptCorrection]:
    found = rows(
        "SELECT id, data, undone FROM corrections WHERE issue = ? ORDER BY position", issue_id
    )
    return [
        KeptCorrection(decode_correction(data, where=f"{issue_id}, correction {name}"), undone)
        for name, data, undone in found
    ]


def keep(rows: Rows, run: Run, issue_id: str, corrections: Sequence[Correction]) -> int:
    """How many are new, or were undone and hold again."""
    changed = 0
    known: dict[str, str | None] = dict(
        rows("SELECT id, undone FROM corrections WHERE issue = ?", issue_id)
    )
    for correction in corrections:
        if correction.id in known:
            if known[correction.id] is not None:
                run(
                    "UPDATE corrections SET undone = NULL WHERE issue = ? AND id = ?",
                    *(issue_id, correction.id),
                )
                changed += 1
            continue
        known[correction.id] = None
        data = encode_correction(correction).decode()
        run(
            "INSERT INTO corrections VALUES (?, ?, ?, ?, NULL)",
            *(issue_id, correction.id, len(known), data),
        )
        changed += 1
    return changed


def undo(rows: Rows, run: Run, issue_id: str, correction_id: str, now: str) -> None:
    if not rows(
        "SELECT 1 FROM corrections WHERE issue = ? AND id = ? AND undone IS NULL",
        *(issue_id, correction_id),
    ):
        raise NotFound(
            f"issue {issue_id!r} has no correction {correction_id!r} that holds.",
            remedy="`jumpline correct ISSUE --list` shows those that there are.",
        )
    run(
        "UPDATE corrections SET undone = ? WHERE issue = ? AND id = ?",
        *(now, issue_id, correction_id),
    )
