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
@click.option(
    "--review/--read-only",
    "review",
    default=False,
    show_default=True,
    help="Open the review desk, where issues are corrected and signed off; or let nothing write.",
)
@click.option(
    "--token",
    "token_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The token that the review desk asks for, in a file; else it is taken from JUMPLINE_TOKEN,"
    " else one is made and printed.",
)
def command(
    archive: str,
    host: str,
    port: int,
    root_path: str,
    house: Path | None,
    review: bool,
    token_file: Path | None,
) -> None:
    """Serve the archive as a paper to read: printed pages, calendar, articles, search.

    Read-only unless --review is given, readable without scripts, and nothing leaves the machine.
    Ctrl-C ends it.

    \b
    jumpline serve
    jumpline serve --review
    jumpline serve --review --token token.txt
    """
    if token_file is not None and not review:
        raise click.UsageError("--token belongs to --review.")
    from jumpline import plugins
    from jumpline.archive import open_archive
    from jumpline.cli.desk_token import desk_token

    token, made = desk_token(token_file) if review else (None, False)

    def ready(where: str, address: str) -> None:
        click.echo(f"Serving {where} at {address}", err=True)
        if token is not None:
            # Behind the # it stays in the browser; one that was given is known already.
            tail = f"#token={token}" if made else ""
            click.echo(f"Review desk at {address}review{tail}", err=True)

    with open_archive(archive, read_only=not review) as kept:
        plugins.load("servers", "web")(
            kept,
            host=host,
            port=port,
            root_path=root_path,
            house=house,
            token=token,
            ready=lambda address: ready(kept.where, address),
        )
