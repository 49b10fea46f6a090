"""Pages of one issue → the issue: number, roles, follow, articles, pictures."""

from __future__ import annotations

from datetime import date as Date

import msgspec

from jumpline.model.issue import Issue, Problem
from jumpline.model.text import plain
from jumpline.packs import reading_pack
from jumpline.stages.articles import articles
from jumpline.stages.follow import follow
from jumpline.stages.issue import Facts, issue
from jumpline.stages.order import Candidate, date_in_name, number_pages
from jumpline.stages.pages import RolePage
from jumpline.stages.pictures import place_pictures
from jumpline.stages.roles import roles
from jumpline.stages.zones import guide


class Members(msgspec.Struct, frozen=True):
    """The pages of an issue. ``problems`` are of sources that could not be read, ``made`` are the
    days on which files were made, ``beside`` the files that named a page's file."""

    candidates: tuple[Candidate, ...]
    packs: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    made: dict[str, str] = {}
    beside: dict[str, tuple[str, ...]] = {}


class Assembled(msgspec.Struct, frozen=True):
    """``used`` are the names of the sources that the issue came from."""

    issue: Issue
    used: frozenset[str]


def assemble(members: Members) -> Assembled:
    pack = reading_pack(*members.packs)
    problems = list(members.problems)
    numbered, met = number_pages(list(members.candidates))
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
            _tell_day_made(names, members.made, problems)
    chains = follow(pages, pack)
    drafts = place_pictures(chains.pages, articles(chains, pack, facts.date))
    used = {page.source for page in pages}
    # The file that named a page's file belongs to the issue, too.
    used |= {name for page in pages for name in members.beside.get(page.source, ())}
    return Assembled(issue(chains, drafts, facts, problems), frozenset(used))


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
