"""Faults of single characters: one that is missing, one that is there twice, a verb left out."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

from msgspec.structs import replace

from jumpline.checks.case import Neighbour
from jumpline.checks.usage import LIGHT, known
from jumpline.model.issue import BodyItem
from jumpline.testing.faults import Bed, Fault, Planter

_RUN = re.compile(r"[一-鿿]{7,30}")
_TAILS = ("，昨天说起过。", "，前天见了报。", "，又有人问起。")
_SENTENCES = (
    "村里的干部{adverb}{noun}，一件一件地办。",
    "大家说，要{adverb}{noun}，不能停在纸上。",
    "今年，镇里{adverb}{noun}，年底再看。",
)


def _verb(bed: Bed) -> Fault | None:
    article = bed.article(lambda found: len(found.body) > 1)
    if article is None:
        return None
    words = known()
    sentence = bed.rng.choice(_SENTENCES).format(
        adverb=bed.rng.choice(sorted(words.verb_wanted)), noun=bed.rng.choice(sorted(words.noun))
    )
    body = (article.body[0], BodyItem("paragraph", sentence), *article.body[1:])
    bed.put(replace(article, body=body))
    return Fault("verb-missing", article.id)


def _character(bed: Bed, code: str) -> Fault | None:
    """In words that three stories of the days before have rightly."""
    twice = code == "character-doubled"
    whole = "\n".join(item.text for each in bed.issue.articles for item in each.body)
    around = "\n".join(text for each in bed.neighbours for text in each.texts)
    article = bed.article(lambda found: any(_RUN.search(i.text) for i in found.body[:-1]))
    if article is None:
        return None
    places = [
        (number, match.start() + at)
        for number, item in enumerate(article.body[:-1])
        if item.role == "paragraph"
        for match in _RUN.finditer(item.text)
        for at in range(3, len(match[0]) - 3)
        if _is_certain(match[0], at, f"{whole}\n{around}", twice)
    ]
    if not places:
        return None
    number, at = bed.rng.choice(places)
    text = article.body[number].text
    words = text[at - 3 : at + 4]
    day = (bed.date - timedelta(days=2)).isoformat()
    name = f"{bed.issue.publication.id}/{day}-{code}"
    told = tuple(words + tail for tail in _TAILS)
    bed.neighbours.append(Neighbour(name, day, None, texts=told))
    put = text[at] * 2 if twice else ""
    changed = replace(article.body[number], text=text[:at] + put + text[at + 1 :])
    body = (*article.body[:number], changed, *article.body[number + 1 :])
    bed.put(replace(article, body=body))
    return Fault(code, article.id)


def _is_certain(run: str, at: int, everywhere: str, twice: bool) -> bool:
    """Whether what would stand there stands nowhere else, and one character alone parts it."""
    if not LIGHT.isdisjoint(run[at - 1 : at + 2]):
        return False
    pair = run[at] * 2 if twice else run[at - 1] + run[at + 1]
    others = re.findall(f"{run[at - 2 : at]}(.){run[at + 1 : at + 3]}", everywhere)
    return pair not in everywhere and set(others) == {run[at]}


CHARACTER_PLANTERS: dict[str, Planter] = {
    "verb-missing": _verb,
    **{code: partial(_character, code=code) for code in ("character-missing", "character-doubled")},
}
