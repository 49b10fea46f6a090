"""Law 3: what is read from composed pages after a scanner's damage, by floors that only rise.

``JUMPLINE_LAWS=500`` tries more issues and the English broadsheet, too; a page takes half a minute.
"""

from __future__ import annotations

import json
import os

import pytest

from jumpline.compose import compose, invent, load_style
from jumpline.compose.degrade import LIGHT, degrade
from jumpline.model.archive import SourceFile
from jumpline.model.codec import encode
from jumpline.pipeline import read_issues
from jumpline.scoring import score_issue

#: ``text_ned`` is a ceiling.
FLOORS = {
    "tabloid-zh": {
        "article_f1": 0.9,
        "paragraph_in_article_f1": 0.9,
        "headline": 0.9,
        "byline": 0.9,
        "masthead": 0.9,
        "text_ned": 0.01,
    },
    "broadsheet-en": {
        "article_f1": 0.85,
        "paragraph_in_article_f1": 0.6,
        "headline": 0.9,
        "text_ned": 0.03,
    },
}
LANGUAGES = {"tabloid-zh": "zh-Hans", "broadsheet-en": "en"}
NIGHTLY = int(os.environ.get("JUMPLINE_LAWS", "32")) >= 500


@pytest.mark.slow
@pytest.mark.parametrize("name", list(FLOORS) if NIGHTLY else ["tabloid-zh"])
def test_scans_are_read(name: str) -> None:
    style = load_style(name)
    found = []
    for seed in range(1001, 1005 if NIGHTLY else 1002):
        invented = invent(seed, LANGUAGES[name], pages=1, characters=style.room())
        printed = compose(invented, style)
        scan = degrade(printed.pdf, LIGHT, seed=seed)[0]
        (reading,) = read_issues([SourceFile("page-01.jpg", scan.data)])
        found.append(
            score_issue(
                json.loads(encode(printed.issue)), json.loads(encode(reading.issue))
            ).figures
        )
    for figure, floor in FLOORS[name].items():
        mean = sum(each[figure] for each in found) / len(found)
        assert mean <= floor if figure == "text_ned" else mean >= floor, (figure, mean)
