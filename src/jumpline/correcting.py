"""The half of an archive that people write: corrections and sign-offs.

Two desks may be open at once. Whoever says on which edition of an issue a change was made
(``expected``) is told with ``Overtaken`` when it is another one by now, and nothing is kept then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from jumpline.corrections import Standing, record, standing, undo
from jumpline.errors import Overtaken, UsageError
from jumpline.model.correction import Correction, named
from jumpline.model.signoff import STAGES, Signed, SignOff, Stage, named_signoff, standing_of
from jumpline.stages.correct import instant

if TYPE_CHECKING:
    from jumpline.ports import Lock, Store


class Correcting:
    """A part of ``jumpline.archive.Archive``."""

    _store: Store
    _lock: Lock

    if TYPE_CHECKING:

        def _writable(self) -> None: ...
        def _catch_up(self) -> None: ...

    def correct(self, issue_id: str, corrections: Sequence[Correction]) -> Standing:
        """Records corrections and applies all that hold; the paper and the index follow at once.
        Raises ``NotFound``, and ``FormatError`` for corrections of another issue."""
        self._writable()
        with self._lock.held():
            record(self._store, issue_id, corrections)
            self._catch_up()
        return self.corrections(issue_id)

    def amend(self, issue_id: str, corrections: Sequence[Correction], *, expected: str) -> Standing:
        """``correct`` for a desk: made on the edition ``expected``, at this moment (their own times
        count for nothing), all or none. What was sent and kept before is not kept again. Raises
        ``Overtaken``, and ``FormatError`` for what does not apply."""
        self._writable()
        given = [named(correction) for correction in corrections]
        with self._lock.held():
            kept = self._store.corrections(issue_id)
            holding = {each.correction.id for each in kept if each.undone is None}
            if not all(correction.id in holding for correction in given):
                self._expect(issue_id, expected)
                times = [instant(each.correction.time) for each in kept]
                stamped = _stamped(given, max(times, default=None))
                record(self._store, issue_id, stamped, certain=True)
                self._catch_up()
        return self.corrections(issue_id)

    def corrections(self, issue_id: str) -> Standing:
        """What people have corrected, what does not apply any more, who contradicts whom."""
        return standing(self._store, issue_id)

    def undo_correction(
        self, issue_id: str, correction_id: str, *, expected: str | None = None
    ) -> Standing:
        """Raises ``NotFound``, and ``Overtaken`` where the edition is not the ``expected`` one."""
        self._writable()
        with self._lock.held():
            self._expect(issue_id, expected)
            undo(self._store, issue_id, correction_id)
            self._catch_up()
        return self.corrections(issue_id)

    def sign_off(
        self,
        issue_id: str,
        stage: Stage,
        author: str,
        *,
        expected: str | None = None,
        note: str = "",
        withdrawn: bool = False,
    ) -> tuple[Signed, ...]:
        """Signs the issue as it is now, or takes the stage's sign-off back. Raises ``NotFound``,
        ``Overtaken``, and ``UsageError`` where the stage before is not signed, or not any more."""
        self._writable()
        with self._lock.held():
            self._expect(issue_id, expected)
            before = STAGES.index(stage) - 1
            states = self.signed(issue_id)
            if not withdrawn and before >= 0 and not states[before].holds:
                raise UsageError(
                    f"the stage {STAGES[before]!r} is not signed for this state of the issue.",
                    where=issue_id,
                    remedy="Sign the stages in their order.",
                )
            revision = self._store.revisions(issue_id)[-1]
            signoff = SignOff(
                issue=issue_id,
                stage=stage,
                author=author,
                time=_told(datetime.now(UTC)),
                revision=revision.number,
                digest=revision.digest,
                note=note,
                withdrawn=withdrawn,
            )
            self._store.keep_signoff(named_signoff(signoff))
        return self.signed(issue_id)

    def signed(self, issue_id: str) -> tuple[Signed, ...]:
        """Each stage of the issue as it stands now. Raises ``NotFound``."""
        digest = self._store.revisions(issue_id)[-1].digest
        return standing_of(self._store.signoffs(issue_id), digest)

    def signoffs(self, issue_id: str) -> list[SignOff]:
        """All that were ever given, in their order."""
        return self._store.signoffs(issue_id)

    def _expect(self, issue_id: str, edition: str | None) -> None:
        revision = self._store.revisions(issue_id)[-1]
        if edition is not None and revision.digest != edition:
            raise Overtaken(
                f"somebody has changed this issue meanwhile; it is at revision {revision.number}.",
                where=issue_id,
                remedy="Look at what was changed, then do it again.",
            )


def _stamped(corrections: Sequence[Correction], last: datetime | None) -> list[Correction]:
    """Made now, one after another, and after all that the issue has: so a replay has them in the
    order in which people saw each other's, whatever their clocks say."""
    time = datetime.now(UTC)
    found: list[Correction] = []
    for correction in corrections:
        if last is not None and time <= last:
            time = last + timedelta(microseconds=1)
        found.append(replace(correction, time=_told(time)))
        last = time
    return found


def _told(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
