"""``jumpline export``: an issue in another form."""

from __future__ import annotations

from pathlib import Path

import click

from jumpline.cli.options import archive_option, output_option
from jumpline.cli.output import warn, write


@click.command("export")
@click.argument("what", metavar="ISSUE|PATH")
@click.option("--to", "form", required=True, metavar="FORMAT", help="See `jumpline formats`.")
@output_option
@archive_option
def command(what: str, form: str, output: Path | None, archive: str) -> int:
    """Write an issue of the archive, an issue's JSON, or pages that are read first.

    \b
    jumpline export changji-ribao/2026-04-07 --to html -o paper.html
    jumpline export issue.json --to markdown
    """
    from jumpline import plugins
    from jumpline.archive import open_archive
    from jumpline.model.codec import decode
    from jumpline.pipeline import one_issue

    export = plugins.load("exporters", form)
    path = Path(what)
    if path.is_file() and path.suffix == ".json":
        issue = decode(path.read_bytes(), where=what)
    elif path.exists():
        issue = one_issue([path]).issue
    else:
        with open_archive(archive) as kept:
            issue = kept.get(what)
    write(export(issue), output)
    return warn(issue.problems) if path.exists() else 0
