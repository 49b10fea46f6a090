"""``jumpline compose``: an issue's JSON as printed pages."""

from __future__ import annotations

from pathlib import Path

import click

from jumpline.cli.output import write


@click.command("compose")
@click.argument("source", metavar="ISSUE.json", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--style",
    "style_name",
    metavar="NAME|FILE.toml",
    help="broadsheet-zh, tabloid-zh, broadsheet-hant, broadsheet-en, or a file of your own; "
    "without it, the one for the issue's language.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The PDF to write.",
)
@click.option(
    "--json",
    "laid_out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also write the issue as printed: every block and line with its box.",
)
@click.option(
    "--order",
    type=click.Choice(["article", "shuffled"]),
    default="article",
    show_default=True,
    help="The order in which the file draws its blocks.",
)
@click.option("--glyphs-one-by-one", is_flag=True, help="Place each character by itself.")
def command(
    source: str,
    style_name: str | None,
    output: Path,
    laid_out: Path | None,
    order: str,
    glyphs_one_by_one: bool,
) -> int:
    """Compose the pages of an issue as PDF.

    \b
    jumpline compose issue.json -o issue.pdf
    jumpline compose issue.json --style tabloid-zh -o issue.pdf --json printed.json
    """
    from jumpline.compose import compose, load_style, style_for
    from jumpline.model.codec import decode, encode_pretty

    issue = decode(Path(source).read_bytes(), where=source)
    style = load_style(style_name or style_for(issue.publication.language))
    composed = compose(
        issue,
        style,
        order="shuffled" if order == "shuffled" else "article",
        glyphs_one_by_one=glyphs_one_by_one,
    )
    write(composed.pdf, output)
    if laid_out is not None:
        write(encode_pretty(composed.issue), laid_out)
    return 0
