"""IIIF Presentation 3: a manifest with ranges for sections and articles, and the lines of each page
as annotations. Files: they say what they are wherever they lie; ``base`` says where that will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from jumpline.exporters.names import file_name, page_names
from jumpline.exporters.physical import Placed, placed
from jumpline.exporters.reading import headline
from jumpline.model.form import Files, Option, form
from jumpline.model.geometry import Box, union
from jumpline.model.issue import Block, Issue, Page

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
#: Units of a canvas a point.
SCALE = 4
_IMAGES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "tif": "image/tiff"}


@form(
    "IIIF Presentation 3, a manifest and annotation pages",
    suffix=".json",
    media="application/ld+json",
    keeps="lines boxes pages",
    options={
        "base": Option("address below which the files will lie", default="http://127.0.0.1/iiif"),
        "image": Option("kind of the pictures of pages, page-01.jpg", tuple(_IMAGES)),
    },
    several=True,
    geometry=True,
)
def export_iiif(issue: Issue, *, base: str, image: str) -> Files:
    """``manifest.json`` and ``annotations/page-….json``. Raises ``FormatError`` for an issue
    without geometry."""
    root = f"{base.rstrip('/')}/{'/'.join(file_name(part) for part in issue.id.split('/'))}"
    names = page_names([page.label for page in issue.pages])

    def picture(_page: Page, canvas: str, size: dict[str, int]) -> dict[str, Any]:
        return {"id": f"{canvas}.{image}", "type": "Image", "format": _IMAGES[image], **size}

    manifest, lines = presentation(issue, root, names, picture)
    files = {"manifest.json": _json(manifest)}
    for name, page in zip(names, lines, strict=True):
        files[f"annotations/{name}.json"] = _json(page)
    return files


#: Page, the canvas's id and its size → the picture painted on it.
Painter = Callable[[Page, str, dict[str, int]], dict[str, Any]]


def presentation(
    issue: Issue, root: str, names: Sequence[str], picture: Painter
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The manifest at ``root``/manifest.json, and for each page its lines as an annotation page at
    ``root``/annotations/NAME.json. ``names`` are those of the pages. Raises ``FormatError`` for an
    issue without geometry."""
    pages = placed(issue, "IIIF")
    language = issue.publication.language or "none"
    canvases = [
        _canvas(page, f"{root}/{name}", f"{root}/annotations/{name}.json", picture)
        for page, name in zip(pages, names, strict=True)
    ]
    addresses = {
        page.page.number: canvas["id"] for page, canvas in zip(pages, canvases, strict=True)
    }
    manifest = {
        "@context": CONTEXT,
        "id": f"{root}/manifest.json",
        "type": "Manifest",
        "label": _said(language, issue.publication.title, issue.date, issue.edition),
        "metadata": _facts(issue, language),
        "behavior": ["paged"],
        **({"navDate": f"{issue.date}T00:00:00Z"} if issue.date else {}),
        "items": canvases,
        "structures": _ranges(issue, pages, root, addresses, language),
    }
    lines = [
        {
            "@context": CONTEXT,
            "id": f"{root}/annotations/{name}.json",
            "type": "AnnotationPage",
            "items": [
                _line(
                    f"{root}/annotations/{name}/{at}",
                    each.text,
                    each.box,
                    f"{root}/{name}",
                    language,
                )
                for at, each in enumerate((each for b in page.blocks for each in b.lines), 1)
            ],
        }
        for page, name in zip(pages, names, strict=True)
    ]
    return manifest, lines


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _said(language: str, *texts: str | None) -> dict[str, list[str]]:
    return {language: [" ".join(text for text in texts if text) or "—"]}


def _facts(issue: Issue, language: str) -> list[dict[str, Any]]:
    facts = (
        ("Date", issue.date), ("Number", issue.number), ("Publisher", issue.publication.publisher),
        ("ISSN", issue.publication.identifiers.issn), ("CN", issue.publication.identifiers.cn),
    )  # fmt: skip
    return [
        {"label": {"en": [name]}, "value": {language: [str(value)]}}
        for name, value in facts
        if value is not None
    ]


def _canvas(page: Placed, name: str, annotations: str, paint: Painter) -> dict[str, Any]:
    size = {
        "width": max(1, round(page.width * SCALE)), "height": max(1, round(page.height * SCALE)),
    }  # fmt: skip
    picture = paint(page.page, name, size)
    return {
        "id": name,
        "type": "Canvas",
        "label": {"none": [page.page.label or str(page.page.number)]},
        **size,
        "items": [
            {
                "id": f"{name}/painting",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{name}/painting/1",
                        "type": "Annotation",
                        "motivation": "painting",
                        "body": picture,
                        "target": name,
                    }
                ],
            }
        ],
        "annotations": [{"id": annotations, "type": "AnnotationPage"}],
    }


def _line(name: str, text: str, box: Box | None, canvas: str, language: str) -> dict[str, Any]:
    body = {"type": "TextualBody", "value": text, "format": "text/plain"}
    if language != "none":
        body["language"] = language
    return {
        "id": name,
        "type": "Annotation",
        "motivation": "supplementing",
        "body": body,
        "target": f"{canvas}{fragment(box)}",
    }


def fragment(box: Box | None) -> str:
    """The part of a canvas that a box in points is, to stand behind the canvas's id."""
    if box is None:
        return ""
    x0, y0, x1, y1 = (max(0, round(value * SCALE)) for value in box)
    return f"#xywh={x0},{y0},{max(1, x1 - x0)},{max(1, y1 - y0)}"


def _ranges(
    issue: Issue, pages: list[Placed], root: str, addresses: dict[int, str], language: str
) -> list[dict[str, Any]]:
    """A range a page with the ranges of the articles that begin on it; an article's range has a
    region of every page that it stands on."""
    owned: dict[tuple[str, int], list[Block]] = {}
    for page in pages:
        for block in page.blocks:
            if block.article:
                owned.setdefault((block.article, page.page.number), []).append(block)
    ranges = []
    for page in pages:
        number = page.page.number
        inner = []
        for at, article in enumerate(issue.articles, 1):
            if article.pages[:1] != (number,):
                continue
            boxes = [
                (n, union([b.box for b in owned.get((article.id, n), []) if b.box is not None]))
                for n in article.pages
                if n in addresses
            ]
            inner.append(
                {
                    "id": f"{root}/range/article-{at}",
                    "type": "Range",
                    "label": _said(language, headline(article)),
                    "items": [
                        {"id": f"{addresses[n]}{fragment(box)}", "type": "Canvas"}
                        for n, box in boxes
                    ],
                }
            )
        ranges.append(
            {
                "id": f"{root}/range/page-{number}",
                "type": "Range",
                "label": _said(language, page.page.label, page.page.section),
                "items": [{"id": addresses[number], "type": "Canvas"}, *inner],
            }
        )
    return ranges
