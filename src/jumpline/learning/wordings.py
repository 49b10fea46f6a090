"""How a title words its jumps, from what people took out of its texts.

Who takes a short piece with the number of another page of its article out of a body says: this is
no text, it is a jump line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jumpline.errors import PackError
from jumpline.model.correction import ChangeText, Correction
from jumpline.model.issue import Article, Issue
from jumpline.model.text import fold_width, plain
from jumpline.packs.template import Template

_LONGEST = 24
_NUMBER = re.compile(r"[A-Za-z]?\d{1,3}")
_SPECIAL = re.compile(r"[{}<>\[\]|~\\]")


class Wording(NamedTuple):
    kind: str
    template: str
    example: str


def wordings(issue: Issue, corrections: Iterable[Correction]) -> list[Wording]:
    """Of a corrected issue and the corrections that hold in it."""
    labels = {page.number: page.label for page in issue.pages}
    found = []
    for correction in corrections:
        if not isinstance(correction, ChangeText):
            continue
        text = _taken_out(correction)
        number = _NUMBER.search(fold_width(text))
        article = _article(issue, correction)
        if not number or article is None or not 4 <= len(text) <= _LONGEST:
            continue
        for place, page in enumerate(article.pages):
            if _same_page(number[0], labels.get(page, ""), page):
                kind = "jump-to" if place else "jump-from"
                template = _template(text, number.span())
                if template is not None:
                    found.append(Wording(kind, template, text))
                break
    return found


def agreed(found: Sequence[Wording]) -> list[Wording]:
    """Each template once, the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for each in found:
        counts[each[:2]] = counts.get(each[:2], 0) + 1
    first = {each[:2]: each for each in reversed(found)}
    order = sorted(counts, key=lambda key: (-counts[key], key))
    return [first[key] for key in order]


def _taken_out(correction: ChangeText) -> str:
    """What a correction removes from its quotation; "" where it puts something else there."""
    quote, new = correction.at.quote, correction.new
    if quote.startswith(new):
        return quote[len(new) :].strip()
    return quote[: -len(new)].strip() if new and quote.endswith(new) else ""


def _article(issue: Issue, correction: ChangeText) -> Article | None:
    """The article of several pages that the piece was taken from."""
    before = plain(correction.at.before)[-8:]
    for article in issue.articles:
        if len(article.pages) > 1 and before:
            if before in plain("".join(item.text for item in article.body)):
                return article
    return None


def _same_page(said: str, label: str, number: int) -> bool:
    bare = said.lstrip("0")
    return bare.lower() == label.lstrip("0").lower() or bare == str(number)


def _template(text: str, span: tuple[int, int]) -> str | None:
    folded = fold_width(text)
    left = _SPECIAL.sub(lambda m: f"\\{m[0]}", folded[: span[0]])
    right = _SPECIAL.sub(lambda m: f"\\{m[0]}", folded[span[1] :])
    # Any kind of bracket stands for any other one.
    left, right = (re.sub(r"[【〔]", "(", left), re.sub(r"[】〕]", ")", right))
    template = f"{left}{{page:page}}{right}"
    try:
        made = Template(template, {})
    except PackError:
        return None
    return template if made.fullmatch(text) else None
