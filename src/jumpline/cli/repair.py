"""``jumpline repair``: make good what ``verify`` found."""

from __future__ import annotations

import contextlib

import click

from jumpline.cli.options import archive_option, json_option
from jumpline.cli.output import print_json
from jumpline.errors import ArchiveError


@click.command("repair")
@click.option("--from", "backup", metavar="BACKUP", help="An archive that may have what is lost.")
@archive_option
@json_option
def command(backup: str | None, archive: str, as_json: bool) -> int:
    """Restore what is damaged: from a backup, from kept sources read again, the index from the issues.

    Nothing that is whole is changed. Exit 0 when the archive is whole afterwards, 6 with a list of what
    could not be restored. A source comes from a backup only; or add its file again.

    \b
    jumpline repair
    jumpline repair --from /mnt/backup/papers
    """
    from jumpline.archive import open_archive
    from jumpline.repairing import repair

    with contextlib.ExitStack() as opened:
        other = opened.enter_context(open_archive(backup, read_only=True)) if backup else None
        kept = opened.enter_context(open_archive(archive))
        done = repair(kept, other)
    if as_json:
        print_json({"whole": not done.left, "found": done.found, "left": done.left})
    else:
        for damage in done.found:
            if damage not in done.left:
                click.echo(f"restored: {damage.what} ({damage.where})")
        for damage in done.left:
            click.echo(f"{damage.kind}: {damage.what} ({damage.where})")
        if not done.left:
            click.echo("The archive is whole.")
    return ArchiveError.exit_code if done.left else 0
