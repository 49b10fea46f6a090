"""IIIF Presentation 3 and Content Search 2: titles, years, issues, pages, words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import FormatError, NotFound
from jumpline.exporters.iiif import CONTEXT, fragment, presentation
from jumpline.model.archive import IssueSummary
from jumpline.model.issue import Issue, Page
from jumpline.web.headers import OPEN
from jumpline.web.images.render import THUMB
from jumpline.web.views.naming import issue_title, publication_title
from jumpline.web.views.page import has_picture
from jumpline.web.views.printed import printed
from jumpline.web.views.search import MAX_QUERY
from jumpline.web.visit import Visit, answer

_SEARCH = "http://iiif.io/api/search/2/context.json"
_LD = f'application/ld+json;profile="{CONTEXT}"'


def _root(visit: Visit) -> str:
    return f"{visit.site}{visit.addresses.root('iiif')}"


def _issue_root(visit: Visit, issue_id: str) -> str:
    return f"{_root(visit)}/{'/'.join(quote(part, safe='') for part in issue_id.split('/'))}"


def _said(visit: Visit, value: dict[str, Any]) -> Response:
    response = answer(visit.request, msgspec.json.encode(value), _LD)
    # Viewers of other sites may read it.
    response.headers.update(OPEN)
    return response


def collections(request: Request) -> Response:
    """All titles."""
    visit = Visit(request)
    items = [
        {
            "id": f"{_root(visit)}/collection/{quote(each.id, safe='')}.json",
            "type": "Collection",
            "label": {each.language or "none": [publication_title(each)]},
        }
        for each in visit.archive.publications()
    ]
    own = f"{_root(visit)}/collection.json"
    return _said(visit, _collection(own, {"none": [visit.locale.say("site.name")]}, items))


def collection(request: Request) -> Response:
    """A title: its years, or with ``?year=`` the issues of one."""
    visit = Visit(request)
    name = visit.parameter("publication")
    known = next((each for each in visit.archive.publications() if each.id == name), None)
    if known is None:
        raise NotFound("no such title.", where=name)
    language, title = known.language or "none", publication_title(known)
    own = f"{_root(visit)}/collection/{quote(name, safe='')}.json"
    issues = list(visit.archive.issues(publication=name))
    wanted = request.query_params.get("year")
    if wanted is None:
        years = sorted({(each.date or "")[:4] for each in issues})
        items = [
            {"id": f"{own}?year={year}", "type": "Collection", "label": {"none": [year or "—"]}}
            for year in years
        ]
        return _said(visit, _collection(own, {language: [title]}, items))
    chosen = [each for each in issues if (each.date or "")[:4] == wanted]
    if not chosen:
        raise NotFound("there is no issue of this year.", where=name)
    items = [_manifest_of(visit, each) for each in chosen]
    label = {language: [f"{title} {wanted}".strip()]}
    return _said(visit, _collection(f"{own}?year={quote(wanted)}", label, items))


def _manifest_of(visit: Visit, summary: IssueSummary) -> dict[str, Any]:
    return {
        "id": f"{_issue_root(visit, summary.id)}/manifest.json",
        "type": "Manifest",
        "label": {"none": [f"{publication_title(summary)} {summary.date or ''}".strip()]},
        **({"navDate": f"{summary.date}T00:00:00Z"} if summary.date else {}),
    }


def _collection(own: str, label: dict[str, list[str]], items: list[Any]) -> dict[str, Any]:
    return {"@context": CONTEXT, "id": own, "type": "Collection", "label": label, "items": items}


def _shown(visit: Visit, issue: Issue) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Manifest and annotation pages. Raises ``NotFound`` for an issue without places."""

    def picture(page: Page, canvas: str, size: dict[str, int]) -> dict[str, Any]:
        base = f"{visit.site}{visit.addresses.image(issue.id, page.number)}"
        found = {"id": f"{base}/full/max/0/default.jpg", "type": "Image", "format": "image/jpeg"}
        if not has_picture(issue, page.number):
            return {**found, **size}
        service = {"id": base, "type": "ImageService3", "profile": "level2"}
        dpi = issue.evidence.facsimiles[str(page.number)].dpi
        drawn = {
            "width": max(1, round((page.width or 0) * dpi / 72)),
            "height": max(1, round((page.height or 0) * dpi / 72)),
        }
        return {**found, **drawn, "service": [service]}

    try:
        return presentation(
            issue,
            _issue_root(visit, issue.id),
            [str(page.number) for page in issue.pages],
            picture,
        )
    except FormatError as error:
        raise NotFound(error.what, where=issue.id) from error


