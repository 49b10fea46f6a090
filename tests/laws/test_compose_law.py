"""Law 2, as far as it holds: what is read from composed pages, against the truth of composing.

The floors are of seeds that the layout was not tuned on; they only rise, to 1.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from jumpline.compose import compose, invent, load_style
from jumpline.model.archive import SourceFile
from jumpline.model.codec import encode
from jumpline.pipeline import read_issues
from jumpline.scoring import score_issue

#: style → language, floors of the mean over the seeds
STYLES: dict[str, tuple[str, dict[str, float]]] = {
    "broadsheet-zh": (
        "zh-Hans",
        {
            "article_f1": 0.78,
            "paragraph_f1": 0.95,
            "headline": 0.85,
            "byline": 0.88,
            "masthead": 1.0,
        },
    ),
    "broadsheet-en": (
        "en",
        {"article_f1": 0.75, "paragraph_f1": 0.92, "headline": 0.82, "masthead": 1.0},
    ),
    "broadsheet-hant": (
        "zh-Hant",
        {"article_f1": 0.65, "paragraph_f1": 0.79, "headline": 0.76, "masthead": 1.0},
    ),
}
SEEDS = range(11, 15)


def figures(language: str, style: str, seed: int) -> dict[str, float]:
    printed = compose(invent(seed, language, pages=3), load_style(style))
    (reading,) = read_issues([SourceFile("issue.pdf", printed.pdf)])
    gold: dict[str, Any] = json.loads(encode(printed.issue))
    return score_issue(gold, json.loads(encode(reading.issue))).figures


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_composed_pages_are_read(style: str) -> None:
    language, floors = STYLES[style]
    found = [figures(language, style, seed) for seed in SEEDS]
    means = {name: sum(f.get(name, 1.0) for f in found) / len(found) for name in floors}
    missed = {name: (means[name], floor) for name, floor in floors.items() if means[name] < floor}
    assert not missed


@pytest.mark.slow
def test_the_order_in_the_file_does_not_matter() -> None:
    issue = invent(3, "zh-Hans", pages=2)
    style = load_style("broadsheet-zh")
    texts = []
    for order in ("article", "shuffled"):
        printed = compose(issue, style, order=order)
        (reading,) = read_issues([SourceFile("issue.pdf", printed.pdf)])
        texts.append(["".join(item.text for item in a.body) for a in reading.issue.articles])
    assert texts[0] == texts[1]
