"""What is new, as Atom 1.0, RSS 2.0 and JSON Feed 1.1.

Ids are those of the articles and never addresses: a paper may move to another host.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from jumpline.exporters.uris import urn
from jumpline.exporters.xmlfile import Maker, xml_bytes
from jumpline.web.locale import parse_date
from jumpline.web.templating import oneline

FORMS = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
_ATOM = "http://www.w3.org/2005/Atom"


class Item(msgspec.Struct, frozen=True):
    """``address`` is whole where the site's own is known. ``summary`` is text, not markup."""

    id: str
    title: str
    address: str
    date: str | None
    people: tuple[str, ...] = ()
    summary: str = ""
    section: str | None = None


class Feed(msgspec.Struct, frozen=True):
    """``id`` names what it follows (a title, a search); ``home`` is where people read it, ``self``
    the address of the feed."""

    id: str
    title: str
    home: str
    own: str
    language: str | None
    items: tuple[Item, ...]

    @property
    def updated(self) -> str:
        """The newest issue's day: a feed of the same articles stays the same."""
        return max((_instant(item.date) for item in self.items), default=_instant(None))


def _instant(date: str | None) -> str:
    return f"{date if parse_date(date) else '1970-01-01'}T00:00:00Z"


def written(feed: Feed, form: str) -> bytes:
    """``form`` is one of ``FORMS``."""
    return {"atom": _atom, "rss": _rss, "json": _json}[form](feed)


def _atom(feed: Feed) -> bytes:
    make = Maker(_ATOM)
    root = make.root("feed", xml_lang=feed.language)
    make(root, "id", urn(feed.id))
    make(root, "title", _text(feed.title))
    make(root, "updated", feed.updated)
    make(root, "link", rel="self", type="application/atom+xml", href=feed.own)
    make(root, "link", rel="alternate", type="text/html", href=feed.home)
    author = make(root, "author")
    make(author, "name", _text(feed.title))
    for item in feed.items:
        entry = make(root, "entry")
        make(entry, "id", urn(item.id))
        make(entry, "title", _text(item.title))
        make(entry, "link", rel="alternate", type="text/html", href=item.address)
        make(entry, "published", _instant(item.date))
        make(entry, "updated", _instant(item.date))
        for name in item.people:
            make(make(entry, "author"), "name", _text(name))
        if item.section:
            make(entry, "category", term=_text(item.section))
        if item.summary:
            make(entry, "summary", _text(item.summary), type="text")
    return xml_bytes(root)


def _rss(feed: Feed) -> bytes:
    plain = Maker("", atom=_ATOM, dc="http://purl.org/dc/elements/1.1/")
    plain.prefixes.pop(None)
    atom, dc = Maker(_ATOM), Maker("http://purl.org/dc/elements/1.1/")
    root = plain.root("rss", version="2.0")
    channel = plain(root, "channel")
    plain(channel, "title", _text(feed.title))
    plain(channel, "link", feed.home)
    plain(channel, "description", _text(feed.title))
    if feed.language:
        plain(channel, "language", feed.language)
    atom(channel, "link", rel="self", type="application/rss+xml", href=feed.own)
    for item in feed.items:
        entry = plain(channel, "item")
        plain(entry, "title", _text(item.title))
        plain(entry, "link", item.address)
        plain(entry, "guid", urn(item.id), isPermaLink="false")
        day = parse_date(item.date)
        if day:
            plain(
                entry,
                "pubDate",
                f"{_DAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year:04} 00:00:00 GMT",
            )
        for name in item.people:
            dc(entry, "creator", _text(name))
        if item.section:
            plain(entry, "category", _text(item.section))
        if item.summary:
            plain(entry, "description", _text(item.summary))
    return xml_bytes(root)


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _json(feed: Feed) -> bytes:
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.own,
        **({"language": feed.language} if feed.language else {}),
        "items": [
            {
                "id": urn(item.id),
                "url": item.address,
                "title": item.title,
                "content_text": item.summary or item.title,
                "date_published": _instant(item.date),
                **({"authors": [{"name": name} for name in item.people]} if item.people else {}),
                **({"tags": [item.section]} if item.section else {}),
            }
            for item in feed.items
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _text(text: str) -> str:
    """One line, of characters that XML can hold."""
    return "".join(char for char in oneline(text) if _fits(ord(char)))


def _fits(code: int) -> bool:
    return code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)


def items_of(documents: Sequence[Any], addresses: Sequence[str]) -> tuple[Item, ...]:
    """Items of ``ArticleDocument``s, each with its address."""
    return tuple(
        Item(
            document.id,
            document.headline or document.text.partition("\n")[0][:40],
            address,
            document.date,
            document.people,
            _opening(document.text, document.headline),
            document.section,
        )
        for document, address in zip(documents, addresses, strict=True)
    )


def _opening(text: str, headline: str) -> str:
    lines = [line for line in text.split("\n") if len(line) > 30 and line != headline]
    return lines[0][:200] if lines else ""
