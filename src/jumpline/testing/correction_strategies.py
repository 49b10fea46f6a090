"""Hypothesis strategies for corrections of an issue, as a person at a desk would make them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from jumpline.model.correction import (
    ChangeOrder,
    ChangeRole,
    ChangeText,
    Correction,
    Join,
    JoinArticles,
    LinkJump,
    Move,
    Reject,
    SetMetadata,
    Split,
    SplitArticle,
    TextRole,
    named,
)
from jumpline.model.issue import Issue
from jumpline.stages.spots import Place, places, spot

_BODY = ("paragraph", "subhead", "item", "table")
_KINDS = ("text", "role", "order", "join", "split", "move", "articles", "jump", "cut", "field")


@st.composite
def corrections(draw: st.DrawFn, issue: Issue, apart: bool = False) -> list[Correction]:
    """Corrections of any kinds, each made on the issue as it is. ``apart``: each concerns articles
    of its own, so that none meets another."""
    free = list(range(len(issue.articles)))
    made: list[Correction] = []
    for number in range(draw(st.integers(0, 5))):
        if not free:
            break
        first = draw(st.sampled_from(free))
        others = [each for each in free if each != first]
        second = draw(st.sampled_from(others)) if others else first
        found = draw(_one(issue, first, second, number))
        if found is None:
            continue
        made.append(found)
        if apart:
            free = [each for each in free if each not in (first, second)]
    return made


@st.composite
def _one(draw: st.DrawFn, issue: Issue, first: int, second: int, number: int) -> Correction | None:
    own = [place for place in places(issue) if place.article == first]
    body = [place for place in own if place.part in _BODY]
    other = [p for p in places(issue) if p.article == second and p.part in _BODY]
    told: dict[str, Any] = {
        "issue": issue.id,
        "author": draw(st.sampled_from(["anna", "bo"])),
        "reason": "as printed",
        "time": f"2026-05-12T08:{number:02d}:00Z",
    }
    kind = draw(st.sampled_from(_KINDS))
    if not own or not body:
        return None
    place: Place = draw(st.sampled_from(own))
    item: Place = draw(st.sampled_from(body))
    found: Correction | None = None
    if kind == "text":
        start = draw(st.integers(0, len(place.text) - 1))
        quote = place.text[start : start + draw(st.integers(1, 6))]
        new = draw(st.text("改正字句ab", min_size=0, max_size=6))
        found = ChangeText(at=spot(issue, place, quote, start), new=new, **told)
    elif kind == "role":
        roles: st.SearchStrategy[TextRole] = st.sampled_from(
            ["kicker", "headline", "deck", "paragraph", "subhead"]
        )
        if place.part != "caption":
            found = ChangeRole(at=spot(issue, place), role=draw(roles), **told)
    elif kind == "order":
        after = draw(st.sampled_from([None, *body]))
        behind = spot(issue, after) if after is not None else None
        found = ChangeOrder(at=spot(issue, item), after=behind, **told)
    elif kind == "join" and item.index + 1 < len(body):
        following = next(p for p in body if p.index == item.index + 1)
        found = Join(at=spot(issue, item), other=spot(issue, following), **told)
    elif kind == "split" and len(item.text) > 4:
        at = draw(st.integers(1, len(item.text) - 2))
        found = Split(at=spot(issue, item, item.text[at : at + 20], at), **told)
    elif kind == "move" and second != first and other:
        found = Move(at=spot(issue, item), to=spot(issue, other[0]), **told)
    elif kind in ("articles", "jump") and second != first and other:
        make = JoinArticles if kind == "articles" else LinkJump
        found = make(at=spot(issue, body[0]), other=spot(issue, other[0]), **told)
    elif kind == "cut" and item.index > 0:
        headline = (f"新题{number}",)
        found = SplitArticle(at=spot(issue, item), headline=headline, **told)
    elif kind == "field":
        found = SetMetadata(at=spot(issue, item), field="language", value="zh-Hant", **told)
    return named(found) if found is not None else None


def rejections(issue: Issue) -> st.SearchStrategy[list[Correction]]:
    """Some of the issue's problems, rejected."""
    made: list[Correction] = [
        named(
            Reject(
                issue=issue.id,
                author="anna",
                reason="as printed",
                time="2026-05-12T09:00:00Z",
                code=problem.code,
                quote=str(problem.where.get("quote", "")),
            )
        )
        for problem in issue.problems
    ]
    return st.lists(st.sampled_from(made), unique=True) if made else st.just([])
