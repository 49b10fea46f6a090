"""Corrected issues of a title → its pack: habits that read them better, and how much better.

Every habit is tried on the issues that are learnt from, and kept where these are read better with it.
Issues that are kept apart take no part in any choice; they say what it is worth.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from jumpline.bundles import sheets_of
from jumpline.errors import JumplineError, SourceError, UsageError
from jumpline.learning.choices import Choices, choices, fit, right
from jumpline.learning.truth import printed
from jumpline.learning.wordings import Wording, agreed, wordings
from jumpline.model.archive import SourceFile
from jumpline.model.codec import encode
from jumpline.model.correction import Correction
from jumpline.model.issue import Issue, Page
from jumpline.model.sheet import Sheet
from jumpline.packs import reading_pack
from jumpline.packs.habits import Habits
from jumpline.scoring import score_issue
from jumpline.stages.layout.arrange import successions
from jumpline.stages.layout.claim import weights

#: With fewer, nothing could be kept apart.
LEAST = 3
#: Every so many an issue is kept apart.
_APART = 5
#: A habit is kept that raises the score by so much.
_BETTER = 0.002
#: Parts of the lessons that judge weights of the others.
_PARTS = 4
#: What a reading is judged by, of ``jumpline score``.
FIGURES = ("article_f1", "paragraph_in_article_f1", "headline")

#: Habits that are tried, one after the other.
_TRIED: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("heads", ("below",)),
    ("larger", (1.05, 1.25)),
)

Said = Callable[[str], None]


class Lesson(msgspec.Struct, frozen=True):
    """An issue as people have corrected it, the corrections that hold in it, and its sources."""

    issue: Issue
    corrections: tuple[Correction, ...]
    sources: tuple[SourceFile, ...]


class Step(msgspec.Struct, frozen=True):
    """A habit that was tried: the score with it on the issues learnt from, and whether it stays."""

    habit: str
    score: float
    kept: bool


class Outcome(msgspec.Struct, frozen=True):
    """``pack`` is TOML, None where nothing was learnt. ``before`` and ``after`` are the mean figures
    of the issues kept ``apart``."""

    pack: str | None
    learnt: tuple[str, ...]
    apart: tuple[str, ...]
    before: dict[str, float]
    after: dict[str, float]
    steps: tuple[Step, ...]


def learn(
    lessons: Sequence[Lesson],
    title: str,
    name: str,
    *,
    packs: Sequence[str] = (),
    said: Said = lambda _: None,
) -> Outcome:
    """``title`` and ``name`` are those of the pack; ``packs`` is what the title is read with today.
    Raises ``UsageError`` for too few lessons."""
    if len(lessons) < LEAST:
        raise UsageError(
            f"{len(lessons)} corrected issues with sources; at least {LEAST} are needed.",
            where=title,
            remedy="Correct or sign more issues at the review desk (`jumpline serve --review`).",
        )
    ordered = sorted(lessons, key=lambda lesson: lesson.issue.id)
    apart = ordered[LEAST - 1 :: _APART]
    own = [lesson for lesson in ordered if lesson not in apart]
    with tempfile.TemporaryDirectory(prefix="jumpline-learn-") as folder:
        trial = _Trial(title, name, tuple(packs), Path(folder), own, said)
        trial.run()
        after_packs = trial.packs_of(trial.habits, trial.words)
        return Outcome(
            pack_text(title, name, trial.habits, trial.words, len(own)) if trial.found else None,
            tuple(lesson.issue.id for lesson in own),
            tuple(lesson.issue.id for lesson in apart),
            figures(apart, tuple(packs)),
            figures(apart, after_packs),
            tuple(trial.steps),
        )


class _Trial:
    """Habits tried one after the other on the issues that are learnt from."""

    def __init__(
        self,
        title: str,
        name: str,
        packs: tuple[str, ...],
        folder: Path,
        lessons: Sequence[Lesson],
        said: Said,
    ) -> None:
        self.title, self.name, self.packs, self.folder = title, name, packs, folder
        self.lessons, self.said = lessons, said
        self.habits, self.words = Habits(), tuple[Wording, ...]()
        self.steps: list[Step] = []
        self.best = self._score(self.habits, ())

    @property
    def found(self) -> bool:
        return self.habits != Habits() or bool(self.words)

    def run(self) -> None:
        told = [w for lesson in self.lessons for w in wordings(lesson.issue, lesson.corrections)]
        for word in agreed(told):
            self._try(f"{word.kind} {word.template}", self.habits, (*self.words, word))
        for habit, values in _TRIED:
            for value in values:
                self._try(f"{habit} {value}", replace(self.habits, **{habit: value}), self.words)
        known = {**weights(), **reading_pack(*self.packs).habits.weights}
        by_lesson = self._choices()
        before, after = _crossed(by_lesson, known)
        learnt = fit([each for found in by_lesson for each in found], known)
        changed = {n: w for n, w in learnt.items() if abs(w - known.get(n, 0.0)) >= 0.01}
        # Columns are many and issues are few: they tell more of weights.
        self._try(
            f"weights ({before:.4f} → {after:.4f} of the columns of issues that they are not from)",
            replace(self.habits, weights=changed),
            self.words,
            least=-_BETTER if after > before else _BETTER,
        )

    def _try(
        self, what: str, habits: Habits, words: tuple[Wording, ...], least: float = _BETTER
    ) -> None:
        score = self._score(habits, words)
        kept = score > self.best + least
        self.steps.append(Step(what, round(score, 4), kept))
        self.said(f"{what}: {self.best:.3f} → {score:.3f}{'' if kept else ', not kept'}")
        if kept:
            self.best, self.habits, self.words = score, habits, words

    def packs_of(self, habits: Habits, words: tuple[Wording, ...]) -> tuple[str, ...]:
        if habits == Habits() and not words:
            return self.packs
        path = self.folder / f"trial-{len(self.steps)}.toml"
        path.write_text(
            pack_text(self.title, self.name, habits, words, len(self.lessons)), encoding="utf-8"
        )
        return (str(path), *self.packs)

    def _score(self, habits: Habits, words: tuple[Wording, ...]) -> float:
        found = figures(self.lessons, self.packs_of(habits, words))
        return sum(found.values()) / len(found)

    def _choices(self) -> list[list[Choices]]:
        """Of each lesson."""
        pack = reading_pack(*self.packs_of(self.habits, self.words))
        every: list[list[Choices]] = []
        for lesson in self.lessons:
            found: list[Choices] = []
            every.append(found)
            for sheet in _sheets(lesson.sources):
                page = _page_of(lesson.issue, sheet)
                if page is not None:
                    lines = printed(lesson.issue, page)
                    found += [
                        choices(asked, lines, sheet.width or 0.0)
                        for asked in successions(sheet, pack)
                    ]
        return every


def _crossed(by_lesson: Sequence[list[Choices]], known: dict[str, float]) -> tuple[float, float]:
    """The share of columns rightly placed by the known weights, and by weights from other lessons,
    four parts in turn."""
    before = after = total = 0.0
    for part in range(_PARTS):
        own = [each for found in by_lesson[part::_PARTS] for each in found]
        others = [each for n, found in enumerate(by_lesson) if n % _PARTS != part for each in found]
        if not own or not others:
            continue
        size = sum(sum(each.known) for each in own)
        before += size * right(own, known)
        after += size * right(own, fit(others, known))
        total += size
    return before / max(total, 1.0), after / max(total, 1.0)


def figures(lessons: Sequence[Lesson], packs: Sequence[str]) -> dict[str, float]:
    """The mean figures of reading the lessons' sources so, against what people made of them."""
    totals = dict.fromkeys(FIGURES, 0.0)
    for lesson in lessons:
        found = _figures(lesson, packs)
        for name in FIGURES:
            totals[name] += found.get(name, 0.0)
    return {name: round(total / max(1, len(lessons)), 4) for name, total in totals.items()}


