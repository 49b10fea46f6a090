"""The review desk: an issue's pages beside its text, with everything that a person may change.

Whatever is told of people and whatever writes asks for the token. Each change is one request: it is
kept whole, or not at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.checks.running import check
from jumpline.errors import FormatError, NotFound, Overtaken, UsageError
from jumpline.model.correction import Correction, decode_correction
from jumpline.model.signoff import Stage
from jumpline.proofreading import around
from jumpline.web.desk import Desk
from jumpline.web.images.pyramids import can_draw
from jumpline.web.token import HEADER, same
from jumpline.web.views.desk import desk_view
from jumpline.web.views.naming import issue_title, publication_title
from jumpline.web.views.page import has_picture
from jumpline.web.visit import Visit

#: Bytes of a request, and corrections in it: a person at a desk makes them one by one.
_LARGEST = 1_000_000
_MOST = 200
#: Issues in the list of the desk, the newest first.
_LISTED = 60

_SECRET = {"cache-control": "no-store"}


class _Made(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``expected`` is the edition that the desk showed."""

    expected: str
    corrections: list[msgspec.Raw]


class _Undone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    expected: str
    id: str


class _Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    expected: str
    stage: Stage
    author: str
    note: str = ""
    withdrawn: bool = False


def _desk(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


def _allowed(request: Request) -> Desk:
    desk = _desk(request)
    if not same(request.headers.get(HEADER), desk.token):
        raise HTTPException(401)
    return desk


def _secret(response: Response) -> Response:
    response.headers.update(_SECRET)
    return response


# -- pages -----------------------------------------------------------------------------------------


def list_page(request: Request) -> Response:
    """Public as the papers themselves; how far each is comes with the token."""
    visit = Visit(request)
    found = [summary for summary in visit.archive.issues() if summary.articles]
    found.sort(key=lambda summary: (summary.date or "", summary.id), reverse=True)
    shown = [(summary, publication_title(summary)) for summary in found[:_LISTED]]
    context = {"shown": shown, "words": _words(visit)}
    return _secret(visit.page("review.html", context, data=False))


def desk_page(request: Request) -> Response:
    visit = Visit(request)
    issue = visit.archive.get(visit.issue_id)
    context = {"issue": issue, "title": issue_title(issue), "words": _words(visit)}
    return _secret(visit.page("desk.html", context, data=False))


#: What the desk's scripts say, by the name that they know it by.
_SAID = (
    "review.loading", "review.saved", "review.saving", "review.offline", "review.refused",
    "review.overtaken", "review.changed_by", "review.again", "review.discard", "review.problems_none",
    "review.accept", "review.reject", "review.undo", "review.undone", "review.holds", "review.left",
    "review.conflict", "review.no_changes", "review.edit", "review.save", "review.cancel",
    "review.split_here", "review.draft", "review.sign", "review.withdraw", "review.stale",
    "review.unsigned", "review.signed_by", "review.stage_first", "review.stage_second",
    "review.stage_final", "review.need_name", "review.need_piece", "review.need_other",
    "review.nothing_here", "review.untitled", "review.marked", "review.no_picture", "review.retag",
    "review.page", "review.part_column", "review.part_kicker", "review.part_headline",
    "review.part_deck", "review.part_paragraph", "review.part_subhead", "review.part_item",
    "review.part_table", "review.part_caption", "review.part_notice", "review.part_ad",
    "review.kind_text", "review.kind_role", "review.kind_order", "review.kind_join",
    "review.kind_split", "review.kind_move", "review.kind_join-articles",
    "review.kind_split-article", "review.kind_jump", "review.kind_metadata", "review.kind_reject",
    "review.wrong_token", "review.reason_default", "review.headline_of_new",
    "review.facts", "review.fact_date", "review.fact_weekday", "review.fact_lunar_date",
    "review.fact_edition", "review.fact_number", "review.fact_page_count",
    "severity.error", "severity.warning", "severity.info",
)  # fmt: skip


def _words(visit: Visit) -> dict[str, Any]:
    found = {name.removeprefix("review."): visit.locale.messages[name] for name in _SAID}
    return {"header": HEADER, "base": visit.addresses.root("review"), "words": found}


# -- data ------------------------------------------------------------------------------------------


def list_data(request: Request) -> Response:
    desk = _allowed(request)
    visit = Visit(request)
    found = sorted(visit.archive.issues(), key=lambda each: (each.date or "", each.id))
    states = {
        summary.id: [{"stage": each.stage, "holds": each.holds, "stale": each.stale} for each in s]
        for summary in found[-_LISTED:]
        for s in [desk.archive.signed(summary.id)]
    }
    return _secret(visit.data({"issues": states}))


def state_data(request: Request) -> Response:
    desk = _allowed(request)
    visit = Visit(request)
    return _secret(visit.data(_state(desk, visit, visit.issue_id)))


def _state(desk: Desk, visit: Visit, issue_id: str) -> dict[str, Any]:
    archive = desk.archive
    issue = archive.get(issue_id)
    revision = archive.revisions(issue_id)[-1]
    known = around(archive, issue)
    found = desk_view(
        issue,
        edition=revision.digest,
        revision=revision.number,
        problems=check(issue, **known),
        standing=archive.corrections(issue_id),
        signed=archive.signed(issue_id),
        signoffs=archive.signoffs(issue_id),
    )
    for page in found["pages"]:
        drawn = can_draw() and has_picture(issue, page["number"])
        page["picture"] = visit.addresses.image(issue_id, page["number"]) if drawn else None
    return found


Act = Callable[[Desk, Visit, str, bytes], Response]


def _writing(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """A request that changes an issue: its token, its size and its form are looked at first. Whatever
    is refused is answered with the reason, and with the issue as it is now where it has changed."""

    async def answered(request: Request) -> Response:
        desk = _allowed(request)
        visit = Visit(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return visit.problem(415, "Not JSON", "Send application/json.")
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST:
                return visit.problem(413, "Too large", f"More than {_LARGEST} bytes.")
        return _secret(await run_in_threadpool(_guarded, act, desk, visit, body))

    return answered


def _guarded(act: Act, desk: Desk, visit: Visit, body: bytes) -> Response:
    issue_id = visit.issue_id
    try:
        return act(desk, visit, issue_id, body)
    except Overtaken as error:
        state = _state(desk, visit, issue_id)
        return visit.problem(409, "Changed meanwhile", error.what, state=state)
    except NotFound as error:
        return visit.problem(404, "Not there", str(error))
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        return visit.problem(400, "Not understood", str(error))
    except (FormatError, UsageError) as error:
        return visit.problem(422, "Refused", str(error))


def _correct(desk: Desk, visit: Visit, issue_id: str, body: bytes) -> Response:
    made = msgspec.json.decode(body, type=_Made)
    if not 1 <= len(made.corrections) <= _MOST:
        raise UsageError(f"{len(made.corrections)} corrections; 1 to {_MOST} are taken at once.")
    found: list[Correction] = [decode_correction(bytes(each)) for each in made.corrections]
    desk.archive.amend(issue_id, found, expected=made.expected)
    return visit.data(_state(desk, visit, issue_id))


def _undo(desk: Desk, visit: Visit, issue_id: str, body: bytes) -> Response:
    undone = msgspec.json.decode(body, type=_Undone)
    desk.archive.undo_correction(issue_id, undone.id, expected=undone.expected)
    return visit.data(_state(desk, visit, issue_id))


def _sign(desk: Desk, visit: Visit, issue_id: str, body: bytes) -> Response:
    given = msgspec.json.decode(body, type=_Signature)
    desk.archive.sign_off(
        issue_id,
        given.stage,
        given.author,
        expected=given.expected,
        note=given.note,
        withdrawn=given.withdrawn,
    )
    return visit.data(_state(desk, visit, issue_id))


def routes() -> list[BaseRoute]:
    one = "/review/{publication}/{date}"
    return [
        Route("/review.json", list_data, include_in_schema=False),
        Route("/review", list_page, include_in_schema=False),
        Route(f"{one}/state.json", state_data, include_in_schema=False),
        *(
            Route(f"{one}/{name}.json", _writing(act), methods=["POST"], include_in_schema=False)
            for name, act in (("corrections", _correct), ("undo", _undo), ("signoff", _sign))
        ),
        Route(one, desk_page, include_in_schema=False),
    ]
