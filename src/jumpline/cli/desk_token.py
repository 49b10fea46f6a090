"""The token of the review desk as the command line gets it: from a file, the environment, or made."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from jumpline.errors import UsageError

#: The variable of the environment that may hold it.
VARIABLE = "JUMPLINE_TOKEN"
#: Shorter ones are guessed.
_LEAST = 16
_MOST = 500


def desk_token(path: Path | None) -> tuple[str, bool]:
    """The token, and whether it was made here. Raises ``UsageError``."""
    if path is not None:
        return _read(path), False
    given = os.environ.get(VARIABLE, "")
    # 192 bits.
    return (_checked(given, VARIABLE), False) if given else (secrets.token_urlsafe(24), True)


def _checked(token: str, where: str) -> str:
    """Raises ``UsageError`` for one that is easily guessed, or that no header can hold."""
    token = token.strip()
    if not _LEAST <= len(token) <= _MOST:
        raise UsageError(
            f"the token has {len(token)} characters.",
            where=where,
            remedy=f"Give one of {_LEAST} to {_MOST}, made by chance, "
            "for example with `openssl rand -hex 24`.",
        )
    if not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError(
            "the token holds characters that a header cannot.",
            where=where,
            remedy="Take letters, digits and signs of ASCII, without spaces.",
        )
    return token


def _read(path: Path) -> str:
    """The first line of a file. Raises ``UsageError``."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"the token cannot be read ({error}).",
            where=str(path),
            remedy="Give a file with one line of ASCII.",
        ) from error
    return _checked(text.partition("\n")[0], str(path))
