"""The names that engines and libraries give to blocks → one list of hints."""

from __future__ import annotations

import re

from jumpline.model.recognised import Hint

_PLAIN = re.compile(r"[^a-z]+")
_HINTS: dict[str, Hint] = {
    # METS, ENMAP, docWorks
    "headline": "headline",
    "heading": "heading",
    "title": "headline",
    "subtitle": "deck",
    "subheadline": "deck",
    "overline": "kicker",
    "kicker": "kicker",
    "author": "byline",
    "byline": "byline",
    "motto": "deck",
    "textblock": "body",
    "text": "body",
    "paragraph": "body",
    "bodycontent": "body",
    "titlesection": "masthead",
    "masthead": "masthead",
    "publishingstmt": "masthead",
    "advertisement": "ad",
    "advert": "ad",
    "ad": "ad",
    "classifiedadvertisement": "ad",
    "announcement": "notice",
    "notice": "notice",
    "obituary": "notice",
    "table": "table",
    "caption": "caption",
    # PAGE
    "header": "folio",
    "footer": "folio",
    "pagenumber": "folio",
    "credit": "caption",
    "listlabel": "item",
    "tocentry": "guide",
    "floating": "body",
    "dropcapital": "body",
    "subheading": "subhead",
    # MinerU, PP-Structure, Docling, dots.ocr, OmniDocBench
    "doctitle": "headline",
    "documenttitle": "headline",
    "paragraphtitle": "heading",
    "sectionheader": "heading",
    "textblockitem": "body",
    "abstract": "body",
    "content": "body",
    "asidetext": "body",
    "verticaltext": "body",
    "index": "guide",
    "documentindex": "guide",
    "list": "item",
    "listitem": "item",
    "figurecaption": "caption",
    "figuretitle": "caption",
    "figurefootnote": "caption",
    "imagecaption": "caption",
    "imagefootnote": "caption",
    "charttitle": "caption",
    "tablecaption": "caption",
    "tabletitle": "caption",
    "tablefootnote": "caption",
    "codecaption": "caption",
    "picture": "picture",
    "image": "picture",
    "figure": "picture",
    "chart": "picture",
    "pageheader": "folio",
    "pagefooter": "folio",
    "pagefootnote": "folio",
    "headerimage": "folio",
    "footerimage": "folio",
    "number": "folio",
    "abandon": "folio",
    "discarded": "folio",
}


def hint_of(name: str) -> Hint | None:
    """The hint of a block's type (``Page-header``, ``figure_caption``); None for one that says
    nothing about newspapers."""
    return _HINTS.get(_PLAIN.sub("", name.lower()))
