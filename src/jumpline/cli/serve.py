"""``jumpline serve``: the paper in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from jumpline.cli.options import archive_option, house_option


@click.command("serve")
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option(
    "--root-path", default="", metavar="PATH", help="The path that a proxy serves it under."
)
@house_option
def command(archive: str, host: str, port: int, root_path: str, house: Path | None) -> None:
    """Serve the archive as a paper to read: printed pages, calendar, articles, search.

    Read-only, readable without scripts, and nothing leaves the machine. Ctrl-C ends it.
    """
    from jumpline import plugins
    from jumpline.archive import open_archive

    with open_archive(archive, read_only=True) as kept:
        plugins.load("servers", "web")(
            kept,
            host=host,
            port=port,
            root_path=root_path,
            house=house,
            ready=lambda address: click.echo(f"Serving {kept.where} at {address}", err=True),
        )
