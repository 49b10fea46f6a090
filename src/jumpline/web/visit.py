"""One request as the pages see it: language, preferences, addresses; and the answers to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, cast

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from jumpline.model.issue import Issue
from jumpline.web.addresses import Addresses
from jumpline.web.house import House
from jumpline.web.images.pyramids import Pyramids
from jumpline.web.ledgers import Ledgers
from jumpline.web.locale import DEFAULT, Locale, locales, negotiate
from jumpline.web.preferences import CHOICES, Preferences, read_preferences
from jumpline.web.source import ReadableArchive
from jumpline.web.templating import environment, static_versions

HTML = "text/html; charset=utf-8"
JSON = "application/json"
PROBLEM = "application/problem+json"


class Visit:
    def __init__(self, request: Request) -> None:
        self.request = request
        known = locales()
        self.preferences: Preferences = read_preferences(request.query_params, tuple(known))
        tag = self.preferences.lang or negotiate(request.headers.get("accept-language", ""))
        self.locale: Locale = known.get(tag, known[DEFAULT])
        self.addresses: Addresses = request.app.state.addresses(
            request.scope.get("root_path", ""),
            self.preferences,
            path=self.path,
            query=request.query_params.multi_items(),
            versions=static_versions(),
        )
        self.addresses.site = self.site

    @property
    def path(self) -> str:
        """The path inside the application, without what a proxy put before it."""
        path: str = self.request.scope["path"]
        base: str = self.request.scope.get("root_path", "")
        return path.removeprefix(base) if base and path.startswith(f"{base}/") else path

    @property
    def site(self) -> str:
        """Scheme and host under which the reader came, for addresses that must be whole."""
        url = self.request.base_url
        return f"{url.scheme}://{url.netloc}"

    @property
    def path_and_query(self) -> str:
        url = self.request.url
        return f"{url.path}{'?' + url.query if url.query else ''}"

    @property
    def archive(self) -> ReadableArchive:
        return cast(ReadableArchive, self.request.app.state.archive)

    @property
    def pyramids(self) -> Pyramids:
        return cast(Pyramids, self.request.app.state.pyramids)

    @property
    def ledgers(self) -> Ledgers:
        return cast(Ledgers, self.request.app.state.ledgers)

    @property
    def wants_data(self) -> bool:
        return self.path.endswith(".json") or self.path == "/health"

    @property
    def house(self) -> House:
        return cast(House, self.request.app.state.house)

    def say(self, key: str, **values: object) -> str:
        """A message in the reader's language; the site's name is the house's."""
        if key == "site.name" and self.house.name:
            return self.house.name
        return self.locale.say(key, **values)

    def parameter(self, name: str) -> str:
        """The path's parameter; routes guarantee that it is there."""
        return cast(str, self.request.path_params[name])

    @property
    def issue_id(self) -> str:
        """Of the issue that the path names."""
        return f"{self.parameter('publication')}/{self.parameter('date')}"

    @property
    def issue(self) -> Issue:
        """The issue that the path names. Raises ``NotFound``."""
        return self.archive.get(self.issue_id)

    def page(
        self, template: str, context: Mapping[str, Any], *, status: int = 200, data: bool = True
    ) -> Response:
        """A page. ``data`` says whether the same page exists as JSON."""
        known = locales()
        html = (
            environment()
            .get_template(template)
            .render(
                {
                    "t": self.say,
                    "house": self.house,
                    "locale": self.locale,
                    "locales": list(known.values()),
                    "prefs": self.preferences,
                    "choices": CHOICES,
                    "to": self.addresses,
                    "data_address": self.addresses.data() if data else None,
                    "query_text": "",
                    "reviewed": getattr(self.request.app.state, "desk", None) is not None,
                    **context,
                }
            )
        )
        return answer(self.request, html.encode("utf-8", "replace"), HTML, status=status)

    def data(self, value: object) -> Response:
        return self.json_bytes(msgspec.json.encode(value))

    def json_bytes(self, body: bytes) -> Response:
        return answer(self.request, body, JSON)

    def problem(self, status: int, title: str, detail: str, **members: object) -> Response:
        """An error as RFC 9457 has it."""
        value = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        body = msgspec.json.encode({**value, **members})
        return answer(self.request, body, PROBLEM, status=status)


def answer(request: Request, body: bytes, media_type: str, *, status: int = 200) -> Response:
    """With ETag; an empty 304 when the browser has it already, no body for HEAD."""
    headers = {"cache-control": "no-cache", "content-type": media_type}
    if media_type == HTML:
        headers["vary"] = "Accept-Language"
    if status == 200:
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers["etag"] = etag
        if _matches(request.headers.get("if-none-match", ""), etag):
            del headers["content-type"]
            return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(status_code=status, headers={**headers, "content-length": str(len(body))})
    return Response(body, status_code=status, headers=headers)


def _matches(header: str, etag: str) -> bool:
    candidates = {candidate.strip().removeprefix("W/") for candidate in header.split(",")}
    return "*" in candidates or etag in candidates
