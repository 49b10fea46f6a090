"""Addresses of the static edition: each is a file, and every link is relative to the file it is in."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Collection
from functools import lru_cache
from urllib.parse import quote, urlencode

import msgspec

from jumpline.web.addresses import Addresses, Parameters, page_anchor
from jumpline.web.preferences import Preferences


class Wanted(msgspec.Struct, frozen=True):
    """A picture that a page shows: ``size`` and ``region`` as in the IIIF Image API."""

    issue: str
    number: int
    size: str
    region: str


def safe(segment: str) -> str:
    """A segment of an id as a name that every file system takes.

    >>> safe("2026-04-07"), safe("a:b"), safe(".."), safe("CON")
    ('2026-04-07', '=3ab', '=2e.', '=43ON')
    """
    kept = "".join(
        char if char.isascii() and (char.isalnum() or char in "-_.") else _escaped(char)
        for char in segment
    )
    # Names that lead elsewhere, are hidden, or that Windows keeps for devices.
    stem = kept.partition(".")[0].upper()
    device = stem in {"CON", "PRN", "AUX", "NUL"} or (stem[:3] in {"COM", "LPT"} and len(stem) == 4)
    if kept.startswith(".") or kept.endswith(".") or device or not kept:
        kept = (_escaped(kept[0]) + kept[1:]) if kept else "="
    if len(kept) > 150:
        kept = f"{kept[:100]}={hashlib.sha256(segment.encode()).hexdigest()[:24]}"
    return kept


def _escaped(char: str) -> str:
    return "".join(f"={byte:02x}" for byte in char.encode("utf-8", "surrogatepass"))


def _place(identifier: str) -> str:
    return "/".join(safe(segment) for segment in identifier.split("/"))


def picture_form(wanted: Wanted) -> str:
    """The page at its full size is written in the form that is written ten times as fast."""
    return "jpg" if wanted.size == "max" else "webp"


def picture_file(wanted: Wanted) -> str:
    size = wanted.size.strip(",")
    if wanted.region == "full":
        return f"pictures/{_place(wanted.issue)}/{wanted.number}/{size}.{picture_form(wanted)}"
    cut = hashlib.sha256(wanted.region.encode()).hexdigest()[:16]
    return f"pictures/{_place(wanted.issue)}/{wanted.number}/cut-{cut}-{size}.webp"


def article_file(article_id: str) -> str:
    return f"article/{_place(article_id)}.html"


def issue_file(issue_id: str) -> str:
    return f"issue/{_place(issue_id)}.html"


def page_file(issue_id: str, number: int) -> str:
    return f"page/{_place(issue_id)}/{number}.html"


def calendar_file(publication: str, year: int | None = None) -> str:
    return f"calendar/{safe(publication)}/{year or 'index'}.html"


def programmes_file(programme: str = "") -> str:
    return f"programmes/{safe(programme)}.html" if programme else "programmes/index.html"


def names_file() -> str:
    return "names/index.html"


def name_file(kind: str, name: str) -> str:
    return f"names/{kind}/{safe(name)}.html"


def digest_file(week: str = "") -> str:
    return f"digest/{safe(week)}.html" if week else "digest/index.html"


@lru_cache(maxsize=4096)
def _from(file: str, folder: str) -> str:
    return quote(posixpath.relpath(file, folder), safe="/=")


class FrozenAddresses(Addresses):
    """``ask`` is told of every picture that a page links to."""

    still = True

    def __init__(
        self,
        base: str,
        preferences: Preferences,
        *,
        path: str = "/",
        query: Parameters = (),
        versions: dict[str, str] | None = None,
        ask: Callable[[Wanted], None] | None = None,
        follows: bool = False,
        named: Callable[[], Collection[tuple[str, str]]] = tuple,
    ) -> None:
        """``path`` is the file that the page will be, from the root of the edition. ``follows`` says
        whether boards, weeks and names are in it, ``named`` which kinds and names have a page."""
        super().__init__(base, preferences, path=path, query=query, versions=versions)
        self._file = path.lstrip("/")
        self.follows = follows
        self._named = named
        self._ask = ask or (lambda _wanted: None)

    def _to(self, file: str, fragment: str = "", query: Parameters = ()) -> str:
        path = _from(file, posixpath.dirname(self._file) or ".")
        given = list(query)
        tail = f"?{urlencode(given)}" if given else ""
        return f"{path}{tail}{'#' + quote(fragment) if fragment else ''}"

    def home(self) -> str:
        return self._to("index.html")

    def calendar(self, publication: str, year: int | None = None, month: int | None = None) -> str:
        return self._to(calendar_file(publication, year), f"month-{month}" if month else "")

    def issue(self, issue_id: str, page: int | None = None) -> str:
        return self._to(issue_file(issue_id), page_anchor(page) if page is not None else "")

    def guide(self, issue_id: str) -> str:
        return self._to(issue_file(issue_id), "guide")

    def page(self, issue_id: str, number: int, region: str = "") -> str:
        return self._to(page_file(issue_id, number), region)

    def image(self, issue_id: str, number: int) -> str:
        return self._to(f"pictures/{_place(issue_id)}/{number}")

    def picture(self, issue_id: str, number: int, size: str = "max", region: str = "full") -> str:
        wanted = Wanted(issue_id, number, size, region)
        self._ask(wanted)
        return self._to(picture_file(wanted))

    def article(self, article_id: str, fragment: str = "", words: str = "") -> str:
        return self._to(article_file(article_id), fragment, [("q", words)] if words else ())

    def citation(self, article_id: str, form: str) -> str:
        return self._to(article_file(article_id).removesuffix(".html") + f".{form}")

    def feed(self, publication: str, form: str) -> str:
        return self._to(f"feeds/{safe(publication)}.{form}")

    def search(self, query: Parameters = ()) -> str:
        return self._to("search.html", query=query)

    def search_action(self) -> str:
        return self._to("search.html")

    def programmes(self, programme: str = "") -> str:
        return self._to(programmes_file(programme))

    def names(self) -> str:
        return self._to(names_file())

    def name(self, kind: str, name: str) -> str:
        return self._to(name_file(kind, name)) if (kind, name) in self._named() else ""

    def digest(self, week: str = "") -> str:
        return self._to(digest_file(week))

    def digest_as(self, form: str, week: str = "") -> str:
        return self._to(digest_file(week).removesuffix("html") + form)

    def root(self, name: str) -> str:
        return self._to(name)

    def static(self, name: str) -> str:
        return self._to(f"static/{name}")

    def openapi(self) -> str:
        return self.home()

    def here(self, name: str, value: str) -> str:
        """The same file; its script reads the parameter."""
        changed = self._preferences.with_(name, value)
        kept = [(key, own) for key, own in changed.parameters() if key != "lang"]
        own = self._file.rpartition("/")[2]
        return f"{quote(own, safe='/=')}?{urlencode(kept)}" if kept else quote(own, safe="/=")

    def data(self) -> str:
        return self._to(self._file.removesuffix(".html") + ".json")

    def hidden_fields(self) -> list[tuple[str, str]]:
        return []
