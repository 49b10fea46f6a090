"""``jumpline read``: pages in, one issue out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jumpline.cli.options import output_option, pack_option, recognition, recognition_options
from jumpline.cli.output import progress, warn


@click.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--to",
    "form",
    default="json",
    show_default=True,
    metavar="FORMAT",
    help="json, markdown, text, html, or any of `jumpline formats`.",
)
@output_option
@pack_option
@recognition_options
def command(
    paths: tuple[str, ...],
    form: str,
    output: Path | None,
    packs: tuple[str, ...],
    recogniser: str,
    recogniser_options: tuple[str, ...],
    correct: bool,
) -> int:
    """Read pages as one issue and print it.

    PATH is a file, a folder of one issue's pages, or - for standard input.

    \b
    jumpline read page-01.md                     the issue as JSON
    jumpline read scan.jpg                       a picture of a page, recognised
    jumpline read 2026-04-07/ --to markdown      every article, whole
    cat page.txt | jumpline read - --to text
    """
    from jumpline.cli.delivery import deliver
    from jumpline.exporting import form_named
    from jumpline.model.archive import SourceFile
    from jumpline.pipeline import one_issue

    form_named(form)  # fails early where there is none
    given = [SourceFile("-", sys.stdin.buffer.read()) for path in paths if path == "-"][:1]
    with progress("Reading") as told:
        reading = one_issue(
            [path for path in paths if path != "-"],
            packs=packs,
            progress=told,
            given=given,
            recognition=recognition(recogniser, recogniser_options, correct),
        )
    deliver(reading.issue, form, {}, output, reading.sources)
    return warn(reading.issue.problems)
