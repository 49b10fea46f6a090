from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumpline.errors import ArchiveError
from jumpline.postgres.address import parse_address
from jumpline.postgres.database import Database
from jumpline.search import postgres_rows
from jumpline.search.postgres import PostgresIndex
from jumpline.search.query import quoted
from jumpline.search.tantivy_index import TantivyIndex
from jumpline.store.postgres import PostgresStore
from jumpline.testing.index_contract import IndexContract, document, fill, found
from jumpline.testing.strategies import documents

from ..postgres_server import Server

pytestmark = pytest.mark.slow


@pytest.fixture
def new_index(postgres: Server, tmp_path: Path) -> Iterator[Callable[..., PostgresIndex]]:
    made: list[PostgresIndex] = []
    numbers = itertools.count()

    def new(url: str | None = None, *, read_only: bool = False) -> PostgresIndex:
        address = parse_address(url or postgres.address(tmp_path / str(next(numbers))))
        if not read_only:
            store = PostgresStore(Database(address), create=True)
            store.close()
        made.append(PostgresIndex(Database(address, read_only=read_only)))
        return made[-1]

    yield new
    for index in made:
        index.close()
        index.database.close()


class TestContract(IndexContract):
    @pytest.fixture
    def new_index(self, new_index: Callable[..., PostgresIndex]) -> Callable[..., PostgresIndex]:
        return new_index


def test_a_partition_for_each_year(new_index: Callable[..., PostgresIndex]) -> None:
    index = new_index()
    days = ["2026-04-07", "1949-10-01", None]
    fill(index, *(document(n, issue=f"a/{n}", date=day) for n, day in enumerate(days)))
    with index.database.reading() as connection:
        rows = connection.execute(
            "SELECT relname FROM pg_class WHERE relname ~ '^documents_....$' AND relkind = 'r'"
            " AND relnamespace = current_schema()::regnamespace ORDER BY 1"
        ).fetchall()
        assert [name for (name,) in rows] == ["documents_0000", "documents_1949", "documents_2026"]
        plan = connection.execute(
            "EXPLAIN SELECT * FROM documents WHERE day BETWEEN 19490101 AND 19491231"
            " AND year BETWEEN 1949 AND 1949"
        ).fetchall()
    assert "documents_2026" not in str(plan)
    assert found(index, "雪都 date:1949") == [document(1).id]


def test_what_a_tsvector_cannot_say(new_index: Callable[..., PostgresIndex]) -> None:
    """More than 16,383 positions, more than 256 of one token: the phrase is found all the same."""
    index = new_index()
    text = "甲乙" * 9_000 + "丙丁戊"
    fill(index, document(1, text), document(2, text.replace("丁", "丁。")))
    assert found(index, "乙丙丁戊") == [document(1).id]


