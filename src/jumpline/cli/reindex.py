"""``jumpline reindex``: build the search index anew."""

from __future__ import annotations

import click

from jumpline.cli.options import archive_option, json_option
from jumpline.cli.output import print_json


@click.command("reindex")
@archive_option
@json_option
def command(archive: str, as_json: bool) -> None:
    """Build the search index anew from the archive; nothing else is touched."""
    from jumpline.archive import open_archive

    with open_archive(archive) as kept:
        count = kept.reindex()
    if as_json:
        print_json({"articles": count})
    else:
        click.echo(f"{count} articles indexed.")
