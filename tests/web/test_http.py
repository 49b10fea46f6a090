"""HEAD, conditional requests, static files, a proxy's path, language and preferences."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from jumpline.web.locale import locales, negotiate

from . import papers
from .conftest import Get, client_of
from .fake import FakeArchive
from .markup import Markup

PATHS = [
    "/", "/index.json", "/calendar/yunhe-ribao", f"/issue/{papers.MAIN_ISSUE.id}",
    f"/issue/{papers.MAIN_ISSUE.id}.json", f"/article/{papers.JUMPED_ID}", "/search?q=a",
    "/openapi.json", "/health", "/static/paper.css",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_a_body(get: Get, path: str) -> None:
    # Nothing is packed that is not sent: the length is that of the page itself.
    full, head = get(path, accept_encoding="identity"), get(path, "HEAD")
    assert head.status_code == full.status_code == 200
    assert head.content == b""
    for name in ("content-length", "content-type", "etag"):
        assert head.headers[name] == full.headers[name]


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_page_is_not_sent_again(get: Get, path: str) -> None:
    etag = get(path).headers["etag"]
    for header in (etag, f'"x", {etag}', f"W/{etag}"):
        answer = get(path, if_none_match=header)
        if path.startswith("/static") and header != etag:
            continue
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer.headers["etag"] == etag
    assert get(path, if_none_match='"other"').status_code == 200


def test_etags_differ_by_what_is_shown(get: Get) -> None:
    path = f"/article/{papers.JUMPED_ID}"
    tails = ("", "?dir=vertical", "?size=large", "?theme=dark", "?lang=en")
    assert len({get(path + tail).headers["etag"] for tail in tails}) == len(tails)
    assert "Accept-Language" in get(path).headers["vary"]


def test_errors_have_no_etag(get: Get) -> None:
    assert "etag" not in get("/nothing").headers
    assert get("/nothing", if_none_match="*").status_code == 404
    assert get("/nothing", "HEAD").content == b""


def test_static_files_may_be_kept_when_versioned(get: Get) -> None:
    page = Markup(get("/").text)
    (sheet,) = [
        e.attributes["href"] for e in page.all("link") if "paper.css" in e.attributes["href"]
    ]
    assert "?v=" in sheet
    assert "immutable" in get(sheet).headers["cache-control"]
    assert get("/static/paper.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("sent", ["/papers/paper", ""])
def test_behind_a_proxy(sent: str) -> None:
    """Whether the proxy takes its path away or not."""
    get = client_of(FakeArchive(), "/papers/paper/")
    for path in ("/", f"/issue/{papers.MAIN_ISSUE.id}?theme=dark", "/nothing", "/search?q=a"):
        page = Markup(get(sent + path).text)
        links = [*page.links(), *(e.attributes["href"] for e in page.all("link"))]
        links += [e.attributes["action"] for e in page.all("form")]
        for link in links:
            assert link.startswith(("/papers/paper/", "#"))
            assert "/papers/paper/papers" not in link
    assert get(f"{sent}/static/paper.css").status_code == 200
    assert get("/papers/paper").status_code == 200
    assert get(f"{sent}/openapi.json").json()["servers"] == [{"url": "/papers/paper"}]


def test_preferences_travel_in_every_link(get: Get) -> None:
    wanted = {"theme": "dark", "size": "large", "dir": "vertical", "lang": "en"}
    tail = "&".join(f"{name}={value}" for name, value in wanted.items())
    for path in (
        "/",
        "/calendar/yunhe-ribao?year=2026",
        f"/issue/{papers.MAIN_ISSUE.id}",
        f"/article/{papers.JUMPED_ID}",
        f"/search?q={quote('云河')}",
        "/nothing",
    ):
        page = Markup(get(f"{path}{'&' if '?' in path else '?'}{tail}").text)
        html = page.one("html").attributes
        assert (html["data-theme"], html["data-size"], html["lang"]) == ("dark", "large", "en")
        for link in page.links():
            address = urlsplit(link)
            if not address.path or address.path.endswith(
                (".json", "/as/ris", "/as/bibtex", ".atom", ".rss")
            ):
                continue
            carried = {name: values[0] for name, values in parse_qs(address.query).items()}
            different = [name for name, value in wanted.items() if carried.get(name) != value]
            assert len(different) <= 1, link
        fields = {e.attributes.get("name"): e.attributes.get("value") for e in page.all("input")}
        assert wanted.items() <= fields.items()


def test_defaults_stay_out_of_the_address(get: Get) -> None:
    page = Markup(get("/?theme=auto&size=normal&dir=horizontal&theme=pink").text)
    home = page.by_class("site__name")[0].attributes["href"]
    assert home == "/"
    assert page.one("html").attributes["data-theme"] == "auto"


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("", "zh-Hans"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"), ("zh-TW", "zh-Hant"),
        ("zh-HK;q=0.5, en;q=0.4", "zh-Hant"), ("zh-Hant-TW", "zh-Hant"), ("en-GB", "en"),
        ("fr, en;q=0.1", "en"), ("fr", "zh-Hans"), ("en;q=0, zh-TW;q=0.1", "zh-Hant"),
        ("EN", "en"), ("en;q=abc, zh-TW;q=0.1", "zh-Hant"), (",;=,", "zh-Hans"),
        ("en;q=nan", "zh-Hans"),
        ("x" * 100_000, "zh-Hans"),
    ],
)  # fmt: skip
def test_the_browser_chooses_the_language(get: Get, header: str, tag: str) -> None:
    assert negotiate(header) == tag
    assert Markup(get("/", accept_language=header).text).one("html").attributes["lang"] == tag
    assert (
        Markup(get("/?lang=en", accept_language=header).text).one("html").attributes["lang"] == "en"
    )


def test_unknown_language_falls_back(get: Get) -> None:
    page = get("/?lang=xx", accept_language="en")
    assert Markup(page.text).one("html").attributes["lang"] == "en"
    assert set(locales()) >= {"zh-Hans", "zh-Hant", "en"}
