"""An archive over a pipeline of one line: a source says in plain words what it holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

import jumpline
from jumpline.archive import Archive, open_archive
from jumpline.errors import SourceError
from jumpline.model.archive import SourceFile
from jumpline.model.issue import SCHEMA, Article, BodyItem, Byline, Issue, Page, Person, Publication


class Reading(msgspec.Struct, frozen=True):
    issue: Issue
    sources: tuple[SourceFile, ...]


class TinyPipeline(ModuleType):
    """A source ``2026-04-07 01 headline`` is a page with one article; ``bad`` cannot be read."""

    READER = "tiny/1"
    Reading = Reading

    def __init__(self) -> None:
        super().__init__("jumpline.pipeline")
        self.read: list[str] = []
        self.suffix = ""

    def gather(self, paths: Iterable[Path]) -> list[SourceFile]:
        found = []
        for path in paths:
            files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
            root = path if path.is_dir() else path.parent
            found += [SourceFile(f.relative_to(root).as_posix(), f.read_bytes()) for f in files]
        return found

    def read_issues(
        self, sources: Sequence[SourceFile], *, progress: Any = None
    ) -> Iterator[Reading]:
        by_date: dict[str, list[tuple[SourceFile, str, str]]] = {}
        for source in sources:
            self.read.append(source.name)
            if source.data.startswith(b"bad"):
                raise SourceError("cannot be read.", where=source.name)
            date, label, headline = source.data.decode().split(" ", 2)
            by_date.setdefault(date, []).append((source, label, headline))
        for date, pages in sorted(by_date.items()):
            pages.sort(key=lambda page: page[1])
            yield Reading(self.issue(date, pages), tuple(source for source, _, _ in pages))

    def issue(self, date: str, pages: list[tuple[SourceFile, str, str]]) -> Issue:
        return Issue(
            schema=SCHEMA,
            id=f"xuedu/{date}",
            publication=Publication(id="xuedu", title="雪都日报", language="zh-Hans"),
            date=date,
            pages=tuple(Page(int(label), label, f"第{label}版") for _, label, _ in pages),
            articles=tuple(
                Article(
                    id=f"xuedu/{date}/{label}-{headline}",
                    pages=(int(label),),
                    headline=(headline,),
                    byline=Byline("本报", (Person("刘茜", "记者"),), "□本报记者 刘茜"),
                    body=(BodyItem("paragraph", f"{headline}的正文{self.suffix}。"),),
                )
                for _, label, headline in pages
            ),
        )


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> TinyPipeline:
    pipeline = TinyPipeline()
    monkeypatch.setitem(sys.modules, "jumpline.pipeline", pipeline)
    monkeypatch.setattr(jumpline, "pipeline", pipeline, raising=False)
    return pipeline


@pytest.fixture
def archive(tiny: TinyPipeline, tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive", create=True) as archive:
        yield archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two issues, one of two pages."""
    for name, content in {
        "a/1.txt": "2026-04-07 01 雪都之春",
        "a/2.txt": "2026-04-07 02 花海",
        "b/1.txt": "2026-04-08 01 贷款八百亿",
    }.items():
        path = tmp_path / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "papers"
