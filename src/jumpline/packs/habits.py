"""A title's habits of layout, as its pack says them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

_Weight = Annotated[float, msgspec.Meta(ge=-100, le=100)]


class Habits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[layout]`` of a pack. ``heads`` says on which side of its text an article's head stands,
    ``larger`` how many body sizes a line must have to be a heading; ``weights`` stand for those of
    ``stages/data/succession.toml`` that they name. What is not given is as everywhere."""

    heads: Literal["above", "below"] | None = None
    larger: Annotated[float, msgspec.Meta(ge=1.01, le=3.0)] | None = None
    weights: dict[str, _Weight] = {}

    def over(self, other: Habits) -> Habits:
        """These, and the other's where these say nothing."""
        return Habits(
            self.heads or other.heads,
            self.larger or other.larger,
            {**other.weights, **self.weights},
        )


USUAL_HABITS = Habits()
