"""``jumpline restore``: an archive from its backup."""

from __future__ import annotations

import click

from jumpline.cli.move import copy
from jumpline.cli.options import archive_option, json_option


@click.command("restore")
@click.argument("backup", metavar="BACKUP")
@archive_option
@json_option
def command(backup: str, archive: str, as_json: bool) -> None:
    """Copy what a backup holds into the archive, which is made where there is none.

    An issue that the archive has already is left as it is, or brought up to the backup's revision.
    `jumpline repair --from BACKUP` mends an archive that is damaged.

    \b
    jumpline restore /mnt/backup/papers --archive /srv/papers
    """
    copy(backup, archive, as_json)
