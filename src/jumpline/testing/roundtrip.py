"""What must be equal when an issue is written and read again."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.issue import Evidence, Issue
from jumpline.model.wellformed import wellformed

_replace = msgspec.structs.replace
#: How far a box may move, in points, by format: those that count in whole pixels round.
TOLERANCES = {"json": 0.0, "tei": 0.0, "mets": 0.001, "pagexml": 0.0501, "hocr": 0.0501}


def comes_back(issue: Issue, form: str) -> Issue:
    """What of an issue must come back from an export: all but problems and evidence, with text that
    the format can hold; of ninjs, which has no pages, without blocks and anchors.

    Boxes are to be compared by ``differences``, within ``TOLERANCES``."""
    kept = wellformed(issue)
    if form == "json":
        return kept
    kept = _replace(kept, problems=(), evidence=Evidence())
    if form != "ninjs":
        return kept
    return _replace(
        kept,
        pages=tuple(_replace(page, blocks=()) for page in kept.pages),
        articles=tuple(
            _replace(a, body=tuple(_replace(item, anchors=()) for item in a.body))
            for a in kept.articles
        ),
        notices=tuple(_replace(notice, anchors=()) for notice in kept.notices),
        ads=tuple(_replace(ad, anchors=()) for ad in kept.ads),
    )


def differences(one: Issue, two: Issue, form: str) -> list[str]:
    """Where two issues differ, in words; empty for equal ones. Boxes of pages may differ by
    ``TOLERANCES``; everything else may not."""
    found: list[str] = []
    _compare(msgspec.to_builtins(one), msgspec.to_builtins(two), "", TOLERANCES.get(form, 0), found)
    return found


def _compare(one: Any, two: Any, where: str, tolerance: float, found: list[str]) -> None:
    if isinstance(one, dict) and isinstance(two, dict):
        for name in {**one, **two}:
            _compare(one.get(name), two.get(name), f"{where}.{name}", tolerance, found)
    elif where.endswith(".box") and one and two:
        if not _near(tuple(one), tuple(two), tolerance):
            found.append(f"{where}: {one} is not {two}")
    elif isinstance(one, list | tuple) and isinstance(two, list | tuple):
        for at, (left, right) in enumerate(zip_longest(one, two)):
            _compare(left, right, f"{where}[{at}]", tolerance, found)
    elif one != two:
        found.append(f"{where}: {one!r} is not {two!r}")


def _near(one: Box, two: Box, tolerance: float) -> bool:
    return all(abs(left - right) <= tolerance for left, right in zip(one, two, strict=True))
