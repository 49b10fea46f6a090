"""Hostile text costs in proportion to its length: no expression explodes. What it costs beside reading
is measured by ``bench/ledger.py``."""

from __future__ import annotations

import time

import pytest

from jumpline.ledger.announce import announced
from jumpline.ledger.commitments import entries
from jumpline.ledger.names import mentions

from .counting import issue_of

HOSTILE = {
    "digits": "9",
    "zeros": "〇",
    "bounds": "超过",
    "quotes": "“一",
    "titles": "《规划",
    "aliases": "某某市(以下简称",
    "clauses": "将建3所学校;",
    "months": "前四个月",
    "ranges": "1至",
    "words": "twenty-",
    "cells": "1\t2\n",
    "ages": ", 5,",
    "duties": "要将",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_in_proportion(name: str) -> None:
    """Four times the text may take four times as long, not sixteen times; small times are noise."""

    def seconds(times: int) -> float:
        issue = issue_of([HOSTILE[name] * times])
        start = time.process_time()
        entries(issue)
        mentions(issue)
        announced([issue])
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 10 * seconds(2000) + 0.5
