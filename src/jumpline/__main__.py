"""``python -m jumpline`` and the ``jumpline`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """The command. ``--version`` alone answers without loading anything else."""
    if sys.argv[1:] == ["--version"]:
        from jumpline._version import VERSION

        sys.stdout.write(f"jumpline {VERSION}\n")
        return
    from jumpline.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
