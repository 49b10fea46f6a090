"""How a page lies on its picture, and what it draws."""

from __future__ import annotations

import pytest

numpy = pytest.importorskip("numpy")
pytest.importorskip("pyvips")

from jumpline.readers.image.decode import turned  # noqa: E402
from jumpline.readers.image.drawn import drawn  # noqa: E402
from jumpline.readers.image.upright import angle_of, fold_of, paper_of  # noqa: E402


def page(width: int = 1400, height: int = 2000) -> numpy.ndarray:  # type: ignore[name-defined]
    """Paper with lines of strokes in two columns."""
    samples = numpy.full((height, width), 235, numpy.uint8)
    rng = numpy.random.default_rng(1)
    for top in range(100, height - 100, 30):
        for left in (80, width // 2 + 30):
            for x in range(left, left + width // 2 - 120, 20):
                samples[top : top + 18, x : x + int(rng.integers(3, 14))] = 30
    return samples


@pytest.mark.parametrize("angle", [0.0, 0.4, -1.3, 3.0])
def test_the_angle_is_found(angle: float) -> None:
    askew = turned(page(), -angle)
    assert abs(angle_of(askew) - angle) <= 0.06


def test_blank_paper_has_no_angle() -> None:
    assert angle_of(numpy.full((1000, 700), 240, numpy.uint8)) == 0.0


def test_the_scanners_ground_is_cut_off() -> None:
    samples = numpy.full((2200, 1600), 15, numpy.uint8)
    samples[100:2100, 100:1500] = page()
    x0, y0, x1, y1 = paper_of(samples)
    assert max(abs(x0 - 100), abs(y0 - 100), abs(x1 - 1500), abs(y1 - 2100)) <= 6


def test_a_spread_parts_at_its_fold() -> None:
    spread = numpy.concatenate([page(), page()], axis=1)
    fold = fold_of(spread)
    assert fold is not None
    assert abs(fold - 1400) < 60
    assert fold_of(page()) is None
    spread[400:460, 1200:1600] = 30
    assert fold_of(spread) is None


def test_rules_and_boxes_are_seen_and_strokes_are_not() -> None:
    samples = page()
    samples[1000:1003, 80:1300] = 20
    samples[1200:1400, 300:1100] = 235
    for rows, columns in (((1200, 1202), (300, 1100)), ((1398, 1400), (300, 1100))):
        samples[rows[0] : rows[1], columns[0] : columns[1]] = 20
    samples[1200:1400, 300:302] = samples[1200:1400, 1098:1100] = 20
    found = drawn(samples, 200.0)
    assert len(found.frames) == 1
    level = [box for box in found.rules if box[2] - box[0] > 200]
    assert any(abs(box[1] - 360) < 2 for box in level)
    assert len(found.rules) <= 6


def test_a_photograph_is_a_picture() -> None:
    samples = page()
    rng = numpy.random.default_rng(2)
    samples[300:900, 100:680] = rng.integers(60, 190, (600, 580))
    (box,) = drawn(samples, 200.0).pictures
    assert abs(box[0] - 36) < 10
    assert abs(box[3] - 324) < 10
