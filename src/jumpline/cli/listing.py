"""``jumpline list``: what an archive holds."""

from __future__ import annotations

import click

from jumpline.cli.options import archive_option, json_option
from jumpline.cli.output import print_json


@click.command("list")
@archive_option
@json_option
@click.option("--publication", metavar="ID", help="Only this title.")
@click.option("--year", type=int, help="Only this year.")
@click.option("--month", type=click.IntRange(1, 12), help="Only this month (with --year).")
def command(
    archive: str, as_json: bool, publication: str | None, year: int | None, month: int | None
) -> None:
    """List the issues, by date.

    \b
    jumpline list
    jumpline list --publication changji-ribao --year 2026 --json
    """
    from jumpline.archive import open_archive

    if month is not None and year is None:
        raise click.UsageError("--month needs --year.")
    with open_archive(archive) as kept:
        issues = list(kept.issues(publication=publication, year=year, month=month))
    if as_json:
        print_json({"issues": issues})
        return
    for found in issues:
        click.echo(
            f"{found.id}  {found.title or ''}  {len(found.pages)} pages  {found.articles} articles"
            + (f"  {found.problems} problems" if found.problems else "")
        )
