"""The review desk's side of the application: an archive that may be written, and its token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from jumpline.corrections import Standing
from jumpline.model.correction import Correction
from jumpline.model.signoff import Signed, SignOff, Stage
from jumpline.web.source import ReadableArchive


class WritableArchive(ReadableArchive, Protocol):
    """``jumpline.archive.Archive``, opened for writing."""

    def amend(
        self, issue_id: str, corrections: Sequence[Correction], /, *, expected: str
    ) -> Standing: ...

    def corrections(self, issue_id: str, /) -> Standing: ...

    def undo_correction(
        self, issue_id: str, correction_id: str, /, *, expected: str | None = None
    ) -> Standing: ...

    def sign_off(
        self,
        issue_id: str,
        stage: Stage,
        author: str,
        /,
        *,
        expected: str | None = None,
        note: str = "",
        withdrawn: bool = False,
    ) -> tuple[Signed, ...]: ...

    def signed(self, issue_id: str, /) -> tuple[Signed, ...]: ...

    def signoffs(self, issue_id: str, /) -> list[SignOff]: ...


@dataclass(frozen=True)
class Desk:
    """What an application gets that may write."""

    archive: WritableArchive
    token: str
