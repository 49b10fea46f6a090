"""What a language prints in mastheads, folios and jumps."""

from __future__ import annotations

import tomllib
from datetime import date as Date
from functools import cache
from importlib.resources import files

import msgspec

from jumpline.model.issue import Issue, Page
from jumpline.packs import Pack

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``year_month`` is "" in languages whose mastheads set no day apart, ``editor`` where the
    pack prints all editors in a row."""

    year_month: str
    date: str
    number: str
    pages: str
    guide: str
    editor: str
    ear: tuple[str, ...]
    strip: tuple[str, ...]


@cache
def wording(language: str) -> Wording:
    """A language's wording; English for languages that have none."""
    folder = files("jumpline.compose") / "wording"
    names = {entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")}
    name = language if language in names else "zh-Hans" if language[:2] in ("zh", "ja") else "en"
    return msgspec.convert(
        tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")), Wording
    )


class Facts:
    """An issue's facts as they are printed."""

    def __init__(self, issue: Issue, words: Wording) -> None:
        self.words, self.issue = words, issue
        publication = issue.publication
        self.values = {
            name: value
            for name, value in {
                "client": publication.client,
                "sponsor": publication.sponsor,
                "publisher": publication.publisher,
                "cn": publication.identifiers.cn,
                "issn": publication.identifiers.issn,
                "postal": publication.identifiers.postal,
                "website": publication.website,
                "email": publication.email,
                "hotline": publication.hotline,
            }.items()
            if value
        }
        self.day = Date.fromisoformat(issue.date) if issue.date else None

    def lines(self, templates: tuple[str, ...]) -> list[str]:
        """The templates whose field is known, filled in."""
        return [
            template.format(**self.values)
            for template in templates
            if any(f"{{{name}}}" in template for name in self.values)
        ]

    def dated(self, template: str) -> str:
        if self.day is None or not template:
            return ""
        day = self.day
        return template.format(
            year=day.year, month=day.month, day=day.day, monthname=_MONTHS[day.month - 1]
        )

    def counts(self) -> list[str]:
        """Lunar date, number and pages, as far as they are known."""
        issue = self.issue
        found = [issue.lunar_date or "", issue.edition or ""]
        if issue.number is not None:
            found.append(self.words.number.format(number=issue.number))
        if issue.page_count is not None:
            found.append(self.words.pages.format(pages=issue.page_count))
        return [text for text in found if text]

    def folio(self, page: Page, pack: Pack) -> tuple[list[str], list[str], list[str]]:
        """Left, middle and right of an inner page's folio."""
        day = self.dated(self.words.date)
        if self.words.editor:
            dated = ", ".join(text for text in (self.issue.weekday, day) if text)
            credits = [self.words.editor.format(person=person) for person in page.editors]
        else:
            dated = " ".join(text for text in (day, self.issue.weekday) if text)
            credits = [pack.format("editors", editors=list(page.editors))] if page.editors else []
        middle = [text for text in (dated, *credits) if text]
        left = [text for text in (page.label, page.section) if text]
        title = self.issue.publication.title
        return left, middle, [title] if title else []


def jump_line(pack: Pack, kind: str, label: str) -> str:
    """A jump as the pack prints it, in brackets, its first letter a capital."""
    text = sentence(pack.format(kind, page=label))
    return text if text[:1] in "(（[【" else f"({text})"


def guide_page(pack: Pack, label: str, latin: bool) -> str:
    """How a guide names a page: 02版, A6."""
    return label if latin else pack.format("guide-page", page=label).strip()


def sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]
