"""Other people's files: nothing of their text is lost, and their articles come out as they are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from jumpline.model.issue import Issue
from jumpline.pipeline import gather, read_issues

_ALTO = {
    "liverpool-1832": "mets-alto/BL/BLIP_20190920_01/0002088/1832/1123",
    "colored-news-1855": "mets-alto/BL/BLIP_20190929_04/0002244/1855/0922",
    "gaulois-1882": "mets-alto/BNF-EN/Le-Gaulois/18820208_1",
    "debats-1821": "mets-alto/BNF-EN/JDPL/18210801_1",
    "ouest-eclair-1918": "mets-alto/BNF-EN/OE-Rennes/19181217_1",
    "luxemburger-1858": "mets-alto/Luxembourg-1858",
    "park-record-1935": "mets-alto/ndnp-1935",
    "evening-star-1920": "mets-alto/open-oni/evening_star_1920",
    "nordstern-1878": "mets-alto/open-oni/german_1878",
    "logan-1911": "mets-alto/logan-republican-1911.alto.xml",
    "iiif-1": "iiif/0068-newspaper/newspaper_issue_1-alto_p1.xml",
    "iiif-2": "iiif/0068-newspaper/newspaper_issue_2-alto_p2.xml",
}
_SLOW = pytest.mark.slow


def _norm(text: str) -> str:
    return "".join(text.replace("\u00ad", "-").split())


def _read(path: Path) -> list[Issue]:
    return [reading.issue for reading in read_issues(gather([path]))]


def _printed(issues: list[Issue]) -> str:
    """Everything that the pages of the issues say, line by line."""
    return "\n".join(
        _norm(line.text)
        for issue in issues
        for page in issue.pages
        for block in page.blocks
        for line in block.lines
    )


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _same_text(wanted: list[str], found: str) -> None:
    """Every line of the source stands in the issue, and there is nothing else in it."""
    lines = [_norm(line) for line in wanted if _norm(line)]
    missing = [line for line in lines if line not in found]
    assert missing == []
    assert Counter("".join(lines)) == Counter(found.replace("\n", ""))


def _alto_lines(path: Path) -> Iterator[str]:
    for file in sorted(path.rglob("*.xml")) if path.is_dir() else [path]:
        root = etree.parse(str(file)).getroot()
        if _local(root) != "alto":
            continue
        for line in root.iter("{*}TextLine"):
            yield "".join(
                word.get("CONTENT", "-" if _local(word) == "HYP" else "")
                for word in line
                if _local(word) in ("String", "HYP")
            )


@_SLOW
@pytest.mark.parametrize("name", _ALTO)
def test_alto_loses_no_text(shared: Path, name: str) -> None:
    path = shared / "pages" / "real" / _ALTO[name]
    _same_text(list(_alto_lines(path)), _printed(_read(path)))


_METS = [name for name, path in _ALTO.items() if "mets" in path][:6]


@_SLOW
@pytest.mark.parametrize("name", _METS)
def test_mets_articles_come_out_one_for_one(shared: Path, name: str) -> None:
    path = shared / "pages" / "real" / _ALTO[name]
    (issue,) = _read(path)
    truth = _mets_articles(path)
    texts = _texts(issue)
    left = {_key(texts[each.id]): each for each in issue.articles}
    known = {page for _, _, pages in truth for page in pages}
    for title, text, pages in truth:
        article = left.pop(_key(text), None)
        assert article is not None, (title, text[:80])
        assert article.pages == tuple(sorted(pages))
        assert article.headline or not title
    # A page of which the library tells nothing is read like any other.
    assert all(known.isdisjoint(article.pages) for article in left.values())


def _key(text: str) -> str:
    """A text whatever the order of its lines: a story may return to a page."""
    return "".join(sorted(text))


def _mets_articles(path: Path) -> list[tuple[str, str, set[int]]]:
    """Title, text and pages of every article, by following ids through the files."""
    (mets,) = [f for f in path.rglob("*.xml") if b'TYPE="LOGICAL"' in f.read_bytes()]
    root = etree.parse(str(mets)).getroot()
    blocks: dict[tuple[str, str], str] = {}
    page_of: dict[str, int] = {}
    files = {
        file.get("ID"): file.find("{*}FLocat").get("{http://www.w3.org/1999/xlink}href")
        for file in root.iter("{*}file")
        if file.find("{*}FLocat") is not None
    }
    texts = {ref: href for ref, href in files.items() if href.endswith(".xml")}
    for number, (ref, href) in enumerate(sorted(texts.items()), 1):
        page_of[ref] = number
        file = mets.parent / href.removeprefix("file://")
        for each in etree.parse(str(file)).getroot().iter("{*}TextBlock", "{*}ComposedBlock"):
            blocks[ref, each.get("ID")] = _norm(
                "".join(
                    word.get("CONTENT", "-" if _local(word) == "HYP" else "")
                    for word in each.iter()
                    if _local(word) in ("String", "HYP")
                )
            )
    links: dict[str, list[str]] = {}
    for group in root.iter("{*}smLinkGrp"):
        ends = [
            e.get("{http://www.w3.org/1999/xlink}href")[1:] for e in group.iter("{*}smLocatorLink")
        ]
        links[ends[0]] = ends[1:]
    found = []
    logical = next(m for m in root.iter("{*}structMap") if m.get("TYPE") == "LOGICAL")
    for div in logical.iter("{*}div"):
        section = div.get("TYPE") == "SECTION" and div.find(
            "{*}div/{*}div/{*}div[@TYPE='PARAGRAPH']"
        )
        if div.get("TYPE") != "ARTICLE" and (section is None or section is False):
            continue
        inner = [
            (area.get("FILEID"), area.get("BEGIN"))
            for area in div.iter("{*}area")
            if next(
                up
                for up in area.iterancestors("{*}div")
                if up.get("TYPE") in ("ARTICLE", "SECTION", "ADVERTISEMENT")
            )
            is div
        ]
        inner += [(f"img{name[2:6]}-alto", name) for name in links.get(div.get("ID"), ())]
        inner = [ref for ref in inner if blocks.get(ref)]
        if inner:
            text = "".join(blocks[ref] for ref in inner)
            title = div.get("LABEL") or ""
            found.append((title, text, {page_of[file] for file, _ in inner}))
    return found


def test_page_xml_articles_come_out_one_for_one(shared: Path) -> None:
    folder = shared / "pages" / "real" / "page-xml" / "article-separation"
    for file in sorted(folder.glob("1884*.xml")):
        (issue,) = _read(file)
        truth: dict[str, list[str]] = {}
        lines = []
        for line in etree.parse(str(file)).getroot().iter("{*}TextLine"):
            text = line.findtext("{*}TextEquiv/{*}Unicode") or ""
            lines.append(text)
            custom = line.get("custom") or ""
            if "type:article" in custom and text.strip():
                truth.setdefault(custom.split("id:")[1].split(";")[0], []).append(text)
        _same_text(lines, _printed([issue]))
        found = sorted(map(_key, _texts(issue).values()))
        assert found == sorted(_key(_norm("".join(text))) for text in truth.values())


def _texts(issue: Issue) -> dict[str, str]:
    """The text of all blocks of every article."""
    texts = {article.id: "" for article in issue.articles}
    for page in issue.pages:
        for block in page.blocks:
            if block.article is not None:
                texts[block.article] += _norm("".join(line.text for line in block.lines))
    return texts


def test_page_xml_without_text_says_so(shared: Path) -> None:
    from jumpline.errors import EmptySource

    folder = shared / "pages" / "real" / "page-xml" / "article-separation"
    with pytest.raises(EmptySource, match="no text"):
        _read(folder / "19000715_1-0001.xml")


def test_pp_structure_loses_no_text(shared: Path) -> None:
    path = shared / "pages" / "real" / "engine-output" / "pp-structure-v3-rmrb.json"
    tree = json.loads(path.read_text(encoding="utf-8"))
    wanted = [block["block_content"] for block in tree["parsing_res_list"]]
    lines = [line for text in wanted for line in text.splitlines()]
    issues = _read(path)
    _same_text(lines, _printed(issues))
    (article,) = issues[0].articles
    assert article.headline == ("助力双方交往搭建友谊桥梁",)


def test_hocr_loses_no_text(shared: Path) -> None:
    path = shared / "pages" / "real" / "engine-output" / "vertical-japanese.hocr"
    root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    lines = [
        "".join(each.itertext()) for each in root.iter("span") if each.get("class") == "ocr_line"
    ]
    _same_text(lines, _printed(_read(path)))


def test_omnidocbench_loses_no_text(shared: Path) -> None:
    path = shared / "pages" / "real" / "scans" / "nongmin-ribao-p2" / "omnidocbench.json"
    found = _printed(_read(path))
    whole = found.replace("\n", "")
    for page in json.loads(path.read_text(encoding="utf-8")):
        for block in page["layout_dets"]:
            for line in (block.get("text") or "").splitlines():
                assert _norm(line) in whole or set(_norm(line)) <= set(whole)
    assert len(whole) > 14_000


@pytest.mark.parametrize(
    ("file", "title", "date", "headlines"),
    [
        ("rmrb_20171016_01_node.html", "人民日报", "2017-10-16", 5),
        ("jxrb_20171009_A01_node.html", "江西日报", "2017-10-09", 5),
    ],
)
def test_digital_paper_gives_headlines_and_zones(
    shared: Path, file: str, title: str, date: str, headlines: int
) -> None:
    (issue,) = _read(shared / "pages" / "real" / "epaper-html" / file)
    assert (issue.publication.title, issue.date) == (title, date)
    assert len(issue.articles) == headlines
    assert all(block.box is not None for page in issue.pages for block in page.blocks)


@_SLOW
def test_iarchives_articles_come_out_one_for_one(shared: Path) -> None:
    folder = shared / "pages" / "real" / "mets-alto" / "topaz-times-1944-12-13"
    (issue,) = _read(folder)
    assert issue.date == "1944-12-13"
    assert len(issue.pages) == 4
    truth = [
        [_norm(node.findtext("{*}o") or "") for node in root.iter("{*}n")]
        for file in (folder / "articles").glob("*.xml")
        if (root := etree.parse(str(file), etree.XMLParser(load_dtd=False)).getroot()) is not None
    ]
    found = sorted(map(_key, _texts(issue).values()))
    assert found == sorted(_key("".join(words)) for words in truth if any(words))
