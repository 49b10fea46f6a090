"""``jumpline backup``: a copy of an archive, while it is served."""

from __future__ import annotations

import click

from jumpline.cli.move import copy
from jumpline.cli.options import archive_option, json_option


@click.command("backup")
@click.argument("out", metavar="OUT")
@archive_option
@json_option
def command(out: str, archive: str, as_json: bool) -> None:
    """Copy the archive to OUT, which is an archive itself; only what is new is written.

    The archive may be served and added to meanwhile. OUT can be read, searched and verified like
    any archive, and `jumpline restore OUT` brings it back.

    \b
    jumpline backup /mnt/backup/papers
    jumpline verify --archive /mnt/backup/papers
    """
    copy(archive, out, as_json)
