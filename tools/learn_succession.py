#!/usr/bin/env python3
"""Learn the weights of ``stages/data/succession.toml`` from composed pages.

python tools/learn_succession.py [--issues 24] [--cache FOLDER] [--check]

Invented issues are composed in varied styles, read, and every column's true predecessor is looked
up in what the composer says that it printed. A conditional logit is fitted: of all candidates for a
column, and of all for what comes after it, the true one. Seeds from 1000 on, and the tabloid style,
are never learnt from: tests score reading on them. ``--check`` says how often the weights in the
file are right, on pages learnt from and on pages that are not.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from pathlib import Path
from typing import Any

from jumpline.compose import compose, invent, load_style, vary
from jumpline.errors import JumplineError
from jumpline.learning.choices import Choices, choices, fit, right
from jumpline.learning.truth import ASIDE, HEAD, Printed
from jumpline.model.codec import encode
from jumpline.packs import reading_pack
from jumpline.readers.pdf import PdfReader
from jumpline.stages.layout.arrange import successions
from jumpline.stages.layout.claim import weights

LEARNT = {"broadsheet-zh": "zh-Hans", "broadsheet-en": "en", "broadsheet-hant": "zh-Hant"}
KEPT = {**LEARNT, "tabloid-zh": "zh-Hans"}
FILE = Path(__file__).parent.parent / "src/jumpline/stages/data/succession.toml"
PREAMBLE = """# Weights of the question "which column comes next?" (docs/design/pdf.md), learnt from composed
# pages by tools/learn_succession.py. Positive: it does.

[weights]
"""
#: Roles of what is read in an article; captions stand aside.
READ = {"column", "kicker", "headline", "deck", "byline", "subhead", "body", "jump", "table"}
#: Roles of what stands over the text.
HEADS = {"column", "kicker", "headline", "deck", "byline"}
#: Roles that say nothing of articles.
PANELS = {"notice", "ad", "guide"}
#: Where weights are held: at zero, or at what is known of papers that are made otherwise.
PRIOR = {
    "under-centred": 2.5,
    "under-flush": 2.5,
    "under-last": 2.5,
    "under-ruled": -5.0,
    "start-inset": 1.0,
    "start-lead-in": 1.5,
    "start-inside": -3.0,
    "start-goes-on": 1.0,
    "down-scrap-on-grid": 2.0,
    "down-signed": 4.0,
    "down-ends": 4.0,
    "beside-ends": -4.0,
    "first-subhead": -3.0,
    "first-few-on-grid-inset": -2.0,
    "down-headed": -5.0,
    "down-ruled": -5.0,
    "down-gap-over-4": -2.0,
    "down-gap-over-7": -2.0,
    "beside-walled": -4.0,
    "beside-own-head": -1.0,
    "beside-close-head": -2.0,
    "back": -4.0,
    "text-open-flush": 1.0,
    "text-open-inset": -2.0,
    "text-seam-bigram": 1.0,
    "text-seam-trigram": 1.5,
    "text-seam-letters": 1.5,
    "text-seam-number": 1.5,
    "text-head-inside": 2.0,
    "text-quotes-match": 2.0,
    "text-lead-in": -2.0,
    "text-signed": -4.0,
    "head-without-text": -2.0,
    "last-text-open-full": -2.0,
    "first-text-flush": -2.0,
}


def issue(job: tuple[str, str, int, Path]) -> tuple[bytes, bytes] | None:
    """PDF and truth of an invented issue in a varied style; None where it cannot be composed."""
    name, language, seed, cache = job
    files = (cache / f"{name}-{seed}.pdf", cache / f"{name}-{seed}.json")
    if not files[0].exists():
        style = vary(load_style(name), seed)
        try:
            order = ("article", "shuffled")[seed % 2]
            invented = invent(seed, language, pages=3, characters=style.room())
            printed = compose(invented, style, order=order)
        except JumplineError as error:
            print(f"{name}-{seed}: {error}")
            return None
        files[1].write_bytes(encode(printed.issue))
        files[0].write_bytes(printed.pdf)
    return files[0].read_bytes(), files[1].read_bytes()


def truth(page: dict[str, Any]) -> list[Printed]:
    """Lines of a printed page. What is no article, but has heads and text likewise, stands aside."""
    return [
        Printed(
            line["box"],
            ASIDE
            if block["role"] in PANELS
            else block["article"]
            if block["role"] in READ
            else None,
            HEAD if block["role"] in HEADS else number,
        )
        for number, block in enumerate(page["blocks"])
        for line in block["lines"]
        if line["box"]
    ]


def examples(job: tuple[str, str, int, Path]) -> list[Choices]:
    made = issue(job)
    if made is None:
        return []
    pack = reading_pack()
    found = []
    pages = json.loads(made[1])["pages"]
    for sheet, page in zip(PdfReader().read("issue.pdf", made[0]), pages, strict=True):
        lines = truth(page)
        found += [choices(asked, lines, sheet.width or 0.0) for asked in successions(sheet, pack)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=24, help="issues of each style")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    learn = [
        (n, lang, s, options.cache) for n, lang in LEARNT.items() for s in range(options.issues)
    ]
    keep = [
        (n, lang, 1000 + s, options.cache)
        for n, lang in KEPT.items()
        for s in range(max(2, options.issues // 6))
    ]
    with multiprocessing.Pool(2) as pool:
        learnt = [e for found in pool.imap(examples, learn) for e in found]
        kept = [e for found in pool.imap(examples, keep) for e in found]
    before = weights()
    print(f"before: {right(learnt, before):.4f} learnt from, {right(kept, before):.4f} kept apart")
    if options.check:
        return
    table = fit(learnt, PRIOR)
    print(f"after:  {right(learnt, table):.4f} learnt from, {right(kept, table):.4f} kept apart")
    lines = [f'"{name}" = {value}' for name, value in table.items() if value]
    FILE.write_text(PREAMBLE + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
