"""An archive → the static edition in a folder: only what has changed is written.

What each issue gave is remembered beside the edition (``.jumpline-site.json``): an issue that is as it
was, among the same neighbours, is passed over with all its pictures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from jumpline._version import VERSION
from jumpline.errors import NotFound, UsageError
from jumpline.facsimiles import DRAWING
from jumpline.ledger.announce import announced
from jumpline.model.archive import IssueSummary
from jumpline.ports import Progress
from jumpline.search.documents import articles_of
from jumpline.web.app import create_app
from jumpline.web.feeds import FORMS, Feed, items_of, written
from jumpline.web.house import PLAIN, House, read_house
from jumpline.web.locale import locales
from jumpline.web.routes import home, paper, reading, search
from jumpline.web.site import lookup, names
from jumpline.web.site.chosen import Chosen
from jumpline.web.site.folder import Folder, Part
from jumpline.web.site.following import Following, memory_of
from jumpline.web.site.painting import Painters
from jumpline.web.site.reckoned import Reckoned
from jumpline.web.source import ReadableArchive
from jumpline.web.templating import static_versions
from jumpline.web.views.naming import publication_title

#: Grows when equal issues would give other files.
EDITION = "2"
#: Articles in the feed of a title.
_FED = 60


class Built(msgspec.Struct, frozen=True):
    """``issues`` in the edition, ``rebuilt`` of them; ``files`` in it, ``written`` and ``removed``.
    ``undrawn`` are pictures that could not be drawn, each with why."""

    issues: int
    rebuilt: int
    files: int
    written: int
    removed: int
    undrawn: tuple[str, ...] = ()


def freeze(
    archive: ReadableArchive,
    out: Path,
    *,
    issues: tuple[str, ...] = (),
    language: str | None = None,
    base_url: str | None = None,
    house: Path | None = None,
    progress: Progress | None = None,
) -> Built:
    """Writes the edition into ``out``. ``issues`` are titles or issues, none meaning all;
    ``language`` is that of the interface; ``base_url``, where it will be found, is for the sitemap and
    the feeds. Raises ``NotFound`` for a name that is none, ``UsageError`` for a folder that holds
    something else."""
    chosen = [each for each in archive.issues() if not issues or _is_one_of(each, issues)]
    for name in issues:
        if not any(_is_one_of(each, (name,)) for each in chosen):
            raise NotFound(
                f"no title and no issue is called {name!r}.", remedy="See `jumpline list`."
            )
    if language is not None and language not in locales():
        raise UsageError(
            f"there is no interface in {language!r}.", remedy=f"Choose {', '.join(locales())}."
        )
    if base_url is not None and not base_url.startswith(("https://", "http://")):
        raise UsageError("this is no address of a site.", where=base_url, remedy="https://…")
    with Folder(out) as folder:
        look = read_house(house) if house else PLAIN
        run = _Run(archive, chosen, folder, language, base_url, look)
        rebuilt = run.issues(progress)
        run.follow()
        run.front()
        run.search()
        run.rest()
        removed = folder.finish()
    return Built(
        len(chosen),
        rebuilt,
        folder.count,
        folder.written,
        removed,
        tuple(sorted(run.painters.undrawn)),
    )


def _is_one_of(summary: IssueSummary, wanted: tuple[str, ...]) -> bool:
    return summary.id in wanted or summary.publication in wanted


class _Remembered(msgspec.Struct):
    """Of an issue, for the index of all; and whether it may lay out a programme."""

    found: list[lookup.Found]
    announces: bool


class _Run:
    def __init__(
        self,
        archive: ReadableArchive,
        chosen: list[IssueSummary],
        folder: Folder,
        language: str | None,
        base_url: str | None,
        house: House,
    ) -> None:
        self.archive: Any = Chosen(archive, chosen)
        self.chosen = chosen
        self.folder = folder
        self.base_url = base_url
        self.house = house
        self.app: Starlette = create_app(self.archive, house=house)
        self.painters = Painters(self.archive)
        self.asked: set[names.Wanted] = set()
        self.ledgers = self.app.state.ledgers = Reckoned(
            self.archive, memory_of(folder), self._announces
        )
        self.app.state.addresses = partial(
            names.FrozenAddresses,
            ask=self.asked.add,
            follows=bool(self.ledgers.weeks()),
            named=self._named,
        )
        self._pages_of_names: frozenset[tuple[str, str]] | None = None
        self.query = [("lang", language)] if language else []
        #: What every page depends on, beside its issue.
        self.ground = hashlib.sha256(
            repr(
                (
                    EDITION,
                    VERSION,
                    DRAWING,
                    language,
                    base_url,
                    house,
                    sorted(static_versions().items()),
                    list(_templates()),
                )
            ).encode()
        ).hexdigest()

    def issues(self, progress: Progress | None) -> int:
        """Every issue with its pages, articles and pictures; how many were made anew."""
        rebuilt = 0
        for place, summary in enumerate(self.chosen):
            if progress is not None:
                progress(place, len(self.chosen), summary.id)
            around = [
                self.chosen[at].id for at in (place - 1, place + 1) if 0 <= at < len(self.chosen)
            ]
            key = repr((self.ground, self.archive.edition(summary.id), around))
            key = hashlib.sha256(key.encode()).hexdigest()
            if self.folder.keep(summary.id, key):
                continue
            self._issue(self.folder.begin(summary.id, key))
            rebuilt += 1
        self.painters.finish()
        if progress is not None:
            progress(len(self.chosen), len(self.chosen), "")
        return rebuilt

    def _issue(self, part: Part) -> None:
        """Its pages here; its pictures meanwhile by others, who finish the part."""
        issue_id = part.name
        issue = self.archive.get(issue_id)
        publication, date = issue_id.split("/", 1)
        self.asked.clear()
        given = {"publication": publication, "date": date}
        write = part.write
        self._both(names.issue_file(issue_id), reading.issue_page, reading.issue_data, given, write)
        for page in issue.pages:
            file = names.page_file(issue_id, page.number)
            own = {**given, "number": str(page.number)}
            self._both(file, paper.paper_page, paper.paper_data, own, write)
        for article in issue.articles:
            file = names.article_file(article.id)
            own = {**given, "key": article.id[len(issue_id) + 1 :]}
            self._both(file, reading.article_page, reading.article_data, own, write)
            for form in ("ris", "bibtex"):
                name = f"{file.removesuffix('.html')}.{form}"
                body = self._answer(name, reading.citation, {**own, "form": form})
                write(name, body)
        documents = articles_of(issue)
        found = [lookup.found(each, names.article_file(each.id)) for each in documents]
        announces = bool(announced([issue]))
        part.remember(msgspec.json.encode(_Remembered(found, announces)))
        self.painters.paint(part, tuple(self.asked))

    def follow(self) -> None:
        """Boards, weeks and names, where issues have dates."""
        if self.ledgers.weeks():
            self._following().write()

    def _following(self) -> Following:
        return Following(self.archive, self.ledgers, self.folder, self.ground, self._answer)

    def _named(self) -> frozenset[tuple[str, str]]:
        if self._pages_of_names is None:
            found = self._following().names()
            self._pages_of_names = frozenset((each.kind, each.name) for each in found)
        return self._pages_of_names

    def _remembered(self, issue_id: str) -> _Remembered:
        return msgspec.json.decode(self.folder.remembered(issue_id), type=_Remembered)

    def _announces(self, issue_id: str) -> bool:
        return self._remembered(issue_id).announces

    def front(self) -> None:
        """Home and calendars."""
        self._both("index.html", home.home_page, home.home_data, {})
        for publication in self.archive.publications():
            own = self.archive.issues(publication=publication.id)
            editions = [self.folder.key(each.id) for each in own]
            key = hashlib.sha256(repr((self.ground, own, editions)).encode()).hexdigest()
            part = f"title {publication.id}"
            if not self.folder.keep(part, key):
                with self.folder.part(part, key) as opened:
                    self._title(publication, own, opened.write)

    def _title(
        self, publication: Any, issues: list[IssueSummary], write: Callable[[str, bytes], None]
    ) -> None:
        """Its calendars and feeds."""
        given = {"publication": publication.id}
        file = names.calendar_file(publication.id)
        self._both(file, home.calendar_page, home.calendar_data, given, write)
        for year in sorted({int(each.date[:4]) for each in issues if each.date}):
            file = names.calendar_file(publication.id, year)
            query = [("year", str(year))]
            self._both(file, home.calendar_page, home.calendar_data, given, write, query)
        self._feeds(publication, write)

    def search(self) -> None:
        """The page, and the index year by year; a year whose issues are as they were stays."""
        self.folder.write("search.html", self._answer("search.html", search.lookup_page, {}))
        years: dict[str, list[str]] = {}
        for summary in self.chosen:
            years.setdefault((summary.date or "")[:4] or "undated", []).append(summary.id)
        counts = {}
        for year, members in sorted(years.items()):
            key = repr([self.folder.key(each) for each in members])
            part = f"search {year}"
            key = hashlib.sha256(key.encode()).hexdigest()
            counts[year] = sum(each.articles for each in self.chosen if each.id in set(members))
            if self.folder.keep(part, key):
                continue
            with self.folder.part(part, key) as index:
                articles = [
                    each for issue_id in members for each in self._remembered(issue_id).found
                ]
                for name, body in lookup.year_files(year, articles):
                    index.write(name, body)
        self.folder.write("search/years.js", lookup.years_file(counts))
        self.folder.write("search/fold.js", lookup.fold_file())

    def rest(self) -> None:
        """Style sheets and scripts, feeds, what makes it installable, sitemap."""
        for entry in files("jumpline.web").joinpath("static").iterdir():
            if entry.is_file() and entry.name != "sw.js" and not entry.name.startswith("desk"):
                self.folder.write(f"static/{entry.name}", entry.read_bytes())
        worker = files("jumpline.web").joinpath("static", "sw.js").read_bytes()
        self.folder.write("sw.js", worker)
        self.folder.write("house.css", self.house.css().encode())
        if self.house.logo_name:
            self.folder.write(self.house.logo_name, self.house.picture)
        name = "manifest.webmanifest"
        self.folder.write(name, self._answer(name, home.manifest_data, {}))
        if self.base_url:
            robots = f"User-agent: *\nAllow: /\nSitemap: {self._whole('sitemap.xml')}\n"
            self.folder.write("robots.txt", robots.encode())
            self.folder.write("sitemap.xml", self._sitemap())

    def _feeds(self, publication: Any, write: Callable[[str, bytes], None]) -> None:
        newest = [each for each in self.archive.issues(publication=publication.id) if each.date]
        documents: list[Any] = []
        for summary in reversed(newest):
            if len(documents) >= _FED:
                break
            documents += articles_of(self.archive.get(summary.id))
        documents = documents[:_FED]
        addresses = [self._whole(names.article_file(each.id)) for each in documents]
        for form in FORMS:
            name = f"feeds/{names.safe(publication.id)}.{form}"
            feed = Feed(
                publication.id,
                publication_title(publication),
                self._whole(names.calendar_file(publication.id)),
                self._whole(name),
                publication.language,
                items_of(documents, addresses),
            )
            write(name, written(feed, form))

    def _whole(self, file: str) -> str:
        """With the address of the edition, where that is known; else from its root, ``..`` of the
        feeds."""
        return urljoin(self.base_url, file) if self.base_url else f"../{file}"

    def _sitemap(self) -> bytes:
        from jumpline.exporters.xmlfile import Maker, xml_bytes

        make = Maker("http://www.sitemaps.org/schemas/sitemap/0.9")
        root = make.root("urlset")
        # A sitemap holds 50,000 addresses; issues lead to their articles.
        room = 50_000 - len(self.chosen) - 1
        make(make(root, "url"), "loc", self._whole("index.html"))
        for summary in reversed(self.chosen):
            url = make(root, "url")
            make(url, "loc", self._whole(names.issue_file(summary.id)))
            if summary.date:
                make(url, "lastmod", summary.date)
        for summary in reversed(self.chosen):
            if room < summary.articles:
                break
            room -= summary.articles
            for article in self.archive.get(summary.id).articles:
                url = make(root, "url")
                make(url, "loc", self._whole(names.article_file(article.id)))
                if summary.date:
                    make(url, "lastmod", summary.date)
        return xml_bytes(root)

    def _both(
        self,
        file: str,
        page: Callable[[Request], Response],
        data: Callable[[Request], Response],
        given: dict[str, str],
        write: Callable[[str, bytes], None] | None = None,
        query: list[tuple[str, str]] | None = None,
    ) -> None:
        write = write or self.folder.write
        write(file, self._answer(file, page, given, query))
        write(f"{file.removesuffix('.html')}.json", self._answer(file, data, given, query))

    def _answer(
        self,
        file: str,
        endpoint: Callable[[Request], Response],
        given: dict[str, str],
        query: list[tuple[str, str]] | None = None,
    ) -> bytes:
        request = Request(
            {
                "type": "http",
                "method": "GET",
                "path": f"/{file}",
                "root_path": "",
                "scheme": "http",
                "server": ("localhost", 80),
                "headers": [],
                "query_string": urlencode([*(query or []), *self.query]).encode(),
                "path_params": given,
                "app": self.app,
            }
        )
        return bytes(endpoint(request).body)


def _templates() -> Iterator[str]:
    for folder in ("templates", "locales"):
        for entry in sorted(
            files("jumpline.web").joinpath(folder).iterdir(), key=lambda each: each.name
        ):
            yield hashlib.sha256(entry.read_bytes()).hexdigest()
