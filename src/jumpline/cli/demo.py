"""``jumpline demo``: an invented paper, read, kept and served."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jumpline.cli.output import fail

if TYPE_CHECKING:
    from jumpline.model.issue import Issue


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="End after printing what was found.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Folder for the sample's pages, its PDF and its archive.",
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
def command(no_serve: bool, into: Path, host: str, port: int) -> None:
    """Read an invented city's daily, fill an archive, print what was found, and serve it.

    With the extra compose and its fonts, the issue is also printed as a PDF and read back from it.
    """
    from jumpline import plugins
    from jumpline.archive import open_archive
    from jumpline.errors import JumplineError
    from jumpline.sample import write_pages

    try:
        pages = write_pages(into / "pages")
    except OSError as error:
        raise JumplineError(
            f"cannot write the sample ({error.strerror}).",
            where=str(into),
            remedy="Choose another folder with --into.",
        ) from error
    archive = into / "archive"
    with open_archive(str(archive), create=True) as kept:
        for found in kept.add([pages]):
            issue = kept.get(found.issue)
            click.echo(
                f"{issue.publication.title} · {issue.date} · {issue.weekday} · {found.issue}"
            )
            _tell(issue)
        hits = kept.search("潮汐书屋")
        click.echo(f"  search 潮汐书屋: {hits.total} found, also where a column had cut it")
    pdf = _printed(issue, into / "printed")
    if pdf is not None:
        # From its PDF the paper has pictures of its pages, too.
        with open_archive(str(archive)) as kept:
            kept.add([pdf])
    click.echo(f"Pages in {pages}, archive in {archive}.")
    if no_serve:
        click.echo(f"Next: jumpline serve --archive {archive}")
        return
    with open_archive(str(archive), read_only=True) as kept:
        try:
            plugins.load("servers", "web")(
                kept,
                host=host,
                port=port,
                ready=lambda address: click.echo(f"Read the paper at {address} (Ctrl-C ends)."),
            )
        except OSError as error:
            fail(str(error))


def _tell(issue: Issue) -> None:
    """What was found in an issue."""
    from jumpline.exporters.reading import headline

    click.echo(f"  {len(issue.pages)} pages, {len(issue.articles)} articles:")
    for article in issue.articles:
        joined = sum(len(item.anchors) > 1 for item in article.body)
        facts = [f"p. {', '.join(map(str, article.pages))}"]
        if joined:
            facts.append(f"{joined} cut paragraphs rejoined")
        if article.continues is not None:
            facts.append("jump followed" if article.continues.resolved else "jump open")
        if article.series is not None:
            facts.append(f"part {article.series.part} of a series")
        click.echo(f"  · {headline(article)}  ({'; '.join(facts)})")
    linked = sum(entry.article is not None for entry in issue.guide)
    click.echo(f"  {linked} of {len(issue.guide)} guide entries linked to their articles")
    for problem in issue.problems:
        click.echo(f"  ! {problem.message}")


def _printed(issue: Issue, folder: Path) -> Path | None:
    """The same issue set as pages and read back, or one line on what that needs."""
    from jumpline.errors import JumplineError
    from jumpline.pipeline import one_issue
    from jumpline.sample.printed import write_printed

    try:
        pdf = write_printed(folder, issue)
    except (JumplineError, OSError) as error:
        click.echo(f"Not printed as PDF: {error}")
        return None
    click.echo(f"The same issue printed as {pdf}, and read back:")
    back = one_issue([pdf]).issue
    _tell(back)
    ours, theirs = _paragraphs(issue), _paragraphs(back)
    click.echo(
        f"  {(ours & theirs).total()} of {ours.total()} paragraphs the same as from the text"
    )
    return pdf


def _paragraphs(issue: Issue) -> Counter[str]:
    return Counter("".join(item.text.split()) for one in issue.articles for item in one.body)
