"""How fast is the paper? The served one under a steady load, the static one built and built again.

    python bench/web.py [--issues 20] [--rate 50] [--seconds 10] [--json]

Invented issues are printed, read into an archive (timed), served by `jumpline serve` in a process of
its own, and asked for by clients that keep to the rate whatever the server does: 95 of 100 answers were
faster than p95. A static file of the same server is asked for in the same way, so that the ratio means
something on any machine. Then the static edition is built, and built again after one issue has changed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
from msgspec.structs import replace

from jumpline.archive import Archive, open_archive
from jumpline.compose import compose, invent, load_style
from jumpline.compose.press import NoRoom
from jumpline.web.site import freeze


def papers(count: int) -> Iterator[bytes]:
    """PDFs of invented issues of two pages; those for which the style has no room are passed over."""
    style = load_style("tabloid-zh")
    seed, made = 3000, 0
    while made < count:
        seed += 1
        with contextlib.suppress(NoRoom):
            yield compose(invent(seed, "zh-Hans", pages=2, characters=style.room()), style).pdf
            made += 1


def filled(folder: Path, count: int) -> float:
    """An archive of so many issues; seconds that reading them took."""
    seconds = 0.0
    with open_archive(folder / "archive", create=True) as archive:
        for number, pdf in enumerate(papers(count)):
            path = folder / f"{number:04}.pdf"
            path.write_bytes(pdf)
            begun = time.perf_counter()
            archive.add([path])
            seconds += time.perf_counter() - begun
    return seconds


async def load(addresses: list[str], rate: float, seconds: float) -> dict[str, float]:
    """Milliseconds of the answers, and how many were no answers."""
    times: list[float] = []
    failed = 0

    async def ask(http: httpx.AsyncClient, address: str) -> None:
        nonlocal failed
        begun = time.perf_counter()
        try:
            answer = await http.get(address)
            failed += answer.status_code != 200
        except httpx.HTTPError:
            failed += 1
        times.append((time.perf_counter() - begun) * 1000)

    async with httpx.AsyncClient(timeout=30) as http:
        await asyncio.gather(*(ask(http, address) for address in addresses[:10]))
        times.clear()
        tasks = []
        begun = time.perf_counter()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(ask(http, addresses[number % len(addresses)])))
        await asyncio.gather(*tasks)
    times.sort()
    found = {
        f"p{share}": times[min(len(times) - 1, len(times) * share // 100)] for share in (50, 95, 99)
    }
    return {**{name: round(value, 2) for name, value in found.items()}, "failed": failed}


def served(archive: Path, rate: float, seconds: float) -> dict[str, dict[str, float]]:
    with open_archive(archive, read_only=True) as kept:
        issues = [each.id for each in kept.issues()]
        articles = [article.id for name in issues for article in kept.get(name).articles]
    command = [sys.executable, "-m", "jumpline", "serve", "--archive", str(archive), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        base = process.stderr.readline().rsplit(" ", 1)[1].strip().rstrip("/")
        words = ("市", "发展", "项目", "记者", "群众", "孩子")
        wanted = {
            "static file": [f"{base}/static/paper.css"],
            "issue": [f"{base}/issue/{name}" for name in issues],
            "page": [f"{base}/page/{name}/1" for name in issues],
            "article": [f"{base}/article/{name}" for name in articles],
            "search": [f"{base}/search?q={quote(word)}" for word in words],
        }
        try:
            return {
                name: asyncio.run(load(addresses, rate, seconds))
                for name, addresses in wanted.items()
            }
        finally:
            process.terminate()


def built(archive: Archive, folder: Path) -> dict[str, float]:
    """Seconds of the first build, of one with nothing to do, and of one after an issue changed."""
    found = {}
    for name in ("first", "again", "one changed"):
        if name == "one changed":
            issue = archive.get(archive.issues()[0].id)
            first = replace(issue.articles[0], headline=("改过的标题",))
            archive.put(
                replace(issue, articles=(first, *issue.articles[1:])), archive.sources(issue.id)
            )
        begun = time.perf_counter()
        freeze(archive, folder / "site")
        found[name] = round(time.perf_counter() - begun, 2)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=20)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reading = filled(folder, given.issues)
        answers = served(folder / "archive", given.rate, given.seconds)
        with open_archive(folder / "archive") as archive:
            site = built(archive, folder)
    plain = answers["static file"]["p95"]
    if given.json:
        print(json.dumps({"reading": reading, "served": answers, "site": site}))
        return
    print(
        f"{given.issues} issues, {given.rate:g} requests a second for {given.seconds:g} seconds each\n"
    )
    print("| asked for | p50 ms | p95 ms | p99 ms | p95 / static file | failed |")
    print("|---|---|---|---|---|---|")
    for what, row in answers.items():
        ratio = row["p95"] / plain
        print(
            f"| {what} | {row['p50']} | {row['p95']} | {row['p99']} | {ratio:.1f} | {row['failed']:.0f} |"
        )
    print("\n| static edition | seconds | / reading |")
    print("|---|---|---|")
    for what, seconds in site.items():
        print(f"| {what} | {seconds} | {seconds / reading:.2f} |")


if __name__ == "__main__":
    main()
