"""The week's digest: as a page, as data, as Markdown and as feeds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.ledger.digest import Digest, week_of
from jumpline.web.feeds import FORMS, Feed, Item, written
from jumpline.web.views.digest import markdown
from jumpline.web.visit import Visit, answer

#: Weeks in the feeds.
_FED = 6
#: Weeks in an edition that is built once.
STILL_WEEKS = 4


def _digest(visit: Visit) -> Digest:
    asked = visit.request.path_params.get("week")
    weeks = visit.ledgers.weeks()
    week = week_of(asked) if asked else next(iter(weeks), None)
    if week is None:
        raise NotFound("there is no such week.", where=asked or "")
    return visit.ledgers.digest(week)


def digest_page(request: Request) -> Response:
    visit = Visit(request)
    found = _digest(visit)
    weeks = visit.ledgers.weeks()
    if visit.addresses.still:
        weeks = weeks[:STILL_WEEKS]
    later = [week for week in weeks if week > found.week]
    before = [week for week in weeks if week < found.week]
    return visit.page(
        "digest.html",
        {
            "digest": found,
            "following": later[-1] if later else None,
            "previous": before[0] if before else None,
            "month": visit.locale.month(int(found.last[:4]), int(found.last[5:7])),
        },
    )


def digest_data(request: Request) -> Response:
    visit = Visit(request)
    return visit.data(_digest(visit))


def _markdown(visit: Visit, found: Digest) -> str:
    return markdown(
        found,
        visit.say("site.name"),
        visit.locale,
        visit.say,
        lambda article: f"{visit.site}{visit.addresses.article(article)}",
    )


def digest_markdown(request: Request) -> Response:
    visit = Visit(request)
    body = _markdown(visit, _digest(visit)).encode("utf-8", "replace")
    return answer(request, body, "text/markdown; charset=utf-8")


def feed(request: Request) -> Response:
    visit = Visit(request)
    form = visit.parameter("form")
    if form not in FORMS:
        raise NotFound("there is no such form of a feed.", where=form)
    items = []
    for week in visit.ledgers.weeks()[:_FED]:
        found = visit.ledgers.digest(week)
        told = visit.say(
            "digest.summary",
            contradicted=len(found.contradicted),
            due=len(found.due),
            new=len(found.new),
        )
        items.append(
            Item(
                f"digest/{week}",
                f"{visit.say('digest.title')} {week}: {told}",
                f"{visit.site}{visit.addresses.digest(week)}",
                found.last,
                summary=_markdown(visit, found),
            )
        )
    named = Feed(
        "digest",
        f"{visit.say('site.name')} · {visit.say('digest.title')}",
        f"{visit.site}{visit.addresses.digest()}",
        f"{visit.site}{visit.path_and_query}",
        visit.locale.tag,
        tuple(items),
    )
    return answer(request, written(named, form), FORMS[form])


def routes() -> list[BaseRoute]:
    return [
        Route("/digest.json", digest_data),
        Route("/digest.md", digest_markdown, include_in_schema=False),
        Route("/digest", digest_page),
        Route("/digest/feed.{form}", feed, include_in_schema=False),
        Route("/digest/{week}.json", digest_data),
        Route("/digest/{week}.md", digest_markdown, include_in_schema=False),
        Route("/digest/{week}", digest_page),
    ]
