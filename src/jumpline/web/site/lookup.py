"""Search without a server: an index in parts, of which a page loads those that a query needs.

Pairs of characters that stand together (of the folded text, as in ``jumpline.search.fold``) → the
articles that have them. Parts go by the first character. The page takes the articles that have
every pair of the query, and looks into their text whether the whole phrase is there: the result is
that of a substring search. Parts are scripts and no JSON, because pages from a disk may not fetch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from jumpline.model.archive import ArticleDocument
from jumpline.search.fold import folded, simplified_characters

#: Parts of the index of one year.
PARTS = 64
#: Articles in a part of the texts.
TEXTS = 40


class Found(msgspec.Struct, frozen=True):
    """An article as the page of results shows it."""

    address: str
    headline: str
    title: str
    date: str | None
    page: int
    byline: str
    text: str


def found(document: ArticleDocument, address: str) -> Found:
    return Found(
        address=address,
        headline=document.headline or document.text.partition("\n")[0][:40],
        title=document.title or document.publication,
        date=document.date,
        page=document.page,
        byline=" ".join(document.people) or document.source or "",
        text=document.text,
    )


def part_of(char: str) -> int:
    """The part in which pairs that begin with a character are; the script counts the same way."""
    return ord(char) % PARTS


def pairs(text: str) -> set[str]:
    """Of every line apart; the last character of a line alone, so that it can be found, too."""
    result: set[str] = set()
    for line in text.split("\n"):
        plain = folded(line)
        # Pairs of UTF-16 units are what the script sees; they differ beyond the basic plane only.
        result.update(plain[at : at + 2] for at in range(len(plain)))
    return result


def year_files(year: str, articles: Iterable[Found]) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the index of one year."""
    postings: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(PARTS)]
    texts: list[list[Found]] = []
    for number, article in enumerate(articles):
        if number % TEXTS == 0:
            texts.append([])
        texts[-1].append(article)
        for pair in pairs(article.text):
            postings[part_of(pair[0])][pair].append(number)
    for number, part in enumerate(postings):
        if part:
            table = {pair: _packed(numbers) for pair, numbers in sorted(part.items())}
            yield f"search/{year}/p{number}.js", _script(f"{year}/p{number}", table)
    for number, group in enumerate(texts):
        yield f"search/{year}/t{number}.js", _script(f"{year}/t{number}", group)


def years_file(years: dict[str, int]) -> bytes:
    """What there is to search: years with how many articles each has."""
    return _script("years", {"years": years, "parts": PARTS, "texts": TEXTS})


def fold_file() -> bytes:
    """Traditional and simplified characters, in one string each."""
    table = sorted(simplified_characters().items())
    old, new = "".join(key for key, _ in table), "".join(value for _, value in table)
    return _script("fold", {"from": old, "to": new})


def _packed(numbers: list[int]) -> str:
    """Differences in base 36, apart by commas where they are not one digit."""
    steps, before = [], -1
    for number in numbers:
        steps.append(_base36(number - before - 1))
        before = number
    return ",".join(steps)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if not number:
            return digits


def _script(name: str, value: object) -> bytes:
    """A call with JSON, which no text can leave: JSON has its own escapes, and U+2028 is one."""
    body = msgspec.json.encode(value).decode()
    body = body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return f"jumplinePart({msgspec.json.encode(name).decode()},{body});\n".encode()
