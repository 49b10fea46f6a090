"""``jumpline site``: every link leads to a file, equal input gives equal bytes, only changes are
written, search finds what is there."""

from __future__ import annotations

import hashlib
import json
import posixpath
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from jumpline.archive import open_archive
from jumpline.errors import UsageError
from jumpline.web.site import freeze
from jumpline.web.site.names import safe

from . import followed, papers
from .fake import FakeArchive
from .markup import Markup
from .printed import printed_archive


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    pytest.importorskip("pyvips")
    pytest.importorskip("uharfbuzz")
    out = tmp_path_factory.mktemp("site") / "paper"
    with open_archive(printed_archive(), read_only=True) as archive:
        built = freeze(archive, out)
    assert built.issues == built.rebuilt == 1 and not built.undrawn
    yield out


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _broken_links(folder: Path) -> list[str]:
    broken = []
    for path in folder.rglob("*.html"):
        markup = Markup(path.read_text(encoding="utf-8"))
        assert markup.faults == []
        links = [
            e.attributes[name]
            for e in markup.elements
            for name in ("href", "src")
            if name in e.attributes
        ]
        for link in links:
            parts = urlsplit(link)
            assert not parts.scheme and not parts.netloc and not parts.path.startswith("/")
            here = path.relative_to(folder).parent.as_posix()
            target = (
                posixpath.normpath(posixpath.join(here, unquote(parts.path)))
                if parts.path
                else None
            )
            file = folder / target if target else path
            if not file.is_file():
                broken.append(f"{path.name}: {link}")
            elif parts.fragment.partition(":~:")[0] and file.suffix == ".html":
                ids = {
                    e.attributes.get("id")
                    for e in Markup(file.read_text(encoding="utf-8")).elements
                }
                if unquote(parts.fragment) not in ids:
                    broken.append(f"{path.name}: {link} (fragment)")
    return broken


def test_every_link_leads_to_a_file(edition: Path) -> None:
    assert _broken_links(edition) == []


def test_text_and_hostile_papers_too(tmp_path: Path) -> None:
    built = freeze(FakeArchive(), tmp_path / "out")
    assert built.issues > 3
    assert _broken_links(tmp_path / "out") == []
    for path in (tmp_path / "out").rglob("*"):
        assert (tmp_path / "out") in path.resolve().parents


def test_boards_names_and_weeks_are_in_it(tmp_path: Path) -> None:
    """Their links lead to the articles; a new issue makes only what rests on it anew."""
    out = tmp_path / "out"
    with followed.opened() as archive:
        freeze(archive, out)
        before = _digests(out)
        assert freeze(archive, out).written == 0
    assert _broken_links(out) == []
    (board,) = (out / "programmes").glob("hg3ze0vs.html")
    page = Markup(board.read_text())
    assert "石桥区36公里引水渠已全部建成投用" in page.text() and "前后矛盾" in page.text()
    person = Markup((out / "names" / "person" / f"{safe('苏棠')}.html").read_text())
    assert "市委书记" in person.text() and "1200户居民" in person.text()
    week = Markup((out / "digest" / f"{followed.WEEK}.html").read_text())
    assert "8600万元" in week.text() and "7900万元" in week.text()
    assert (out / "digest" / "index.md").read_text().startswith("# ")
    home = Markup((out / "index.html").read_text())
    links = {e.attributes.get("href") for e in home.all("a")}
    assert {"programmes/index.html", "digest/index.html", "names/index.html"} <= links
    # Of some issues, nothing of the others.
    some = tmp_path / "some"
    with followed.opened() as archive:
        freeze(archive, some, issues=("yunhe-ribao/2026-07-07", "yunhe-ribao/2026-08-18"))
    assert _broken_links(some) == []
    assert not any("2026-11-10" in path.read_text() for path in some.rglob("*.html"))
    assert before == _digests(out)


def test_equal_input_gives_equal_bytes(edition: Path, tmp_path: Path) -> None:
    with open_archive(printed_archive(), read_only=True) as archive:
        freeze(archive, tmp_path / "again")
    assert _digests(tmp_path / "again") == _digests(edition)


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    issues = [papers.MAIN_ISSUE, papers.EVENING_ISSUE]
    first = freeze(FakeArchive(issues), tmp_path / "out")
    again = freeze(FakeArchive(issues), tmp_path / "out")
    assert (again.rebuilt, again.written, again.removed) == (0, 0, 0)
    assert again.files == first.files
    fewer = freeze(FakeArchive(issues[:1]), tmp_path / "out")
    assert fewer.removed > 5 and fewer.issues == 1
    assert not list((tmp_path / "out" / "article" / papers.EVENING_ISSUE.id).glob("*"))
    assert _broken_links(tmp_path / "out") == []


