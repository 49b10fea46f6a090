"""``jumpline reread``: apply a newer reader to sources that the archive kept."""

from __future__ import annotations

import click

from jumpline.cli.options import archive_option, json_option, pack_option
from jumpline.cli.output import print_json, progress


@click.command("reread")
@click.argument("issues", nargs=-1, metavar="[ISSUE]...")
@archive_option
@json_option
@pack_option
def command(issues: tuple[str, ...], archive: str, as_json: bool, packs: tuple[str, ...]) -> None:
    """Read kept sources again; an issue that comes out differently gets a new revision."""
    from jumpline.archive import open_archive

    with open_archive(archive) as kept, progress("Reading again") as told:
        changed = kept.reread(list(issues) or None, packs=packs, progress=told)
    if as_json:
        print_json({"reread": changed})
        return
    for found in changed:
        click.echo(f"{found.issue}  revision {found.revision}  {found.status}")
