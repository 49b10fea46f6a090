"""``jumpline mcp``: the archive for agents."""

from __future__ import annotations

import click

from jumpline.cli.options import archive_option


@click.command("mcp")
@archive_option
@click.option("--http", is_flag=True, help="By HTTP instead of standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8766, show_default=True)
@click.option(
    "--paper", default="", metavar="URL", help="Where `jumpline serve` is reached, for links."
)
def command(archive: str, http: bool, host: str, port: int, paper: str) -> None:
    """Serve the archive to agents by the Model Context Protocol: search, open, quote, figures,
    commitments, each with title, date and page. Read-only.

    \b
    jumpline mcp --archive jumpline-archive
    jumpline mcp --http --port 8766 --paper https://paper.example
    """
    from jumpline import plugins
    from jumpline.archive import open_archive

    serve = plugins.load("servers", "mcp")
    with open_archive(archive, read_only=True) as kept:
        serve(
            kept,
            host=host if http else None,
            port=port,
            root_path=paper,
            ready=lambda address: click.echo(f"Serving {archive} at {address}", err=True),
        )
