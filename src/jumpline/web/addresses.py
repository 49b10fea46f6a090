"""Every address that the pages link to. Ids are percent-encoded segment by segment."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from jumpline.web.preferences import PARAMETERS, Preferences

#: Characters of a quotation that are named; of a longer one, so many at either end.
_QUOTED = 60

Parameters = Iterable[tuple[str, str]]


def _segments(identifier: str) -> str:
    return "/".join(quote(segment, safe="") for segment in identifier.split("/"))


def page_anchor(number: int) -> str:
    """The fragment that names a page inside an issue or an article."""
    return f"page-{number}"


def region_anchor(article_id: str) -> str:
    """The fragment that names an article's region on a page."""
    return f"a-{article_id.rpartition('/')[2]}"


def text_directive(sentence: str) -> str:
    """What lets a browser find a sentence by itself, without a script
    (https://wicg.github.io/scroll-to-text-fragment/); nothing for an empty one.

    >>> text_directive("It's 4-5, they say.")
    '#:~:text=It%27s%204%2D5%2C%20they%20say.'
    """
    lines = sentence.split("\n")
    ends = [lines[0].strip()[:_QUOTED], lines[-1].strip()[-_QUOTED:]]
    if len(lines) == 1 and len(sentence) <= _QUOTED:
        ends.pop()
    told = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends if end)
    return f"#:~:text={told}" if told else ""


class Addresses:
    """``base`` is the path under which a proxy serves the application ("" at the root)."""

    #: Whether pictures are files of fixed sizes, without a service that cuts them.
    still = False
    #: Whether there are boards, names and weeks; figures and commitments are asked for where there
    #: is somebody to ask.
    follows = True

    def __init__(
        self,
        base: str,
        preferences: Preferences,
        *,
        path: str = "/",
        query: Parameters = (),
        versions: dict[str, str] | None = None,
    ) -> None:
        #: Scheme and host, for the few addresses that must be whole.
        self.site = ""
        self._base = quote(base.rstrip("/"), safe="/")
        self._preferences = preferences
        # A path of two leading slashes would be read as another host.
        self._path = quote("/" + path.lstrip("/"), safe="/")
        self._query = [(name, value) for name, value in query if name not in PARAMETERS]
        self._versions = versions or {}

    def _link(self, path: str, query: Parameters = (), fragment: str = "") -> str:
        parameters = [*query, *self._preferences.parameters()]
        tail = f"?{urlencode(parameters)}" if parameters else ""
        return f"{self._base}{path}{tail}{'#' + quote(fragment) if fragment else ''}"

    def home(self) -> str:
        return self._link("/")

    def review(self, issue_id: str = "") -> str:
        """The review desk, of an issue or the list of them."""
        return self._link(f"/review/{_segments(issue_id)}" if issue_id else "/review")

    def calendar(self, publication: str, year: int | None = None, month: int | None = None) -> str:
        return self._link(
            f"/calendar/{quote(publication, safe='')}",
            [("year", str(year))] if year else (),
            f"month-{month}" if month else "",
        )

    def issue(self, issue_id: str, page: int | None = None) -> str:
        fragment = page_anchor(page) if page is not None else ""
        return self._link(f"/issue/{_segments(issue_id)}", fragment=fragment)

    def page(self, issue_id: str, number: int, region: str = "") -> str:
        """The facsimile of a page; ``region`` names an article on it."""
        return self._link(f"/page/{_segments(issue_id)}/{number}", fragment=region)

    def image(self, issue_id: str, number: int) -> str:
        """Where a page's picture is: the base of an IIIF image service."""
        return f"{self._base}/iiif/image/{_segments(issue_id)}/{number}"

    def picture(self, issue_id: str, number: int, size: str = "max", region: str = "full") -> str:
        """A file of it. ``size`` and ``region`` are as in the IIIF Image API."""
        return f"{self.image(issue_id, number)}/{region}/{size}/0/default.webp"

    def guide(self, issue_id: str) -> str:
        """The guide of an issue."""
        return self._link(f"/issue/{_segments(issue_id)}", fragment="guide")

    def article(self, article_id: str, fragment: str = "", words: str = "") -> str:
        """``words`` are what the reader searched for, to be marked."""
        query = [("q", words)] if words else ()
        return self._link(f"/article/{_segments(article_id)}", query, fragment)

    def quotation(self, article_id: str, quote: str, words: str = "") -> str:
        """The place in an article where a sentence stands; ``words`` of it are to be marked, else
        all of it."""
        return self.article(article_id, words=words or quote) + text_directive(quote)

    def citation(self, article_id: str, form: str) -> str:
        return f"{self._base}/article/{_segments(article_id)}/as/{form}"

    def search(self, query: Parameters = ()) -> str:
        return self._link("/search", query)

    def figures(self, words: str = "") -> str:
        return self._link("/figures", [("q", words)] if words else ())

    def commitments(self, words: str = "") -> str:
        return self._link("/commitments", [("q", words)] if words else ())

    def programmes(self, programme: str = "") -> str:
        """All of them, or the board of one."""
        return self._link(
            f"/programmes/{quote(programme, safe='')}" if programme else "/programmes"
        )

    def name(self, kind: str, name: str) -> str:
        """The page of a person, an organisation or a place."""
        return self._link(f"/names/{kind}/{quote(name, safe='')}")

    def names(self) -> str:
        return self._link("/names")

    def digest(self, week: str = "") -> str:
        """Of a week, or of the newest one."""
        return self._link(f"/digest/{week}" if week else "/digest")

    def digest_as(self, form: str, week: str = "") -> str:
        """``form`` is md, or a feed's."""
        if form == "md":
            return self._link(f"/digest/{week}.md" if week else "/digest.md")
        return self._link(f"/digest/feed.{form}")

    def search_action(self) -> str:
        """For a form, whose fields bring the parameters."""
        return f"{self._base}/search"

    def feed(self, publication: str, form: str) -> str:
        """What is new in a title."""
        query = urlencode([("publication", publication)])
        return f"{self._base}/feed.{form}?{query}"

    def oembed(self, article_id: str) -> str:
        """Where programs ask for a card of an article; ``url`` in it is made whole by them."""
        own = f"{self.site}{self._base}/article/{_segments(article_id)}"
        return f"{self._base}/oembed?{urlencode([('url', own)])}"

    def found_feed(self, query: Parameters, form: str) -> str:
        """What is new in a search."""
        kept = [(name, value) for name, value in query if name not in ("order", "page")]
        return f"{self._base}/feed.{form}?{urlencode(kept)}"

    def root(self, name: str) -> str:
        """A file that must stand at the root of the site."""
        return f"{self._base}/{name}"

    def static(self, name: str) -> str:
        """With the file's digest, so that browsers may keep it for ever."""
        version = self._versions.get(name)
        return f"{self._base}/static/{quote(name)}{'?v=' + version if version else ''}"

    def openapi(self) -> str:
        return f"{self._base}/openapi.json"

    def here(self, name: str, value: str) -> str:
        """This page with one preference changed."""
        changed = self._preferences.with_(name, value)
        parameters = [*self._query, *changed.parameters()]
        return f"{self._base}{self._path}{'?' + urlencode(parameters) if parameters else ''}"

    def data(self) -> str:
        """This page as JSON."""
        path = "/index" if self._path == "/" else self._path
        tail = f"?{urlencode(self._query)}" if self._query else ""
        return f"{self._base}{path}.json{tail}"

    def hidden_fields(self) -> list[tuple[str, str]]:
        """What a form must repeat so that preferences outlive it."""
        return self._preferences.parameters()
