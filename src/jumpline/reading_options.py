"""What reading is told beyond its defaults, and how it is called with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from jumpline.model.archive import SourceFile
from jumpline.model.scan import USUAL, Recognition

if TYPE_CHECKING:
    from jumpline.pipeline import Reading


def told_to_read(packs: Sequence[str], recognition: Recognition = USUAL) -> dict[str, Any]:
    """As arguments of the pipeline."""
    told: dict[str, Any] = {"packs": packs} if packs else {}
    return told if recognition == USUAL else {**told, "recognition": recognition}


def identity(told: dict[str, Any]) -> str:
    """Who reads so."""
    from jumpline import pipeline

    return pipeline.reader_identity(**told) if told else pipeline.READER


def read(sources: list[SourceFile], told: dict[str, Any]) -> Iterable[Reading]:
    from jumpline import pipeline

    return pipeline.read_issues(sources, **told)