def test_a_lost_file_comes_back(tmp_path: Path) -> None:
    freeze(FakeArchive(), tmp_path / "out")
    before = _digests(tmp_path / "out")
    (tmp_path / "out" / "issue" / f"{papers.MAIN_ISSUE.id}.html").unlink()
    (tmp_path / "out" / "index.html").write_text("broken")
    freeze(FakeArchive(), tmp_path / "out")
    assert _digests(tmp_path / "out") == before


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError):
        freeze(FakeArchive(), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.txt"]


def test_names_lead_nowhere_else() -> None:
    for name in (
        "..",
        ".",
        "",
        "a/b",
        "a\\b",
        "C:",
        "NUL",
        "com1.txt",
        "x" * 400,
        "\x00",
        "…",
        "a.",
    ):
        found = safe(name)
        assert "/" not in found and "\\" not in found and ":" not in found
        assert found not in ("", ".", "..") and not found.startswith(".") and len(found) < 200
    assert len({safe(name) for name in ("a:b", "a=3ab", "a;b")}) == 3


def test_sitemap_and_feeds_with_an_address(tmp_path: Path) -> None:
    from lxml import etree

    freeze(FakeArchive(), tmp_path / "out", base_url="https://paper.example/read/")
    tree = etree.fromstring((tmp_path / "out" / "sitemap.xml").read_bytes())
    found = [each.text for each in tree.iter("{*}loc")]
    assert all(each.startswith("https://paper.example/read/") for each in found)
    for each in found:
        path = unquote(urlsplit(each).path).removeprefix("/read/")
        assert (tmp_path / "out" / path).is_file()
    assert (
        "Sitemap: https://paper.example/read/sitemap.xml"
        in (tmp_path / "out" / "robots.txt").read_text()
    )


@pytest.mark.skipif(shutil.which("node") is None, reason="node runs the page's script")
def test_the_script_finds_what_a_substring_search_finds(edition: Path) -> None:
    """The page's own functions, on the edition's own files."""
    with open_archive(printed_archive(), read_only=True) as archive:
        issue = archive.get(archive.issues()[0].id)
        words = [
            item.text[at : at + n]
            for article in issue.articles
            for item in article.body[:2]
            for at, n in ((0, 2), (5, 4), (9, 1))
        ]
        wanted = {
            word: archive.search(f'"{word}"', limit=500).total
            for word in dict.fromkeys(w.strip() for w in words)
            if word and not any(c in word for c in '"“”「」『』\\')
        }
    driver = """
const fs = require("fs"), vm = require("vm"), path = require("path");
const [root, lookup, words] = [process.argv[1], process.argv[2], JSON.parse(process.argv[3])];
const out = {};
(async () => {
  for (const word of Object.keys(words)) {
    const shown = { textContent: "" };
    const list = { children: 0, append() { this.children += 1; } };
    const more = {};
    const place = { dataset: { lookup: "search", total: "{count}", busy: "…", page: "{label}" }, querySelector: (q) => q === ".hits" ? list : q === ".more" ? more : shown };
    const stub = () => ({ append() {}, className: "", textContent: "" });
    const context = { console, URLSearchParams, Map, Set, Promise, encodeURIComponent, parseInt,
      location: { search: "?q=" + encodeURIComponent('"' + word + '"') },
      document: { querySelector: () => place, querySelectorAll: () => [], createElement: (tag) => tag === "script" ? {} : stub(),
        head: { append: (script) => { try { vm.runInContext(fs.readFileSync(path.join(root, script.src), "utf8"), context); } catch (e) { script.onerror(); } } } } };
    context.window = context;
    context.jumplinePart = (...a) => context.window.jumplinePart(...a);
    vm.createContext(context);
    vm.runInContext(fs.readFileSync(lookup, "utf8"), context);
    for (let i = 0; i < 200 && (shown.textContent === "" || shown.textContent === "…"); i += 1) await new Promise((r) => setTimeout(r, 5));
    out[word] = Number(shown.textContent);
  }
  console.log(JSON.stringify(out));
})();
"""
    lookup = edition / "static" / "lookup.js"
    done = subprocess.run(
        ["node", "-e", driver, str(edition), str(lookup), json.dumps(wanted)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert json.loads(done.stdout) == wanted
    assert len(wanted) > 30 and max(wanted.values()) > 1
