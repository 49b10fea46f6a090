#!/usr/bin/env python3
"""Coverage-guided fuzzing of everything that reads bytes, with atheris (pip install atheris).

    python tools/fuzz.py TARGET [--seconds N] [--runs N] [--seed N]
    python tools/fuzz.py all --seconds 600        each target for ten minutes, one after the other
    python tools/fuzz.py --list
    python tools/fuzz.py --seeds                  write the seeds of tests/fuzz/corpus anew

Inputs that reached something new are kept in .fuzz/TARGET and used again; one that is a finding is
written to tests/fuzz/corpus/TARGET, where the tests run it from then on. Exit 1 for a finding. An input
that takes longer than ten seconds or more than 2 GiB is one.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "fuzz"))
KEPT = ROOT / ".fuzz"


def fuzz(target: str, arguments: list[str]) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["jumpline"]):
        from targets import CORPUS, TARGETS

        work = TARGETS[target]
        # What readers import when they are first used.
        for seed in sorted((CORPUS / target).glob("*")):
            work(seed.read_bytes())

    def one(data: bytes) -> None:
        try:
            work(data)
        except Exception:
            traceback.print_exc()
            found = CORPUS / target / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
            found.parent.mkdir(parents=True, exist_ok=True)
            found.write_bytes(data)
            print(f"FOUND {found.relative_to(ROOT)}", flush=True)
            raise

    kept = KEPT / target
    kept.mkdir(parents=True, exist_ok=True)
    options = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=65536", "-len_control=20"]
    options += [f"-artifact_prefix={kept}/artifact-", "-print_final_stats=1", *arguments]
    atheris.Setup([sys.argv[0], *options, str(kept), str(CORPUS / target)], one)
    atheris.Fuzz()


def run(target: str, arguments: list[str]) -> tuple[int, int]:
    """Exit code and executions."""
    done = subprocess.run(
        [sys.executable, __file__, "--child", target, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    counted = re.search(r"number_of_executed_units:\s*(\d+)|#(\d+)\s+DONE", done.stderr)
    count = int(counted[1] or counted[2]) if counted else 0
    if done.returncode:
        print(done.stdout[-3000:] + done.stderr[-3000:])
    return done.returncode, count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("target", nargs="?")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--runs", type=int, default=-1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--seeds", action="store_true")
    options = parser.parse_args()
    if options.seeds:
        import seeds

        seeds.write()
        return 0
    import targets

    if options.list or options.target is None:
        print("\n".join(targets.TARGETS))
        return 0
    names = list(targets.TARGETS) if options.target == "all" else [options.target]
    if unknown := set(names) - set(targets.TARGETS):
        parser.error(f"no target {unknown.pop()}; --list names them")
    failed = total = 0
    for name in names:
        arguments = [f"-max_total_time={options.seconds}", f"-runs={options.runs}"]
        arguments += [f"-seed={options.seed}"] if options.seed else []
        code, count = run(name, arguments)
        total += count
        failed += code != 0
        print(f"{name}: {count} executions, {'a finding' if code else 'nothing found'}", flush=True)
    print(f"all: {total} executions, {failed} targets with a finding")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        fuzz(sys.argv[2], sys.argv[3:])
    sys.exit(main())
