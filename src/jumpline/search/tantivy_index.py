"""The search index of an archive: tantivy in a folder, derived from the store."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import tantivy

from jumpline.errors import ArchiveError
from jumpline.model.archive import ArticleDocument, FacetValue, Hit, SearchResult
from jumpline.search.answer import check_call, hit_of
from jumpline.search.compile import compile_query, filtered, is_scored, shown_terms
from jumpline.search.mirror import Mirror, needs_mirror
from jumpline.search.query import parse
from jumpline.search.schema import FACETS, SCHEMA_VERSION, build_schema, to_document

#: Values of a facet that are given, and buckets that a segment may count on the way there.
_FACET_VALUES = 200
_FACET_BUCKETS = 60_000
_HEAP = 64_000_000
_STATE = "state.json"


class _State(msgspec.Struct):
    schema: int
    generation: int


class TantivyIndex:
    """See ``jumpline.ports.Index``. Beside tantivy's files lies ``state.json`` with the schema's
    version and the store's generation, written after the commit that it speaks of; an index that
    is damaged, unfinished or of another schema counts as empty with generation -1.

    Threads may search while one updates; other processes see an update at their next search.
    """

    def __init__(self, folder: str | Path, *, read_only: bool = False) -> None:
        self.folder = Path(folder)
        self.read_only = read_only
        self._guard = threading.RLock()
        self._index: tantivy.Index | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._mirror: Mirror | None = None

    def update(
        self, changes: Iterable[tuple[str, Iterable[ArticleDocument]]], generation: int
    ) -> None:
        with self._guard, self._explained():
            if self._state() is None:
                self.clear()
            index = self._opened()
            writer = index.writer(heap_size=_HEAP, num_threads=1)
            try:
                # A kill leaves files under names that tantivy would choose again, and refuses.
                writer.garbage_collect_files()
                for issue, articles in changes:
                    writer.delete_documents_by_query(
                        tantivy.Query.term_query(index.schema, "issue", issue)
                    )
                    for place, article in enumerate(articles):
                        writer.add_document(to_document(article, place))
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()
                del writer
            self._remember(generation)

    def generation(self) -> int:
        state = self._state()
        return -1 if state is None else state.generation

    def clear(self) -> None:
        """Empty, with generation -1; also what a damaged index becomes."""
        if self.read_only:
            raise ArchiveError(
                "the search index cannot be cleared: the archive was opened read-only.",
                where=str(self.folder),
                remedy="Open it for writing.",
            )
        with self._guard:
            self._index = self._stamp = None
            # First what calls it whole, so that a kill leaves nothing that passes for an index.
            (self.folder / _STATE).unlink(missing_ok=True)
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(build_schema(), path=str(self.folder), reuse=False)
            self._index.config_reader("manual")

    def search(
        self,
        query: str,
        *,
        order: str = "relevance",
        offset: int = 0,
        limit: int = 20,
        fold: bool = True,
        facets: bool = False,
        filters: dict[str, str] | None = None,
    ) -> SearchResult:
        filters = filters or {}
        check_call(order, offset, limit, filters)
        node = parse(query)
        with self._explained():
            searcher, schema = self._searcher()
            wanted = filtered(compile_query(node, schema, fold=fold), schema, filters)
            if order == "relevance" and not is_scored(node):
                order = "newest"
            found, total = _found(searcher, wanted, order, offset, limit)
            terms = shown_terms(node, fold=fold)
            hits = tuple(_hit(searcher, *each, terms, fold) for each in found)
            counts = _facets(searcher, wanted) if facets else {}
        return SearchResult(query, total, offset, limit, hits, counts)

    def close(self) -> None:
        with self._guard:
            self._index = self._stamp = None
            if self._mirror is not None:
                self._mirror.close()
                self._mirror = None

    def _searcher(self) -> tuple[tantivy.Searcher, tantivy.Schema]:
        with self._guard:
            if self._state() is None:
                raise ArchiveError(
                    "the archive has no search index (or one of another version).",
                    where=str(self.folder),
                    remedy="Open the archive for writing, or run `jumpline reindex`.",
                )
            index = self._opened()
            stamp = self._meta_stamp()
            if stamp != self._stamp:
                if self._mirror is not None:
                    self._mirror.refresh()
                index.reload()
                self._stamp = stamp
            return index.searcher(), index.schema

    def _opened(self) -> tantivy.Index:
        if self._index is None:
            if self.read_only and self._mirror is None and needs_mirror(self.folder):
                self._mirror = Mirror(self.folder)
            place = self.folder if self._mirror is None else self._mirror.place
            self._index = tantivy.Index.open(str(place))
            self._index.config_reader("manual")
            self._stamp = None
        return self._index

    def _meta_stamp(self) -> tuple[int, int, int]:
        """Changes with every commit, also one of another process."""
        stat = (self.folder / "meta.json").stat()
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def _state(self) -> _State | None:
        try:
            data = (self.folder / _STATE).read_bytes()
            state = msgspec.json.decode(data, type=_State)
            if state.schema != SCHEMA_VERSION:
                return None
            with self._guard:
                self._opened()
        except (OSError, ValueError):  # no file, broken JSON, or an index that does not open
            return None
        return state

    def _remember(self, generation: int) -> None:
        part = self.folder / f"{_STATE}.part"
        part.write_bytes(msgspec.json.encode(_State(SCHEMA_VERSION, generation)))
        part.replace(self.folder / _STATE)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            raise self._broken(error) from error
        except BaseException as error:
            # A panic in tantivy (a damaged segment) is no Exception, but it is an error.
            if type(error).__name__ != "PanicException":
                raise
            raise self._broken(error) from error

    def _broken(self, error: BaseException) -> ArchiveError:
        if "LockBusy" in str(error):
            return ArchiveError(
                "another process is writing to the search index.",
                where=str(self.folder),
                remedy="Wait until it has finished, then try again.",
            )
        return ArchiveError(
            f"the search index does not answer ({error}).",
            where=str(self.folder),
            remedy="Run `jumpline reindex`: it is rebuilt from the issues, nothing is lost.",
        )


def _found(
    searcher: tantivy.Searcher, query: tantivy.Query, order: str, offset: int, limit: int
) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
    # tantivy reserves memory for offset + limit hits, and panics at 0.
    offset, count = min(offset, searcher.num_docs), max(1, min(limit, searcher.num_docs))
    if order == "relevance":
        result = searcher.search(query, limit=count, offset=offset)
        hits = [(score, address) for score, address in result.hits]
    else:
        way = tantivy.Order.Desc if order == "newest" else tantivy.Order.Asc
        result = searcher.search(query, limit=count, offset=offset, order_by_field=order, order=way)
        hits = [(0.0, address) for _, address in result.hits]
    total = result.count  # type: ignore[attr-defined]  # missing in tantivy's stubs
    return hits[:limit], int(total)


def _hit(
    searcher: tantivy.Searcher,
    score: float,
    address: tantivy.DocAddress,
    terms: tuple[str, ...],
    fold: bool,
) -> Hit:
    data = searcher.doc(address)["article"][0]
    return hit_of(bytes(data), score, terms, fold=fold)


def _facets(searcher: tantivy.Searcher, query: tantivy.Query) -> dict[str, tuple[FacetValue, ...]]:
    wanted: dict[str, Any] = {
        facet: {
            "terms": {
                "field": f"by_{facet}",
                "size": _FACET_VALUES,
                "segment_size": _FACET_BUCKETS,
            }
        }
        for facet in FACETS
    }
    answer = searcher.aggregate(query, wanted)
    return {
        facet: tuple(
            sorted(
                (
                    FacetValue(str(bucket["key"]), int(bucket["doc_count"]))
                    for bucket in answer[facet]["buckets"]
                ),
                key=lambda value: (-value.count, value.value),
            )
        )
        for facet in FACETS
    }
