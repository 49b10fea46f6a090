"""A worker without a network, where the kernel lets a process give it up."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


def without_network() -> bool:
    """Moves this process into a network of its own, which has nothing in it; False where that is
    not to be had (other systems, kernels that forbid it). Before any thread is started."""
    if not sys.platform.startswith("linux"):
        return False
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        # Root may do it as it is; others by a user namespace, in which they are nobody.
        for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET):
            if os.geteuid() != 0 and flags == _CLONE_NEWNET:
                continue
            if libc.unshare(flags) == 0:
                return True
    return False
