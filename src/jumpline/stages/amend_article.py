"""Corrections of whole articles and of facts. Each raises ``Lost`` where it does not apply, and
gives the issue as it is where it holds already."""

from __future__ import annotations

from datetime import date as Date

from msgspec.structs import replace

from jumpline.model.correction import JoinArticles, LinkJump, SetMetadata, SplitArticle, Spot
from jumpline.model.ids import article_id
from jumpline.model.issue import Article, Byline, Dateline, Issue, Jump
from jumpline.stages.pieces import body_piece, claimed, owner, referred, with_article
from jumpline.stages.spots import Lost

_PUBLICATION = (
    *("title", "latin_title", "sponsor", "publisher", "client"),
    *("website", "email", "hotline"),
)
_IDENTIFIERS = ("cn", "postal", "issn")


def join_articles(issue: Issue, wanted: JoinArticles) -> Issue:
    return _one_article(issue, wanted.at, wanted.other, jump=False)


def link_jump(issue: Issue, wanted: LinkJump) -> Issue:
    return _one_article(issue, wanted.at, wanted.other, jump=True)


def _one_article(issue: Issue, at: Spot, other: Spot, *, jump: bool) -> Issue:
    first = owner(issue, at)
    try:
        second = owner(issue, other)
    except Lost:
        if any(other.quote in item.text for item in issue.articles[first].body):
            return issue
        raise
    if first == second:
        return issue
    one, two = issue.articles[first], issue.articles[second]
    pages = tuple(dict.fromkeys((*one.pages, *two.pages)))
    continues = one.continues or two.continues
    if jump:
        page = two.pages[0] if two.pages else None
        text = one.continues.text if one.continues is not None else ""
        continues = Jump(page, text, resolved=True)
    joined = replace(
        one,
        pages=pages,
        body=(*one.body, *two.body),
        pictures=(*one.pictures, *two.pictures),
        language=one.language or two.language,
        byline=one.byline or two.byline,
        continues=continues,
    )
    issue = with_article(issue, first, joined)
    issue = replace(
        issue,
        articles=tuple(each for n, each in enumerate(issue.articles) if n != second),
        problems=tuple(
            problem
            for problem in issue.problems
            if not (
                problem.code == "jump-unresolved"
                and problem.where.get("article") in (one.id, two.id)
            )
        )
        if jump
        else issue.problems,
    )
    return referred(issue, {two.id: one.id})


def split_article(issue: Issue, wanted: SplitArticle) -> Issue:
    if any(a.headline == wanted.headline and (a.headline or not a.body) for a in issue.articles):
        return issue
    place = body_piece(issue, wanted.at)
    article = issue.articles[place.article]
    if place.index == 0:
        same = not wanted.headline or article.headline == wanted.headline
        if same and place.article > 0:
            return issue
        raise Lost("the article begins there")
    kept, cut = article.body[: place.index], article.body[place.index :]
    pages = tuple(dict.fromkeys(a.page for item in cut for a in item.anchors))
    taken = {each.id for each in issue.articles}
    pages = pages or article.pages[-1:]
    page = pages[0] if pages else 1
    name = article_id(issue.id, page, "".join(wanted.headline), cut[0].text, taken)
    new = Article(id=name, pages=pages, headline=wanted.headline, body=cut)
    issue = with_article(issue, place.article, replace(article, body=kept))
    at = place.article + 1
    issue = replace(issue, articles=(*issue.articles[:at], new, *issue.articles[at:]))
    return claimed(issue, list(cut), name)


def set_metadata(issue: Issue, wanted: SetMetadata) -> Issue:
    field, value = wanted.field, wanted.value
    if wanted.at is not None or field in ("language", "source", "place", "filed"):
        if wanted.at is None:
            raise Lost(f"{field} belongs to an article, and none is named")
        return _article_field(issue, owner(issue, wanted.at), field, value)
    if field in ("number", "page_count"):
        if value is not None and not isinstance(value, int):
            raise Lost(f"{field} is a number")
        return replace(issue, **{field: value})
    text = None if value is None else str(value)
    if field == "date" and text is not None and not _is_day(text):
        raise Lost(f"{text} is no day")
    if field in _IDENTIFIERS:
        known = replace(issue.publication.identifiers, **{field: text})
        return replace(issue, publication=replace(issue.publication, identifiers=known))
    if field in _PUBLICATION:
        return replace(issue, publication=replace(issue.publication, **{field: text}))
    return replace(issue, **{field: text})


def _is_day(text: str) -> bool:
    try:
        return Date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _article_field(issue: Issue, number: int, field: str, value: str | int | None) -> Issue:
    article = issue.articles[number]
    text = None if value is None else str(value)
    match field:
        case "language":
            article = replace(article, language=text)
        case "source":
            article = replace(article, byline=replace(article.byline or Byline(), source=text))
        case "place":
            article = replace(article, dateline=replace(article.dateline or Dateline(), place=text))
        case "filed":
            article = replace(article, dateline=replace(article.dateline or Dateline(), date=text))
        case _:
            raise Lost(f"an article has no {field}")
    return with_article(issue, number, article)


def renamed(before: Issue, after: Issue) -> Issue:
    """Articles whose heading or first page has changed under the ids that reading would give."""
    known = {article.id: (article.headline, article.pages[:1]) for article in before.articles}
    taken = {
        article.id
        for article in after.articles
        if known.get(article.id) == (article.headline, article.pages[:1])
    }
    names: dict[str, str] = {}
    for article in after.articles:
        if article.id in taken:
            continue
        page = article.pages[0] if article.pages else 1
        body = "".join(item.text for item in article.body)
        names[article.id] = article_id(after.id, page, "".join(article.headline), body, taken)
    changed = {old: new for old, new in names.items() if old != new}
    if not changed:
        return after
    articles = tuple(replace(a, id=changed.get(a.id, a.id)) for a in after.articles)
    return referred(replace(after, articles=articles), changed)
