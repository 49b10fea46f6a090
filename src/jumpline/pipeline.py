"""The ordered stages, from sources to issues.

gather(paths) → SourceFile*          the only step here that touches the disk
read_sheets(source) → Sheet*         a reader
blocks → furnish → order → roles → follow → articles → pictures → issue
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date
from pathlib import Path

import msgspec

from jumpline import plugins
from jumpline._version import VERSION
from jumpline.errors import EmptySource, MixedIssues, NoPages, NotFound, SourceError, TooLarge
from jumpline.model.archive import SourceFile
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Issue, Problem
from jumpline.model.sheet import Sheet
from jumpline.model.text import plain
from jumpline.packs import Pack, pack_digest, reading_pack
from jumpline.ports import Progress, Reader
from jumpline.stages.articles import articles
from jumpline.stages.blocks import blocks
from jumpline.stages.follow import follow
from jumpline.stages.issue import Facts, issue
from jumpline.stages.order import Candidate, date_in_name, group, number_pages
from jumpline.stages.pages import RolePage
from jumpline.stages.pictures import place_pictures
from jumpline.stages.roles import furnish, roles
from jumpline.stages.zones import guide

#: Grows with every change of the stages that can change an issue.
STAGES = "2"
READER = f"jumpline/{VERSION} stages/{STAGES}"
MAX_FILES = 10_000
MAX_FILE_BYTES = 512 * 1024 * 1024
_SKIPPED = re.compile(r"^\.|^(?:readme|license|licence|copying|thumbs\.db|desktop\.ini)\b", re.I)


def reader_identity(packs: Sequence[str] = ()) -> str:
    """What reads: the version of the stages and the content of the titles' packs."""
    if not packs:
        return READER
    return f"{READER} packs/{fingerprint(' '.join(pack_digest(name) for name in packs), 12)}"


class Reading(msgspec.Struct, frozen=True):
    """An issue and the sources that it was read from."""

    issue: Issue
    sources: tuple[SourceFile, ...]


def gather(paths: Iterable[Path | str]) -> list[SourceFile]:
    """Files, and the files of folders, in the order of their names. Hidden files are passed over;
    links that lead out of their folder are not followed."""
    sources: list[SourceFile] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            files = sorted(_walk(path), key=_natural)
            if not files:
                raise NoPages(
                    "there is no page in this folder.",
                    where=str(given),
                    remedy="It should hold one file a page, such as page-01.md.",
                )
            # A folder named by its date dates pages that print none.
            head = f"{path.resolve().name}/" if _dated(path.resolve().name) else ""
            sources += [_load(file, head + file.relative_to(path).as_posix()) for file in files]
        elif path.is_file():
            sources.append(_load(path, path.name))
        else:
            raise NotFound("there is no such file or folder.", where=str(given))
        if len(sources) > MAX_FILES:
            raise TooLarge(
                f"more than {MAX_FILES} files.",
                where=str(given),
                remedy="Read one issue at a time.",
            )
    return _unique(sources)


def _dated(name: str) -> bool:
    return date_in_name(name) is not None


def _walk(folder: Path) -> Iterable[Path]:
    inside = folder.resolve()
    for path in folder.rglob("*"):
        if any(_SKIPPED.match(part) for part in path.relative_to(folder).parts):
            continue
        if path.is_file() and path.resolve().is_relative_to(inside):
            yield path


def _natural(path: Path) -> list[tuple[int, int, str]]:
    pieces = re.split(r"(\d+)", path.as_posix())
    return [(1, int(p), "") if p.isdecimal() else (0, 0, p) for p in pieces]


def _load(path: Path, name: str) -> SourceFile:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise TooLarge(f"larger than {MAX_FILE_BYTES} bytes.", where=str(path))
        return SourceFile(name, path.read_bytes())
    except PermissionError as error:
        raise SourceError(
            "this file may not be read.", where=str(path), remedy="Check its permissions."
        ) from error
    except OSError as error:
        raise SourceError(
            f"this file cannot be read ({error.strerror}).", where=str(path)
        ) from error


def _unique(sources: list[SourceFile]) -> list[SourceFile]:
    """The same name from two folders gets a number, so that both are kept."""
    taken: dict[str, int] = {}
    result = []
    for source in sources:
        count = taken.get(source.name, 0)
        taken[source.name] = count + 1
        if count:
            result.append(SourceFile(f"{count + 1}/{source.name}", source.data))
        else:
            result.append(source)
    return result


def choose_reader(source: SourceFile) -> Reader | None:
    """The reader that is most sure of a source; None if none knows it."""
    best: tuple[float, str, Reader] | None = None
    for name in plugins.names("readers"):
        reader: Reader = plugins.load("readers", name)()
        sure = reader.accepts(source.name, source.data[:65536])
        if sure > 0 and (best is None or (sure, name) > best[:2]):
            best = (sure, name, reader)
    return best[2] if best else None


