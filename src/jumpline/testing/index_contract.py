"""What every index must do. Subclass ``IndexContract`` in a test module and give an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumpline.errors import QueryError, UsageError
from jumpline.model.archive import ArticleDocument, FacetValue, FigureDocument
from jumpline.ports import Index
from jumpline.search.fold import folded
from jumpline.search.query import quoted
from jumpline.testing.strategies import documents, texts


def document(number: int = 1, text: str = "雪都阿勒泰", **changes: object) -> ArticleDocument:
    """An article of its own issue; ``changes`` replace fields."""
    plain = ArticleDocument(
        id=f"a/2026-04-07/01-{number}",
        issue="a/2026-04-07",
        publication="a",
        title="昌吉日报",
        date="2026-04-07",
        pages=(1,),
        page=1,
        section="要闻",
        column=None,
        headline=f"第{number}篇",
        source="新华社",
        people=("周圆",),
        text=text,
    )
    return msgspec.structs.replace(plain, **changes)


def fill(index: Index, *articles: ArticleDocument, generation: int = 1) -> None:
    """Puts articles under their issues, replacing what these issues had."""
    by_issue: dict[str, list[ArticleDocument]] = {}
    for article in articles:
        by_issue.setdefault(article.issue, []).append(article)
    index.update(by_issue.items(), generation)


def found(index: Index, query: str, **options: object) -> list[str]:
    """Ids, sorted; checks that the total is theirs."""
    result = index.search(query, limit=1000, **options)  # type: ignore[arg-type]
    assert result.total == len(result.hits)
    return sorted(hit.article for hit in result.hits)


class IndexContract:
    """``new_index`` must give an empty index each time."""

    @pytest.fixture
    def new_index(self) -> Iterator[Callable[[], Index]]:
        raise NotImplementedError

    @pytest.fixture
    def index(self, new_index: Callable[[], Index]) -> Index:
        return new_index()

    def test_generation(self, index: Index) -> None:
        assert index.generation() == -1
        index.update([], 0)
        assert index.generation() == 0
        assert index.search("").total == 0
        fill(index, document(), generation=7)
        assert index.generation() == 7
        index.clear()
        assert index.generation() == -1

    def test_update_replaces_an_issue(self, index: Index) -> None:
        fill(index, document(1, "甲乙"), document(2, "丙丁"))
        fill(index, document(3, "丙丁"))
        assert found(index, "") == ["a/2026-04-07/01-3"]
        index.update([("a/2026-04-07", [])], 3)
        assert found(index, "") == []

    def test_no_match_across_parts(self, index: Index) -> None:
        fill(index, document(1, "甲乙\n丙丁"), document(2, "甲 乙丙\u3000丁"))
        assert found(index, "乙丙") == ["a/2026-04-07/01-2"]
        assert found(index, "甲乙丙丁") == ["a/2026-04-07/01-2"]

    def test_fold(self, index: Index) -> None:
        fill(index, document(1, "昌吉國８６３億 ABC"), document(2, "昌吉国863亿 abc"))
        assert len(found(index, "国863亿abc")) == 2
        assert len(found(index, "國８６３")) == 2
        assert found(index, "國８６３億 ABC", fold=False) == ["a/2026-04-07/01-1"]
        assert found(index, "国", fold=False) == ["a/2026-04-07/01-2"]

    def test_operators(self, index: Index) -> None:
        fill(index, document(1, "甲乙 丙丁"), document(2, "甲乙"), document(3, "丙丁"))

        def numbers(query: str) -> str:
            return "".join(each[-1] for each in found(index, query))

        assert numbers("甲乙 丙丁") == "1"
        assert numbers("甲乙 AND 丙丁") == "1"
        assert numbers("甲乙 或 丙丁") == "123"
        assert numbers("甲乙 -丙丁") == "2"
        assert numbers("NOT 甲乙") == "3"
        assert numbers("NOT 甲乙 OR NOT 丙丁") == "23"
        assert numbers("(甲乙 OR 丙丁) NOT （甲乙 丙丁）") == "23"
        assert numbers("") == "123"

    def test_fields(self, index: Index) -> None:
        fill(
            index,
            document(1, "甲", headline="雪都之春", people=("孙学良", "刘茜"), pages=(1, 3)),
            document(2, "雪都", issue="a/x", date="2025-12-31", section="综合", column="专栏一"),
            document(3, "乙", issue="a/y", date=None, source=None, publication="b", title=None),
        )

        def numbers(query: str) -> str:
            return "".join(sorted(each[-1] for each in found(index, query)))

        assert numbers("标题：雪都") == "1"
        assert numbers('headline:"都之" person:刘茜') == "1"
        assert numbers("人物:孙") == "1"
        assert numbers("source:新华社") == "12"
        assert numbers("栏目:专栏一") == "2"
        assert numbers("版:3") == "1"
        assert numbers("page:2..") == "1"
        assert numbers("版名:综合") == "2"
        assert numbers("publication:b") == "3"
        assert numbers("报纸:昌吉日报") == "12"
        assert numbers("date:2026-04-07") == "1"
        assert numbers("date:2025") == "2"
        assert numbers("date:..2026-01") == "2"
        assert numbers("date:2025-12-31..2026-04-07") == "12"
        assert numbers("-date:2025..") == "3"
        assert numbers("section:(要闻 或 综合)") == "123"

    def test_orders_and_pages(self, index: Index) -> None:
        days = ["2026-04-07", None, "2025-01-01", "2026-04-08"]
        fill(index, *(document(n, "雪都", issue=f"a/{n}", date=day) for n, day in enumerate(days)))

        def numbers(**options: object) -> str:
            result = index.search("雪都", **options)  # type: ignore[arg-type]
            assert result.total == 4
            return "".join(hit.article[-1] for hit in result.hits)

        assert numbers(order="newest") == "3021"
        assert numbers(order="oldest") == "2031"
        assert numbers(order="oldest", offset=1, limit=2) == "03"
        assert numbers(limit=0) == ""
        assert numbers(offset=10) == ""

    def test_whole_words_rank_no_lower(self, index: Index) -> None:
        fill(index, document(1, "party party party"), document(2, f"art {'x ' * 200}"))
        assert [hit.article[-1] for hit in index.search("art").hits] == ["2", "1"]

    def test_facets_and_filters(self, index: Index) -> None:
        fill(
            index,
            document(1, "雪都", people=("周圆", "刘茜")),
            document(2, "雪都", pages=(1, 2)),
            document(3, "花海", issue="b/2025-01-01", publication="b", date="2025-01-01"),
        )
        facets = index.search("雪都", facets=True, limit=1).facets
        assert facets["publication"] == (FacetValue("a", 2),)
        assert facets["person"] == (FacetValue("周圆", 2), FacetValue("刘茜", 1))
        assert facets["page"] == (FacetValue("1", 2), FacetValue("2", 1))
        assert facets["month"] == (FacetValue("2026-04", 2),)
        assert facets["year"] == (FacetValue("2026", 2),)
        assert facets["column"] == ()
        assert found(index, "", filters={"publication": "b"}) == [document(3).id]
        assert found(index, "雪都", filters={"person": "刘茜", "page": "1"}) == [document(1).id]
        assert found(index, "", filters={"person": "刘"}) == []
        assert index.search("", facets=False).facets == {}

    def test_wrong_calls(self, index: Index) -> None:
        fill(index, document())
        with pytest.raises(QueryError):
            index.search('"雪都')
        with pytest.raises(UsageError):
            index.search("", order="best")
        with pytest.raises(UsageError):
            index.search("", filters={"colour": "red"})

    def test_figures_commitments_and_deadlines(self, new_index: Callable[[], Index]) -> None:
        rows = [
            ("撬动贷款规模", "元", "86300000000", "2026-06-30", "木垒县要在6月底前建成冷库"),
            ("貸款", "元", "99000000", "2026", "全州力争年内完成"),
            ("存款", "元", "-500000000.5", "2027-03", "吉木萨尔县计划明年三月前投产"),
            ("a|b.*[c]", "%", "3.5", "bad", "县里将办好十件实事"),
        ]
        index = new_index()
        fill(
            index,
            *(
                document(
                    number,
                    figures=(FigureDocument(measure, unit, value),),
                    due=(due,),
                    commitments=(said,),
                )
                for number, (measure, unit, value, due, said) in enumerate(rows)
            ),
        )
        for query, numbers in {
            "figure:贷款": [0, 1],
            "figure:貸款>1亿元": [0],
            "figure:贷款<1亿元": [1],
            "figure:>-6亿元": [0, 1, 2],
            "figure:贷款=863亿": [0],
            'figure:"b.*[c]"': [3],
            "figure:b<=3.5%": [3],
            "figure:款 NOT figure:贷款": [2],
            "commitment:木垒县": [0],
            "commitment:(木垒县 OR 全州)": [0, 1],
            "due:2026": [0, 1],
            "due:2026-07..2027-03": [1, 2],
            "due:2026-06-30 figure:贷款>1万元": [0],
        }.items():
            wanted = [document(number).id for number in numbers]
            assert sorted(found(index, query)) == wanted, query

    def test_snippet(self, index: Index) -> None:
        fill(index, document(1, "第1篇\n在國內的雪 都里"))
        (hit,) = index.search("国内 雪都").hits
        assert hit.snippet == (
            *(("在", False), ("國內", True), ("的", False), ("雪 都", True), ("里", False)),
        )

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            # Every subclass runs it.
            HealthCheck.differing_executors,
        ],
    )
    @given(data=st.data(), fold=st.booleans())
    def test_search_is_substring_search(
        self, new_index: Callable[[], Index], data: st.DataObject, fold: bool
    ) -> None:
        articles = [data.draw(documents(number)) for number in range(5)]
        index = new_index()
        fill(index, *articles)
        pieces = st.sampled_from(articles).flatmap(lambda article: _piece(article.text))
        for query in data.draw(st.lists(st.one_of(pieces, texts(max_size=4)), max_size=10)):
            plain = folded(query, fold=fold)
            if not folded(query):
                continue
            expected = sorted(
                article.id
                for article in articles
                if any(plain in folded(part, fold=fold) for part in article.text.split("\n"))
            )
            assert found(index, quoted(query), fold=fold) == expected


@st.composite
def _piece(draw: st.DrawFn, text: str) -> str:
    part = draw(st.sampled_from(text.split("\n")))
    start = draw(st.integers(0, len(part)))
    return part[start : start + draw(st.integers(1, 8))]
