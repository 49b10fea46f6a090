"""The project's own scoring agrees with the outside scorer, figure by figure."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumpline.cli import run
from jumpline.model.codec import encode
from jumpline.pipeline import one_issue
from jumpline.sample import write_pages
from jumpline.scoring import score_issue
from jumpline.scoring.text import edit_distance


def slow_distance(one: str, two: str) -> int:
    row = list(range(len(two) + 1))
    for at, char in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(two, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (char != other)),
            )
    return row[-1]


@given(st.text("昌吉日报ab", max_size=24), st.text("昌吉日报ab", max_size=24))
def test_edit_distance(one: str, two: str) -> None:
    assert edit_distance(one, two) == slow_distance(one, two)


def test_a_reading_scores_one_against_itself(tmp_path: Path) -> None:
    issue = json.loads(encode(one_issue([write_pages(tmp_path)]).issue))
    result = score_issue(issue, issue)
    assert result.figures.pop("text_ned") == 0
    assert set(result.figures.values()) == {1.0}
    assert not result.misses


def test_what_is_missing_lowers_its_figure_and_is_named(tmp_path: Path) -> None:
    gold = json.loads(encode(one_issue([write_pages(tmp_path)]).issue))
    found = json.loads(json.dumps(gold))
    found["articles"][0]["headline"] = ["另一个标题"]
    found["articles"][1]["body"].pop()
    del found["articles"][-1]
    result = score_issue(gold, found)
    assert result.figures["headline"] == pytest.approx(1 - 2 / len(gold["articles"]))
    assert result.figures["article_f1"] < 1
    assert result.figures["text_ned"] > 0
    assert {miss.figure for miss in result.misses} >= {"headline", "paragraph_f1"}


def test_it_agrees_with_the_outside_scorer(shared: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("outside_score", shared / "score.py")
    assert spec is not None
    assert spec.loader is not None
    outside: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(outside)
    for name in ("changji-2026-04-07", "invented-03", "invented-05"):
        folder = shared / "pages" / name
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        text = folder / "text"
        found = json.loads(
            encode(one_issue([text if text.is_dir() else folder / "page-01.md"]).issue)
        )
        # Damage, so that no figure is 1 on both sides by chance.
        found["articles"] = found["articles"][1:]
        found["articles"][0]["body"] = found["articles"][0]["body"][::-1]
        theirs, _ = outside.score(gold, found)
        assert score_issue(gold, found).figures == pytest.approx(theirs)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = write_pages(tmp_path)
    gold = tmp_path / "gold.json"
    gold.write_bytes(encode(one_issue([pages]).issue))
    assert run(["score", str(gold), str(pages), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["article_f1"] == 1
    assert run(["score", str(gold), str(pages / "page-01.md"), "--misses"]) == 0
    assert "headline" in capsys.readouterr().out
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    assert run(["score", str(gold), str(tmp_path / "bad.json")]) == 3
    assert "no list of articles" in capsys.readouterr().err
