"""Citations of an issue's articles: RIS, BibTeX, CSL-JSON."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from jumpline.exporters.names import Names
from jumpline.exporters.reading import headline
from jumpline.exporters.rows import rows
from jumpline.model.form import form
from jumpline.model.issue import Article, Issue
from jumpline.model.text import squeeze

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "^": r"\^{}", "~": r"\~{}",
}  # fmt: skip
_UNFIT = re.compile(r"[^A-Za-z0-9-]+")


def _known(issue: Issue) -> list[tuple[str, Article, dict[str, Any]]]:
    """Key, article and row of each article. Keys are ASCII, and stay for as long as the id does."""
    names = Names()
    return [
        (names(_UNFIT.sub("-", article.id).strip("-") or "article"), article, row)
        for article, row in zip(issue.articles, rows(issue, "article"), strict=True)
    ]


@form(
    "RIS citations",
    suffix=".ris",
    media="application/x-research-info-systems",
    keeps="",
    appends=True,
)
def export_ris(issue: Issue) -> bytes:
    """UTF-8; a record an article, of the type NEWS."""
    parts = []
    for key, article, row in _known(issue):
        fields: list[tuple[str, object]] = [("TY", "NEWS"), ("ID", key), ("TI", headline(article))]
        fields += [("AU", name) for name in row["people"]]
        if issue.date:
            fields += [("PY", issue.date[:4]), ("DA", issue.date.replace("-", "/"))]
        fields += [
            ("T2", issue.publication.title or issue.publication.id), ("IS", issue.number),
            ("SP", ", ".join(row["labels"])), ("SE", row["section"]),
            ("PB", issue.publication.publisher), ("SN", issue.publication.identifiers.issn),
            ("LA", row["language"]),
        ]  # fmt: skip
        lines = [f"{tag}  - {squeeze(str(value))}" for tag, value in fields if value]
        parts.append("\r\n".join([*lines, "ER  - ", ""]))
    return "\r\n".join(parts).encode()


@form("BibTeX citations", suffix=".bib", media="application/x-bibtex", keeps="", appends=True)
def export_bibtex(issue: Issue) -> bytes:
    """UTF-8; an ``@article`` each."""
    parts = []
    for key, article, row in _known(issue):
        fields = {
            "title": headline(article),
            # An institution's or a Chinese name is one word for BibTeX: in braces.
            "author": row["people"],
            "journal": issue.publication.title or issue.publication.id,
            "year": issue.date[:4] if issue.date else None,
            "date": issue.date,
            "number": issue.number,
            "pages": ", ".join(row["labels"]),
            "publisher": issue.publication.publisher,
            "issn": issue.publication.identifiers.issn,
            "langid": row["language"],
        }
        lines = []
        for name, value in fields.items():
            if isinstance(value, list):
                text = " and ".join(f"{{{_tex(each)}}}" for each in value)
            else:
                text = _tex(str(value or ""))
            if text:
                lines.append(f"  {name} = {{{text}}},")
        parts.append("\n".join([f"@article{{{key},", *lines, "}\n"]))
    return "\n".join(parts).encode()


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in squeeze(text))


@form(
    "CSL-JSON citations", suffix=".json", media="application/vnd.citationstyles.csl+json", keeps=""
)
def export_csljson(issue: Issue) -> bytes:
    """UTF-8; a list of ``article-newspaper``."""
    found = []
    for key, article, row in _known(issue):
        item: dict[str, Any] = {
            "id": key,
            "type": "article-newspaper",
            "title": headline(article),
            "author": [{"literal": name} for name in row["people"]],
            "container-title": issue.publication.title or issue.publication.id,
            "issued": {"date-parts": [[int(n) for n in issue.date.split("-")]]}
            if issue.date
            else None,
            "issue": str(issue.number) if issue.number is not None else None,
            "page": ", ".join(row["labels"]),
            "section": row["section"],
            "publisher": issue.publication.publisher,
            "ISSN": issue.publication.identifiers.issn,
            "language": row["language"],
        }
        found.append({name: value for name, value in item.items() if value})
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"
