"""What every store must do. Subclass ``StoreContract`` in a test module and give a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from jumpline.errors import NotFound
from jumpline.model.archive import SourceFile
from jumpline.model.correction import ChangeText, Correction, Spot, named
from jumpline.model.issue import SCHEMA, Article, BodyItem, Issue, Page, Publication
from jumpline.model.signoff import SignOff, named_signoff
from jumpline.ports import Store
from jumpline.testing.strategies import issues, source_files

READER = "reader/1"


def issue_of(
    publication: str = "changji-ribao",
    date: str | None = "2026-04-07",
    *headlines: str,
    number: int | None = 1,
) -> Issue:
    """A small issue with one page and an article for each headline."""
    name = f"{publication}/{date or 'undated'}"
    return Issue(
        schema=SCHEMA,
        id=name,
        publication=Publication(id=publication, title="昌吉日报", language="zh-Hans"),
        date=date,
        number=number,
        pages=(Page(1, "01", "要闻"),),
        articles=tuple(
            Article(
                id=f"{name}/01-{place}",
                pages=(1,),
                headline=(headline,),
                body=(BodyItem("paragraph", f"{headline}的正文。"),),
            )
            for place, headline in enumerate(headlines)
        ),
    )


def correction(issue_id: str, new: str = "花") -> Correction:
    """A small one."""
    at = Spot("都")
    time = "2026-05-12T08:00:00Z"
    return named(
        ChangeText(issue=issue_id, author="anna", reason="as printed", time=time, at=at, new=new)
    )


class StoreContract:
    """``store_factory`` must give an empty store each time, and close what it gave."""

    @pytest.fixture
    def new_store(self) -> Iterator[Callable[[], Store]]:
        raise NotImplementedError

    @pytest.fixture
    def store(self, new_store: Callable[[], Store]) -> Store:
        return new_store()

    def test_empty(self, store: Store) -> None:
        assert list(store.issues()) == []
        assert store.publications() == []
        assert store.generation() == 0
        assert list(store.changed_since(0)) == []
        assert list(store.verify()) == []
        assert not store.has("a/b")

    def test_what_is_not_there(self, store: Store) -> None:
        for asked in (store.get, store.sources, store.revisions, store.article_issue):
            with pytest.raises(NotFound):
                asked("a/b")
        store.put(issue_of(), [], reader=READER)
        with pytest.raises(NotFound):
            store.get(issue_of().id, revision=2)

    def test_put_and_get(self, store: Store) -> None:
        issue = issue_of("a", "2026-04-07", "雪都", "花海")
        sources = [SourceFile("page-01.md", b"one"), SourceFile("page-02.md", b"two")]
        added = store.put(issue, sources, reader=READER)
        assert (added.issue, added.revision, added.status) == (issue.id, 1, "new")
        assert store.get(issue.id) == issue
        assert store.sources(issue.id) == sources
        assert store.article_issue("a/2026-04-07/01-1") == issue.id
        assert list(store.verify()) == []

    def test_adding_twice_is_adding_once(self, store: Store) -> None:
        issue, sources = issue_of("a", "2026-04-07", "雪都"), [SourceFile("p.md", b"one")]
        store.put(issue, sources, reader=READER)
        generation = store.generation()
        assert store.put(issue, sources, reader=READER).status == "same"
        assert store.put(issue, sources, reader="reader/2").status == "same"
        assert len(store.revisions(issue.id)) == 1
        assert store.generation() == generation

    def test_a_changed_source_makes_a_revision(self, store: Store) -> None:
        issue = issue_of("a", "2026-04-07", "雪都")
        store.put(issue, [SourceFile("p.md", b"one")], reader=READER)
        added = store.put(issue, [SourceFile("p.md", b"two")], reader=READER)
        assert (added.revision, added.status) == (2, "revised")
        assert store.sources(issue.id) == [SourceFile("p.md", b"two")]
        assert store.sources(issue.id, revision=1) == [SourceFile("p.md", b"one")]

    def test_another_issue_makes_a_revision(self, store: Store) -> None:
        first = issue_of("a", "2026-04-07", "雪都", "花海")
        second = issue_of("a", "2026-04-07", "雪都")
        sources = [SourceFile("p.md", b"one")]
        store.put(first, sources, reader=READER)
        assert store.put(second, sources, reader="reader/2").status == "revised"
        assert store.get(first.id) == second
        assert store.get(first.id, revision=1) == first
        revisions = store.revisions(first.id)
        assert [each.number for each in revisions] == [1, 2]
        assert [each.current for each in revisions] == [False, True]
        assert [each.reader for each in revisions] == [READER, "reader/2"]
        with pytest.raises(NotFound):
            store.article_issue("a/2026-04-07/01-1")
        assert store.put(first, sources, reader=READER).revision == 3

    def test_lists(self, store: Store) -> None:
        days = ["2026-05-01", None, "2025-04-07", "2026-04-07"]
        for day in days:
            store.put(issue_of("b", day), [], reader=READER)
        store.put(issue_of("a", "2026-04-07", "雪都"), [], reader=READER)
        assert [each.id for each in store.issues()] == [
            *("b/2025-04-07", "a/2026-04-07", "b/2026-04-07", "b/2026-05-01", "b/undated")
        ]
        assert [each.id for each in store.issues(publication="a")] == ["a/2026-04-07"]
        assert [each.id for each in store.issues(publication="b", year=2026, month=4)] == [
            "b/2026-04-07"
        ]
        (summary,) = store.issues(publication="a")
        assert summary.pages == ("01",)
        assert (summary.articles, summary.title, summary.revision) == (1, "昌吉日报", 1)
        first, second = store.publications()
        assert (first.id, first.issues) == ("a", 1)
        assert (second.first_date, second.last_date) == ("2025-04-07", "2026-05-01")

    def test_generations(self, store: Store) -> None:
        first, second = issue_of("a", "2026-04-07"), issue_of("b", "2026-04-07")
        store.put(first, [], reader=READER)
        between = store.generation()
        store.put(second, [], reader=READER)
        assert list(store.changed_since(between)) == [second.id]
        store.put(msgspec.structs.replace(first, number=2), [], reader=READER)
        assert sorted(store.changed_since(between)) == [first.id, second.id]
        assert list(store.changed_since(store.generation())) == []

    def test_corrections_are_kept_and_undone(self, store: Store) -> None:
        issue = issue_of("a", "2026-04-07", "雪都")
        with pytest.raises(NotFound):
            store.keep_corrections(issue.id, [correction(issue.id)])
        store.put(issue, [], reader=READER)
        assert store.corrections(issue.id) == []
        made = [correction(issue.id), correction(issue.id, "雪")]
        assert store.keep_corrections(issue.id, made) == 2
        assert store.keep_corrections(issue.id, made) == 0
        assert [each.correction for each in store.corrections(issue.id)] == made
        store.undo_correction(issue.id, made[0].id)
        assert [each.undone is None for each in store.corrections(issue.id)] == [False, True]
        with pytest.raises(NotFound):
            store.undo_correction(issue.id, made[0].id)
        assert store.keep_corrections(issue.id, made) == 1
        assert all(each.undone is None for each in store.corrections(issue.id))

    def test_the_reading_stays_beside_the_corrected_issue(self, store: Store) -> None:
        read, corrected = issue_of("a", "2026-04-07", "雪都"), issue_of("a", "2026-04-07", "花海")
        store.put(read, [], reader=READER)
        assert store.reading(read.id) == read
        store.put(corrected, [], reader=READER, reading=read)
        assert store.get(read.id) == corrected
        assert store.reading(read.id) == read
        store.sweep()
        assert store.reading(read.id) == read
        assert list(store.verify()) == []
        with pytest.raises(NotFound):
            store.reading("a/b")

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            # Every subclass runs it.
            HealthCheck.differing_executors,
        ],
    )
    @given(issue=issues(), source=source_files())
    def test_round_trip(
        self, new_store: Callable[[], Store], issue: Issue, source: SourceFile
    ) -> None:
        store = new_store()
        store.put(issue, [source], reader=READER)
        assert store.put(issue, [source], reader=READER).status == "same"
        assert store.get(issue.id) == issue
        assert store.sources(issue.id) == [source]
        assert all(store.article_issue(each.id) == issue.id for each in issue.articles)
        assert list(store.verify()) == []

    def test_signoffs(self, store: Store) -> None:
        issue = issue_of("a", "2026-04-07", "雪都")
        signed = named_signoff(
            SignOff(
                issue=issue.id,
                stage="first",
                author="anna",
                time="2026-05-12T08:00:00Z",
                revision=1,
                digest="x",
            )
        )
        with pytest.raises(NotFound):
            store.keep_signoff(signed)
        store.put(issue, [], reader=READER)
        generation = store.generation()
        assert store.signoffs(issue.id) == []
        assert store.keep_signoff(signed)
        assert not store.keep_signoff(signed), "the same one once"
        withdrawn = msgspec.structs.replace(signed, id="other", withdrawn=True)
        assert store.keep_signoff(withdrawn)
        assert store.signoffs(issue.id) == [signed, withdrawn]
        assert store.generation() == generation, "the issue itself is not changed"
