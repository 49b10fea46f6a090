"""Law: search equals substring search, whitespace and (if folded) writing apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumpline.model.archive import ArticleDocument
from jumpline.search.fold import folded
from jumpline.search.query import quoted
from jumpline.search.tantivy_index import TantivyIndex
from jumpline.testing.strategies import documents, texts

COUNT = 12


def holds(article: ArticleDocument, query: str, fold: bool) -> bool:
    plain = folded(query, fold=fold)
    return any(plain in folded(part, fold=fold) for part in article.text.split("\n"))


@st.composite
def corpora(draw: st.DrawFn) -> list[ArticleDocument]:
    return [draw(documents(number)) for number in range(COUNT)]


@st.composite
def queries(draw: st.DrawFn, corpus: list[ArticleDocument]) -> str:
    """Pieces of what is there, pieces with one end of another, and anything."""
    part = draw(st.sampled_from([p for a in corpus for p in a.text.split("\n")]))
    start = draw(st.integers(0, len(part) - 1))
    piece = part[start : start + draw(st.integers(1, 12))]
    kind = draw(st.sampled_from(["piece", "piece", "bent", "any"]))
    if kind == "bent":
        return piece + draw(texts(max_size=2))
    return piece if kind == "piece" else draw(texts(max_size=6))


class TestSearchEqualsSubstringSearch:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def index(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyIndex]:
        folder: Path = tmp_path_factory.mktemp("law")
        index = TantivyIndex(folder / "index")
        yield index
        index.close()

    @pytest.mark.slow
    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
        ],
    )
    @given(corpus=corpora(), data=st.data())
    def test_law(
        self, index: TantivyIndex, corpus: list[ArticleDocument], data: st.DataObject
    ) -> None:
        index.clear()
        by_issue: dict[str, list[ArticleDocument]] = {}
        for article in corpus:
            by_issue.setdefault(article.issue, []).append(article)
        index.update(by_issue.items(), 1)
        for query in data.draw(st.lists(queries(corpus), min_size=20, max_size=40)):
            if not folded(query):
                continue
            for fold in (True, False):
                result = index.search(quoted(query), limit=COUNT, fold=fold)
                found = sorted(hit.article for hit in result.hits)
                expected = sorted(a.id for a in corpus if holds(a, query, fold))
                assert found == expected, (query, fold)
                assert result.total == len(expected)
                for hit in result.hits:
                    assert any(is_match for _, is_match in hit.snippet)
