"""The shape of every plug, on one page.

A plug is found by name through an entry point (``jumpline.readers``, ``.recognisers``,
``.exporters``, ``.stores``, ``.indexes``, ``.runners``, ``.servers``); the built-in ones use the same groups.
The contract that each must keep is a test suite in ``jumpline.testing``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar, runtime_checkable

from jumpline.model.archive import (
    Added,
    ArticleDocument,
    Damage,
    IssueRecord,
    IssueSummary,
    KeptCorrection,
    PublicationSummary,
    Revision,
    SearchResult,
    SourceFile,
)
from jumpline.model.correction import Correction
from jumpline.model.form import Files
from jumpline.model.issue import Issue
from jumpline.model.recognised import Piece
from jumpline.model.record import Part
from jumpline.model.scan import PageImage, Scan
from jumpline.model.sheet import Sheet
from jumpline.model.signoff import SignOff

Task = TypeVar("Task")
Result = TypeVar("Result")


@runtime_checkable
class Reader(Protocol):
    """Turns the bytes of one source into sheets."""

    name: ClassVar[str]
    #: Changes whenever the same bytes would give other sheets.
    version: ClassVar[str]

    def accepts(self, name: str, head: bytes) -> float:
        """How sure (0 to 1) this reader is that it can read a file: by content first, then by
        name. ``head`` is the first 64 KiB."""

    def read(self, name: str, data: bytes) -> list[Sheet]:
        """All sheets of the source in its order. Raises only ``SourceError``."""


class Siblings(Protocol):
    """The other sources that were given together with one that names them."""

    def find(self, path: str) -> SourceFile | None:
        """The source at a path relative to the folder of the one that is read; None where it was
        not given. What is found belongs to the reader that asked: it is not read by itself."""


@runtime_checkable
class BundleReader(Reader, Protocol):
    """A reader of sources that are several files: one of them names the others."""

    def names(self, name: str, data: bytes) -> list[str]:
        """Paths of the files that it needs, relative to its folder and inside it. Raises only
        ``SourceError``."""

    def read_with(self, name: str, data: bytes, siblings: Siblings) -> list[Sheet]:
        """All sheets of the source and of the files that it names; each sheet's source is the file
        that holds it. A missing file is a problem of its sheet. Raises only ``SourceError``."""


@runtime_checkable
class PictureReader(Reader, Protocol):
    """A reader whose sheets may be pictures of pages (``Sheet.scan``), to be recognised."""

    def picture(self, name: str, data: bytes, sheet: Sheet) -> PageImage:
        """The picture of one of its sheets, upright and cropped as the sheet says. Raises only
        ``SourceError``."""

    def facsimile(self, name: str, data: bytes, scan: Scan) -> PageImage:
        """The same for people to see: in colour, and for any page whose sheet says where its
        ``facsimile`` lies. Raises only ``SourceError``."""


class Recogniser(Protocol):
    """Turns the picture of a page into text. Made by its name with options:
    ``plugins.load("recognisers", name)({"threads": "2"})`` raises ``UsageError`` for an option that
    it does not know and ``MissingExtra`` where what it needs is not installed."""

    name: ClassVar[str]
    #: Changes whenever the same picture would give another text.
    version: ClassVar[str]

    def recognise(self, image: PageImage) -> list[Piece]:
        """All lines that it finds, in pieces, in any order: boxes in points from the picture's
        origin and inside it, confidences from 0 to 1 for each word, or for each character of a
        script without spaces; ``vertical`` for lines that run downwards. Equal pictures give equal
        pieces. A picture without text gives none. Raises only ``SourceError``."""

    def close(self) -> None: ...


@runtime_checkable
class ReturningReader(Reader, Protocol):
    """A reader of files that may hold an issue that was read before: nothing is left to decide."""

    def returned(self, name: str, data: bytes, siblings: Siblings) -> Issue | Part | None:
        """The issue, or this file's part of one; None for a file that is like any other, which is
        then read by ``read``. Raises only ``JumplineError``."""


class Exporter(Protocol):
    """Turns an issue into files. Pure: equal issues and options give equal bytes.

    Gives the bytes of one file, or several as a mapping of names (relative, with ``/``, none
    leading out) to bytes; ``jumpline.exporting`` writes those as a folder or a zip, whole or not at
    all. ``jumpline.model.form.form`` makes a function an exporter that says what it keeps of an
    issue, which options it takes and whether it needs geometry; a function without it is an
    exporter of one file without options. Raises ``FormatError`` that names what the issue lacks,
    and ``UsageError`` for an option.
    """

    def __call__(self, issue: Issue, /, **options: str) -> bytes | Files: ...


class Store(Protocol):
    """The truth of an archive: issues, their revisions, their sources. One writer at a time."""

    def put(
        self,
        issue: Issue,
        sources: Sequence[SourceFile],
        *,
        reader: str,
        reading: Issue | None = None,
    ) -> Added:
        """All or nothing. The same issue from the same sources by the same reader is 'same'.
        ``reading`` is the issue before its corrections, where ``issue`` is a corrected one."""

    def reading(self, issue_id: str) -> Issue:
        """The current revision as it was read, without corrections. Raises ``NotFound``."""

    def corrections(self, issue_id: str) -> list[KeptCorrection]:
        """In the order of their recording, with those that were undone."""

    def keep_corrections(self, issue_id: str, corrections: Sequence[Correction]) -> int:
        """Kept for ever; how many are new or hold again. The issue itself is not changed. Raises
        ``NotFound``."""

    def undo_correction(self, issue_id: str, correction_id: str) -> None:
        """It does not hold any more. Raises ``NotFound`` for one that there is not."""

    def keep_signoff(self, signoff: SignOff) -> bool:
        """Kept for ever; whether it is new. Raises ``NotFound`` without its issue."""

    def signoffs(self, issue_id: str) -> list[SignOff]:
        """In the order of their recording."""

    def get(self, issue_id: str, *, revision: int | None = None) -> Issue:
        """The current revision, or the given one. Raises ``NotFound``."""

    def has(self, issue_id: str) -> bool: ...

    def issues(
        self,
        *,
        publication: str | None = None,
        year: int | None = None,
        month: int | None = None,
    ) -> Iterator[IssueSummary]:
        """By date, then by id; undated issues last."""

    def publications(self) -> list[PublicationSummary]: ...

    def revisions(self, issue_id: str) -> list[Revision]: ...

    def sources(self, issue_id: str, *, revision: int | None = None) -> list[SourceFile]: ...

    def finished(self, sources: Sequence[SourceFile], *, reader: str) -> dict[str, tuple[int, ...]]:
        """Issues that need no reading: id → positions in ``sources`` of exactly the files that
        its current revision came from, if ``reader`` is the last that read them."""

    def article_issue(self, article_id: str) -> str:
        """The id of the issue that holds an article. Raises ``NotFound``."""

    def generation(self) -> int:
        """Grows with every change; the index compares it with the one that it was built from."""

    def changed_since(self, generation: int) -> Iterator[str]:
        """Ids of issues that changed after a generation, each once."""

    def record(self, issue_id: str) -> IssueRecord:
        """All that is known of an issue, by digests, as of one moment; without revisions where there
        is no such issue."""

    def blob(self, digest: str) -> bytes:
        """What lies under a digest of a record. Raises ``ArchiveError`` where it is missing or not
        what it was."""

    def take_over(self, record: IssueRecord, blob: Callable[[str], bytes]) -> bool:
        """Makes an issue what it is in another store, whose blobs ``blob`` gives: all or nothing;
        False where it is so already. Raises ``ArchiveError`` where this store has another history
        of the issue, which ``record`` does not continue."""

    def mend(self, digest: str, data: bytes) -> None:
        """Puts what lies under a digest in the place of what is missing or has changed. Raises
        ``ArchiveError`` where it is something else."""

    def relist(self, issue_id: str) -> None:
        """Writes anew what is only derived from the current revision: the line in lists, the list
        of articles."""

    def verify(self) -> Iterator[Damage]: ...

    def sweep(self) -> int:
        """Deletes what interrupted writes left and nothing names; how many pieces."""

    def close(self) -> None: ...


class Lock(Protocol):
    """Lets one at a time bring the index up to date."""

    def held(self) -> AbstractContextManager[None]:
        """Waits, then raises ``ArchiveError``. Its holder may enter again."""


class Index(Protocol):
    """Derived from the store and rebuildable from it at any time."""

    def update(
        self, changes: Iterable[tuple[str, Iterable[ArticleDocument]]], generation: int
    ) -> None:
        """Replace all documents of each issue id by those given; then remember the generation."""

    def generation(self) -> int:
        """The generation of the store that the index mirrors; -1 if it must be rebuilt."""

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
        """``order``: relevance, newest or oldest. ``fold``: simplified equals traditional and
        full width equals half width. ``filters``: facet name → value. Raises ``QueryError``."""

    def clear(self) -> None: ...

    def close(self) -> None: ...


class Runner(Protocol):
    """Maps a top-level function over tasks. Results come in the order of the tasks; a task that
    raises gives its exception as the result, so that one bad page never loses the others."""

    name: ClassVar[str]

    def map(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Result | Exception]: ...

    def close(self) -> None: ...


class Server(Protocol):
    """Serves an archive until it is told to stop. ``ready`` is called with the address."""

    def __call__(
        self,
        archive: Any,
        /,
        host: str = "127.0.0.1",
        port: int = 8765,
        ready: Callable[[str], None] | None = None,
        *,
        root_path: str = "",
        house: Path | None = None,
        token: str | None = None,
        workers: int = 1,
        source: str | None = None,
        rate: float = 0.0,
        busy: int = 64,
        log: bool = False,
    ) -> None:
        """``token`` opens the review desk to whoever sends it; without one nothing writes. Several
        ``workers`` open the archive at ``source`` for themselves. ``rate`` are the requests a second
        of one client (0: any), ``busy`` those that a process works at; ``log`` asks for a line for
        each answer."""


class Publisher(Protocol):
    """Writes an archive as an edition that needs no server, into a folder, as ``jumpline.web.site``
    does. What stands there from an earlier time is brought up to date."""

    def __call__(
        self,
        archive: Any,
        out: Path,
        /,
        *,
        issues: tuple[str, ...] = (),
        language: str | None = None,
        base_url: str | None = None,
        house: Path | None = None,
        progress: Progress | None = None,
    ) -> Any: ...


class Progress(Protocol):
    """Told of the state of long work. ``total`` is None while unknown."""

    def __call__(self, done: int, total: int | None, what: str) -> None: ...


#: Options of any plug travel as plain data.
Options = dict[str, Any]
