"""schema.org JSON-LD: an issue of a newspaper with its articles."""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline.exporters.reading import headline
from jumpline.exporters.rows import rows
from jumpline.exporters.uris import urn
from jumpline.model.form import form
from jumpline.model.issue import Article, Issue


@form(
    "schema.org JSON-LD",
    suffix=".jsonld",
    media="application/ld+json",
    keeps="text articles",
)
def export_jsonld(issue: Issue) -> bytes:
    """A ``PublicationIssue`` whose parts are ``NewsArticle``."""
    paper = issue.publication
    told = {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "@id": urn(issue.id),
        "datePublished": issue.date,
        "issueNumber": issue.number,
        "inLanguage": paper.language,
        "isPartOf": _known(
            {
                "@type": "Newspaper",
                "@id": urn(paper.id),
                "name": paper.title or paper.id,
                "alternateName": paper.latin_title,
                "issn": paper.identifiers.issn,
                "publisher": _body(paper.publisher),
                "sponsor": _body(paper.sponsor),
                "url": paper.website,
            }
        ),
        "hasPart": [
            _article(issue, article, row)
            for article, row in zip(issue.articles, rows(issue, "article"), strict=True)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(_known(told)), indent=1) + b"\n"


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], "")}


def _body(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _article(issue: Issue, article: Article, row: dict[str, Any]) -> dict[str, Any]:
    return _known(
        {
            "@type": "NewsArticle",
            "@id": urn(article.id),
            "headline": headline(article),
            "alternativeHeadline": " ".join((*article.kicker, *article.deck)),
            "author": [{"@type": "Person", "name": name} for name in row["people"]],
            "sourceOrganization": _body(row["source"]),
            "datePublished": issue.date,
            "dateline": " ".join(filter(None, (row["place"], row["dated"]))),
            "articleSection": row["section"],
            "printPage": ", ".join(row["labels"]),
            "inLanguage": row["language"],
            "articleBody": row["text"],
            "isPartOf": {"@id": urn(issue.id)},
        }
    )