def read_sheets(source: SourceFile) -> list[Sheet]:
    """The sheets of one source. Raises ``SourceError``."""
    if not source.data:
        raise EmptySource(
            "the file is empty.", where=source.name, remedy="Check how it was exported."
        )
    reader = choose_reader(source)
    if reader is None:
        raise SourceError(
            "no reader knows this kind of file.",
            where=source.name,
            remedy="Give text or markdown, one page a file.",
        )
    return reader.read(source.name, source.data)


def read_issues(
    sources: Sequence[SourceFile],
    *,
    packs: Sequence[str] = (),
    progress: Progress | None = None,
) -> Iterator[Reading]:
    """All issues that the sources hold, by date, each as soon as it is read.

    A source that cannot be read is a problem of the first issue, as long as another could be read;
    if none can, its ``SourceError`` is raised.
    """
    pack = reading_pack(*packs)
    pages: list[Candidate] = []
    failed: list[SourceError] = []
    made: dict[str, str] = {}
    for done, source in enumerate(sources):
        if progress is not None:
            progress(done, len(sources), source.name)
        try:
            sheets = read_sheets(source)
        except SourceError as error:
            failed.append(error)
            continue
        for sheet in sheets:
            if sheet.made is not None:
                made[sheet.source] = sheet.made
            pages += [Candidate(page, furnish(page, pack)) for page in blocks(sheet, pack)]
    if progress is not None:
        progress(len(sources), len(sources), "")
    if not pages:
        if failed:
            raise failed[0]
        raise NoPages("there is nothing to read.", remedy="Name a file or a folder of pages.")
    groups = sorted(group(pages), key=_when)
    for number, members in enumerate(groups):
        blame = failed if number == 0 else []
        yield _read_one(members, blame, sources, made, pack, alone=len(groups) == 1)


def _when(members: list[Candidate]) -> tuple[tuple[int, ...], str]:
    keys = [candidate.key for candidate in members]
    dates = [date for _, date in keys if date is not None]
    titles = [title for title, _ in keys if title is not None]
    return (min(dates, default=(9999,)), min(titles, default=""))


def one_issue(
    paths: Iterable[Path | str],
    *,
    packs: Sequence[str] = (),
    progress: Progress | None = None,
    given: Sequence[SourceFile] = (),
) -> Reading:
    """The one issue that the paths (and sources already loaded) hold. Raises ``MixedIssues``."""
    readings = list(read_issues([*given, *gather(paths)], packs=packs, progress=progress))
    if len(readings) > 1:
        names = ", ".join(
            f"{reading.issue.id} ({', '.join(source.name for source in reading.sources[:3])})"
            for reading in readings
        )
        raise MixedIssues(
            f"these pages belong to {len(readings)} issues: {names}.",
            remedy="Read one at a time, or `jumpline add` them all.",
        )
    return readings[0]


def _read_one(
    members: list[Candidate],
    failed: list[SourceError],
    sources: Sequence[SourceFile],
    made: dict[str, str],
    pack: Pack,
    *,
    alone: bool,
) -> Reading:
    problems = [
        Problem(
            "source-unreadable",
            "error",
            str(error),
            {"source": error.where} if error.where else {},
            error.remedy,
        )
        for error in failed
    ]
    numbered, met = number_pages(members)
    problems += met
    announced: set[str] = set()
    for _, _, candidate in numbered:
        free = set(range(len(candidate.page.blocks))) - set(candidate.found[1])
        _, entries = guide(candidate.page.blocks, free, pack)
        announced |= {plain(" ".join(entry["lines"])) for entry in entries}
        announced |= {plain(line) for entry in entries for line in entry["lines"]}
    pages: list[RolePage] = [
        roles(
            candidate.page,
            candidate.found,
            pack,
            number=number,
            label=label,
            guide_lines=frozenset(announced),
        )
        for number, label, candidate in numbered
    ]
    facts = Facts(page.furniture for page in pages)
    if facts.date is None:
        names = [page.source for page in pages]
        _date_from_names(facts, names, problems)
        if facts.date is None and "date" not in facts.fields:
            _tell_day_made(names, made, problems)
    chains = follow(pages, pack)
    drafts = place_pictures(chains.pages, articles(chains, pack, facts.date))
    used = {page.source for page in pages} | ({str(e.where) for e in failed} if alone else set())
    kept = sources if alone else [source for source in sources if source.name in used]
    return Reading(issue(chains, drafts, facts, problems), tuple(kept))


def _date_from_names(facts: Facts, names: list[str], problems: list[Problem]) -> None:
    """A date in the sources' names, where the pages print none."""
    for name in names:
        found = date_in_name(name)
        if found:
            facts.date = Date(*found)
            problems.append(
                Problem(
                    "date-from-name",
                    "info",
                    f"No page prints a date; {facts.date} was taken from the name of a source.",
                    {"source": name},
                )
            )
            return


def _tell_day_made(names: list[str], made: dict[str, str], problems: list[Problem]) -> None:
    """A file is often made the day before its issue, and sometimes years later: a hint for people."""
    for name in names:
        if name in made:
            problems.append(
                Problem(
                    "date-missing",
                    "info",
                    f"No page prints a date; {name} was made on {made[name]}.",
                    {"source": name, "made": made[name]},
                    "Name the file by the date of the issue.",
                )
            )
            return