def manifest(request: Request) -> Response:
    visit = Visit(request)
    issue = visit.issue
    told, _ = _shown(visit, issue)
    root = _issue_root(visit, issue.id)
    told["service"] = [
        {"id": f"{root}/search", "type": "SearchService2"},
        # Viewers that know the version before.
        {
            "@context": "http://iiif.io/api/search/1/context.json",
            "@id": f"{root}/search1",
            "@type": "SearchService1",
            "profile": "http://iiif.io/api/search/1/search",
        },
    ]
    told["homepage"] = [
        {
            "id": f"{visit.site}{visit.addresses.issue(issue.id)}",
            "type": "Text",
            "label": {"none": [issue_title(issue)]},
            "format": "text/html",
        }
    ]
    told["seeAlso"] = [
        {
            "id": f"{visit.site}{visit.addresses.issue(issue.id)}.json",
            "type": "Dataset",
            "format": "application/json",
            "label": {"en": ["Issue JSON"]},
        }
    ]
    for canvas, page in zip(told["items"], issue.pages, strict=True):
        if has_picture(issue, page.number):
            base = f"{visit.site}{visit.addresses.image(issue.id, page.number)}"
            canvas["thumbnail"] = [
                {
                    "id": f"{base}/full/{THUMB},/0/default.jpg",
                    "type": "Image",
                    "format": "image/jpeg",
                    "width": THUMB,
                    "height": max(1, round(THUMB * canvas["height"] / canvas["width"])),
                    "service": [{"id": base, "type": "ImageService3", "profile": "level2"}],
                }
            ]
    return _said(visit, told)


def annotation_page(request: Request) -> Response:
    visit = Visit(request)
    issue = visit.issue
    numbers = [str(page.number) for page in issue.pages]
    number = visit.parameter("number")
    if number not in numbers:
        raise NotFound("no such page.", where=issue.id)
    return _said(visit, _shown(visit, issue)[1][numbers.index(number)])


def content_search(request: Request) -> Response:
    """The words as they stand, in one issue."""
    visit = Visit(request)
    issue = visit.issue
    words = request.query_params.get("q", "")[:MAX_QUERY]
    root = _issue_root(visit, issue.id)
    own = f"{root}/search?q={quote(words)}"
    items, quotes = [], []
    for place, found in enumerate(printed(issue, words), 1):
        for part, box in enumerate(found.boxes, 1):
            name = f"{own}#{place}.{part}"
            items.append(
                {
                    "id": name,
                    "type": "Annotation",
                    "motivation": "highlighting",
                    "body": {"type": "TextualBody", "value": found.text, "format": "text/plain"},
                    "target": f"{root}/{found.page}{fragment(box)}",
                }
            )
            quotes.append(
                {
                    "id": f"{name}.quote",
                    "type": "Annotation",
                    "motivation": "contextualizing",
                    "target": {
                        "type": "SpecificResource",
                        "source": name,
                        "selector": [
                            {
                                "type": "TextQuoteSelector",
                                "prefix": found.before,
                                "exact": found.text,
                                "suffix": found.after,
                            }
                        ],
                    },
                }
            )
    told: dict[str, Any] = {
        "@context": [_SEARCH, CONTEXT],
        "id": own,
        "type": "AnnotationPage",
        "items": items,
    }
    if quotes:
        told["annotations"] = [{"id": f"{own}#quotes", "type": "AnnotationPage", "items": quotes}]
    ignored = [name for name in ("motivation", "date", "user") if name in request.query_params]
    if ignored:
        told["ignored"] = ignored
    return _said(visit, told)


def content_search_1(request: Request) -> Response:
    """The same by Content Search 1."""
    visit = Visit(request)
    issue = visit.issue
    words = request.query_params.get("q", "")[:MAX_QUERY]
    root = _issue_root(visit, issue.id)
    own = f"{root}/search1?q={quote(words)}"
    resources, hits = [], []
    for place, found in enumerate(printed(issue, words), 1):
        names = [f"{own}#{place}.{part}" for part in range(1, len(found.boxes) + 1)]
        for name, box in zip(names, found.boxes, strict=True):
            resources.append(
                {
                    "@id": name,
                    "@type": "oa:Annotation",
                    "motivation": "sc:painting",
                    "resource": {"@type": "cnt:ContentAsText", "chars": found.text},
                    "on": f"{root}/{found.page}{fragment(box)}",
                }
            )
        hit = {"@type": "search:Hit", "annotations": names, "match": found.text}
        hits.append({**hit, "before": found.before, "after": found.after})
    told = {
        "@context": [
            "http://iiif.io/api/presentation/2/context.json",
            "http://iiif.io/api/search/1/context.json",
        ],
        "@id": own,
        "@type": "sc:AnnotationList",
        "resources": resources,
        "hits": hits,
    }
    return _said(visit, told)


def routes() -> list[BaseRoute]:
    base = "/iiif/{publication}/{date}"
    found: list[tuple[str, Callable[[Request], Response]]] = [
        ("/iiif/collection.json", collections),
        ("/iiif/collection/{publication}.json", collection),
        (f"{base}/manifest.json", manifest),
        (f"{base}/annotations/{{number}}.json", annotation_page),
        (f"{base}/search", content_search),
        (f"{base}/search1", content_search_1),
    ]
    return [Route(path, endpoint, include_in_schema=False) for path, endpoint in found]
