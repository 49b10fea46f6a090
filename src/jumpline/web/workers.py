"""Several processes at one socket. The parent holds it, starts them, and starts again what ends.

A connection waits in the socket, not in a process, so that the processes behind it may change: at
SIGHUP new ones come, with what the archive, the programs and the house style are now, and the old ones
go when the new ones answer.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import msgspec

from jumpline.errors import JumplineError
from jumpline.web.limits import Limits
from jumpline.web.metrics import ended

_START = "import sys; sys.path[:] = {path!r}; from jumpline.web.workers import work; work()"
#: Seconds that a process has to begin; and between two looks at what has ended.
_BEGIN, _LOOK = 60.0, 0.1
#: Seconds before one that ends at once is started again: doubled each time, at most so many.
_AGAIN, _AT_MOST = 0.5, 30.0
_READY = b"ready\n"
_STOP: frozenset[int] = frozenset({signal.SIGINT, signal.SIGTERM})


class Plan(msgspec.Struct, frozen=True):
    """What each process is told. ``source`` is the archive's address."""

    source: str
    root_path: str
    house: str | None
    limits: Limits
    log: bool


class _Order(msgspec.Struct, frozen=True):
    plan: Plan
    socket: int
    counts: str
    worker: int
    serial: int


def work() -> None:
    """A process, from its start: the order comes on standard input, which ends when the parent does."""
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=_Order)
    try:
        _serve(order)
    except JumplineError as error:
        sys.stderr.write(f"jumpline: {error}\n")
        sys.stderr.flush()
        os._exit(error.exit_code)
    # Threads that still wait for somebody hold nothing that is needed.
    os._exit(0)


def _serve(order: _Order) -> None:
    import threading

    from jumpline.archive import open_archive
    from jumpline.web.serving import Process, quiet_signals

    plan = order.plan
    with open_archive(plan.source, read_only=True) as archive, quiet_signals():
        process = Process(
            archive,
            lambda: _tell(_READY),
            limits=plan.limits,
            root_path=plan.root_path,
            house=Path(plan.house) if plan.house else None,
            log=plan.log,
            worker=order.worker,
            shared=(Path(order.counts), order.serial),
        )

        def follow() -> None:
            sys.stdin.buffer.read()
            process.should_exit = True

        threading.Thread(target=follow, daemon=True).start()
        process.run(sockets=[socket.socket(fileno=order.socket)])


def _tell(said: bytes) -> None:
    """To the parent, which may have gone."""
    with contextlib.suppress(OSError):
        os.write(1, said)


class _Worker:
    def __init__(self, number: int, serial: int, process: subprocess.Popen[bytes]) -> None:
        self.number, self.serial, self.process = number, serial, process
        self.begun = time.monotonic()

    def ready(self, end: float, told: set[int]) -> bool:
        """Whether it answers before a moment, and before somebody wants it to stop."""
        assert self.process.stdout is not None
        while (left := end - time.monotonic()) > 0 and not told & _STOP:
            if select.select([self.process.stdout], [], [], min(left, 0.2))[0]:
                return os.read(self.process.stdout.fileno(), len(_READY)) == _READY
        return False

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()


class _Crew:
    def __init__(
        self, count: int, listener: socket.socket, plan: Plan, counts: Path, told: set[int]
    ) -> None:
        """``told`` are the signals that came."""
        self.count, self.listener, self.plan, self.counts = count, listener, plan, counts
        self.told = told
        self.serial = 0
        self.workers: list[_Worker] = []
        self.going: list[_Worker] = []
        self.waits: dict[int, tuple[float, float]] = {}

    def start(self, number: int) -> _Worker:
        self.serial += 1
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[self.listener.fileno()],
            # Ctrl-C is for the parent, which tells the others.
            start_new_session=True,
        )
        order = _Order(self.plan, self.listener.fileno(), str(self.counts), number, self.serial)
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(msgspec.json.encode(order) + b"\n")
            process.stdin.flush()
        return _Worker(number, self.serial, process)

    def begin(self) -> bool:
        """All of them anew; whether they all answer. Those that were before stay until then."""
        new = [self.start(number) for number in range(1, self.count + 1)]
        end = time.monotonic() + _BEGIN
        if not all(each.ready(end, self.told) for each in new):
            self._end(new, 0.0)
            return False
        for each in self.workers:
            each.stop()
        self.going += self.workers
        self.workers = new
        return True

    def look(self) -> None:
        """Buries who has gone, and starts anew who went without being told."""
        for each in [*self.going]:
            if each.process.poll() is not None:
                self.going.remove(each)
                self._buried(each)
        now = time.monotonic()
        for place, each in enumerate(self.workers):
            if each.process.poll() is None:
                continue
            due, wait = self.waits.get(each.number, (0.0, 0.0))
            if not due:
                short = now - each.begun < _AT_MOST
                wait = min(_AT_MOST, wait * 2 or _AGAIN) if short else _AGAIN
                self.waits[each.number] = (now + wait, wait)
                self._buried(each)
            elif now >= due:
                self.workers[place] = self.start(each.number)
                self.waits[each.number] = (0.0, wait)

    def end(self) -> None:
        limits = self.plan.limits
        for each in (*self.workers, *self.going):
            each.stop()
        self._end([*self.workers, *self.going], limits.leave + limits.grace + 5)

    def _end(self, workers: list[_Worker], seconds: float) -> None:
        end = time.monotonic() + seconds
        for each in workers:
            try:
                each.process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                each.process.kill()
                each.process.wait()
            self._buried(each)

    def _buried(self, worker: _Worker) -> None:
        for stream in (worker.process.stdin, worker.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        ended(self.counts, worker.serial)


def serve_by(count: int, listener: socket.socket, plan: Plan, started: Callable[[], None]) -> None:
    """Until SIGINT or SIGTERM; SIGHUP renews the processes. Raises ``JumplineError`` where they do
    not begin."""
    with tempfile.TemporaryDirectory(prefix="jumpline-counts-") as folder, _signals() as told:
        crew = _Crew(count, listener, plan, Path(folder), told)
        try:
            if not crew.begin():
                if told & _STOP:
                    return
                raise JumplineError(
                    "the processes that serve ended before they began.",
                    remedy="Try it with --workers 1, which says why.",
                )
            started()
            while not told & _STOP:
                if signal.SIGHUP in told:
                    told.discard(signal.SIGHUP)
                    if not crew.begin():
                        sys.stderr.write(
                            "jumpline: the new processes did not begin; the old serve on.\n"
                        )
                crew.look()
                time.sleep(_LOOK)
        finally:
            crew.end()


@contextlib.contextmanager
def _signals() -> Iterator[set[int]]:
    """Those that came."""
    told: set[int] = set()

    def heard(number: int, _frame: FrameType | None) -> None:
        told.add(number)

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, heard) for number in numbers}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
