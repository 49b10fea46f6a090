"""Corrections of texts and of their order. Each raises ``Lost`` where it does not apply, and gives
the issue as it is where it holds already."""

from __future__ import annotations

from msgspec.structs import replace

from jumpline.model.correction import ChangeOrder, ChangeRole, ChangeText, Join, Move, Split, Spot
from jumpline.model.issue import BodyItem, Issue
from jumpline.model.text import join_lines
from jumpline.stages.pieces import (
    BODY,
    behind,
    body_piece,
    claimed,
    in_lines,
    owner,
    put,
    taken_out,
    with_article,
    with_item,
)
from jumpline.stages.spots import CERTAIN, Lost, Place, find, find_piece, fit, heading_of, places


def change_text(issue: Issue, wanted: ChangeText) -> Issue:
    """In the article, and in the printed line, where one line holds the quotation. A piece that is
    taken out whole is gone."""
    at = wanted.at
    there, known = _fit(issue, at, wanted.new)
    try:
        found = find(issue, at)
    except Lost:
        if there > 0.5 * CERTAIN:
            return issue
        raise
    place, end = found.place, found.start + len(at.quote)
    text = place.text[: found.start] + wanted.new + place.text[end:]
    score = fit(issue, at, place, found.start, end)
    if there > score + 0.01:
        return issue
    inside = any(p == place and start <= found.start and end <= stop for p, start, stop in known)
    if inside and there > score - 0.01:
        return issue  # what is found stands in what was put there
    if not text.strip() and at.digest:
        if (place.part, heading_of(issue, place)) != (at.part, at.heading):
            return issue  # it is gone, and what is found is another text of the same words
        article = taken_out(issue.articles[place.article], place) if place.article >= 0 else None
        changed = (
            put(issue, place, text)
            if article is None
            else with_article(issue, place.article, article)
        )
    else:
        changed = put(issue, place, text)
    return in_lines(changed, place, at.quote, wanted.new)


def _fit(issue: Issue, at: Spot, new: str) -> tuple[float, list[tuple[Place, int, int]]]:
    """How well the changed text stands already where the correction wants it (0 for nowhere), and
    where it stands as well as that: the piece, its begin and end."""
    best, known = 0.0, list[tuple[Place, int, int]]()
    for place in places(issue):
        start = place.text.find(new)
        while start >= 0:
            score = fit(issue, at, place, start, start + len(new))
            if score > best:
                best, known = score, []
            if score == best:
                known.append((place, start, start + len(new)))
            start = place.text.find(new, start + 1) if start < len(place.text) else -1
    return best, known


def change_role(issue: Issue, wanted: ChangeRole) -> Issue:
    place = find_piece(issue, wanted.at)
    if place.article < 0 or place.part == "caption":
        raise Lost(f"a {place.part} belongs to no article's text")
    if place.part == wanted.role:
        return issue
    article = issue.articles[place.article]
    item = BodyItem("paragraph", place.text)
    if place.part in BODY:
        item = article.body[place.index]
    if place.part in BODY and wanted.role in BODY:
        changed = replace(item, role=wanted.role)
        body = with_item(article.body, place.index, changed)
        return with_article(issue, place.article, replace(article, body=body))
    article = taken_out(article, place)
    match wanted.role:
        case "column":
            article = replace(article, column=place.text)
        case "kicker":
            article = replace(article, kicker=(*article.kicker, place.text))
        case "headline":
            article = replace(article, headline=(*article.headline, place.text))
        case "deck":
            article = replace(article, deck=(*article.deck, place.text))
        case role:
            article = replace(article, body=(replace(item, role=role), *article.body))
    return with_article(issue, place.article, article)


def change_order(issue: Issue, wanted: ChangeOrder) -> Issue:
    place = body_piece(issue, wanted.at)
    article = issue.articles[place.article]
    at = behind(issue, place.article, wanted.after)
    if at in (place.index, place.index + 1):
        return issue
    body = [*article.body]
    item = body.pop(place.index)
    body.insert(at - (at > place.index), item)
    return with_article(issue, place.article, replace(article, body=tuple(body)))


def join(issue: Issue, wanted: Join) -> Issue:
    first = body_piece(issue, wanted.at)
    try:
        second = body_piece(issue, wanted.other)
    except Lost:
        if wanted.other.quote[:24] in first.text:
            return issue
        raise
    if first == second or wanted.other.quote[:24] in first.text[1:]:
        return issue
    one, two = issue.articles[first.article], issue.articles[second.article]
    left, right = one.body[first.index], two.body[second.index]
    item = replace(
        left, text=join_lines(left.text, right.text), anchors=(*left.anchors, *right.anchors)
    )
    issue = with_article(
        issue, first.article, replace(one, body=with_item(one.body, first.index, item))
    )
    two = issue.articles[second.article]
    body = tuple(each for at, each in enumerate(two.body) if at != second.index)
    return with_article(issue, second.article, replace(two, body=body))


def split(issue: Issue, wanted: Split) -> Issue:
    if _begins(issue, wanted.at):
        return issue
    found = find(issue, wanted.at)
    place = found.place
    if place.article < 0 or place.part not in BODY:
        raise Lost("only a piece of an article's body can be split")
    if found.start <= 0:
        return issue
    article = issue.articles[place.article]
    item = article.body[place.index]
    two = (
        replace(item, text=item.text[: found.start].rstrip()),
        replace(item, text=item.text[found.start :].lstrip()),
    )
    body = (*article.body[: place.index], *two, *article.body[place.index + 1 :])
    return with_article(issue, place.article, replace(article, body=body))


def _begins(issue: Issue, at: Spot) -> bool:
    """Whether a piece begins at the quotation, behind one that ends with what stands before it."""
    for place in places(issue):
        if place.part in BODY and place.article >= 0 and place.index > 0:
            if place.text.startswith(at.quote.lstrip()) and at.before:
                before = issue.articles[place.article].body[place.index - 1].text
                if before.endswith(at.before[-12:].rstrip()):
                    return True
    return False


def move(issue: Issue, wanted: Move) -> Issue:
    place = body_piece(issue, wanted.at)
    target = owner(issue, wanted.to)
    if target == place.article:
        return issue
    item = issue.articles[place.article].body[place.index]
    at = len(issue.articles[target].body)
    if wanted.after is not None:
        at = behind(issue, target, wanted.after)
    source = issue.articles[place.article]
    body = tuple(each for n, each in enumerate(source.body) if n != place.index)
    issue = with_article(issue, place.article, replace(source, body=body))
    goal = issue.articles[target]
    issue = with_article(
        issue, target, replace(goal, body=(*goal.body[:at], item, *goal.body[at:]))
    )
    return claimed(issue, [item], goal.id)
