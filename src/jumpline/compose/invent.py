"""Invented issues: from a seed number a whole paper, with every form that a paper may print.

>>> invent(7) == invent(7)
True
"""

from __future__ import annotations

import random
import re

from jumpline.compose.credits import credit, years
from jumpline.compose.grammar import Grammar, part_number
from jumpline.compose.style import load, style_for
from jumpline.model.ids import article_id, issue_id, publication_id
from jumpline.model.issue import (
    SCHEMA,
    Article,
    BodyItem,
    GuideEntry,
    Identifiers,
    Issue,
    Notice,
    Page,
    Picture,
    Publication,
    Series,
)
from jumpline.model.lunar import lunar_day

_WEEKDAYS = {
    "zh-Hans": [f"星期{day}" for day in "一二三四五六日"],
    "zh-Hant": [f"星期{day}" for day in "一二三四五六日"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def invent(
    seed: int, language: str = "zh-Hans", pages: int = 4, *, characters: int | None = None
) -> Issue:
    """An issue without layout. ``characters`` is about what a page takes (``Style.room``); the
    front page gets more than it takes, so that articles jump."""
    return _Paper(seed, language, pages, characters).issue()


class _Paper:
    def __init__(self, seed: int, language: str, pages: int, characters: int | None) -> None:
        self.rng = random.Random(f"{seed}/{language}")  # noqa: S311
        self.grammar = Grammar(language, self.rng)
        self.language, self.pages = language, pages
        self.room = characters or load(style_for(language)).room()
        self.day = years(self.rng)
        self.taken: set[str] = set()
        self.used: set[str] = set()

    def issue(self) -> Issue:
        grammar, rng, latin = self.grammar, self.rng, self.grammar.latin
        publication = self._publication()
        name = issue_id(publication.id, self.day.isoformat(), None, "")
        articles = [
            article
            for number in range(1, self.pages + 1)
            for article in self._page_articles(name, number)
        ]
        inside = [article for article in articles if article.pages[0] > 1]
        guide = [
            GuideEntry(article.headline, article.pages[0], article.id)
            for article in rng.sample(inside, min(len(inside), rng.randint(3, 4)))
        ]
        guide.sort(key=lambda entry: entry.page or 0)
        sections = rng.sample(grammar.words.sections, min(self.pages, len(grammar.words.sections)))
        return Issue(
            schema=SCHEMA,
            id=name,
            publication=publication,
            date=self.day.isoformat(),
            weekday=_WEEKDAYS[self.language][self.day.weekday()],
            lunar_date=None if latin else self._lunar(),
            number=rng.randint(1000, 19_999),
            page_count=self.pages,
            pages=tuple(
                self._page(number, None if number == 1 else sections[(number - 1) % len(sections)])
                for number in range(1, self.pages + 1)
            ),
            articles=tuple(articles),
            guide=tuple(guide) if self.pages > 1 and rng.random() < 0.8 else (),
            notices=tuple(self._notices()),
            ads=tuple(self._ads()),
        )

    def _publication(self) -> Publication:
        grammar, rng = self.grammar, self.rng
        every = grammar.words
        town = rng.choice(every.towns)
        kind = rng.randrange(len(every.titles.names))
        title = every.titles.names[kind].format(town=town)
        latin = f"{every.pinyin[town]} {every.titles.latin[kind]}" if every.pinyin else None
        code = f"{rng.randint(11, 65)}-{rng.randint(1, 120):04d}"
        name = publication_id(title, latin)
        if grammar.latin:
            return Publication(name, title, None, self.language, publisher=f"{town} Media Ltd")
        hant = self.language == "zh-Hant"
        return Publication(
            name,
            title,
            latin,
            self.language,
            sponsor=f"中共{town}市{'委員會' if hant else '委员会'}",
            publisher=f"{town}市{'融媒體' if hant else '融媒体'}中心",
            client=f"{town}{'發布' if hant else '发布'}" if rng.random() < 0.5 else None,
            identifiers=Identifiers(code, f"{rng.randint(11, 99)}-{rng.randint(1, 320)}"),
            website="http://www.example.com" if rng.random() < 0.5 else None,
            email=f"{(latin or 'news').split()[0].lower()}@example.com",
            hotline=f"{rng.randint(2_000_000, 8_999_999)}",
        )

    def _lunar(self) -> str:
        # Once drawn by chance. The draws stay: seeds name the issues that scores are told of, and
        # all that follows in an issue depends on them.
        self.rng.choice(range(10))
        self.rng.choice(range(10))
        return lunar_day(self.day).printed()

    def _page(self, number: int, section: str | None) -> Page:
        editors = () if number == 1 else (self.grammar.person(),)
        label = f"A{number}" if self.grammar.latin else f"{number:02d}"
        return Page(number, label, section, editors=editors)

    # -- articles --------------------------------------------------------------------------

    def _page_articles(self, issue: str, number: int) -> list[Article]:
        """Articles until the page is full; the first one is long."""
        rng = self.rng
        budget = self.room * (
            rng.uniform(1.04, 1.2) if number == 1 and self.pages > 1 else rng.uniform(0.74, 0.84)
        )
        usual = self.room / (6.2 if self.room > 4500 else 4.2)
        found: list[Article] = []
        while budget > 0.35 * usual:
            length = usual * (rng.uniform(1.3, 1.9) if not found else rng.uniform(0.45, 1.35))
            length = min(length, budget)
            found.append(self._article(issue, number, int(length), len(found)))
            # A head takes room, too.
            budget -= length + 0.12 * usual
            if found[-1].pictures:
                budget -= 0.35 * usual
        return found

    def _headline(self) -> tuple[str, ...]:
        lists = self.grammar.words.lists
        while True:
            two = self.rng.random() < 0.25
            template = self.rng.choice(
                lists.headline_two if two else [(one,) for one in lists.headline]
            )
            found = tuple(self.grammar.fill(line) for line in template)
            fresh = template[0] not in self.used or self.rng.random() < 0.05
            if fresh and found[0] not in self.used:
                self.used |= {found[0], template[0]}
                return found

    def _article(self, issue: str, page: int, length: int, place: int) -> Article:
        grammar, rng = self.grammar, self.rng
        every = grammar.words
        headline = self._headline()
        deck = grammar.pick(every.lists.deck, 0.35)
        series = None
        if rng.random() < 0.12:
            deck = grammar.pick(every.lists.series)
            name = re.sub(r"之.$|, Part \w+$|: Part \w+$", "", deck.strip("—"))
            series = Series(name, part_number(deck))
        kicker = grammar.pick(every.lists.kicker, 0.4)
        column = grammar.pick(every.columns, 0.22 if place else 0.1)
        by = credit(grammar, self.language, self.day)
        body = self._body(length, by.start, by.end)
        pictures = []
        if rng.random() < 0.3 and length > 300:
            pictures.append(
                Picture(grammar.pick(every.lists.caption), grammar.pick(every.photo_ends), page)
            )
        return Article(
            id=article_id(issue, page, "".join(headline), body[0].text, self.taken),
            pages=(page,),
            column=column or None,
            kicker=(kicker,) if kicker else (),
            headline=headline,
            deck=(deck,) if deck else (),
            series=series,
            byline=by.byline,
            dateline=by.dateline,
            body=tuple(body),
            pictures=tuple(pictures),
        )

    def _body(self, length: int, start: str, end: str) -> list[BodyItem]:
        grammar, rng = self.grammar, self.rng
        lists = grammar.words.lists
        wide = 1.0 if not grammar.latin else 2.2
        opening = grammar.pick(lists.opening, 0.75)
        if grammar.latin and opening:
            opening = opening[:1].upper() + opening[1:]
        body = [
            BodyItem(
                "paragraph", grammar.paragraph(int(rng.uniform(60, 130) * wide), start + opening)
            )
        ]
        written = len(body[0].text)
        heads = length > 500 * wide and rng.random() < 0.6
        subheads = rng.sample(lists.subhead, len(lists.subhead)) if heads else []
        step = length / rng.randint(3, 4)
        upcoming = step
        while written < length:
            if subheads and written > upcoming and length - written > 120 * wide:
                body.append(BodyItem("subhead", subheads.pop()))
                upcoming += step
            size = min(rng.uniform(25, 190) * wide, length - written)
            text = grammar.paragraph(int(size))
            body.append(BodyItem("paragraph", text))
            written += max(len(text), 1)
        if end:
            body[-1] = BodyItem("paragraph", body[-1].text + end)
        return body

    # -- beside the articles ---------------------------------------------------------------

    def _notices(self) -> list[Notice]:
        grammar, rng = self.grammar, self.rng
        lists = grammar.words.lists
        found = []
        for _ in range(rng.choice([0, 0, 1, 2, 3])):
            text = "\n".join([grammar.pick(lists.notice_head), grammar.pick(lists.notice)])
            found.append(Notice(text, self.pages))
        return found

    def _ads(self) -> list[Notice]:
        grammar, rng = self.grammar, self.rng
        lists = grammar.words.lists
        found = []
        for _ in range(rng.choice([0, 1, 1, 2])):
            lines = rng.sample(lists.ad, rng.randint(2, 3))
            text = "\n".join([grammar.pick(lists.ad_head), *(grammar.fill(line) for line in lines)])
            found.append(Notice(text, rng.randint(2, self.pages) if self.pages > 1 else 1))
        return found
