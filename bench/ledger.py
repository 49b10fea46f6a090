"""What do figures and commitments cost, beside reading, and do they stay linear?

    python bench/ledger.py [--articles 1000] [--json]

One run measures all on the same sample, so that ratios mean something on any machine; times do not.
The articles are those of the sample over and over, each under an id of its own.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from msgspec.structs import replace
from timing import best

from jumpline.ledger.commitments import entries
from jumpline.model.issue import Issue
from jumpline.pipeline import one_issue
from jumpline.sample import write_pages


def many(issue: Issue, count: int) -> Issue:
    own = issue.articles
    some = (own[number % len(own)] for number in range(count))
    return replace(
        issue, articles=tuple(replace(a, id=f"{a.id}-{number}") for number, a in enumerate(some))
    )


def measure(articles: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        pages = write_pages(Path(folder))
        issue = one_issue([pages]).issue
        reading = best(lambda: one_issue([pages]))
    one, ten = many(issue, articles), many(issue, articles * 10)
    ledger = best(lambda: entries(issue))
    few = best(lambda: entries(one))
    most = best(lambda: entries(ten), times=1)
    return {
        "reading_s": reading,
        "ledger_s": ledger,
        "ledger_to_reading": ledger / reading,
        "articles_per_s": articles / few,
        "ten_times_to_one": most / few,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = measure(chosen.articles)
    if chosen.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:20} {value:10.3f}")


if __name__ == "__main__":
    main()
