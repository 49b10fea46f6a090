"""Errors as answers: a page that says what to do, or a problem document for programs."""

from __future__ import annotations

import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ExceptionHandler

from jumpline.errors import JumplineError, NotFound, QueryError, UsageError
from jumpline.web.failures import BadParameter
from jumpline.web.headers import OPEN, secure
from jumpline.web.images.request import BadImageRequest
from jumpline.web.locale import locales
from jumpline.web.visit import Visit

_LOG = logging.getLogger(__name__)

#: Status → message group in the locales.
_NAMES = {
    400: "bad",
    401: "token",
    404: "missing",
    405: "method",
    500: "broken",
    503: "unavailable",
}


def _tell(request: Request, status: int, detail: str | None = None) -> Response:
    """``detail`` is shown only where it was written for readers."""
    visit = Visit(request)
    name = _NAMES.get(status, "bad" if status < 500 else "broken")
    if visit.wants_data:
        english = locales()["en"]
        said = detail or english.say(f"error.{name}.text")
        return visit.problem(status, english.say(f"error.{name}.title"), said)
    return visit.page(
        "error.html", {"name": name, "status": status, "detail": detail}, status=status, data=False
    )


def on_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    response = _tell(request, status)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def on_not_found(request: Request, _error: Exception) -> Response:
    return _tell(request, 404)


def on_bad_parameter(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadParameter)
    visit = Visit(request)
    if visit.wants_data:
        return visit.problem(400, "Bad request", error.what, parameter=error.parameter)
    return _tell(request, 400, visit.locale.say(error.key, **error.values))


def on_query_error(request: Request, error: Exception) -> Response:
    """Only the data route lets it through; the page shows it beside the search field."""
    assert isinstance(error, QueryError)
    return Visit(request).problem(
        400,
        "Query not understood",
        " ".join(part for part in (error.what, error.remedy) if part),
        query=error.query,
        position=error.position,
    )


def bad_image(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadImageRequest)
    response = Visit(request).problem(error.status, "Bad image request", error.what)
    response.headers.update(OPEN)
    return response


def on_usage_error(request: Request, error: Exception) -> Response:
    return _tell(request, 400, str(error))


def on_archive_trouble(request: Request, error: Exception) -> Response:
    """A locked or damaged archive, a part not installed. Paths of the machine stay in the log."""
    _LOG.error("%s %s: %s", request.method, request.url.path, error)
    return _tell(request, 503)


def on_crash(request: Request, _error: Exception) -> Response:
    """Answers from outside the middleware, which therefore adds no headers to it."""
    response = _tell(request, 500)
    secure(response.headers)
    return response


def handlers() -> dict[int | type[Exception], ExceptionHandler]:
    return {
        HTTPException: on_http,
        NotFound: on_not_found,
        BadParameter: on_bad_parameter,
        QueryError: on_query_error,
        BadImageRequest: bad_image,
        UsageError: on_usage_error,
        JumplineError: on_archive_trouble,
        Exception: on_crash,
    }
