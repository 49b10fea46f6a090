"""``jumpline check``: what a proof-reader would ask about an issue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jumpline.cli.options import (
    archive_option,
    json_option,
    output_option,
    pack_option,
    recognition,
    recognition_options,
)
from jumpline.cli.output import LOST, PARTIAL, fail, print_json, progress, write
from jumpline.store.address import exists

if TYPE_CHECKING:
    from jumpline.archive import Archive
    from jumpline.model.archive import SourceFile
    from jumpline.model.issue import Issue

_GRAVE = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
#: Exit code where --fail-on finds what it fails on.
FOUND = 1
#: Issues of one search: more is a task for a loop over `jumpline list`.
_MOST_ISSUES = 500


@click.command("check")
@click.argument("what", metavar="PATH|ISSUE|QUERY")
@archive_option
@json_option
@click.option(
    "--to",
    "form",
    type=click.Choice(["text", "sarif", "html"]),
    default="text",
    show_default=True,
    help="Lines of text, SARIF for code-review tools, or a page that shows the places.",
)
@output_option
@click.option(
    "--fail-on",
    type=click.Choice(list(_GRAVE)),
    default="never",
    show_default=True,
    help="End with exit code 1 when there is a problem so grave, or graver.",
)
@click.option(
    "--waivers",
    "waiver_files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Problems that may stay, each with a reason. May be given again.",
)
@click.option(
    "--style",
    "style_names",
    multiple=True,
    metavar="NAME|FILE.toml",
    help="House rules of numerals, marks, units and words: zh-publishing, or a file. May be given"
    " again.",
)
@pack_option
@recognition_options
def command(
    what: str,
    archive: str,
    as_json: bool,
    form: str,
    output: Path | None,
    fail_on: str,
    waiver_files: tuple[Path, ...],
    style_names: tuple[str, ...],
    packs: tuple[str, ...],
    recogniser: str,
    recogniser_options: tuple[str, ...],
    correct: bool,
) -> int:
    """Look for what is wrong in an issue: dates, numbers, jumps, names, marks. Nothing is changed.

    Give pages, which are read first, an issue of the archive, which is compared with its
    neighbours, or a search, whose articles are looked at.

    \b
    jumpline check 2026-04-07/
    jumpline check changji-ribao/2026-04-07 --to html -o problems.html
    jumpline check 'date:2026-04' --json
    jumpline check 2026-04-07/ --style zh-publishing --fail-on error
    """
    from jumpline.checks.running import check
    from jumpline.checks.styles import load_style
    from jumpline.checks.waivers import read_waivers, unused, without_waived

    styles = [load_style(name) for name in style_names]
    waivers = [waiver for path in waiver_files for waiver in read_waivers(_text(path), str(path))]
    sources: list[SourceFile] = []
    checked = []
    told = recognition(recogniser, recogniser_options, correct)
    whole = []
    for issue, known, articles in _issues(what, archive, packs, told, sources):
        problems = check(issue, styles=styles, **known)
        if articles is not None:
            problems = [p for p in problems if p.where.get("article") in articles]
        whole.append((issue, problems))
        checked.append((issue, without_waived(problems, issue, waivers)))
    for waiver in unused(waivers, whole):
        fail(f"the waiver of {waiver.code} ({waiver.reason}) fits no problem that was found.")
    found = [problem for _, problems in checked for problem in problems]
    _deliver(checked, sources, form, output, as_json)
    if any(problem.severity in _GRAVE[fail_on] for problem in found):
        return FOUND
    return PARTIAL if any(problem.code in LOST for problem in found) else 0


def _text(path: Path) -> str:
    from jumpline.errors import FormatError

    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(
            f"cannot be read ({error}).", where=str(path), remedy="Give a TOML file in UTF-8."
        ) from error


def _deliver(
    checked: list[Any], sources: list[SourceFile], form: str, output: Path | None, as_json: bool
) -> None:
    from msgspec.structs import replace

    if as_json:
        several = len(checked) > 1
        problems = [
            replace(problem, where={"issue": issue.id, **problem.where}) if several else problem
            for issue, found in checked
            for problem in found
        ]
        if output is None:
            print_json({"problems": problems})
            return
        import msgspec

        write(msgspec.json.encode({"problems": problems}) + b"\n", output)
        return
    if form == "sarif":
        from jumpline.checks.reports.sarif import report_sarif

        text = report_sarif(checked, sources)
    elif form == "html":
        from jumpline.checks.reports.html import report_html

        text = report_html(checked)
    else:
        from jumpline.checks.reports.plain import report_text

        text = report_text(checked)
    write(text.encode("utf-8", "replace"), output)


def _issues(
    what: str, archive: str, packs: tuple[str, ...], told: Any, sources: list[SourceFile]
) -> Iterator[tuple[Issue, dict[str, Any], set[str] | None]]:
    """Issues, what an archive knows around them, and the articles that were asked for."""
    if exists(Path(what)):
        from jumpline.pipeline import one_issue

        with progress("Reading") as said:
            reading = one_issue([what], packs=packs, progress=said, recognition=told)
        sources += reading.sources
        yield reading.issue, {}, None
        return
    from jumpline.archive import open_archive
    from jumpline.cli.chosen import names_an_issue
    from jumpline.errors import NotFound
    from jumpline.model.scan import USUAL
    from jumpline.proofreading import around, read_anew

    def chosen(kept: Archive, name: str) -> Issue:
        """As it is kept, or read as the command line says, with what people have corrected."""
        issue = kept.get(name)
        return read_anew(kept, issue, packs, told) if packs or told != USUAL else issue

    with open_archive(archive, read_only=True) as kept:
        try:
            issue = chosen(kept, what)
        except NotFound:
            if names_an_issue(what):
                raise
        else:
            yield issue, around(kept, issue), None
            return
        for name, articles in _found(kept, what).items():
            issue = chosen(kept, name)
            yield issue, around(kept, issue), articles


def _found(kept: Archive, query: str) -> dict[str, set[str]]:
    """Articles that a search finds, by issue."""
    from jumpline.cli.chosen import articles_by_issue
    from jumpline.errors import NotFound, UsageError

    wanted = articles_by_issue(kept, query)
    if not wanted:
        raise NotFound(
            f"no file or issue is called {query!r}, and no article is found by it.",
            remedy="See `jumpline list` and `jumpline search`.",
        )
    if len(wanted) > _MOST_ISSUES:
        raise UsageError(
            f"{len(wanted)} issues are found; at most {_MOST_ISSUES} are checked at once.",
            remedy="Narrow the search by a date.",
        )
    return wanted
