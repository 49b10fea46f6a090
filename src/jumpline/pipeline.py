"""The ordered stages, from sources to issues.

gather(paths) → SourceFile*          the only step that touches the disk (gathering)
take_back(sources) → Issue*          those that jumpline wrote itself (returning); the rest goes on
sheets_of(sources) → Sheet*          readers, alone or with the files that they name (bundles)
blocks → furnish → order → roles → follow → articles → pictures → issue
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date as Date
from pathlib import Path

import msgspec

from jumpline._version import VERSION
from jumpline.bundles import read_sheets, sheets_of
from jumpline.errors import MixedIssues, NoPages, SourceError
from jumpline.gathering import choose_reader, gather
from jumpline.model.archive import SourceFile
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Issue, Problem
from jumpline.model.scan import USUAL, Recognition
from jumpline.model.text import plain
from jumpline.packs import Pack, pack_digest, reading_pack
from jumpline.ports import Progress
from jumpline.recognising import Recognising
from jumpline.returning import take_back
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
STAGES = "4"
READER = f"jumpline/{VERSION} stages/{STAGES}"

__all__ = [
    "READER",
    "STAGES",
    "Reading",
    "choose_reader",
    "gather",
    "one_issue",
    "read_issues",
    "read_sheets",
    "reader_identity",
]


def reader_identity(packs: Sequence[str] = (), recognition: Recognition = USUAL) -> str:
    """What reads: the version of the stages, the content of the titles' packs and the recogniser that
    was asked for."""
    name = READER
    if packs:
        name += f" packs/{fingerprint(' '.join(pack_digest(each) for each in packs), 12)}"
    if recognition != USUAL:
        options = " ".join(f"{key}={value}" for key, value in recognition.options)
        name += f" recogniser/{recognition.recogniser or 'first'} {options}".rstrip()
        name += "" if recognition.correct else " uncorrected"
    return name


class Reading(msgspec.Struct, frozen=True):
    """An issue and the sources that it was read from."""

    issue: Issue
    sources: tuple[SourceFile, ...]


def read_issues(
    sources: Sequence[SourceFile],
    *,
    packs: Sequence[str] = (),
    progress: Progress | None = None,
    recognition: Recognition = USUAL,
) -> Iterator[Reading]:
    """All issues that the sources hold, by date, each as soon as it is read.

    A source that cannot be read is a problem of the first issue, as long as another could be read;
    if none can, its ``SourceError`` is raised.
    """
    returned, sources = take_back(sources)
    if returned and not sources:
        yield from (Reading(*found) for found in returned)
        return
    pack = reading_pack(*packs)
    pages: list[Candidate] = []
    failed: list[SourceError] = []
    made: dict[str, str] = {}
    beside: dict[str, set[str]] = {}
    recognising = Recognising(recognition)
    for done, (source, sheets) in enumerate(sheets_of(sources)):
        if progress is not None:
            progress(done, len(sources), source.name)
        if isinstance(sheets, SourceError):
            failed.append(sheets)
            continue
        asked = _teller(progress, done, len(sources))
        for sheet in recognising.sheets(source, sheets, asked):
            beside.setdefault(sheet.source, set()).add(source.name)
            if sheet.made is not None:
                made[sheet.source] = sheet.made
            pages += [Candidate(page, furnish(page, pack)) for page in blocks(sheet, pack)]
    recognising.close()
    if recognising.missing is not None and not any(each.page.blocks for each in pages):
        raise recognising.missing
    if progress is not None:
        progress(len(sources), len(sources), "")
    if returned:
        (first, files), *others = returned
        if not pages:
            first = msgspec.structs.replace(first, problems=(*first.problems, *_blamed(failed)))
        yield from (Reading(*found) for found in ((first, files), *others))
        if not pages:
            return
    if not pages:
        if failed:
            raise failed[0]
        raise NoPages("there is nothing to read.", remedy="Name a file or a folder of pages.")
    groups = sorted(group(pages), key=_when)
    for number, members in enumerate(groups):
        blame = failed if number == 0 else []
        yield _read_one(members, blame, sources, made, beside, pack, alone=len(groups) == 1)


def _teller(progress: Progress | None, done: int, total: int) -> Callable[[str], None] | None:
    """For a step inside a source: what goes on, at the same place."""
    if progress is None:
        return None
    return lambda what: progress(done, total, what)


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
    recognition: Recognition = USUAL,
) -> Reading:
    """The one issue that the paths (and sources already loaded) hold. Raises ``MixedIssues``."""
    sources = [*given, *gather(paths)]
    readings = list(read_issues(sources, packs=packs, progress=progress, recognition=recognition))
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
    beside: dict[str, set[str]],
    pack: Pack,
    *,
    alone: bool,
) -> Reading:
    problems = _blamed(failed)
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
    used = {page.source for page in pages}
    # The file that named a page's file belongs to the issue, too.
    used |= {name for page in pages for name in beside.get(page.source, ())}
    used |= {str(error.where) for error in failed} if alone else set()
    kept = sources if alone else [source for source in sources if source.name in used]
    return Reading(issue(chains, drafts, facts, problems), tuple(kept))


def _blamed(failed: list[SourceError]) -> list[Problem]:
    return [
        Problem(
            "source-unreadable",
            "error",
            str(error),
            {"source": error.where} if error.where else {},
            error.remedy,
        )
        for error in failed
    ]


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
