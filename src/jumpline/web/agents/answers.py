"""What an agent asks of an archive, answered as plain data. Every text comes with what cites it:
the article's id, title, date, page, and the box that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from jumpline.errors import NotFound, UsageError
from jumpline.ledger.commitments import entries
from jumpline.ledger.places import texts
from jumpline.model.issue import Article, Issue
from jumpline.search.fold import mapped
from jumpline.web.source import ReadableArchive
from jumpline.web.views.citing import citations
from jumpline.web.views.found import issues_found
from jumpline.web.views.naming import headline_of, issue_title
from jumpline.web.views.printed import printed

#: Bounds of an answer: agents read slowly and pay by the word.
MOST_HITS, MOST_ENTRIES, MOST_ISSUES = 50, 200, 60


class Answers:
    """``address`` is where people find the paper, for links; None where it is not served."""

    def __init__(self, archive: ReadableArchive, address: str | None = None) -> None:
        self._archive = archive
        self._address = address.rstrip("/") if address else None

    def titles(self) -> dict[str, Any]:
        return {"titles": [msgspec.to_builtins(each) for each in self._archive.publications()]}

    def search(
        self, query: str, publication: str = "", year: str = "", order: str = "relevance",
        limit: int = 10, offset: int = 0,
    ) -> dict[str, Any]:  # fmt: skip
        """Raises ``QueryError`` and ``UsageError``."""
        if year and not (len(year) == 4 and year.isascii() and year.isdigit()):
            raise UsageError(f"{year!r} is no year.", remedy="Write it 2026.")
        filters = {"publication": publication, "year": year}
        found = self._archive.search(
            query,
            order=order,
            offset=max(0, offset),
            limit=max(1, min(limit, MOST_HITS)),
            fold=True,
            facets=False,
            filters={name: value for name, value in filters.items() if value},
        )
        hits = [
            {
                "article": hit.article,
                "headline": hit.headline,
                "title": hit.title,
                "date": hit.date,
                "page": hit.page,
                "people": hit.people,
                "snippet": "".join(text for text, _ in hit.snippet),
                **self._link(hit.article),
            }
            for hit in found.hits
        ]
        return {"total": found.total, "offset": found.offset, "hits": hits}

    def issue(self, issue: str) -> dict[str, Any]:
        """Raises ``NotFound``."""
        kept = self._archive.get(issue)
        return {
            "issue": kept.id,
            "title": issue_title(kept),
            "date": kept.date,
            "number": kept.number,
            "pages": [
                {
                    "number": page.number,
                    "label": page.label,
                    "section": page.section,
                    "articles": [
                        {"article": each.id, "headline": headline_of(each)}
                        for each in kept.articles
                        if each.pages[:1] == (page.number,)
                    ],
                }
                for page in kept.pages
            ],
            "problems": [problem.message for problem in kept.problems],
        }

    def article(self, article: str) -> dict[str, Any]:
        """Raises ``NotFound``."""
        issue, found = self._archive.article(article)
        return {
            **self._cited(issue, found),
            "column": found.column,
            "kicker": found.kicker,
            "deck": found.deck,
            "byline": found.byline.text if found.byline else None,
            "paragraphs": [item.text for item in found.body],
            "pictures": [each.caption for each in found.pictures if each.caption],
            "continues": found.continues.text if found.continues else None,
        }

    def quote(self, article: str, words: str) -> dict[str, Any]:
        """Where the words stand, exactly as printed. Words of the article that stand on no page
        together (a jump cuts them, the source has no pages) come with their paragraph alone; where
        the article does not say so, ``said`` is false. Raises ``NotFound``, and ``UsageError`` for
        no words."""
        if not words.strip():
            raise UsageError("there are no words to quote.", remedy="Give them as printed.")
        issue, found = self._archive.article(article)
        own = {
            block.id for page in issue.pages for block in page.blocks if block.article == article
        }
        pages = tuple(
            msgspec.structs.replace(
                page, blocks=tuple(block for block in page.blocks if block.id in own)
            )
            for page in issue.pages
        )
        alone = msgspec.structs.replace(issue, pages=pages, articles=(found,))
        places = [
            {"page": each.page, "text": each.text, "boxes": each.boxes,
             "before": each.before, "after": each.after}
            for each in printed(alone, words)
        ]  # fmt: skip
        places = places or _in_text(found, words)
        answer = {**self._cited(issue, found), "said": bool(places), "quotations": places}
        if not places:
            answer["advice"] = "The article does not say so; read it with open_article."
        return answer

    def figures(self, about: str, measure: str = "") -> dict[str, Any]:
        """Figures in the articles that a search finds, or of one issue, the oldest first. Raises
        ``QueryError``, and ``UsageError`` for no words."""
        return {"figures": self._entries(about, 0, measure.strip())}

    def commitments(self, about: str) -> dict[str, Any]:
        """What was promised, in the articles that a search finds, or in one issue, the oldest
        first. Raises ``QueryError``, and ``UsageError`` for no words."""
        return {"commitments": self._entries(about, 1)}

    def _entries(self, about: str, which: int, measure: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for issue in self._about(about):
            cited = {each.id: self._entry_cited(issue, each) for each in issue.articles}
            for entry in entries(issue)[which]:
                if measure and measure not in (getattr(entry, "measure", None) or ""):
                    continue
                told = msgspec.to_builtins(entry)
                found.append(
                    {"issue": issue.id, "date": issue.date, **told, **cited[entry.article]}
                )
                if len(found) >= MOST_ENTRIES:
                    break
            if len(found) >= MOST_ENTRIES:
                break
        return sorted(found, key=lambda each: each["date"] or "")

    def _entry_cited(self, issue: Issue, article: Article) -> dict[str, Any]:
        """How an entry is cited; its own ``id`` names it, its ``anchor`` has page and box."""
        return {
            "headline": headline_of(article),
            "citation": citations(issue, article)[0][1],
            **self._link(article.id),
        }

    def _about(self, about: str) -> Iterator[Issue]:
        if not about.strip():
            raise UsageError("about what?", remedy="Give words, or the id of an issue.")
        try:
            named = self._archive.get(about)
        except NotFound:
            yield from issues_found(self._archive, about, articles=MOST_ENTRIES, issues=MOST_ISSUES)
        else:
            yield named

    def _cited(self, issue: Issue, article: Article) -> dict[str, Any]:
        return {
            "article": article.id,
            "headline": headline_of(article),
            "title": issue_title(issue),
            "date": issue.date,
            "pages": article.pages,
            "citation": citations(issue, article)[0][1],
            **self._link(article.id),
        }

    def _link(self, article: str) -> dict[str, str]:
        return {"address": f"{self._address}/article/{article}"} if self._address else {}


def _in_text(article: Article, words: str) -> list[dict[str, Any]]:
    """Where an article says words that no page prints together."""
    wanted = mapped(words).text
    found: list[dict[str, Any]] = []
    for item in texts(article):
        at = mapped(item.text)
        start = at.text.find(wanted) if wanted else -1
        if start < 0:
            continue
        end = start + len(wanted)
        page = item.anchors[0].page if item.anchors else next(iter(article.pages), None)
        printed_text = item.text[at.starts[start] : at.ends[end - 1]]
        found.append(
            {"page": page, "paragraph": item.paragraph, "text": printed_text, "boxes": [],
             "before": at.text[max(0, start - 20) : start], "after": at.text[end : end + 20]}
        )  # fmt: skip
    return found
