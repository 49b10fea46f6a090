"""The ordered stages, from sources to issues.

gather(paths) → SourceFile*          the only step that touches the disk (gathering)
take_back(sources) → Issue*          those that jumpline wrote itself (returning); the rest goes on
sheets_of(sources) → Sheet*          readers, alone or with the files that they name (bundles)
blocks → furnish                     with the readers, a source at a time (mapping)
order → roles → follow → articles → pictures → issue         an issue at a time (assembling)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from jumpline._version import VERSION
from jumpline.assembling import Members, assemble
from jumpline.bundles import read_sheets
from jumpline.errors import MissingExtra, MixedIssues, NoPages, SourceError
from jumpline.gathering import choose_reader, gather
from jumpline.mapping import How, found_by, found_here
from jumpline.model.archive import SourceFile
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Issue, Problem
from jumpline.model.scan import USUAL, Recognition
from jumpline.packs import pack_digest
from jumpline.ports import Progress, Runner
from jumpline.returning import take_back
from jumpline.stages.order import Candidate, group

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
    runner: Runner | None = None,
) -> Iterator[Reading]:
    """All issues that the sources hold, by date, each as soon as it is read. A ``runner`` spreads
    the sources first and then the issues; what comes out is the same.

    A source that cannot be read is a problem of the first issue, as long as another could be read;
    if none can, its ``SourceError`` is raised.
    """
    returned, sources = take_back(sources)
    if returned and not sources:
        yield from (Reading(*each) for each in returned)
        return
    how = How(tuple(packs), recognition)
    pages: list[Candidate] = []
    failed: list[SourceError] = []
    missing: MissingExtra | None = None
    made: dict[str, str] = {}
    beside: dict[str, set[str]] = {}
    for found in (
        found_here(sources, how, progress)
        if runner is None
        else found_by(runner, sources, how, progress)
    ):
        missing = missing or found.missing
        if found.error is not None:
            failed.append(found.error)
            continue
        for name, day, candidates in found.pages:
            beside.setdefault(name, set()).add(found.source)
            if day is not None:
                made[name] = day
            pages += candidates
    if missing is not None and not any(each.page.blocks for each in pages):
        raise missing
    if progress is not None:
        progress(len(sources), len(sources), "")
    if returned:
        (first, files), *others = returned
        if not pages:
            first = msgspec.structs.replace(first, problems=(*first.problems, *_blamed(failed)))
        yield from (Reading(*each) for each in ((first, files), *others))
        if not pages:
            return
    if not pages:
        if failed:
            raise failed[0]
        raise NoPages("there is nothing to read.", remedy="Name a file or a folder of pages.")
    groups = sorted(group(pages), key=_when)
    tasks = [
        Members(
            tuple(members),
            tuple(packs),
            tuple(_blamed(failed) if number == 0 else ()),
            *_known_of(members, made, beside),
        )
        for number, members in enumerate(groups)
    ]
    alone = len(groups) == 1
    # What could not be read is kept with the issue that tells of it, so that it is read once.
    blamed = {str(error.where) for error in failed}
    for number, result in enumerate(
        map(assemble, tasks) if runner is None else runner.map(assemble, tasks)
    ):
        if isinstance(result, Exception):
            raise result
        used = result.used | blamed if number == 0 else result.used
        yield Reading(result.issue, tuple(each for each in sources if alone or each.name in used))


def _known_of(
    members: list[Candidate], made: dict[str, str], beside: dict[str, set[str]]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    names = dict.fromkeys(each.page.source for each in members)
    return (
        {name: made[name] for name in names if name in made},
        {name: tuple(sorted(beside[name])) for name in names if name in beside},
    )


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
