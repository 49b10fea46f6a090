"""How fast is search? tantivy, SQLite FTS5 (trigram) and a linear scan, side by side.

    python bench/search.py [--articles 100000] [--queries 200] [--seed 1] [--json]

One run measures all three on the same invented articles and the same queries, so that ratios mean
something on any machine; times do not. Answers are compared: tantivy must agree with the scan on
every query, and FTS5 is shown with the share of queries that it answers at all (none below three
characters). tantivy's time includes 20 hits with their snippets; "count" is the total alone. A
linear scan is timed on fewer queries, as it takes longest.
"""

from __future__ import annotations

import argparse
import itertools
import json
import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jumpline.model.archive import ArticleDocument
from jumpline.search.fold import folded
from jumpline.search.query import quoted
from jumpline.search.tantivy_index import TantivyIndex

WORDS = 6_000
PER_ISSUE = 40
SCANNED = 40
PAGE = 20

#: Common characters, so that invented words share them as real ones do.
CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内"
    "数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计"
    "别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海"
    "口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身"
    "车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石"
)


class Clock:
    """Milliseconds of each call."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def __call__(self, work: Callable[[str], Any], query: str) -> Any:
        start = time.perf_counter()
        answer = work(query)
        self.times.append((time.perf_counter() - start) * 1000)
        return answer

    def quantile(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Words of two to four characters and their summed weights, which fall as in natural text
    (Zipf)."""
    lengths = chance.choices((2, 2, 2, 3, 4), k=WORDS)
    words = ["".join(chance.choices(CHARACTERS, k=length)) for length in lengths]
    return words, list(itertools.accumulate(1 / (rank + 3) for rank in range(WORDS)))


def articles(count: int, chance: random.Random) -> Iterator[ArticleDocument]:
    words, weights = vocabulary(chance)

    def clause() -> str:
        return "".join(chance.choices(words, cum_weights=weights, k=chance.randint(3, 8)))

    people = ["".join(chance.choices(CHARACTERS, k=3)) for _ in range(2_000)]
    for number in range(count):
        issue = number // PER_ISSUE
        day = f"{1990 + issue // 336}-{issue // 28 % 12 + 1:02d}-{issue % 28 + 1:02d}"
        name = f"bench/{day}"
        parts = [
            "，".join(clause() for _ in range(length))
            for length in chance.choices((2, 4, 6, 9), k=chance.randint(2, 6))
        ]
        headline = "".join(chance.choices(words, cum_weights=weights, k=5))
        page = number % PER_ISSUE // 10 + 1
        yield ArticleDocument(
            id=f"{name}/{page:02d}-{number}",
            issue=name,
            publication="bench",
            title="基准日报",
            date=day,
            pages=(page,),
            page=page,
            section=f"第{page}版",
            column=None,
            headline=headline,
            source=chance.choice(("本报", "新华社", None)),
            people=tuple(chance.choices(people, k=1)),
            text="\n".join([headline, *parts]),
        )


def queries(texts: list[str], count: int, chance: random.Random) -> list[str]:
    """Passages of two to twelve characters from the articles; every tenth stands in none."""
    found = []
    for number in range(count):
        part = max(chance.choice(texts).split("\n"), key=len)
        length = chance.choice((2, 2, 3, 4, 4, 6, 8, 12))
        start = chance.randrange(max(1, len(part) - length))
        piece = part[start : start + length]
        found.append(piece[::-1] + "龘" if number % 10 == 9 else piece)
    return found


def build_tantivy(folder: Path, made: list[ArticleDocument]) -> TantivyIndex:
    index = TantivyIndex(folder)
    by_issue: dict[str, list[ArticleDocument]] = {}
    for article in made:
        by_issue.setdefault(article.issue, []).append(article)
    index.update(by_issue.items(), 1)
    return index


