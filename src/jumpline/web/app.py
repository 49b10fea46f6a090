"""The application, put together."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware

from jumpline.web import mishaps
from jumpline.web.headers import SecurityHeaders
from jumpline.web.routes import home, reading, search, service, static
from jumpline.web.source import ReadableArchive


def create_app(archive: ReadableArchive, *, root_path: str = "") -> Starlette:
    """``root_path`` is the path under which a proxy serves it ("/paper"), whether the proxy
    removes it from the request or not. The archive stays the caller's to close.
    """
    base = "/" + root_path.strip("/") if root_path.strip("/") else ""
    app = Starlette(
        routes=[
            *home.routes(),
            *reading.routes(),
            *search.routes(),
            *service.routes(),
            *static.routes(),
        ],
        middleware=[Middleware(SecurityHeaders, root_path=base)],
        exception_handlers=mishaps.handlers(),
    )
    app.state.archive = archive
    # A redirect would have to name a host, and only the request could say which.
    app.router.redirect_slashes = False
    return app
