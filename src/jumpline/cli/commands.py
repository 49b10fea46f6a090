"""The group of commands. Each is imported only when it is needed."""

from __future__ import annotations

from importlib import import_module

import click

#: Command → its file. The order is the order of the help.
COMMANDS = {
    "read": "read",
    "add": "add",
    "list": "listing",
    "show": "show",
    "search": "search",
    "serve": "serve",
    "site": "site",
    "mcp": "mcp",
    "check": "check",
    "correct": "correct",
    "learn": "learn",
    "export": "export",
    "figures": "figures",
    "commitments": "commitments",
    "programmes": "programmes",
    "threads": "threads",
    "names": "names",
    "compose": "compose",
    "score": "score",
    "verify": "verify",
    "repair": "repair",
    "move": "move",
    "backup": "backup",
    "restore": "restore",
    "reread": "reread",
    "reindex": "reindex",
    "formats": "formats",
    "schema": "schema",
    "completion": "completion",
    "demo": "demo",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"jumpline.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            # The same first letters weigh more than a letter less: reed is read, not reread.
            near = difflib.get_close_matches(args[0], COMMANDS, n=4)
            near.sort(key=lambda name: name[:2] != args[0][:2])
            if near:
                raise click.UsageError(f"{error.message} Did you mean '{near[0]}'?", ctx) from error
            raise


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="jumpline", prog_name="jumpline", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Newspapers as issues: pages in, whole articles out.

    \b
    jumpline demo                      see it work on an invented paper
    jumpline read page-01.md           one page's articles as JSON
    jumpline add 2026-04-07/           keep an issue in ./jumpline-archive
    jumpline search '"习近平总书记"'    find it again, exactly
    jumpline serve                     read the archive in the browser
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
