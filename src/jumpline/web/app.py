"""The application, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from jumpline.web import mishaps
from jumpline.web.addresses import Addresses
from jumpline.web.desk import Desk
from jumpline.web.gate import Gate, Presence
from jumpline.web.headers import SecurityHeaders
from jumpline.web.house import PLAIN, House
from jumpline.web.images.pyramids import Pyramids
from jumpline.web.ledgers import Ledgers
from jumpline.web.limits import USUAL, Limits
from jumpline.web.metrics import Counts, Metrics, Tally, text
from jumpline.web.routes import (
    activity,
    crawling,
    digest,
    feeds,
    home,
    iiif,
    images,
    ledger,
    lists,
    names,
    paper,
    programmes,
    reading,
    review,
    search,
    service,
    static,
)
from jumpline.web.source import ReadableArchive


def create_app(
    archive: ReadableArchive,
    *,
    root_path: str = "",
    pictures: Path | None = None,
    house: House = PLAIN,
    desk: Desk | None = None,
    limits: Limits = USUAL,
    presence: Presence | None = None,
    counts: Counts | None = None,
    others: Callable[[], Iterable[Tally]] = tuple,
    journal: Callable[[str, int, float, int], None] | None = None,
) -> Starlette:
    """``root_path`` is the path under which a proxy serves it ("/paper"), whether the proxy
    removes it from the request or not. ``pictures`` is the folder where drawn pages are kept, a
    temporary one if there is none. Without a ``desk`` nothing writes. ``counts`` are those of this
    process, ``others`` those of its siblings, see ``metrics``; ``journal`` is told of every answer. The
    archive stays the caller's to close.
    """
    base = "/" + root_path.strip("/") if root_path.strip("/") else ""
    presence = presence or Presence()
    counts = counts or Counts(at_work=lambda: presence.at_work)
    app = Starlette(
        routes=[
            *home.routes(),
            *paper.routes(),
            *reading.routes(),
            *lists.routes(),
            *activity.routes(),
            *iiif.routes(),
            *images.routes(),
            *search.routes(),
            *feeds.routes(),
            *crawling.routes(),
            *ledger.routes(),
            *programmes.routes(),
            *names.routes(),
            *digest.routes(),
            *service.routes(),
            *(review.routes() if desk is not None else ()),
            *static.routes(),
        ],
        middleware=[
            Middleware(Metrics, counts=counts, root_path=base, journal=journal),
            Middleware(Gate, limits=limits, presence=presence, root_path=base),
            Middleware(SecurityHeaders, root_path=base),
            # Pictures are packed already, and small answers gain nothing.
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers=mishaps.handlers(),
    )
    app.state.archive = archive
    app.state.pyramids = Pyramids(archive, pictures)
    app.state.ledgers = Ledgers(archive)
    app.state.addresses = Addresses
    app.state.house = house
    app.state.presence = presence
    app.state.metrics = lambda: text(counts, others())
    app.state.desk = desk
    # A redirect would have to name a host, and only the request could say which.
    app.router.redirect_slashes = False
    return app
