"""Figures of the outside scorer on every page of text, against floors that only rise."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from jumpline.model.codec import encode
from jumpline.pipeline import one_issue

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
NAMES = [name for name in FLOORS if name != "default"]


def pages_of(folder: Path) -> list[Path]:
    text = folder / "text"
    return [text] if text.is_dir() else sorted(folder.glob("page-*.md"))


def score(shared: Path, folder: Path, found: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(shared / "score.py"), str(folder / "gold.json"), str(found)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[0])
    return figures


@pytest.mark.parametrize("name", NAMES)
def test_pages_of_text(name: str, shared: Path, tmp_path: Path) -> None:
    folder = shared / "pages" / name
    found = tmp_path / "found.json"
    found.write_bytes(encode(one_issue(pages_of(folder)).issue))
    figures = score(shared, folder, found)
    floors = {**FLOORS["default"], **FLOORS[name]}
    missed = {}
    for figure, value in figures.items():
        floor = floors.get(figure)
        assert floor is not None, f"no floor for {figure}"
        if not above(figure, value, floor):
            missed[figure] = (value, floor)
    assert not missed


def test_every_folder_of_text_is_scored(shared: Path) -> None:
    here = {
        path.parent.name for path in (shared / "pages").glob("*/gold.json") if pages_of(path.parent)
    }
    assert here == set(NAMES)


def test_an_engines_page_without_geometry_is_read(shared: Path) -> None:
    """农民日报 as an engine left it: characters wrong, jumps in square and mixed brackets."""
    issue = one_issue([shared / "pages/real/scans/nongmin-ribao-p2/page.gold.md"]).issue
    heads = ["".join(article.headline) for article in issue.articles]
    assert "财政助农：福建茶农迎来又一春" in heads
    assert "农业市场信息工作成效显著" in heads
    tea = next(a for a in issue.articles if "茶农" in "".join(a.headline))
    assert [item.text for item in tea.body if item.role == "subhead"] == [
        "改善生态，构建现代茶产业发展基础",
        "提升质量，奏响悦耳的茶农增收曲",
        "整合资金，带动优势特色茶产业发展",
    ]
    assert tea.byline is not None
    assert [person.name for person in tea.byline.people] == ["蔡茂楷"]
    coming = [a.continued_from for a in issue.articles if a.continued_from is not None]
    assert [jump.page for jump in coming] == [1, 1, 1]


def test_born_digital_pdf(shared: Path, tmp_path: Path) -> None:
    """Every PDF with a gold reading: each above its floor, and their mean above the mean's."""
    floors = tomllib.loads(Path(__file__).with_name("pdf_floors.toml").read_text(encoding="utf-8"))
    totals: dict[str, list[float]] = {}
    missed = {}
    for gold in sorted((shared / "pages").glob("*/gold.json")):
        found = tmp_path / f"{gold.parent.name}.json"
        found.write_bytes(encode(one_issue(sorted(gold.parent.glob("*.pdf"))).issue))
        for figure, value in score(shared, gold.parent, found).items():
            totals.setdefault(figure, []).append(value)
            floor = floors["each"].get(figure)
            if floor is not None and not above(figure, value, floor):
                missed[gold.parent.name, figure] = (value, floor)
    assert len(totals["article_f1"]) >= 8
    for figure, floor in floors["mean"].items():
        mean = sum(totals[figure]) / len(totals[figure])
        if not above(figure, mean, floor):
            missed["mean", figure] = (mean, floor)
    assert not missed


def above(figure: str, value: float, floor: float) -> bool:
    return value <= floor + 0.0005 if figure == "text_ned" else value >= floor - 0.0005
