#!/usr/bin/env python3
"""What search costs as an archive grows: tantivy, PostgreSQL and SQLite's FTS5 (trigram) on the same
articles in one run.

    python bench/scale.py [--articles 1000 10000] [--queries 200] [--json FILE] [--only tantivy fts5]

Articles are mixed from the sentences of invented issues, 25 to an issue, a day after the other. Each
index is filled by its own way of adding and asked for 20 hits, each query once after a warm-up, in one
order for all. A sample of the queries of every kind is held against a linear search of the texts.
PostgreSQL is a server of its own in a temporary folder, with Debian's settings but for 256 MB of
buffers. FTS5 cannot find fewer than three characters, and has no facets: such kinds are left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jumpline.compose.invent import invent
from jumpline.model.archive import ArticleDocument
from jumpline.postgres.address import parse_address
from jumpline.postgres.database import Database
from jumpline.search.documents import articles_of
from jumpline.search.fold import folded
from jumpline.search.postgres import PostgresIndex
from jumpline.search.query import quoted
from jumpline.search.tantivy_index import TantivyIndex
from jumpline.store.postgres import PostgresStore

ROOT = Path(__file__).resolve().parent.parent
PER_ISSUE = 25
FIRST = date(1990, 1, 1)
SEED = 20260407


def sentences() -> list[str]:
    found: dict[str, None] = {}
    for seed in range(60):
        for document in articles_of(invent(seed, "zh-Hans", 4)):
            for part in re.findall(r"[^。！？\n]+[。！？]", document.text):
                found[part] = None
    return list(found)


def articles(count: int, source: list[str]) -> Iterator[ArticleDocument]:
    """The first of more are the same. About 400 characters each; some are altered by a number, so
    that not all of a text is in many others."""
    rng = random.Random(SEED)
    for number in range(count):
        issue, place = divmod(number, PER_ISSUE)
        day = FIRST + timedelta(days=issue)
        # Some sentences are common, most are rare.
        picked = [source[int(len(source) * rng.random() ** 2)] for _ in range(rng.randint(8, 18))]
        picked[0] = picked[0][:8] + f"第{rng.randrange(10**6)}号" + picked[0][8:]
        body = ["".join(picked[at : at + 4]) for at in range(0, len(picked), 4)]
        headline = picked[0][:20]
        yield ArticleDocument(
            id=f"a/{day}/{place:02d}",
            issue=f"a/{day}",
            publication="a",
            title="澄湾日报",
            date=day.isoformat(),
            pages=(place // 6 + 1,),
            page=place // 6 + 1,
            section=("要闻", "综合", "经济", "副刊", "文化")[place // 6],
            column=None,
            headline=headline,
            source="本报",
            people=(f"记者{rng.randrange(200)}",),
            text="\n".join([headline, *body]),
        )


def by_issue(found: Iterator[ArticleDocument]) -> Iterator[tuple[str, list[ArticleDocument]]]:
    issue: list[ArticleDocument] = []
    for each in found:
        if issue and issue[0].issue != each.issue:
            yield issue[0].issue, issue
            issue = []
        issue.append(each)
    if issue:
        yield issue[0].issue, issue


def piece(rng: random.Random, text: str, length: int) -> str:
    """Characters without whitespace and marks of the query language, as they stand in a part."""
    part = folded(rng.choice(text.split("\n")))
    start = rng.randrange(max(1, len(part) - length))
    return part[start : start + length]


def queries(
    count: int, source: list[str], total: int
) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    rng = random.Random(SEED + 1)
    texts = [each.text for each in articles(min(total, 2000), source)]
    years = total // PER_ISSUE // 365 + 1

    def some(length: int) -> str:
        return quoted(piece(rng, rng.choice(texts), length))

    def year() -> int:
        return 1990 + rng.randrange(years)

    kinds: dict[str, Callable[[], tuple[str, dict[str, Any]]]] = {
        "two characters": lambda: (some(2), {}),
        "phrase": lambda: (some(rng.randint(4, 10)), {}),
        "two phrases": lambda: (f"{some(3)} {some(4)}", {}),
        "one or another": lambda: (f"{some(4)} OR {some(4)}", {}),
        "one, not another": lambda: (f"{some(4)} NOT {some(3)}", {}),
        "headline": lambda: (f"headline:{some(3)}", {}),
        "phrase in a year": lambda: (f"{some(4)} date:{year()}", {}),
        "phrase, newest first": lambda: (some(4), {"order": "newest"}),
        "phrase with facets": lambda: (some(rng.randint(4, 10)), {"facets": True}),
    }
    return {kind: [make() for _ in range(count)] for kind, make in kinds.items()}


class Fts5:
    """As one would do it with SQLite alone."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.execute(
            "CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, text, tokenize='trigram')"
        )

    def update(self, changes: Iterator[tuple[str, list[ArticleDocument]]], _: int) -> None:
        with self.connection:
            self.connection.executemany(
                "INSERT INTO documents VALUES (?, ?)",
                (
                    (each.id, "\n".join(folded(part) for part in each.text.split("\n")))
                    for _, issue in changes
                    for each in issue
                ),
            )

    def search(self, query: str, **options: Any) -> int:
        match = re.sub(r'("[^"]*")', r"\1", query)
        (total,) = self.connection.execute(
            "SELECT count(*) FROM documents WHERE documents MATCH ?", (match,)
        ).fetchone()
        self.connection.execute(
            "SELECT id, snippet(documents, 1, '[', ']', '…', 40) FROM documents"
            " WHERE documents MATCH ? ORDER BY rank LIMIT 20",
            (match,),
        ).fetchall()
        return int(total)

    KINDS = ("phrase", "two phrases", "one or another", "one, not another")


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def percentiles(times: list[float]) -> dict[str, float]:
    cut = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50": cut[49] * 1000, "p95": cut[94] * 1000, "p99": cut[98] * 1000}


