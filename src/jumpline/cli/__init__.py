"""The command line: one file a command, loaded when it is called.

Exit codes: 0 success · 1 an unexpected fault · 2 wrong usage or query · 3 a source or file cannot
be read · 4 pages of several issues · 5 not found · 6 archive trouble · 7 an extra is missing ·
8 partial: the result is written, but some source could not be read · 130 interrupted.
"""

from __future__ import annotations

import sys

import click

from jumpline.cli.commands import main
from jumpline.cli.output import fail
from jumpline.errors import JumplineError


def run(arguments: list[str]) -> int:
    """Run one command line; the exit code. A user's mistake never ends in a traceback."""
    try:
        code = main.main(arguments, prog_name="jumpline", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        fail("interrupted.")
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except JumplineError as error:
        fail(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        fail("interrupted; what was finished is kept.")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (jumpline … | head): no fault of ours.
        sys.stderr.close()
        return 0
    return code if isinstance(code, int) else 0
