"""Reading as work that can be done anywhere: sources to pages, pages of an issue to the issue.

Both steps are top-level functions of plain data, so that a runner can send them to other processes
and machines. What comes back is the same bytes wherever it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import msgspec

from jumpline.bundles import Sheets, Texts, is_picture, of_bundles, read_sheets, sheets_of
from jumpline.errors import MissingExtra, SourceError
from jumpline.model.archive import SourceFile
from jumpline.model.scan import Recognition
from jumpline.model.sheet import Sheet
from jumpline.packs import Pack, pack_digest, reading_pack
from jumpline.ports import Progress, Runner
from jumpline.recognising import Recognising
from jumpline.stages.blocks import blocks
from jumpline.stages.order import Candidate
from jumpline.stages.roles import furnish


class How(msgspec.Struct, frozen=True):
    """``packs`` are files of titles' own conventions, which every machine must find under that
    name."""

    packs: tuple[str, ...]
    recognition: Recognition


class Task(msgspec.Struct, frozen=True):
    source: SourceFile
    how: How


class Found(msgspec.Struct, frozen=True):
    """What came of one source: its pages cut into blocks; for each page the file that holds it and
    the day on which that was made. ``missing`` is set where a page was left unread because no
    recogniser is installed."""

    source: str
    pages: tuple[tuple[str, str | None, tuple[Candidate, ...]], ...] = ()
    error: SourceError | None = None
    missing: MissingExtra | None = None
    is_text: bool = False


def found_here(
    sources: Sequence[SourceFile], how: How, progress: Progress | None
) -> Iterator[Found]:
    """One source after the other, in this process."""
    recognising = Recognising(how.recognition)
    pack = reading_pack(*how.packs)
    try:
        for done, (source, sheets) in enumerate(sheets_of(sources)):
            if progress is not None:
                progress(done, len(sources), source.name)
            yield _look(source, sheets, recognising, pack, _teller(progress, done, len(sources)))
    finally:
        recognising.close()


def found_by(
    runner: Runner, sources: Sequence[SourceFile], how: How, progress: Progress | None
) -> Iterator[Found]:
    """The same by a runner, in the same order. A source that names others is read here."""
    recognising = Recognising(how.recognition)
    pack = reading_pack(*how.packs)
    done = 0
    taken: set[str] = set()
    texts = Texts()
    try:
        for source, sheets in of_bundles(sources, taken, texts):
            yield _look(source, sheets, recognising, pack, None)
            done += 1
    finally:
        recognising.close()
    left = [source for source in sources if source.name not in taken]
    # Pictures last: what is read from its text beside it needs no recognising.
    for pictures in (False, True):
        these = [each for each in left if is_picture(each) == pictures]
        asked: list[SourceFile] = []

        def tasks(
            these: list[SourceFile] = these, asked: list[SourceFile] = asked
        ) -> Iterator[Task]:
            for each in these:
                if not texts.show(each):
                    asked.append(each)
                    yield Task(each, how)

        for at, outcome in enumerate(runner.map(read_source, tasks())):
            source = asked[at]
            if progress is not None:
                progress(done + at, len(sources), source.name)
            if isinstance(outcome, SourceError):
                yield Found(source.name, error=_placed(outcome, source.name))
            elif isinstance(outcome, Exception):
                raise outcome
            elif not texts.show(source):
                if outcome.is_text:
                    texts.add(source.name)
                yield outcome
        done += len(these)


def read_source(task: Task) -> Found:
    """One source alone. Where it runs it keeps its recogniser for the next one."""
    how = task.how
    pack = _kept_pack(how.packs, tuple(pack_digest(each) for each in how.packs))
    recognising = _kept_recogniser(how.recognition)
    recognising.missing = None
    try:
        sheets: Sheets = read_sheets(task.source)
    except SourceError as error:
        sheets = error
    return _look(task.source, sheets, recognising, pack, None)


def _look(
    source: SourceFile,
    sheets: Sheets,
    recognising: Recognising,
    pack: Pack,
    tell: Callable[[str], None] | None,
) -> Found:
    if isinstance(sheets, SourceError):
        return Found(source.name, error=sheets)
    pages = tuple(
        (sheet.source, sheet.made, _candidates(sheet, pack))
        for sheet in recognising.sheets(source, sheets, tell)
    )
    is_text = any(sheet.pieces for sheet in sheets)
    return Found(source.name, pages, missing=recognising.missing, is_text=is_text)


def _candidates(sheet: Sheet, pack: Pack) -> tuple[Candidate, ...]:
    return tuple(Candidate(page, furnish(page, pack)) for page in blocks(sheet, pack))


def _teller(progress: Progress | None, done: int, total: int) -> Callable[[str], None] | None:
    """For a step inside a source: what goes on, at the same place."""
    if progress is None:
        return None
    return lambda what: progress(done, total, what)


def _placed(error: SourceError, name: str) -> SourceError:
    """What a runner says of a task has no name of a source."""
    if error.where is None:
        error.where = name
    return error


@lru_cache(maxsize=2)
def _kept_pack(packs: tuple[str, ...], digests: tuple[str, ...]) -> Pack:
    return reading_pack(*packs)


@lru_cache(maxsize=1)
def _kept_recogniser(recognition: Recognition) -> Recognising:
    return Recognising(recognition)
