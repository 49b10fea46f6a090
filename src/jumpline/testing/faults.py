"""Invented issues with planted faults: every kind that the rules of ``jumpline check`` look for.

>>> clean(3).id == faulty(3)[0].id
True
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date as Date
from datetime import timedelta
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from jumpline.checks.case import Confusion, Neighbour
from jumpline.compose.invent import invent
from jumpline.model.issue import Article, Block, BodyItem, Issue
from jumpline.model.sheet import TextLine
from jumpline.testing.values import MAKERS, data

_WEEKDAYS = "一二三四五六日"


class Fault(msgspec.Struct, frozen=True):
    """What was planted where: ``article`` is the id of the article that has it, None for the issue
    as a whole."""

    code: str
    article: str | None = None


class Bed:
    """An issue while faults are planted into it. Each fault gets an article of its own, and each
    fact of the issue (``slots``) at most one fault."""

    def __init__(self, issue: Issue, rng: random.Random) -> None:
        self.issue, self.rng = issue, rng
        self.neighbours: list[Neighbour] = []
        self.confusions: list[Confusion] = []
        self.free = [article.id for article in issue.articles]
        rng.shuffle(self.free)
        self.slots: set[str] = set()
        #: Faults that a planted one brings with it: (code, article).
        self.implied: set[tuple[str, str]] = set()

    @property
    def date(self) -> Date:
        assert self.issue.date is not None
        return Date.fromisoformat(self.issue.date)

    def change(self, **fields: object) -> None:
        self.issue = replace(self.issue, **fields)

    def slot(self, name: str) -> bool:
        """Whether a fact is still right; it is taken by the question."""
        taken = name in self.slots
        self.slots.add(name)
        return not taken

    def article(self, fits: Callable[[Article], bool] = lambda article: True) -> Article | None:
        """An article without a fault yet."""
        by_id = {article.id: article for article in self.issue.articles}
        for name in self.free:
            if fits(by_id[name]):
                self.free.remove(name)
                return by_id[name]
        return None

    def put(self, article: Article) -> None:
        """In the place of the article of its id; what the guide says of it follows."""
        self.change(
            guide=tuple(
                replace(entry, lines=article.headline) if entry.article == article.id else entry
                for entry in self.issue.guide
            )
        )
        self.change(
            articles=tuple(
                article if each.id == article.id else each for each in self.issue.articles
            )
        )


Planter: TypeAlias = Callable[[Bed], Fault | None]


def clean(seed: int, language: str = "zh-Hans", pages: int = 3) -> Issue:
    """An invented issue in which nothing is wrong, with folios and with sentences of the forms that
    faults are planted in, rightly filled."""
    issue = invent(seed, language, pages)
    rng = random.Random(f"clean/{seed}")  # noqa: S311
    # By chance two parts of a series may be one, and two people may sound alike.
    issue = replace(
        issue,
        articles=tuple(replace(article, series=None) for article in issue.articles),
        pages=tuple(
            replace(page, blocks=(_folio(issue, page.number, page.label),))
            if page.number > 1
            else page
            for page in issue.pages
        ),
    )
    if language == "zh-Hans":
        bed = Bed(_named_apart(issue), rng)
        for code in sorted(MAKERS):
            if rng.random() < 0.4:
                plant_sentence(bed, code, wrong=False)
        issue = bed.issue
    return issue


def faulty(
    seed: int, share: float = 0.3, codes: tuple[str, ...] = ()
) -> tuple[Issue, list[Fault], Bed]:
    """A clean issue with faults of about a share of all kinds (or of the named ones): the issue,
    what was planted, and the bed with neighbours and words."""
    from jumpline.testing.planters import PLANTERS

    rng = random.Random(f"faulty/{seed}")  # noqa: S311
    bed = Bed(clean(seed), rng)
    wanted = [code for code in sorted(codes or PLANTERS) if codes or rng.random() < share]
    rng.shuffle(wanted)
    planted = [fault for code in wanted if (fault := PLANTERS[code](bed)) is not None]
    return bed.issue, planted, bed


def plant_sentence(bed: Bed, code: str, *, wrong: bool) -> Fault | None:
    """A sentence of a kind, in an article of its own; of several parts the first is the heading,
    or they stand in two paragraphs."""
    article = bed.article(lambda found: len(found.body) > 1)
    if article is None:
        return None
    values = MAKERS[code](bed.rng, bed.date, wrong)
    parts = bed.rng.choice(data()["sentences"][code]).format(**values).split("|")
    body = list(article.body)
    if code.startswith("heading-"):
        article = replace(article, headline=(parts.pop(0),))
    # Not behind the last sentence: what ends an article names its writers now and then.
    places = [at for at, item in enumerate(body[:-1]) if item.role == "paragraph"] or [0]
    at = bed.rng.choice(places)
    inserted = [BodyItem("paragraph", part) for part in parts]
    if bed.rng.random() < 0.5:
        body[at] = replace(body[at], text=body[at].text + inserted.pop(0).text)
    body[at + 1 : at + 1] = inserted
    bed.put(replace(article, body=tuple(body)))
    return Fault(code, article.id)


def _folio(issue: Issue, number: int, label: str) -> Block:
    day = Date.fromisoformat(issue.date or "2026-01-01")
    dated = f"{day.year}年{day.month}月{day.day}日 {issue.weekday}"
    if issue.publication.language == "en":
        dated = f"{issue.weekday}, {day:%B} {day.day}, {day.year}"
    return Block(f"p{number}.b1", "folio", None, (TextLine(f"{label} {dated}"),))


def _named_apart(issue: Issue) -> Issue:
    """Without names that happen to sound like another name of the issue: of the surnames that are
    drawn from, 徐 and 许 do."""
    from jumpline.compose.grammar import words

    text = msgspec.json.encode(issue).decode()
    for given in words("zh-Hans").given:
        text = text.replace("徐" + given, "许" + given)
    return msgspec.json.decode(text, type=Issue)


def day_before(bed: Bed, days: int) -> str:
    return (bed.date - timedelta(days=days)).isoformat()