def expected(node: str, texts: list[tuple[ArticleDocument, list[str]]]) -> int:
    """What a query of this benchmark finds, by looking through all texts."""

    def has(parts: list[str], wanted: str) -> bool:
        return any(wanted in part for part in parts)

    words = [folded(word) for word in re.findall(r'"([^"]*)"', node)]
    year = re.search(r"date:(\d{4})", node)
    count = 0
    for article, parts in texts:
        if node.startswith("headline:"):
            fits = words[0] in folded(article.headline)
        elif " OR " in node:
            fits = has(parts, words[0]) or has(parts, words[1])
        elif " NOT " in node:
            fits = has(parts, words[0]) and not has(parts, words[1])
        else:
            fits = all(has(parts, word) for word in words)
        count += fits and (year is None or (article.date or "").startswith(year[1]))
    return count


def measure(
    index: Any,
    count: int,
    source: list[str],
    asked: dict[str, list[tuple[str, dict[str, Any]]]],
    size: Callable[[], int],
    kinds: tuple[str, ...] | None = None,
) -> tuple[dict[str, Any], dict[str, int]]:
    begun = time.perf_counter()
    index.update(by_issue(articles(count, source)), 1)
    told: dict[str, Any] = {"adding_s": time.perf_counter() - begun, "bytes": size(), "kinds": {}}
    totals: dict[str, int] = {}
    for kind, some in asked.items():
        if kinds is not None and kind not in kinds:
            continue
        index.search(some[0][0])
        times = []
        for query, options in some:
            begun = time.perf_counter()
            found = index.search(query, **options)
            times.append(time.perf_counter() - begun)
            totals[query] = found if isinstance(found, int) else found.total
        told["kinds"][kind] = percentiles(times)
    return told, totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--checked", type=int, default=20, help="of each kind, against all texts")
    parser.add_argument("--only", nargs="+", default=["tantivy", "postgres", "fts5"])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    source = sentences()
    results: dict[int, Any] = {}
    for count in options.articles:
        asked = queries(options.queries, source, count)
        results[count] = {}
        totals: dict[str, dict[str, int]] = {}
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for engine in options.only:
                made = ENGINES[engine](folder, count, source, asked)
                results[count][engine], totals[engine] = made
        texts = [(a, [folded(p) for p in a.text.split("\n")]) for a in articles(count, source)]
        wrong = dict.fromkeys(totals, 0)
        checked = dict.fromkeys(totals, 0)
        for some in asked.values():
            for query, _ in some[: options.checked]:
                right = expected(query, texts)
                for engine, found in totals.items():
                    if query in found:
                        checked[engine] += 1
                        wrong[engine] += found[query] != right
        for engine in totals:
            results[count][engine] |= {"checked": checked[engine], "wrong": wrong[engine]}
        show(count, results[count])
    if options.json:
        options.json.write_text(json.dumps(results, indent=1, ensure_ascii=False))


def in_tantivy(
    folder: Path, count: int, source: list[str], asked: dict[str, list[tuple[str, dict[str, Any]]]]
) -> tuple[dict[str, Any], dict[str, int]]:
    index = TantivyIndex(folder / "t")
    return measure(index, count, source, asked, lambda: size_of(folder / "t"))


def in_fts5(
    folder: Path, count: int, source: list[str], asked: dict[str, list[tuple[str, dict[str, Any]]]]
) -> tuple[dict[str, Any], dict[str, int]]:
    path = folder / "f.sqlite"
    return measure(Fts5(path), count, source, asked, lambda: path.stat().st_size, kinds=Fts5.KINDS)


def in_postgres(
    folder: Path, count: int, source: list[str], asked: dict[str, list[tuple[str, dict[str, Any]]]]
) -> tuple[dict[str, Any], dict[str, int]]:
    sys.path.insert(0, str(ROOT / "tests"))
    from postgres_server import Server

    with Server("-c shared_buffers=256MB -c maintenance_work_mem=128MB") as server:
        database = Database(parse_address(server.address(folder / "blobs")))
        PostgresStore(database, create=True)._writer.close()
        index = PostgresIndex(database)

        def size() -> int:
            with database.reading() as connection:
                row = connection.execute(
                    "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_inherits i"
                    " JOIN pg_class c ON c.oid = i.inhrelid"
                    " WHERE i.inhparent = 'documents'::regclass"
                ).fetchone()
            return int(row[0]) if row else 0

        told = measure(index, count, source, asked, size)
        index.close()
        database.close()
    return told


ENGINES = {"tantivy": in_tantivy, "postgres": in_postgres, "fts5": in_fts5}


def show(count: int, found: dict[str, Any]) -> None:
    print(f"\n{count} articles")
    for engine, told in found.items():
        print(
            f"{engine}: adding {told['adding_s']:.1f} s ({count / told['adding_s']:.0f} a second),"
            f" {told['bytes'] / 1e6:.1f} MB; {told['wrong']} of {told['checked']} queries differ"
            " from a search through all texts"
        )
    engines = list(found)
    print("| kind (ms) | " + " | ".join(f"{each} p50 / p95 / p99" for each in engines) + " |")
    print("|---|" + "---|" * len(engines))
    for kind in next(iter(found.values()))["kinds"]:
        cells = [
            f"{k['p50']:.1f} / {k['p95']:.1f} / {k['p99']:.1f}"
            if (k := found[each]["kinds"].get(kind))
            else "–"
            for each in engines
        ]
        print(f"| {kind} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
