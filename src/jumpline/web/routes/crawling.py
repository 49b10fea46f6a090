"""What search engines ask for: robots.txt, and a sitemap of sitemaps, one a year of a title."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.exporters.xmlfile import Maker, xml_bytes
from jumpline.web.visit import Visit, answer

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML = "application/xml"
#: Addresses that a sitemap may hold.
_MOST = 50_000


def robots(request: Request) -> Response:
    visit = Visit(request)
    text = f"User-agent: *\nAllow: /\nSitemap: {visit.site}{visit.addresses.root('sitemap.xml')}\n"
    return answer(request, text.encode(), "text/plain; charset=utf-8")


def sitemap(request: Request) -> Response:
    """Without parameters, the sitemaps that there are; with a title and a year, its issues and their
    articles."""
    visit = Visit(request)
    name, year = request.query_params.get("publication"), request.query_params.get("year", "")
    make = Maker(_NAMESPACE)
    if name is None:
        root = make.root("sitemapindex")
        for publication in visit.archive.publications():
            years = {
                (each.date or "")[:4] for each in visit.archive.issues(publication=publication.id)
            }
            for each in sorted(years - {""}):
                query = urlencode({"publication": publication.id, "year": each})
                own = f"{visit.site}{visit.addresses.root('sitemap.xml')}?{query}"
                make(make(root, "sitemap"), "loc", own)
        return answer(request, xml_bytes(root), _XML)
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise NotFound("there is no such sitemap.", where=quote(name)[:100])
    root = make.root("urlset")
    count = 0
    for summary in visit.archive.issues(publication=name, year=int(year)):
        issue = visit.archive.get(summary.id)
        addresses = [visit.addresses.issue(issue.id)]
        addresses += [visit.addresses.article(article.id) for article in issue.articles]
        for address in addresses[: _MOST - count]:
            url = make(root, "url")
            make(url, "loc", f"{visit.site}{address}")
            if issue.date:
                make(url, "lastmod", issue.date)
        count += len(addresses)
        if count >= _MOST:
            break
    return answer(request, xml_bytes(root), _XML)


def routes() -> list[BaseRoute]:
    return [
        Route("/robots.txt", robots, include_in_schema=False),
        Route("/sitemap.xml", sitemap, include_in_schema=False),
    ]
