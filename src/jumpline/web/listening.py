"""The socket that is listened at: bound here, given by systemd, or handed on to other processes."""

from __future__ import annotations

import errno
import os
import socket

from jumpline.errors import UsageError

#: The first socket that systemd hands over.
_GIVEN = 3


def given() -> socket.socket | None:
    """The socket of a systemd unit that has one for us (sd_listen_fds(3))."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        return None
    return socket.socket(fileno=_GIVEN)


def tell_systemd(state: str) -> None:
    """READY=1 and the like, where somebody wants to know (sd_notify(3))."""
    name = os.environ.get("NOTIFY_SOCKET", "")
    if not name:
        return
    place = "\0" + name[1:] if name.startswith("@") else name
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        try:
            told.sendto(state.encode(), place)
        except OSError:
            # It only wanted to know.
            return


def listen(host: str, port: int) -> socket.socket:
    """Bound here and not by uvicorn, which would log a failure and end the process. Raises
    ``UsageError``."""
    place = f"{host}:{port}"
    if not 0 <= port <= 65_535:  # getaddrinfo would take it modulo 65,536
        raise UsageError("there is no such port.", where=place, remedy="Ports end at 65535.")
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, OverflowError, UnicodeError) as error:
        raise UsageError(
            f"this is no address to listen at ({error}).", where=place, remedy="Try 127.0.0.1."
        ) from error
    # Named TCP, so that answers are not held back for the next acknowledgement (TCP_NODELAY).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageError(_why(error), where=place, remedy="Choose another with --port.") from error
    return listener


def _why(error: OSError | OverflowError) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return "another program uses this port."
    if code == errno.EACCES:
        return "this port needs privileges."
    if code == errno.EADDRNOTAVAIL:
        return "this machine does not have this address."
    return f"cannot listen here ({error})."


def address_of(listener: socket.socket, root_path: str) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    base = root_path.strip("/")
    return f"http://{shown}:{port}/{base + '/' if base else ''}"
