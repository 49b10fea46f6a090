"""Runs a process and reports on it. The parent has to be small, since the system counts its memory
as the child's until the child's own program begins.

    python -I -S launch.py REPORT LIMIT COMMAND…
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

report, limit, *words = sys.argv[1:]
start = time.perf_counter()
process = subprocess.Popen(words, start_new_session=True)
late = threading.Timer(float(limit), lambda: os.killpg(process.pid, signal.SIGKILL))
late.start()
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - start
late.cancel()
# Linux counts in kilobytes, macOS in bytes.
memory = usage.ru_maxrss * (1024.0 if sys.platform != "darwin" else 1.0) / 1e6
code = os.waitstatus_to_exitcode(status)
found = {"code": code, "seconds": seconds, "memory": memory}
Path(report).write_text(json.dumps(found), encoding="utf-8")
