"""Tiles, seams, and the characters of a line."""

from __future__ import annotations

import itertools

import pytest

from jumpline.recognisers.letters import spaced
from jumpline.recognisers.tiles import merged, tiles

numpy = pytest.importorskip("numpy")


@pytest.mark.parametrize(("width", "height"), [(100, 100), (3072, 4253), (1281, 640), (40_000, 50)])
def test_tiles_cover_a_page_and_overlap(width: int, height: int) -> None:
    found = list(tiles(width, height, 1280, 128))
    for x0, y0, x1, y1 in found:
        assert 0 <= x0 < x1 <= width
        assert 0 <= y0 < y1 <= height
        assert max(x1 - x0, y1 - y0) <= 1280
    columns = sorted({(x0, x1) for x0, _, x1, _ in found})
    assert columns[0][0] == 0
    assert columns[-1][1] == width
    for (_, end), (start, _) in itertools.pairwise(columns):
        assert end - start >= 128


def test_a_line_cut_by_a_seam_comes_out_whole() -> None:
    left, right = (700.0, 50.0, 1280.0, 80.0), (1152.0, 51.0, 2000.0, 81.0)
    assert merged([[left], [right]]) == [(700.0, 50.0, 2000.0, 81.0)]


def test_a_line_seen_twice_is_one() -> None:
    box = (1160.0, 50.0, 1270.0, 80.0)
    assert merged([[box], [box]]) == [box]


def test_neighbours_stay_apart() -> None:
    above, below = (0.0, 0.0, 300.0, 30.0), (0.0, 28.0, 300.0, 58.0)
    aside = (295.0, 0.0, 600.0, 30.0)
    assert len(merged([[above, below], [aside]])) == 3


def test_spaces_between_names_are_seen() -> None:
    assert spaced("记者刘茜冯彦民", [2, 7, 12, 17, 25, 30, 35]) == "记者刘茜 冯彦民"
    assert spaced("一二三四五六七", [2, 7, 12, 17, 22, 27, 32]) == "一二三四五六七"
