"""Jumps: what an article says about where it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jumpline.checks.case import HEADING, Case, Finding
from jumpline.checks.likeness import letters, share
from jumpline.checks.patterns import first
from jumpline.checks.rule import rule
from jumpline.model.issue import Article, Jump
from jumpline.model.text import plain


def _jumps(case: Case) -> Iterator[tuple[Article, Jump, str]]:
    for article in case.issue.articles:
        if article.continues is not None:
            yield article, article.continues, "continues on"
        if article.continued_from is not None:
            yield article, article.continued_from, "comes from"


@rule("jump-page")
def jump_page(case: Case) -> Iterator[Finding]:
    issue = case.issue
    present = {page.number for page in issue.pages}
    last = max([issue.page_count or 0, *present], default=0)
    for article, jump, word in _jumps(case):
        if jump.page is None or not article.pages:
            continue
        own = article.pages[0] if word == "continues on" else article.pages[-1]
        if jump.page == own and _known(case):
            said = f"The article {word} page {jump.page}, where it stands already."
        elif issue.page_count and jump.page > last:
            said = f"The article {word} page {jump.page}; the issue has {last} pages."
        elif jump.resolved and jump.page not in article.pages:
            pages = ", ".join(map(str, article.pages))
            said = f"The article {word} page {jump.page}, its parts stand on {pages}."
        else:
            continue
        yield Finding(said, case.of_article(article, jump.text))


def _known(case: Case) -> bool:
    """Whether the pages' numbers are printed: a page alone without folio and masthead is number 1
    for want of another one."""
    pages = case.issue.pages
    return (
        len(pages) > 1
        or case.issue.page_count is not None
        or any(block.role in ("folio", "masthead") for page in pages for block in page.blocks)
    )


@rule("jump-open")
def jump_open(case: Case) -> Iterator[Finding]:
    told = {
        problem.where.get("article")
        for problem in case.issue.problems
        if problem.code == "jump-unresolved"
    }
    told |= {finding.where.get("article") for finding in jump_page(case)}
    for article, jump, word in _jumps(case):
        if not jump.resolved and article.id not in told:
            page = "an unknown page" if jump.page is None else f"page {jump.page}"
            yield Finding(
                f"The article {word} {page}, where no part of it was found.",
                case.of_article(article, jump.text),
            )


@rule("jump-twice")
def jump_twice(case: Case) -> Iterator[Finding]:
    printed: Counter[tuple[str, str]] = Counter()
    for page in case.issue.pages:
        for block in page.blocks:
            if block.role == "jump" and block.article:
                printed[block.article, plain("".join(line.text for line in block.lines))] += 1
    for article in case.issue.articles:
        twice = [
            text for (name, text), count in printed.items() if name == article.id and count > 1
        ]
        if twice:
            yield Finding("The article prints its jump twice.", case.of_article(article, twice[0]))
            continue
        if article.continues is None and article.continued_from is None:
            continue
        for piece in case.of(article):
            match = first("jump-line", piece.folded) if piece.part == "paragraph" else None
            if match:
                quote = piece.text[match.start() : match.end()]
                yield Finding(
                    "A second jump line stands inside the text.", case.where(piece, quote)
                )
                break


@rule("jump-other-article")
def jump_other_article(case: Case) -> Iterator[Finding]:
    for article in case.issue.articles:
        own = "".join((*article.kicker, *article.headline, *article.deck))
        if len(article.pages) < 2 or len(letters(own)) < 4:
            continue
        for page in case.issue.pages:
            if page.number not in article.pages[1:]:
                continue
            heads = [b for b in page.blocks if b.article == article.id and b.role in HEADING]
            text = "".join(line.text for block in heads for line in block.lines)
            if len(letters(text)) >= 4 and max(share(text, own), share(own, text)) < 0.1:
                body = "".join(item.text for item in article.body)
                if share(text, body) < 0.3:
                    yield Finding(
                        f"The part on page {page.label} has the heading of another article.",
                        {"page": page.number, "article": article.id, "quote": text[:120]},
                    )
    yield from _unlike_halves(case)


def _unlike_halves(case: Case) -> Iterator[Finding]:
    """A jump and a page that names its page of origin belong together, unless their headings differ."""
    articles = case.issue.articles
    ahead = [a for a in articles if a.continues and not a.continues.resolved]
    back = [a for a in articles if a.continued_from and not a.continued_from.resolved]
    for one in ahead:
        assert one.continues is not None
        found = [
            two
            for two in back
            if two.continued_from
            and one.continues.page in two.pages[:1]
            and two.continued_from.page in one.pages
        ]
        page = one.continues.page
        rivals = [a for a in ahead if a.continues and a.continues.page == page not in a.pages]
        if len(found) != 1 or len(rivals) != 1:
            continue
        heads = ["".join(a.headline or a.kicker or a.deck) for a in (one, found[0])]
        if min(map(len, heads)) >= 4 and share(*heads) < 0.25 and share(*heads[::-1]) < 0.25:
            yield Finding(
                f"What stands on page {one.continues.page} is another article.",
                case.of_article(one, one.continues.text),
            )
