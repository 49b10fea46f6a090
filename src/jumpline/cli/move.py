"""``jumpline move``: an archive into another store."""

from __future__ import annotations

import click

from jumpline.cli.options import json_option
from jumpline.cli.output import print_json, progress


@click.command("move")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@json_option
def command(source: str, target: str, as_json: bool) -> None:
    """Copy an archive into another one: a folder into PostgreSQL, and back.

    With all revisions, sources and corrections, held against their digests. What was interrupted
    goes on where it stopped. FROM stays as it is and may be read and written meanwhile; run it
    again for what came since.

    \b
    jumpline move jumpline-archive 'postgresql://db/papers?blobs=/srv/blobs'
    """
    copy(source, target, as_json)


def copy(source: str, target: str, as_json: bool) -> None:
    from jumpline.archive import open_archive
    from jumpline.moving import move

    with (
        open_archive(source, read_only=True) as old,
        open_archive(target, create=True) as new,
        progress("Copying") as told,
    ):
        moved = move(old, new, progress=told)
        where = new.where
    if as_json:
        print_json(moved)
    else:
        click.echo(f"{moved.copied} issues copied to {where}, {moved.same} were there already")
