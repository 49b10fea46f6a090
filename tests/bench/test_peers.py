"""The comparison with other tools measures what it says."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jumpline.compose import compose, invent, load_style
from jumpline.model.codec import encode
from jumpline.scoring.text import edit_distance


@pytest.fixture(scope="module")
def peers(root: Path) -> Iterator[Any]:
    """The modules of bench/peers, which stand beside each other as in a folder that is run."""
    from importlib import import_module

    place = str(root / "bench" / "peers")
    names = ("catalogue", "environments", "material", "outcome", "marks", "tables")
    sys.path.insert(0, place)
    try:
        yield {name: import_module(name) for name in names}
    finally:
        sys.path.remove(place)
        for name in names:
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def case(peers: Any) -> Any:
    style = load_style("tabloid-zh")
    made = compose(invent(5, "zh-Hans", 2, characters=style.room()), style).issue
    gold = json.loads(encode(made))
    cuts = [i.text for a in made.articles for i in a.body if len(i.anchors) > 1]
    assert cuts
    return peers["material"].Case("one", gold, Path("none.pdf"), 2, tuple(cuts))


def test_the_truth_scores_best(peers: Any, case: Any) -> None:
    marks = peers["marks"].mark(case, peers["outcome"].from_issue(json.dumps(case.gold)))
    assert (marks.paragraph_f1, marks.article_f1, marks.headline) == (1, 1, 1)
    assert marks.text_ned == 0
    assert marks.cuts == (len(case.cuts), len(case.cuts))
    assert marks.jumps[0] == marks.jumps[1] > 0


def test_perfect_markdown_scores_as_well(peers: Any, case: Any) -> None:
    """With heads that other tools print, furniture before the first heading, and marks of
    markdown."""
    lines = ["某日报", ""]
    for article in case.gold["articles"]:
        lines += [f"# {text}" for text in article["kicker"]]
        lines += [f"## **{''.join(article['headline'])}**", *article["deck"], ""]
        for item in article["body"]:
            lines += ["".join(f"{char}" for char in item["text"]), ""]
    marks = peers["marks"].mark(case, peers["outcome"].from_text("\n".join(lines)))
    assert marks.paragraph_f1 > 0.97
    assert (marks.article_f1, marks.headline, marks.text_ned) == (1, 1, 0)
    assert marks.cuts[0] == marks.cuts[1]


def test_a_jump_is_not_followed_by_letters_alone(peers: Any, case: Any) -> None:
    """A section with the right characters in which the article's end is somewhere else."""
    gold = json.loads(json.dumps(case.gold))
    for article in gold["articles"]:
        for item in article["body"]:
            item["text"] = item["text"][::-1]
    marks = peers["marks"].mark(case, peers["outcome"].from_issue(json.dumps(gold)))
    assert marks.article_f1 == 1
    assert marks.jumps[0] == 0


def test_plain_text_has_no_articles(peers: Any, case: Any) -> None:
    text = "\n".join(item["text"] for a in case.gold["articles"] for item in a["body"])
    marks = peers["marks"].mark(case, peers["outcome"].from_text(text))
    assert (marks.article_f1, marks.headline) == (0, 0)
    assert marks.paragraph_f1 == 1
    nothing = peers["marks"].mark(case, peers["outcome"].from_text(""))
    assert (nothing.paragraph_f1, nothing.text_ned) == (0, 1)


def test_nearest_is_the_least_distance_to_any_part(peers: Any) -> None:
    chance = random.Random(1)
    for _ in range(200):
        pattern = "".join(chance.choices("abc", k=chance.randint(1, 7)))
        text = "".join(chance.choices("abcd", k=chance.randint(0, 9)))
        ends = range(len(text) + 1)
        least = min(edit_distance(pattern, text[i:j]) for i in ends for j in ends[i:])
        assert peers["marks"]._nearest(pattern, text) == least


def test_a_process_is_measured_and_its_failure_said(peers: Any) -> None:
    environments = peers["environments"]
    run = environments.measured(
        [sys.executable, "-c", "print('ok'); x = bytearray(60_000_000)"], 60
    )
    assert run.output == "ok\n"
    assert run.seconds > 0
    assert 60 < run.memory < 200
    small = environments.measured([sys.executable, "-c", "pass"], 60)
    assert small.memory < run.memory - 40
    with pytest.raises(environments.Unavailable, match="fails: ValueError: no … here"):
        environments.measured([sys.executable, "-c", "raise ValueError('no /some/path here')"], 60)
    with pytest.raises(environments.Unavailable, match="no end after"):
        environments.measured([sys.executable, "-c", "import time; time.sleep(60)"], 1)


def test_every_tool_has_its_script(peers: Any) -> None:
    for peer in peers["catalogue"].PEERS:
        assert peer.script.is_file()
        assert all("==" in pin for pin in peer.pins)
        assert peer.pins or peer.program


def test_the_document_has_the_tables(peers: Any) -> None:
    text = peers["tables"].PAGE.read_text(encoding="utf-8")
    for name in ("composed", "others", "scale"):
        part = text.partition(f"<!-- measured {name} -->")[2].partition(f"<!-- end of {name} -->")[
            0
        ]
        assert part.count("\n|") > 3, name
