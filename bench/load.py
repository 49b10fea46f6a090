"""How much does the server bear, and does it keep it up?

    python bench/load.py [--issues 20] [--workers 2] [--minutes 10] [--share 70] [--json]

An archive of invented issues is served by `jumpline serve` in processes of its own. First the rate is
raised step by step until answers no longer keep up: the last rate that was kept is the saturation. Then,
for some minutes, it is asked at a share of it, whatever the server does (a request is sent when it is due
and not when the one before is answered). Pages are asked for as readers do: issues, articles, printed
pages, pictures, searches. Memory is that of the processes themselves, by their own metrics. The clients
run on the same machine and take their part of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import httpx

from jumpline.archive import open_archive
from web import filled

#: Of a hundred requests.
MIX = {"issue": 30, "article": 40, "page": 10, "picture": 10, "search": 8, "home": 2}
WORDS = ("市", "发展", "项目", "记者", "群众", "孩子", "公里", "今年")


def addresses(archive: Path) -> dict[str, list[str]]:
    with open_archive(archive, read_only=True) as kept:
        issues = [each.id for each in kept.issues()]
        articles = [article.id for name in issues for article in kept.get(name).articles]
    return {
        "issue": [f"/issue/{name}" for name in issues],
        "article": [f"/article/{name}" for name in articles],
        "page": [f"/page/{name}/1" for name in issues],
        "picture": [f"/iiif/image/{name}/1/full/1400,/0/default.webp" for name in issues],
        "search": [f"/search?q={quote(word)}" for word in WORDS],
        "home": ["/"],
    }


class Load:
    def __init__(self, base: str, wanted: dict[str, list[str]], seed: int) -> None:
        self.base, self.wanted = base, wanted
        self.dice = random.Random(seed)
        self.kinds = [kind for kind, share in MIX.items() for _ in range(share)]

    async def at(self, rate: float, seconds: float) -> tuple[list[float], int, float]:
        """Milliseconds of each answer, how many failed, and the rate at which answers came."""
        times: list[float] = []
        failed = 0

        async def ask(http: httpx.AsyncClient, due: float) -> None:
            nonlocal failed
            kind = self.dice.choice(self.kinds)
            try:
                answer = await http.get(self.base + self.dice.choice(self.wanted[kind]))
                failed += answer.status_code != 200
            except httpx.HTTPError:
                failed += 1
            # From when it was due: what waits for its turn waits, too.
            times.append((time.perf_counter() - due) * 1000)

        limits = httpx.Limits(max_connections=200, max_keepalive_connections=100)
        async with httpx.AsyncClient(timeout=30, limits=limits) as http:
            tasks: set[asyncio.Task[None]] = set()
            begun = time.perf_counter()
            for number in range(int(rate * seconds)):
                due = begun + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                task = asyncio.create_task(ask(http, due))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            await asyncio.gather(*tasks)
            took = time.perf_counter() - begun
        return times, failed, len(times) / took


def share(times: list[float], percent: float) -> float:
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))], 1)


def memory(base: str) -> list[float]:
    """Megabytes of each process."""
    text = httpx.get(f"{base}/metrics").text
    found = re.findall(r'jumpline_resident_bytes\{worker="\d+"\} (\d+)', text)
    return [round(int(each) / 1e6, 1) for each in found]


def saturation(load: Load, seconds: float) -> tuple[float, list[tuple[float, float, float]]]:
    """The highest rate that is kept: nothing fails, and 95 of 100 answers come within a fifth of a
    second of when they were due."""
    steps, rate, kept = [], 20.0, 0.0
    while True:
        times, failed, _ = asyncio.run(load.at(rate, seconds))
        p95 = share(times, 95)
        steps.append((rate, p95, failed))
        print(f"  {rate:6.0f}/s  p95 {p95:8.1f} ms  failed {failed}", file=sys.stderr)
        if failed or p95 > 200:
            return kept, steps
        kept, rate = rate, rate * 1.2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--share", type=float, default=70)
    parser.add_argument("--step", type=float, default=12, help="seconds of each step")
    parser.add_argument(
        "--archive", type=Path, help="one that is there, instead of invented issues"
    )
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        archive = given.archive or Path(name) / "archive"
        if not given.archive:
            filled(Path(name), given.issues)
        command = [sys.executable, "-m", "jumpline", "serve", "--archive", str(archive)]
        command += ["--port", "0", "--workers", str(given.workers)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            base = process.stderr.readline().rsplit(" ", 1)[1].strip().rstrip("/")
            try:
                load = Load(base, addresses(archive), 7)
                # Every picture is drawn once, so that what is measured is serving.
                with httpx.Client(timeout=120) as http:
                    for path in [*load.wanted["picture"], *load.wanted["page"]]:
                        http.get(base + path).raise_for_status()
                most, steps = saturation(load, given.step)
                rate = most * given.share / 100
                held, times, failed, minutes = [memory(base)], [], 0, given.minutes
                while minutes > 0:
                    found, wrong, _ = asyncio.run(load.at(rate, 60 * min(1.0, minutes)))
                    times += found
                    failed += wrong
                    minutes -= 1
                    held.append(memory(base))
            finally:
                process.terminate()
                process.wait(30)
    told = {
        "processors": os.cpu_count(), "workers": given.workers, "saturation": round(most, 1),
        "steps": steps, "rate": round(rate, 1), "minutes": given.minutes, "requests": len(times),
        "failed": failed, "p50": share(times, 50), "p95": share(times, 95),
        "p99": share(times, 99), "most": share(times, 100), "memory": held,
    }  # fmt: skip
    if given.json:
        print(json.dumps(told))
        return
    print("| workers | kept at most | asked at | minutes | requests | failed | p50 | p95 | p99 |")
    print("|---|---|---|---|---|---|---|---|---|")
    print(
        f"| {told['workers']} | {told['saturation']}/s | {told['rate']}/s | {told['minutes']:g} |"
        f" {told['requests']} | {told['failed']} | {told['p50']} ms | {told['p95']} ms |"
        f" {told['p99']} ms |"
    )
    print(f"\nMemory of the processes, MB, each minute: {held}")


if __name__ == "__main__":
    main()
