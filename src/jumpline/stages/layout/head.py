"""What the columns of a page see of the heads over them, and what lines say of their articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import msgspec

from jumpline.model.geometry import Box
from jumpline.stages.layout.runs import Line


class Head(msgspec.Struct, frozen=True, dict=True):
    """The lines over an article. ``box`` is in reading direction; ``tall`` runs downwards on a page
    that is read across; ``goes_on`` says that the text comes from another page."""

    box: Box
    frame: int
    lines: tuple[Line, ...] = ()
    tall: bool = False
    goes_on: bool = False

    @cached_property
    def heaped(self) -> bool:
        """Whether its characters lie on each other, so that its box says nothing of its height."""
        longest = max(self.lines, key=lambda line: len(line.text))
        return self.tall and longest.y1 - longest.y0 < 0.6 * len(longest.text) * longest.size

    @cached_property
    def centre(self) -> float:
        """The middle of its largest lines."""
        most = max(line.size for line in self.lines)
        large = [line for line in self.lines if line.size > 0.95 * most]
        return (min(line.start for line in large) + max(line.end for line in large)) / 2


class Cues(NamedTuple):
    """What a line says of its article: a jump line ends it, a lead-in begins it, a byline signs
    it."""

    ends: Callable[[Line], bool]
    begins: Callable[[Line], bool]
    signs: Callable[[Line], bool]
