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
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that serve. SIGHUP renews them without a request that fails.",
)
@click.option(
    "--rate",
    type=click.FloatRange(0, 100_000),
    default=0,
    show_default=True,
    help="Requests a second that one client may make over time; 0 is any. Each process counts apart.",
)
@click.option(
    "--busy",
    type=click.IntRange(1, 10_000),
    default=64,
    show_default=True,
    help="Requests that a process works at or holds; one more is told to come again (503).",
)
@click.option(
    "--log/--no-log",
    default=False,
    show_default=True,
    help="A line of JSON for each answer on standard error, with nothing of who asked.",
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
    workers: int,
    rate: float,
    busy: int,
    log: bool,
    house: Path | None,
    review: bool,
    token_file: Path | None,
) -> None:
    """Serve the archive as a paper to read: printed pages, calendar, articles, search.

    Read-only unless --review is given, readable without scripts, and nothing leaves the machine.
    Ctrl-C ends it, as SIGTERM does: requests that are open are answered first.

    \b
    jumpline serve
    jumpline serve --workers 4 --rate 20 --log
    jumpline serve --review
    jumpline serve --review --token token.txt
    """
    if token_file is not None and not review:
        raise click.UsageError("--token belongs to --review.")
    if review and workers > 1:
        raise click.UsageError("the review desk is served by one process: --workers 1.")
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
            workers=workers,
            source=archive,
            rate=rate,
            busy=busy,
            log=log,
            ready=lambda address: ready(kept.where, address),
        )
