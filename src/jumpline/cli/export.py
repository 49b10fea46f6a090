"""``jumpline export``: an issue, what a search finds, or a whole archive in another form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jumpline.cli.chosen import found_by, names_an_issue
from jumpline.cli.delivery import deliver
from jumpline.cli.options import archive_option
from jumpline.cli.output import fail, note, progress, warn, write
from jumpline.store.address import exists

if TYPE_CHECKING:
    from jumpline.archive import Archive
    from jumpline.batches import Given
    from jumpline.model.form import Form

#: Exit code where some issues could not be written so, and the others are.
PARTIAL = 8


@click.command("export")
@click.argument("what", metavar="ISSUE|PATH|QUERY", required=False)
@click.option("--to", "form", required=True, metavar="FORMAT", help="See `jumpline formats`.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A file, a folder (for several files or issues), or a .zip; else standard output.",
)
@click.option(
    "--option",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the format, see `jumpline formats`. May be given again.",
)
@click.option("--all", "whole", is_flag=True, help="Every issue of the archive, into a folder.")
@click.option("--bag", is_flag=True, help="Make the folder of several issues a BagIt bag.")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Issues written at once."
)
@archive_option
def command(
    what: str | None,
    form: str,
    output: Path | None,
    pairs: tuple[str, ...],
    whole: bool,
    bag: bool,
    jobs: int,
    archive: str,
) -> int:
    """Write an issue of the archive, pages that are read first, the articles that a search finds,
    or the whole archive.

    A search's result or an archive goes into a folder, an export for each issue, with checksums;
    run again, it goes on where it was stopped.

    \b
    jumpline export changji-ribao/2026-04-07 --to mets -o issue.zip
    jumpline export page-01.pdf --to alto --option version=3.1 -o alto/
    jumpline export 'headline:产业' --to jsonl > articles.jsonl
    jumpline export --all --to epub -o books/ --bag
    """
    from jumpline.exporting import form_named

    told = form_named(form)
    options = _options(pairs)
    if whole == (what is not None):
        raise click.UsageError("Give an issue, a path or a search, or else --all.")
    if what is not None and exists(Path(what)):
        return _from_path(Path(what), form, options, output)
    from jumpline.archive import open_archive
    from jumpline.errors import NotFound

    with open_archive(archive) as kept:
        if what is not None:
            try:
                issue = kept.get(what)
            except NotFound:
                if names_an_issue(what):
                    raise
            else:
                deliver(issue, form, options, output, kept.sources(what) if told.sources else [])
                return 0
        found = _found(kept, what, told)
        return _several(found, form, told, options, output, bag=bag, jobs=jobs)


def _options(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark:
            raise click.UsageError(f"--option {pair}: give NAME=VALUE.")
        found[name] = value
    return found


def _from_path(path: Path, form: str, options: dict[str, str], output: Path | None) -> int:
    from jumpline.pipeline import one_issue

    reading = one_issue([path])
    deliver(reading.issue, form, options, output, list(reading.sources))
    return warn(reading.issue.problems)


def _found(kept: Archive, query: str | None, told: Form) -> Iterator[Given]:
    """Issues of the archive, one at a time; of a search, with the articles that it finds."""
    if query is not None:
        yield from found_by(kept, query, sources=told.sources)
        return
    for summary in kept.issues():
        files = tuple(kept.sources(summary.id)) if told.sources else ()
        yield kept.get(summary.id), files


def _several(
    found: Iterator[Given],
    form: str,
    told: Form,
    options: dict[str, str],
    output: Path | None,
    *,
    bag: bool,
    jobs: int,
) -> int:
    from jumpline import exporting
    from jumpline.batches import export_many
    from jumpline.runner.local import LocalRunner

    if output is None or str(output) == "-":
        if not told.appends or bag:
            raise click.UsageError(f"{form} of several issues needs -o with a folder.")
        for issue, files in found:
            result = exporting.export(issue, form, options, files)
            assert isinstance(result, bytes)
            write(result, None)
        return 0
    runner = LocalRunner(jobs)
    try:
        with progress("Exporting") as say:
            counted = export_many(
                found, form, output, options=options, runner=runner, bag=bag, progress=say
            )
    finally:
        runner.close()
    for message in counted.failed.values():
        fail(message)
    note(f"{counted.written} written, {counted.same} were there already")
    return PARTIAL if counted.failed else 0
