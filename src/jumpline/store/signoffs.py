"""Sign-offs in the store's database, beside the corrections."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from jumpline.model.signoff import SignOff, decode_signoff, encode_signoff


class Signing:
    """The part of a store in SQL that keeps sign-offs."""

    if TYPE_CHECKING:

        def _writable(self) -> None: ...
        def _held(self) -> AbstractContextManager[None]: ...
        def _transaction(self) -> AbstractContextManager[None]: ...
        def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]: ...
        def _run(self, sql: str, *values: Any) -> None: ...
        def _revision(self, issue_id: str, revision: int | None) -> tuple[int, str]: ...

    def keep_signoff(self, signoff: SignOff) -> bool:
        """Kept for ever; whether it is new. Raises ``NotFound`` without its issue."""
        self._writable()
        self._revision(signoff.issue, None)
        with self._held(), self._transaction():
            known = [name for (name,) in self._all(_IDS, signoff.issue)]
            if signoff.id in known:
                return False
            write_signoff(self._run, signoff, len(known) + 1)
        return True

    def signoffs(self, issue_id: str) -> list[SignOff]:
        """In the order of their recording."""
        return read_signoffs(self._all, issue_id)


def read_signoffs(rows: Callable[..., list[tuple[Any, ...]]], issue_id: str) -> list[SignOff]:
    """In the order of their recording."""
    found = rows("SELECT id, data FROM signoffs WHERE issue = ? ORDER BY position", issue_id)
    return [decode_signoff(data, where=f"{issue_id}, sign-off {name}") for name, data in found]


def write_signoff(run: Callable[..., None], signoff: SignOff, position: int) -> None:
    run(_INSERT, signoff.issue, signoff.id, position, encode_signoff(signoff).decode())


_IDS = "SELECT id FROM signoffs WHERE issue = ?"
_INSERT = "INSERT INTO signoffs VALUES (?, ?, ?, ?)"
