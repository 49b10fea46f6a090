"""An issue as the review desk needs it: pieces of text that know where they are printed and how a
correction names them, problems, corrections, sign-offs. Plain data, for the browser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from jumpline.checks.places import placed
from jumpline.corrections import Standing
from jumpline.model.correction import Correction, Reject, SetMetadata
from jumpline.model.issue import Anchor, Issue, Page, Problem
from jumpline.model.signoff import Signed, SignOff
from jumpline.stages.spots import Place, places, spot
from jumpline.web.views.naming import headline_of, issue_title
from jumpline.web.views.printed_lines import PrintedPart, printed_parts

#: Between what is wrong and what is right in a suggestion that can be taken as it stands.
ARROW = " → "
#: Facts of the issue that the desk shows to be set right.
FACTS = ("date", "weekday", "lunar_date", "edition", "number", "page_count")
#: Pieces that one answer holds; an issue of more is no newspaper.
_MOST_PIECES = 20_000

Plain = dict[str, Any]


def desk_view(
    issue: Issue,
    *,
    edition: str,
    revision: int,
    problems: Sequence[Problem],
    standing: Standing,
    signed: Sequence[Signed],
    signoffs: Sequence[SignOff],
) -> Plain:
    """``problems`` are those of ``jumpline.checks``; the rest is what the archive says."""
    found = list(places(issue))[:_MOST_PIECES]
    blocks = _Blocks(issue)
    pieces = [_piece(issue, place, blocks) for place in found]
    return {
        "issue": issue.id,
        "title": issue_title(issue),
        "date": issue.date,
        "facts": {name: getattr(issue, name) for name in FACTS},
        "edition": edition,
        "revision": revision,
        "pages": [_page(issue, page) for page in issue.pages],
        "articles": [
            {"id": article.id, "title": headline_of(article), "pages": article.pages}
            for article in issue.articles
        ],
        "pieces": pieces,
        "problems": [_problem(issue, each, found, pieces) for each in problems],
        "corrections": _corrections(standing),
        "conflicts": standing.conflicts,
        "signed": [{**msgspec.to_builtins(each), "holds": each.holds} for each in signed],
        "signoffs": signoffs,
    }


class _Blocks:
    """The issue's blocks by page and id."""

    def __init__(self, issue: Issue) -> None:
        self.known = {(page.number, b.id): b for page in issue.pages for b in page.blocks}

    def lines(self, anchors: Iterable[tuple[int, str]]) -> list[tuple[int, Any]]:
        return [
            (number, line)
            for number, name in anchors
            if (number, name) in self.known
            for line in self.known[number, name].lines
        ]


def _page(issue: Issue, page: Page) -> Plain:
    owners = {article.id: number for number, article in enumerate(issue.articles)}
    return {
        "number": page.number,
        "label": page.label,
        "section": page.section,
        "width": page.width,
        "height": page.height,
        "blocks": [
            {
                "id": block.id,
                "role": block.role,
                "box": block.box,
                "article": owners.get(block.article or "", -1),
                "text": " ".join(line.text for line in block.lines)[:60],
            }
            for block in page.blocks
        ],
    }


def _piece(issue: Issue, place: Place, blocks: _Blocks) -> Plain:
    anchors = _anchors(issue, place)
    parts: list[PrintedPart] = printed_parts(place.text, blocks.lines(anchors))
    page = anchors[0][0] if anchors else _first_page(issue, place)
    return {
        "part": place.part,
        "article": place.article,
        "index": place.index,
        "text": place.text,
        "page": page,
        "blocks": [list(anchor) for anchor in anchors],
        "lines": parts,
        "spot": spot(issue, place),
    }


def _anchors(issue: Issue, place: Place) -> list[tuple[int, str]]:
    """Page and id of the blocks that print a piece, as far as they are known."""
    own: tuple[Anchor, ...] = ()
    if place.article < 0:
        own = (issue.notices if place.part == "notice" else issue.ads)[place.index].anchors
        article = None
    else:
        article = issue.articles[place.article]
        if place.part in ("paragraph", "subhead", "item", "table"):
            own = article.body[place.index].anchors
    if own:
        return list(dict.fromkeys((anchor.page, anchor.block) for anchor in own))
    found = placed(issue, article, _first_page(issue, place), (), place.text)
    return [(found["page"], found["block"])] if "block" in found else []


def _first_page(issue: Issue, place: Place) -> int:
    if place.article < 0:
        return (issue.notices if place.part == "notice" else issue.ads)[place.index].page
    article = issue.articles[place.article]
    if place.part == "caption":
        return article.pictures[place.index].page
    return article.pages[0] if article.pages else 1


# -- problems ------------------------------------------------------------------------------------


def _problem(issue: Issue, problem: Problem, found: list[Place], pieces: list[Plain]) -> Plain:
    quote = str(problem.where.get("quote") or "")
    at = _holder(issue, problem, quote, found, pieces)
    taken = None if at is None else _acceptable(issue, problem, quote, found[at])
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "suggestion": problem.suggestion,
        "quote": quote,
        "page": problem.where.get("page"),
        "box": problem.where.get("box"),
        "piece": at,
        "accept": taken,
    }


def _holder(
    issue: Issue, problem: Problem, quote: str, found: list[Place], pieces: list[Plain]
) -> int | None:
    """The piece that a problem is about."""
    name, page = problem.where.get("article"), problem.where.get("page")
    best: tuple[int, int] | None = None
    for at, place in enumerate(found):
        own = place.article >= 0 and issue.articles[place.article].id == name
        holds = bool(quote) and quote in place.text
        if not holds and not (own and not quote):
            continue
        rank = 4 * own + 2 * holds + (pieces[at]["page"] == page)
        if best is None or rank > best[0]:
            best = (rank, at)
    if best is None:
        heads = (n for n, p in enumerate(found) if p.article >= 0)
        return next((n for n in heads if issue.articles[found[n].article].id == name), None)
    return best[1]


def _acceptable(issue: Issue, problem: Problem, quote: str, place: Place) -> Plain | None:
    """What a suggestion of the form ``wrong → right`` would change, as a correction says it."""
    wrong, arrow, right = (problem.suggestion or "").partition(ARROW)
    around = place.text.find(quote) if quote else 0
    start = place.text.find(wrong, max(around, 0)) if arrow and wrong else -1
    if start < 0 or around < 0 or (quote and start >= around + len(quote)):
        return None
    return {"at": spot(issue, place, wrong, start), "new": right}


# -- corrections ---------------------------------------------------------------------------------


def _corrections(standing: Standing) -> list[Plain]:
    applied, left = set(standing.applied), {each.correction.id: each.why for each in standing.left}
    return [
        {
            "id": each.correction.id,
            "kind": type(each.correction).__struct_config__.tag,
            "author": each.correction.author,
            "reason": each.correction.reason,
            "time": each.correction.time,
            "what": _what(each.correction),
            "new": getattr(each.correction, "new", None) or getattr(each.correction, "role", None),
            "state": "undone"
            if each.undone
            else "holds"
            if each.correction.id in applied
            else "left",
            "why": left.get(each.correction.id),
        }
        for each in standing.corrections
    ]


def _what(correction: Correction) -> str:
    if isinstance(correction, Reject):
        return f"{correction.code} {correction.quote}".strip()
    if isinstance(correction, SetMetadata):
        return f"{correction.field} = {correction.value}"
    return correction.at.quote[:80]
