"""Options of recognisers, as they come from a command line: text, by name."""

from __future__ import annotations

from collections.abc import Mapping

from jumpline.errors import UsageError
from jumpline.model.scan import PageImage

#: A picture as three-dimensional numbers: rows, columns, three colours.
COLOURS = 3


def chosen(recogniser: str, options: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """All options with their values, those that are not given as in ``known``. Raises
    ``UsageError``."""
    for name in options:
        if name not in known:
            raise UsageError(
                f"the recogniser {recogniser} has no option {name!r}.",
                remedy=f"Its options: {', '.join(known) or 'none'}.",
            )
    return {**known, **options}


def number(recogniser: str, name: str, text: str, least: float, most: float) -> float:
    """Raises ``UsageError`` for what is no number between the bounds."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise UsageError(
            f"the option {name} of {recogniser} is {text!r}.",
            remedy=f"Give a number from {least:g} to {most:g}.",
        )
    return value


def inside(
    box: tuple[float, float, float, float], image: PageImage
) -> tuple[float, float, float, float]:
    """A box in points, on its page."""
    width, height = image.width * 72 / image.dpi, image.height * 72 / image.dpi
    return (
        round(min(max(box[0], 0.0), width), 2),
        round(min(max(box[1], 0.0), height), 2),
        round(min(max(box[2], 0.0), width), 2),
        round(min(max(box[3], 0.0), height), 2),
    )
