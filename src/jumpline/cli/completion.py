"""``jumpline completion``: tab completion for a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    jumpline completion bash > ~/.local/share/bash-completion/completions/jumpline
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"click knows no completion for {shell}.")
    root = ctx.find_root().command
    click.echo(found(root, {}, "jumpline", "_JUMPLINE_COMPLETE").source())
