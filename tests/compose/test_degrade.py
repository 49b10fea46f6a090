"""Scans of composed pages: the same again, and a truth that moved with the page."""

from __future__ import annotations

from io import BytesIO

import pytest

pytest.importorskip("PIL")
from PIL import Image

from jumpline.compose import compose, invent, load_style
from jumpline.compose.degrade import HEAVY, LIGHT, Damage, degrade


@pytest.mark.slow
@pytest.mark.parametrize("damage", [LIGHT, HEAVY])
def test_boxes_move_with_the_page(damage: Damage) -> None:
    style = load_style("tabloid-zh")
    composed = compose(invent(2, "zh-Hans", 1, characters=style.room()), style)
    (scan,) = degrade(composed.pdf, damage, seed=3)
    assert degrade(composed.pdf, damage, seed=3) == [scan]
    assert degrade(composed.pdf, damage, seed=4) != [scan]
    image = Image.open(BytesIO(scan.data))
    assert image.size == (scan.width, scan.height)
    boxes = [b.box for b in composed.issue.pages[0].blocks if b.role == "headline" and b.box]
    for x0, y0, x1, y1 in boxes:
        corners = [scan.pixel(x, y) for x in (x0, x1) for y in (y0, y1)]
        left, right = min(c[0] for c in corners), max(c[0] for c in corners)
        top, bottom = min(c[1] for c in corners), max(c[1] for c in corners)
        inside = image.crop((int(left), int(top), int(right), int(bottom)))
        assert inside.getextrema()[0] < 90, "a headline is black"
