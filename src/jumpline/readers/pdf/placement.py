"""From the file's space (y up, before any rotation) to the page as it is read (y down)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jumpline.errors import TooLarge
from jumpline.model.geometry import Box


class Placement:
    """Crop, rotation and size of a page, all in points.

    ``turn`` (0, 90, 180, 270; clockwise) is the page's own, until the text says otherwise: where
    the content itself is turned, ``turned`` gives the placement that makes it upright.
    """

    def __init__(self, crop: Box, turn: int) -> None:
        self.left, self.bottom, self.right, self.top = crop
        self.turn = turn % 360
        wide, high = self.right - self.left, self.top - self.bottom
        self.width, self.height = (high, wide) if self.turn % 180 else (wide, high)

    @classmethod
    def of(cls, page: Any, most: float) -> Placement:
        """Raises ``TooLarge`` for a page beyond ``most`` points, or without extent."""
        width, height = page.get_size()
        if not (0 < width <= most and 0 < height <= most):
            raise TooLarge(f"a page of {width:.0f} × {height:.0f} points")
        # What is seen of it: its crop, as far as that lies on the paper.
        return cls(page.get_bbox(), page.get_rotation())

    def turned(self, turn: int) -> Placement:
        return Placement((self.left, self.bottom, self.right, self.top), turn)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        if self.turn == 0:
            a, b = (x0 - self.left, self.top - y1), (x1 - self.left, self.top - y0)
        elif self.turn == 90:
            a, b = (y0 - self.bottom, x0 - self.left), (y1 - self.bottom, x1 - self.left)
        elif self.turn == 180:
            a, b = (self.right - x1, y0 - self.bottom), (self.right - x0, y1 - self.bottom)
        else:
            a, b = (self.top - y1, self.right - x1), (self.top - y0, self.right - x0)
        return (round(a[0], 2), round(a[1], 2), round(b[0], 2), round(b[1], 2))

    def boxes(self, boxes: Iterable[Box]) -> list[Box]:
        """Many at once: characters are thousands."""
        if self.turn:
            return [self.box(*box) for box in boxes]
        left, top = self.left, self.top
        return [
            (round(x0 - left, 2), round(top - y1, 2), round(x1 - left, 2), round(top - y0, 2))
            for x0, y0, x1, y1 in boxes
        ]
