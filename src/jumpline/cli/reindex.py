"""``jumpline reindex``: build the search index anew."""

from __future__ import annotations

import click

from jumpline.cli.options import archive_option, json_option
from jumpline.cli.output import fail, print_json
from jumpline.errors import ArchiveError


@click.command("reindex")
@archive_option
@json_option
def command(archive: str, as_json: bool) -> int:
    """Build the search index anew from the archive; nothing else is touched. Exit 6 where issues could
    not be read."""
    from jumpline.archive import open_archive

    with open_archive(archive) as kept:
        count = kept.reindex()
        listed = sum(each.articles for each in kept.issues())
    if as_json:
        print_json({"articles": count})
    else:
        click.echo(f"{count} articles indexed.")
    if count < listed:
        fail(
            f"{listed - count} articles could not be read and are not found: run `jumpline verify`."
        )
        return ArchiveError.exit_code
    return 0
