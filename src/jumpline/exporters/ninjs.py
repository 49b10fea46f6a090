"""IPTC ninjs 3.1: an issue as a package whose associations are its articles, each whole."""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline.exporters.markup import body_markup
from jumpline.exporters.reading import byline, headline
from jumpline.exporters.uris import urn
from jumpline.model.form import form
from jumpline.model.issue import Article, Issue
from jumpline.model.record import RECORD, record

SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"


@form(
    "IPTC ninjs 3.1, one package",
    suffix=".json",
    media="application/json",
    keeps="text articles heads bylines jumps pictures pages masthead apart",
    back="ninjs",
)
def export_ninjs(issue: Issue) -> bytes:
    """UTF-8 JSON with an indent of one space."""
    paper = issue.publication
    texts = {
        (article.id, at): item.text
        for article in issue.articles
        for at, item in enumerate(article.body)
    }
    package: dict[str, Any] = {
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "uri": urn(issue.id),
        "type": "composite",
        "representationType": "full",
        "profile": "package",
        **_day(issue),
        "pubStatus": "usable",
        "title": " ".join(filter(None, (paper.title, issue.date))) or issue.id,
        "language": paper.language,
        "copyrightHolder": paper.publisher,
        "infoSources": [{"name": paper.title or paper.id, "role": "publication"}],
        "altIds": [
            {"role": kind, "value": value}
            for kind, value in msgspec.to_builtins(paper.identifiers).items()
            if value
        ],
        "associations": [_item(issue, article) for article in issue.articles],
        "descriptions": [
            {
                "role": RECORD,
                "contentType": "application/json",
                "value": record(issue, texts, anchors=False),
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(_told(package)), indent=1) + b"\n"


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: the schema has no nulls."""
    return {name: value for name, value in fields.items() if value not in (None, [], "")}


def _day(issue: Issue) -> dict[str, str]:
    return {"versionCreated": f"{issue.date}T00:00:00+00:00"} if issue.date else {}


def _item(issue: Issue, article: Article) -> dict[str, Any]:
    credit = article.byline
    pages = {page.number: page for page in issue.pages}
    sections = [pages[n].section for n in article.pages if n in pages]
    markup = body_markup(article)
    heads = [("column", [article.column or ""]), ("kicker", article.kicker)]
    heads += [("main", article.headline or (headline(article),)), ("deck", article.deck)]
    return _told(
        {
            "name": "article",
            "uri": urn(article.id),
            "type": "text",
            "representationType": "full",
            **_day(issue),
            "pubStatus": "usable",
            "language": article.language or issue.publication.language,
            "title": headline(article),
            "headlines": [
                {"role": role, "value": line} for role, lines in heads for line in lines if line
            ],
            "by": byline(credit),
            "located": article.dateline.place if article.dateline else None,
            "people": [
                _told({"name": person.name, "rel": person.role or "author"})
                for person in (credit.people if credit else ())
            ],
            "infoSources": [{"name": credit.source}] if credit and credit.source else [],
            "subjects": [
                {"name": name, "rel": "section"} for name in dict.fromkeys(filter(None, sections))
            ],
            "descriptions": [
                {"role": "caption", "value": " ".join(filter(None, (each.caption, each.credit)))}
                for each in article.pictures
                if each.caption or each.credit
            ],
            "bodies": [
                {
                    "role": "main",
                    "contentType": "text/html",
                    "charCount": sum(len(item.text) for item in article.body),
                    "value": markup,
                }
            ],
            "altIds": [{"role": "page", "value": str(number)} for number in article.pages],
        }
    )