def test_a_text_that_no_tsvector_takes(
    new_index: Callable[..., PostgresIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = new_index()
    han = [chr(code) for code in range(0x4E00, 0x9F00)]
    text = "".join(a + b for a, b in itertools.pairwise(han)) + "".join(reversed(han)) * 4
    text += "".join(han[n] + han[-n * 7 % len(han)] for n in range(20_000))
    fill(index, document(1, text, column="副刊"), document(2, "雪都"))
    assert postgres_rows.to_row(document(1, text), 0)["unlisted"]
    for query in (text[30_000:30_004], text[7], text[500:502], "column:副刊"):
        assert found(index, query) == [document(1).id]
    assert found(index, "雪都") == [document(2).id]


def test_as_printed(new_index: Callable[..., PostgresIndex]) -> None:
    """Only the folded text is listed; what is asked as printed is found by it."""
    index = new_index()
    fill(index, document(1, "在國內，Cafe\u0301 ８６３"), document(2, "在国内,café 863"))
    for query, expected in {
        "國": "1", "國內": "1", "在國內，": "1", "Cafe": "1", "afe": "1", "e": "1", "e\u0301": "1",
        "café": "2", "８６３": "1", "63": "2", "在": "12", "国内,c": "2", "fe\u0301 ８": "1",
    }.items():  # fmt: skip
        got = "".join(each[-1] for each in found(index, quoted(query), fold=False))
        assert got == expected, query
    assert found(index, "headline:第", fold=False) == [document(1).id, document(2).id]


def test_a_reader_sees_updates_and_does_not_write(
    new_index: Callable[..., PostgresIndex], postgres: Server, tmp_path: Path
) -> None:
    url = postgres.address(tmp_path / "blobs")
    writer = new_index(url)
    reader = new_index(url, read_only=True)
    with pytest.raises(ArchiveError, match="reindex"):
        reader.search("")
    fill(writer, document(1))
    assert found(reader, "雪都") == [document(1).id]
    with pytest.raises(ArchiveError, match="only read"):
        fill(reader, document(2), generation=2)
    with pytest.raises(ArchiveError, match="read-only"):
        reader.clear()


def test_another_version_is_rebuilt(
    new_index: Callable[..., PostgresIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = new_index()
    fill(index, document(1))
    monkeypatch.setattr("jumpline.search.postgres.ROWS_VERSION", 0)
    assert index.generation() == -1
    fill(index, document(2), generation=5)
    assert found(index, "") == [document(2).id]
    assert index.generation() == 5


def test_a_failed_update_changes_nothing(new_index: Callable[..., PostgresIndex]) -> None:
    index = new_index()
    fill(index, document(1))

    def changes() -> Iterator[tuple[str, list[object]]]:
        yield "a/2026-04-07", []
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        index.update(changes(), 2)  # type: ignore[arg-type]
    assert found(index, "") == [document(1).id]
    assert index.generation() == 1


def test_signs_of_sql(new_index: Callable[..., PostgresIndex]) -> None:
    index = new_index()
    odd = "a'b\\c%s&|!:*<->\"?d"
    fill(index, document(1, odd), document(2, "雪都"))
    for start in range(len(odd)):
        for length in (1, 2, 3, 7):
            assert found(index, quoted(odd[start : start + length])) == [document(1).id]
    assert found(index, "雪都\0") == []
    assert found(index, "", filters={"person": "a'; DROP TABLE documents --"}) == []


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), fold=st.booleans())
def test_equal_to_tantivy(
    new_index: Callable[..., PostgresIndex],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    fold: bool,
) -> None:
    """Totals, hits, snippets, orders by date, facets."""
    articles = [data.draw(documents(number)) for number in range(6)]
    one, two = new_index(), TantivyIndex(tmp_path_factory.mktemp("index"))
    fill(one, *articles)
    fill(two, *articles)
    for _ in range(6):
        article = data.draw(st.sampled_from(articles))
        part = data.draw(st.sampled_from(article.text.split("\n"))) or "雪"
        words = [quoted(part[:4]), quoted(part[-3:]), "NOT " + quoted(part[1:2] or "x")]
        if not part.strip():
            continue
        fields = [f"headline:{quoted(article.headline[:2] or 'x')}", "date:2020..", "page:1..2"]
        query = data.draw(
            st.lists(st.sampled_from([*words, *fields]), min_size=1, max_size=3).map(" ".join)
        )
        try:
            expected = two.search(query, fold=fold, order="newest", facets=True, limit=9)
        except Exception as error:
            with pytest.raises(type(error)):
                one.search(query, fold=fold)
            continue
        got = one.search(query, fold=fold, order="newest", facets=True, limit=9)
        assert (got.total, got.facets) == (expected.total, expected.facets)
        assert {hit.article: hit.snippet for hit in got.hits} == {
            hit.article: hit.snippet for hit in expected.hits
        }
        ranked = one.search(query, fold=fold)
        assert {hit.article for hit in ranked.hits} == {hit.article for hit in got.hits}
