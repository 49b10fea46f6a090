"""``jumpline verify``: is the archive whole?"""

from __future__ import annotations

import click

from jumpline.cli.options import archive_option, json_option
from jumpline.cli.output import print_json
from jumpline.errors import ArchiveError


@click.command("verify")
@archive_option
@json_option
def command(archive: str, as_json: bool) -> int:
    """Check every digest, reference, revision and the index. Exit 0 when all is whole, 6 if not.

    `jumpline repair` restores what can be restored.
    """
    from jumpline.archive import open_archive

    with open_archive(archive) as kept:
        damage = kept.verify()
    if as_json:
        print_json({"whole": not damage, "damage": damage})
    else:
        for found in damage:
            click.echo(f"{found.kind}: {found.what} ({found.where})")
        if not damage:
            click.echo("The archive is whole.")
    return ArchiveError.exit_code if damage else 0