def _figures(lesson: Lesson, packs: Sequence[str]) -> dict[str, float]:
    from jumpline.pipeline import read_issues

    try:
        readings = list(read_issues(lesson.sources, packs=packs))
    except JumplineError:
        return {}
    wanted = lesson.issue.id
    reading = min(readings, key=lambda each: (each.issue.id != wanted, -len(each.issue.articles)))
    gold, found = (json.loads(encode(each)) for each in (lesson.issue, reading.issue))
    return score_issue(gold, found).figures


def _sheets(sources: Sequence[SourceFile]) -> list[Sheet]:
    """Pages with glyphs: of what was recognised the engine has chosen the lines."""
    found: list[Sheet] = []
    for _, sheets in sheets_of(list(sources)):
        if not isinstance(sheets, SourceError):
            found += [sheet for sheet in sheets if sheet.glyphs]
    return found


def _page_of(issue: Issue, sheet: Sheet) -> Page | None:
    """The page of the issue that a sheet was: the one that shares most of its text."""
    own: dict[str, int] = {}
    for glyph in sheet.glyphs:
        own[glyph.text] = own.get(glyph.text, 0) + 1
    best: tuple[int, Page | None] = (0, None)
    for page in issue.pages:
        there: dict[str, int] = {}
        for block in page.blocks:
            for line in block.lines:
                for char in line.text:
                    there[char] = there.get(char, 0) + 1
        shared = sum(min(count, own.get(char, 0)) for char, count in there.items())
        if shared > best[0]:
            best = (shared, page)
    return best[1]


def pack_text(title: str, name: str, habits: Habits, words: Sequence[Wording], count: int) -> str:
    """The pack as TOML; equal input gives equal text."""
    lines = [
        f"# Learnt from {count} corrected issues by `jumpline learn`. Read it before you use it.",
        "",
        "[pack]",
        f"id = {_quoted(f'{title}-learnt')}",
        f"name = {_quoted(name)}",
    ]
    for word in words:
        lines += [
            "",
            "[[patterns]]",
            f"kind = {_quoted(word.kind)}",
            'at = "end"' if word.kind == "jump-to" else 'at = "full"',
            f"template = {_quoted(word.template)}",
            f"examples = [{_quoted(word.example)}]",
        ]
    if habits != Habits():
        lines += ["", "[layout]"]
        if habits.heads is not None:
            lines.append(f"heads = {_quoted(habits.heads)}")
        if habits.larger is not None:
            lines.append(f"larger = {habits.larger}")
    if habits.weights:
        lines += ["", "[layout.weights]"]
        lines += [f"{_quoted(key)} = {value}" for key, value in sorted(habits.weights.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML: those of JSON are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
