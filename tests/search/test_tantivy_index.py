from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jumpline.errors import ArchiveError
from jumpline.search.tantivy_index import TantivyIndex
from jumpline.testing.index_contract import IndexContract, document, fill, found


class TestContract(IndexContract):
    @pytest.fixture
    def new_index(self, tmp_path: Path) -> Iterator[Callable[[], TantivyIndex]]:
        numbers = itertools.count()
        yield lambda: TantivyIndex(tmp_path / str(next(numbers)))


def test_another_object_sees_updates(tmp_path: Path) -> None:
    writer, reader = TantivyIndex(tmp_path / "i"), TantivyIndex(tmp_path / "i", read_only=True)
    fill(writer, document(1))
    assert found(reader, "雪都") == [document(1).id]
    fill(writer, document(1), document(2), generation=2)
    assert len(found(reader, "雪都")) == 2
    assert reader.generation() == 2
    writer.clear()
    fill(writer, document(3), generation=3)
    assert found(reader, "雪都") == [document(3).id]


@pytest.mark.parametrize("name", ["state.json", "meta.json"])
def test_a_damaged_index_is_rebuilt(tmp_path: Path, name: str) -> None:
    index = TantivyIndex(tmp_path / "i")
    fill(index, document(1))
    index.close()
    (tmp_path / "i" / name).write_text("{")
    again = TantivyIndex(tmp_path / "i")
    assert again.generation() == -1
    with pytest.raises(ArchiveError, match="reindex"):
        again.search("")
    fill(again, document(2))
    assert found(again, "") == [document(2).id]


def test_another_schema_is_rebuilt(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "i")
    fill(index, document(1))
    (tmp_path / "i" / "state.json").write_text('{"schema": 0, "generation": 1}')
    assert index.generation() == -1
    fill(index, document(2), generation=5)
    assert found(index, "") == [document(2).id]
    assert index.generation() == 5


def test_a_damaged_segment_is_an_archive_error(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "i")
    fill(index, document(1))
    index.close()
    for file in (tmp_path / "i").glob("*.term"):
        file.write_bytes(b"xx")
    with pytest.raises(ArchiveError, match="reindex"):
        TantivyIndex(tmp_path / "i").search("雪都")


def test_read_only(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "i", read_only=True)
    with pytest.raises(ArchiveError):
        fill(index, document(1))
    with pytest.raises(ArchiveError, match="reindex"):
        index.search("")
    assert not (tmp_path / "i").exists()


def test_a_failed_update_changes_nothing(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "i")
    fill(index, document(1))

    def changes() -> Iterator[tuple[str, list[object]]]:
        yield document().issue, []
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index.update(changes(), 2)  # type: ignore[arg-type]
    assert index.generation() == 1
    assert found(index, "") == [document(1).id]
    fill(index, document(2), generation=2)
    assert found(index, "") == [document(2).id]


def test_a_headline_counts_more(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "i")
    body = document(1, "第1篇\n雪都在春天", headline="第1篇")
    head = document(2, "雪都在春天\n第2篇", headline="雪都在春天")
    fill(index, body, head)
    assert [hit.article for hit in index.search("雪都").hits] == [head.id, body.id]


def test_articles_of_a_day_keep_the_order_of_the_paper(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "i")
    fill(index, *(document(number) for number in range(9)))
    for order in ("newest", "oldest", "relevance"):
        ids = [hit.article for hit in index.search("", order=order).hits]
        assert ids == [document(number).id for number in range(9)]
