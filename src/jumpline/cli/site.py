"""``jumpline site``: the paper as files."""

from __future__ import annotations

from pathlib import Path

import click

from jumpline.cli.options import archive_option, house_option, json_option
from jumpline.cli.output import fail, print_json, progress

#: Exit code where the edition is there, with pictures missing.
PARTIAL = 8


@click.command("site")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--issues", multiple=True, metavar="TITLE|ISSUE", help="Only these. May be given again."
)
@click.option("--lang", default=None, help="Language of the interface: zh-Hans, zh-Hant or en.")
@click.option(
    "--base-url", metavar="URL", help="Where it will be found: for the sitemap and the feeds."
)
@house_option
@json_option
@archive_option
def command(
    out: Path,
    issues: tuple[str, ...],
    lang: str | None,
    base_url: str | None,
    house: Path | None,
    as_json: bool,
    archive: str,
) -> int:
    """Write the paper as files that any web server, object store or USB stick can carry.

    Pages, articles, pictures, search and feeds, with relative links; no server is needed to read
    them. Built again, only what has changed is written.

    \b
    jumpline site public/
    jumpline site public/ --base-url https://paper.example/ --issues changji-ribao
    """
    from jumpline import plugins
    from jumpline.archive import open_archive

    with open_archive(archive, read_only=True) as kept, progress("Building") as say:
        built = plugins.load("publishers", "static")(
            kept,
            out,
            issues=issues,
            language=lang,
            base_url=base_url,
            house=house,
            progress=say,
        )
    if as_json:
        print_json(built)
    else:
        click.echo(
            f"{built.issues} issues ({built.rebuilt} made anew), {built.files} files"
            f" ({built.written} written, {built.removed} removed) in {out}"
        )
    for what in built.undrawn:
        fail(f"not drawn: {what}")
    return PARTIAL if built.undrawn else 0
