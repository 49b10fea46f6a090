"""What every store on an SQL database keeps, beside the contract of all stores."""

from __future__ import annotations

import threading

import pytest

from jumpline.model.archive import SourceFile
from jumpline.store.relational import SqlStore
from jumpline.testing.store_contract import READER, StoreContract, issue_of

SOURCES = [SourceFile("page-01.md", b"one"), SourceFile("page-02.md", b"two")]


class SqlContract(StoreContract):
    def test_finished(self, store: SqlStore) -> None:
        first, second = issue_of("a", "2026-04-07"), issue_of("a", "2026-04-08")
        third = SourceFile("page-01.md", b"three")
        store.put(first, SOURCES, reader=READER)
        store.put(second, [third], reader=READER)
        asked = [third, *SOURCES]
        assert store.finished(asked, reader=READER) == {first.id: (1, 2), second.id: (0,)}
        assert store.finished(SOURCES[:1], reader=READER) == {}
        assert store.finished(asked, reader="reader/2") == {}
        store.put(second, [third], reader="reader/2")
        assert store.finished(asked, reader="reader/2") == {second.id: (0,)}
        renamed = [SourceFile("x.md", b"three")]
        assert store.finished(renamed, reader="reader/2") == {}

    def test_threads(self, store: SqlStore) -> None:
        errors: list[BaseException] = []

        def work(publication: str) -> None:
            try:
                for day in range(1, 6):
                    issue = issue_of(publication, f"2026-04-{day:02d}", "雪都")
                    store.put(issue, SOURCES, reader=READER)
                    assert store.get(issue.id) == issue
                    assert list(store.issues(publication=publication))
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert len(list(store.issues())) == 20
        assert store.generation() == 20
        assert list(store.verify()) == []

    def test_a_failed_transaction_leaves_nothing(
        self, store: SqlStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(store, "_many", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.put(issue_of("a", "2026-04-07", "雪都"), SOURCES, reader=READER)
        monkeypatch.undo()
        assert list(store.issues()) == []
        assert store.generation() == 0
        assert store.put(issue_of("a", "2026-04-07", "雪都"), SOURCES, reader=READER).revision == 1
