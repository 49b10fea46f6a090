"""``jumpline show``: one issue or one article of an archive."""

from __future__ import annotations

import sys

import click

from jumpline.cli.options import archive_option, json_option
from jumpline.cli.output import print_json, write
from jumpline.model.archive import Revision


@click.command("show")
@click.argument("identifier", metavar="ID")
@archive_option
@json_option
@click.option("--revision", type=int, metavar="N", help="An earlier revision of an issue.")
@click.option("--revisions", is_flag=True, help="List the revisions of an issue.")
def command(
    identifier: str, archive: str, as_json: bool, revision: int | None, revisions: bool
) -> None:
    """Print an issue or an article by its id.

    \b
    jumpline show changji-ribao/2026-04-07
    jumpline show changji-ribao/2026-04-07/01-k7f3q2ab --json
    """
    from jumpline.archive import open_archive
    from jumpline.errors import NotFound
    from jumpline.exporters.issuejson import export_json
    from jumpline.exporters.text import article_text, export_text

    with open_archive(archive) as kept:
        if revisions:
            _list(kept.revisions(identifier), as_json)
            return
        try:
            issue = kept.get(identifier, revision)
        except NotFound:
            if identifier.count("/") < 2 or revision is not None:
                raise
            _, article = kept.article(identifier)
            if as_json:
                print_json(article)
            else:
                click.echo(article_text(article))
            return
    write(export_json(issue) if as_json else export_text(issue), None)
    sys.stdout.flush()


def _list(found: list[Revision], as_json: bool) -> None:
    if as_json:
        print_json({"revisions": found})
        return
    for each in found:
        mark = "  current" if each.current else ""
        click.echo(f"{each.number}  {each.added}  {each.reader}{mark}")
