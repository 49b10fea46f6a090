"""The figures of a reading. A field that the gold reading leaves out is not scored.

Gold and found are plain objects (the Issue JSON decoded), because a gold file says only what its
maker knew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec

from jumpline.scoring.text import counter_f1, edit_distance, f1, joined, overlap, plain

Plain: TypeAlias = dict[str, Any]
#: Character overlap from which two articles count as the same.
SAME = 0.9


class Miss(msgspec.Struct, frozen=True):
    """Something that is in the gold reading and not, or otherwise, in the found one."""

    figure: str
    article: str | None
    gold: Any
    found: Any


class Score(msgspec.Struct, frozen=True):
    """Figures by name, 0 to 1 and higher is better, except ``text_ned`` (lower is better)."""

    figures: dict[str, float]
    misses: tuple[Miss, ...]


def score_issue(gold: Plain, found: Plain) -> Score:
    """Compare a found reading with a gold one."""
    return _Scorer(gold, found).score()


def _body(article: Plain) -> list[str]:
    return [
        plain(item["text"])
        for item in article.get("body", [])
        if item.get("role", "paragraph") in ("paragraph", "subhead")
    ]


class _Scorer:
    def __init__(self, gold: Plain, found: Plain) -> None:
        self.gold, self.found = gold, found
        self.gold_articles: list[Plain] = gold.get("articles", [])
        self.found_articles: list[Plain] = found.get("articles", [])
        self.pairs = self._pair()
        self.matched = {one["id"]: two for one, two, _ in self.pairs}
        self.figures: dict[str, float] = {}
        self.misses: list[Miss] = []

    def _pair(self) -> list[tuple[Plain, Plain, float]]:
        """Articles one to one, the likest first."""

        def whole(article: Plain) -> str:
            return joined(article.get("headline")) + "".join(_body(article))

        bags = [whole(article) for article in self.found_articles]
        rows = sorted(
            (
                (overlap(whole(article), bag), left, right)
                for left, article in enumerate(self.gold_articles)
                for right, bag in enumerate(bags)
            ),
            key=lambda row: (-row[0], row[1], row[2]),
        )
        lefts: set[int] = set()
        rights: set[int] = set()
        pairs = []
        for likeness, left, right in rows:
            if likeness > 0 and left not in lefts and right not in rights:
                lefts.add(left)
                rights.add(right)
                pairs.append((self.gold_articles[left], self.found_articles[right], likeness))
        return pairs

    def score(self) -> Score:
        self._articles()
        self._text()
        for name in ("headline", "kicker", "deck", "column"):
            self._field(name, lambda article, name=name: joined(article.get(name)))  # type: ignore[misc]
        self._field("byline", _byline)
        self._field("series", _series)
        self._field("continues", lambda article: (article.get("continues") or {}).get("page"))
        self._field("pages", lambda article: sorted(article.get("pages") or []))
        self._subheads()
        self._guide()
        self._masthead()
        return Score(self.figures, tuple(self.misses))

    def _articles(self) -> None:
        good = sum(likeness >= SAME for _, _, likeness in self.pairs)
        count, gold = len(self.found_articles), len(self.gold_articles)
        self.figures["article_f1"] = f1(good, count, gold)
        golds, founds = Counter[str](), Counter[str]()
        for article in self.gold_articles:
            golds.update(_body(article))
        for article in self.found_articles:
            founds.update(_body(article))
        self.figures["paragraph_f1"] = counter_f1(founds, golds)
        self.misses += [Miss("paragraph_f1", None, text, None) for text in golds - founds]
        own = sum(
            sum((Counter(_body(one)) & Counter(_body(two))).values()) for one, two, _ in self.pairs
        )
        total = sum(founds.values())
        self.figures["paragraph_in_article_f1"] = f1(own, total, sum(golds.values()))

    def _text(self) -> None:
        distance = total = 0
        for article in self.gold_articles:
            text = "".join(_body(article))
            other = "".join(_body(self.matched.get(article["id"], {})))
            distance += min(edit_distance(text, other), max(len(text), 1))
            total += max(len(text), 1)
        self.figures["text_ned"] = distance / total if total else 0.0

    def _field(self, name: str, value: Callable[[Plain], Any]) -> None:
        """Share of the gold articles whose field is exactly right, empty ones included."""
        having = [article for article in self.gold_articles if name in article]
        right = 0
        for article in having:
            other = self.matched.get(article["id"])
            if other is not None and value(other) == value(article):
                right += 1
            else:
                read = value(other) if other is not None else None
                self.misses.append(Miss(name, article["id"], value(article), read))
        if having:
            self.figures[name] = right / len(having)

    def _subheads(self) -> None:
        golds, founds = (
            Counter(
                plain(item["text"])
                for article in articles
                for item in article.get("body", [])
                if item.get("role") == "subhead"
            )
            for articles in (self.gold_articles, self.found_articles)
        )
        if golds:
            self.figures["subhead_f1"] = counter_f1(founds, golds)

    def _guide(self) -> None:
        if "guide" in self.gold:
            golds, founds = (
                Counter((joined(e.get("lines")), e.get("page")) for e in issue.get("guide", []))
                for issue in (self.gold, self.found)
            )
            self.figures["guide_f1"] = counter_f1(founds, golds)

    def _masthead(self) -> None:
        facts: list[bool] = []
        for name in ("publication", "date", "weekday", "lunar_date", "number", "page_count"):
            if name in self.gold:
                self._facts(self.gold[name], self.found.get(name), name, facts)
        if facts:
            self.figures["masthead"] = sum(facts) / len(facts)

    def _facts(self, gold: Any, found: Any, path: str, facts: list[bool]) -> None:
        if isinstance(gold, dict):
            for key, value in gold.items():
                other = found.get(key) if isinstance(found, dict) else None
                self._facts(value, other, f"{path}.{key}", facts)
            return
        right = found in (None, "") if gold is None else plain(str(gold)) == plain(str(found))
        facts.append(right)
        if not right:
            self.misses.append(Miss(path, None, gold, found))


def _byline(article: Plain) -> Any:
    byline = article.get("byline") or {}
    people = sorted((plain(p["name"]), plain(p.get("role"))) for p in byline.get("people", []))
    return plain(byline.get("source")), people


def _series(article: Plain) -> Any:
    series = article.get("series") or {}
    return plain(series.get("name")), series.get("part")