def build_fts5(path: Path, texts: list[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE a USING fts5 (text, tokenize = 'trigram')")
    connection.executemany("INSERT INTO a VALUES (?)", ((text,) for text in texts))
    connection.commit()
    return connection


def size_of(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def measure(count: int, asked: int, seed: int, folder: Path) -> dict[str, Any]:
    chance = random.Random(seed)
    made = list(articles(count, chance))
    plain = ["\n".join(folded(part) for part in made_one.text.split("\n")) for made_one in made]
    wanted = queries(plain, asked, chance)

    index, tantivy_seconds = timed(lambda: build_tantivy(folder / "index", made))
    fts5, fts5_seconds = timed(lambda: build_fts5(folder / "fts5.sqlite", plain))

    def by_tantivy(query: str) -> int:
        return index.search(quoted(query), limit=PAGE).total

    def by_tantivy_count(query: str) -> int:
        return index.search(quoted(query), limit=0).total

    def by_tantivy_with_facets(query: str) -> int:
        return index.search(quoted(query), limit=PAGE, facets=True).total

    def by_fts5(query: str) -> int:
        phrase = '"' + query.replace('"', '""') + '"'
        fts5.execute(
            "SELECT rowid FROM a WHERE a MATCH ? ORDER BY rank LIMIT 20", (phrase,)
        ).fetchall()
        (total,) = fts5.execute("SELECT COUNT(*) FROM a WHERE a MATCH ?", (phrase,)).fetchone()
        return int(total)

    def by_scan(query: str) -> int:
        return sum(query in text for text in plain)

    names = ("tantivy", "tantivy, count", "tantivy+facets", "fts5-trigram", "scan")
    clocks = {name: Clock() for name in names}
    for query in wanted[:5]:
        by_tantivy(query), by_fts5(query)
    agreed = {"tantivy": 0, "fts5-trigram": 0}
    for number, query in enumerate(wanted):
        total = clocks["tantivy"](by_tantivy, query)
        clocks["tantivy, count"](by_tantivy_count, query)
        clocks["tantivy+facets"](by_tantivy_with_facets, query)
        other = clocks["fts5-trigram"](by_fts5, query)
        right = clocks["scan"](by_scan, query) if number < SCANNED else by_scan(query)
        agreed["tantivy"] += total == right
        agreed["fts5-trigram"] += other == right
    index.close()
    fts5.close()
    base = clocks["tantivy"]
    return {
        "articles": count,
        "characters": sum(map(len, plain)),
        "queries": asked,
        "seed": seed,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "build_seconds": {"tantivy": tantivy_seconds, "fts5-trigram": fts5_seconds},
        "bytes": {
            "tantivy": size_of(folder / "index"),
            "fts5-trigram": size_of(folder / "fts5.sqlite"),
        },
        "agreement_with_scan": {name: right / asked for name, right in agreed.items()},
        "milliseconds": {
            name: {
                "p50": clock.quantile(0.5),
                "p95": clock.quantile(0.95),
                "mean": statistics.mean(clock.times),
            }
            for name, clock in clocks.items()
        },
        "ratio_to_tantivy": {
            name: {
                "p50": clock.quantile(0.5) / base.quantile(0.5),
                "p95": clock.quantile(0.95) / base.quantile(0.95),
            }
            for name, clock in clocks.items()
        },
    }


def table(result: dict[str, Any]) -> str:
    lines = [
        f"{result['articles']:,} articles, {result['characters']:,} characters, "
        f"{result['queries']} queries, seed {result['seed']}",
        "",
        f"{'':16}{'p50 ms':>10}{'p95 ms':>10}{'p50 ×':>9}{'p95 ×':>9}"
        f"{'exact':>8}{'build s':>9}{'MB':>8}",
    ]
    for name, times in result["milliseconds"].items():
        ratio = result["ratio_to_tantivy"][name]
        exact = result["agreement_with_scan"].get(name)
        build = result["build_seconds"].get(name)
        size = result["bytes"].get(name)
        lines.append(
            f"{name:16}{times['p50']:10.2f}{times['p95']:10.2f}{ratio['p50']:9.1f}{ratio['p95']:9.1f}"
            + (f"{exact:8.0%}" if exact is not None else f"{'':8}")
            + (f"{build:9.1f}" if build is not None else f"{'':9}")
            + (f"{size / 1e6:8.0f}" if size is not None else "")
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = measure(given.articles, given.queries, given.seed, Path(folder))
    print(json.dumps(result, indent=1) if given.json else table(result))
    return 0 if result["agreement_with_scan"]["tantivy"] == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
