"""``jumpline search``: find articles, exactly."""

from __future__ import annotations

import sys

import click
import msgspec

from jumpline.cli.options import archive_option, json_option
from jumpline.cli.output import note, print_json


@click.command("search")
@click.argument("query")
@archive_option
@json_option
@click.option(
    "--order",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@click.option("--facets", is_flag=True, help="Count the hits by title, year, section, person…")
@click.option(
    "--exact-forms", is_flag=True, help="Tell simplified from traditional, full from half width."
)
def command(
    query: str,
    archive: str,
    as_json: bool,
    order: str,
    limit: int,
    offset: int,
    facets: bool,
    exact_forms: bool,
) -> None:
    """Find articles.

    Any string of Chinese is found exactly where it stands. Words are joined by AND, OR, NOT (与 或
    非), phrases stand in quotes, fields are headline person source column page section publication
    date (标题 记者 来源 栏目 版 版名 报纸 日期).

    \b
    jumpline search 昌吉
    jumpline search '"为民造福" AND 记者:孙学良'
    jumpline search 'headline:产业 date:2026-01..2026-06' --order newest
    """
    from jumpline.archive import open_archive

    with open_archive(archive) as kept:
        found = kept.search(
            query, order=order, offset=offset, limit=limit, fold=not exact_forms, facets=facets
        )
    if as_json:
        answer = msgspec.to_builtins(found)
        print_json(
            {
                "query": answer["query"],
                "total": answer["total"],
                "offset": answer["offset"],
                "hits": [
                    {**hit, "snippet": "".join(text for text, _ in hit["snippet"])}
                    | {"marks": hit["snippet"]}
                    for hit in answer["hits"]
                ],
                "facets": answer["facets"],
            }
        )
        return
    colour = sys.stdout.isatty()
    for hit in found.hits:
        click.echo(click.style(hit.headline or "—", bold=colour))
        click.echo(
            f"  {hit.title or hit.publication}  {hit.date or ''}  p. {hit.page}  {hit.article}"
        )
        pieces = (
            click.style(text, fg="yellow") if match and colour else text
            for text, match in hit.snippet
        )
        click.echo(f"  {''.join(pieces)}")
    for name, values in found.facets.items():
        counts = "  ".join(f"{value.value} ({value.count})" for value in values[:8])
        if counts:
            click.echo(f"{name}: {counts}")
    note(f"{found.total} found" + (f", {len(found.hits)} shown" if found.hits else ""))
