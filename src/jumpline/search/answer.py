"""What every index does alike: refuses wrong calls, and shows a stored article as a hit."""

from __future__ import annotations

import msgspec

from jumpline.errors import UsageError
from jumpline.model.archive import ArticleDocument, Hit
from jumpline.search.schema import FACETS
from jumpline.search.snippet import snippet

ORDERS = ("relevance", "newest", "oldest")


def check_call(order: str, offset: int, limit: int, filters: dict[str, str]) -> None:
    """Raises ``UsageError``."""
    if order not in ORDERS:
        raise UsageError(f"there is no order {order!r}.", remedy=f"Known: {', '.join(ORDERS)}.")
    if offset < 0 or limit < 0:
        raise UsageError("offset and limit are counts.", remedy="Give 0 or more.")
    unknown = sorted(set(filters) - set(FACETS))
    if unknown:
        raise UsageError(
            f"there is no filter {unknown[0]!r}.", remedy=f"Known: {', '.join(FACETS)}."
        )


def hit_of(data: bytes, score: float, terms: tuple[str, ...], *, fold: bool) -> Hit:
    """``data`` is the article as the index stored it (MessagePack)."""
    article = msgspec.msgpack.decode(data, type=ArticleDocument)
    return Hit(
        article=article.id,
        issue=article.issue,
        publication=article.publication,
        title=article.title,
        date=article.date,
        page=article.page,
        headline=article.headline,
        section=article.section,
        column=article.column,
        source=article.source,
        people=article.people,
        score=score,
        snippet=snippet(article.text, article.headline, terms, fold=fold),
    )
