"""What the ledger finds against counts by hand, above floors that only rise."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from jumpline.ledger.commitments import commitments
from jumpline.ledger.entry import Commitment
from jumpline.ledger.figures import figures
from jumpline.pipeline import one_issue
from jumpline.sample import write_pages

from .counting import DATA, NONE, count, issue_of, issue_printing, table

FLOORS = tomllib.loads(
    (Path(__file__).parent.parent / "scores" / "ledger_floors.toml").read_text(encoding="utf-8")
)


def above(name: str, scores: dict[str, float]) -> None:
    missed = {
        key: (scores[key], floor)
        for key, floor in FLOORS[name].items()
        if key in scores and scores[key] < floor
    }
    assert not missed


def test_the_gold_of_another_paper(shared: Path) -> None:
    folder = shared / "pages" / "changji-2026-04-07"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    issue = one_issue([folder / "page-01.md"]).issue
    found = list(figures(issue))
    wanted = [
        [each["value"], each["unit"], each.get("bound", ""), each.get("measure", "")]
        for each in gold["figures"]
    ]
    counted = count(wanted, found, [])
    timed = [each for each in gold["figures"] if "period" in each]
    when = sum(
        any(
            (f.value, f.unit, f.period) == (each["value"], each["unit"], each["period"])
            for f in found
        )
        for each in timed
    )
    promised = commitments(issue)
    kept = sum(
        any(
            each["quote"] in c.quote and (c.who, c.period) == (each["who"], each["period"])
            for c in promised
        )
        for each in gold["commitments"]
    )
    above(
        "seed",
        counted.scores()
        | {"period": when / len(timed), "commitments": kept / len(gold["commitments"])},
    )


def test_the_sample_against_its_count_by_hand(tmp_path: Path) -> None:
    issue = one_issue([write_pages(tmp_path)]).issue
    found = figures(issue)
    total = NONE
    counted = set()
    for entry in table("sample_count.toml")["article"]:
        (article,) = [a for a in issue.articles if entry["headline"] in " ".join(a.headline)]
        counted.add(article.id)
        own = [figure for figure in found if figure.article == article.id]
        wanted = [figure[1:] for figure in entry["figures"]]
        total = total.plus(count(wanted, own, entry.get("arguable", [])))
    assert counted == {article.id for article in issue.articles}, "every article is counted"
    above("sample", total.scores())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_held_out_sentences(language: str) -> None:
    """Only sums are shown: who sees which sentence failed can no longer hold it out."""
    data = table("held_out.toml")
    cases = data[language]
    issue = issue_of([case["text"] for case in cases], data["date"])
    found, promised = figures(issue), commitments(issue)
    total = NONE
    wanted = given = both = 0
    for case, article in zip(cases, issue.articles, strict=True):
        own = count(case["figures"], [f for f in found if f.article == article.id], [])
        total = total.plus(own._replace(missed=(), extra=()))
        is_one = bool(case.get("commitment"))
        said = any(each.article == article.id for each in promised)
        wanted, given, both = wanted + is_one, given + said, both + (is_one and said)
    above(
        language,
        total.scores() | {"commitment_recall": both / wanted, "commitment_precision": both / given},
    )


@pytest.mark.parametrize("name", sorted(path.stem for path in (DATA / "articles").iterdir()))
def test_articles_of_many_fields(name: str) -> None:
    """Whole articles of both scripts and of English."""
    total = NONE
    for article in table(f"articles/{name}.toml")["article"]:
        issue = issue_printing(article["paragraphs"], article["date"])
        own = count(article["figures"], list(figures(issue)), article["arguable"])
        total = total.plus(own._replace(missed=(), extra=()))
    above(f"articles-{name}", total.scores())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(path.stem for path in (DATA / "statements").iterdir()))
def test_statements_that_are_commitments_and_none(name: str, language: str) -> None:
    """Only sums are shown."""
    data = table(f"statements/{name}.toml")
    own = data[language]
    wanted = [text for text, _, _ in own["commitments"]]
    issue = issue_of([*wanted, *own["none"]], data["date"])
    ids = [article.id for article in issue.articles]
    found: dict[str, list[Commitment]] = {}
    for each in commitments(issue):
        found.setdefault(each.article, []).append(each)
    both = sum(each in found for each in ids[: len(wanted)])
    judged = [
        (text, who, deadline, found[name])
        for (text, who, deadline), name in zip(own["commitments"], ids, strict=False)
        if name in found
    ]
    named = [(who, each) for _, who, _, each in judged if who]
    dated = [(deadline, each) for _, _, deadline, each in judged if deadline]
    above(
        f"statements-{name}",
        {
            f"{language}_recall": both / len(wanted),
            f"{language}_precision": both / len(found),
            f"{language}_who": share(who in (c.who or "") for who, made in named for c in made),
            f"{language}_deadline": share(d == c.deadline for d, made in dated for c in made),
        },
    )


def share(right: Iterable[bool]) -> float:
    held = list(right)
    return sum(held) / len(held) if held else 1.0
