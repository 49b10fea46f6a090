"""Small invented files of every recognised form."""

from __future__ import annotations

import json
from typing import Any

LINE = '<TextLine ID="{id}" HPOS="{x}" VPOS="{y}" WIDTH="{w}" HEIGHT="{h}">{words}</TextLine>'


def line(name: str, text: str, x: float, y: float, h: float = 30) -> str:
    words, at = [], x
    for number, word in enumerate(text.split(" ")):
        if number:
            words.append(f'<SP WIDTH="10" HPOS="{at}" VPOS="{y}"/>')
            at += 10
        width = 18 * len(word)
        words.append(
            f'<String ID="{name}w{number}" CONTENT="{word}" HPOS="{at}" VPOS="{y}"'
            f' WIDTH="{width}" HEIGHT="{h}" WC="0.9"/>'
        )
        at += width
    return LINE.format(id=name, x=x, y=y, w=at - x, h=h, words="".join(words))


def block(name: str, lines: list[str], x: float, y: float, more: str = "", h: float = 30) -> str:
    inner = "".join(
        line(f"{name}l{n}", text, x, y + n * (h + 10), h) for n, text in enumerate(lines)
    )
    height = len(lines) * (h + 10)
    return (
        f'<TextBlock ID="{name}" HPOS="{x}" VPOS="{y}" WIDTH="900" HEIGHT="{height}" {more}>'
        f"{inner}</TextBlock>"
    )


def alto(
    blocks: str,
    *,
    unit: str = "inch1200",
    space: str = ' xmlns="http://www.loc.gov/standards/alto/ns-v3#"',
    size: tuple[int, int] = (16000, 22000),
    before: str = "",
    extra: str = "",
) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<alto{space}><Description><MeasurementUnit>'
        f"{unit}</MeasurementUnit></Description>{extra}<Layout><Page ID='P1' WIDTH='{size[0]}'"
        f" HEIGHT='{size[1]}'><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"
    ).encode()


def mets(
    files: dict[str, str], logical: str, label: str = "The Deccan Sentinel 1911-04-07"
) -> bytes:
    """``files``: id → href of its ALTO; ``logical`` are the divs of the logical structure."""
    section = "".join(
        f'<file ID="{ref}" MIMETYPE="text/xml"><FLocat LOCTYPE="URL" xlink:href="{href}"/></file>'
        for ref, href in files.items()
    )
    pages = "".join(
        f'<div TYPE="PAGE" ORDER="{n}"><fptr FILEID="{ref}"/></div>'
        for n, ref in enumerate(files, 1)
    )
    return (
        f'<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' LABEL="{label}"><fileSec><fileGrp USE="Text">{section}</fileGrp></fileSec>'
        f'<structMap TYPE="PHYSICAL"><div TYPE="Newspaper">{pages}</div></structMap>'
        f'<structMap TYPE="LOGICAL"><div TYPE="ISSUE">{logical}</div></structMap></mets>'
    ).encode()


def area(file: str, begin: str, kind: str) -> str:
    return f'<div TYPE="{kind}"><fptr><area BETYPE="IDREF" FILEID="{file}" BEGIN="{begin}"/></fptr></div>'


def article(name: str, title: str, parts: str) -> str:
    return f'<div ID="{name}" TYPE="ARTICLE" LABEL="{title}">{parts}</div>'


HEAD = block("h", ["MONSOON IS EARLY"], 200, 400, h=90)
BODY = block(
    "b",
    ["The rain came on Friday", "and it did not stop until", "the river rose over the"],
    200,
    600,
)
REST = block("c", ["bridge at the old mill.", "Nobody was hurt there."], 200, 400)
OTHER = block("o", ["Cotton fell again today."], 200, 2000)


def issue_files() -> dict[str, bytes]:
    """An issue of two pages; its first article goes on on the second page."""
    parts = area("A1", "h", "TITLE") + area("A1", "b", "PARAGRAPH") + area("A2", "c", "PARAGRAPH")
    logical = article("art1", "MONSOON IS EARLY", parts)
    logical += article("art2", "", area("A1", "o", "PARAGRAPH"))
    return {
        "mets.xml": mets({"A1": "file://./alto/1.xml", "A2": "./alto/2.xml"}, logical),
        "alto/1.xml": alto(HEAD + BODY + OTHER),
        "alto/2.xml": alto(REST),
    }


PAGE = b"""<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Page imageFilename="p.jpg" imageWidth="2000" imageHeight="3000" imageXResolution="150"
 imageResolutionUnit="PPI"><ReadingOrder><OrderedGroup id="g"><OrderedGroupIndexed index="0" id="a1"
 type="article"><RegionRefIndexed index="0" regionRef="r2"/><RegionRefIndexed index="1"
 regionRef="r1"/></OrderedGroupIndexed></OrderedGroup></ReadingOrder>
<TextRegion id="r1" type="paragraph"><Coords points="100,300 900,300 900,400 100,400"/>
<TextLine id="l1"><Coords points="100,300 900,300 900,330 100,330"/>
<TextEquiv><Unicode>The rain came on Friday.</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r2" type="heading"><Coords points="100,100 900,100 900,200 100,200"/>
<TextLine id="l2"><Coords points="100,100 900,100 900,190 100,190"/>
<TextEquiv><Unicode>Monsoon is early</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r3" type="page-number"><Coords points="900,10 950,10 950,40 900,40"/>
<TextLine id="l3"><Coords points="900,10 950,10 950,40 900,40"/>
<TextEquiv><Unicode>Page 3</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"""

HOCR = b"""<html><head><meta name='ocr-system' content='some engine'/></head><body>
<div class='ocr_page' title='image "p.jpg"; bbox 0 0 2000 3000; scan_res 150 150'>
<div class='ocr_carea' id='b1' title='bbox 100 300 900 400'><p class='ocr_par'>
<span class='ocr_line' title='bbox 100 300 900 330'>
<span class='ocrx_word' title='bbox 100 300 160 330; x_wconf 91'>The</span>
<span class='ocrx_word' title='bbox 170 300 260 330; x_wconf 93'>rain</span></span>
<span class='ocr_line' title='bbox 100 340 900 370'>came &amp; went.</span></p></div>
<span class='ocrx_word' title='bbox 100 500 160 530'>Alone</span></div></body></html>"""

#: Form → a page of it.
JSON: dict[str, Any] = {
    "ppstructure": {
        "parsing_res_list": [
            {
                "block_label": "doc_title",
                "block_content": "雨季提前",
                "block_bbox": [10, 10, 300, 60],
            },
            {
                "block_label": "text",
                "block_content": "本报讯 周五下雨了。",
                "block_bbox": [10, 80, 300, 100],
            },
        ]
    },
    "mineru": {
        "pdf_info": [
            {
                "page_idx": 0,
                "page_size": [600, 800],
                "para_blocks": [
                    {
                        "type": "title",
                        "bbox": [10, 10, 300, 60],
                        "lines": [{"bbox": [10, 10, 300, 60], "spans": [{"content": "雨季提前"}]}],
                    },
                    {
                        "type": "text",
                        "bbox": [10, 80, 300, 100],
                        "lines": [
                            {
                                "bbox": [10, 80, 300, 100],
                                "spans": [{"content": "本报讯 周五"}, {"content": "下雨了。"}],
                            }
                        ],
                    },
                ],
            }
        ]
    },
    "content-list": [
        {"type": "text", "text": "雨季提前", "text_level": 1, "page_idx": 0},
        {"type": "text", "text": "本报讯 周五下雨了。", "page_idx": 0},
        {
            "type": "table",
            "table_body": "<table><tr><td>a</td><td>b</td></tr></table>",
            "page_idx": 0,
        },
    ],
    "docling": {
        "schema_name": "DoclingDocument",
        "pages": {"1": {"size": {"width": 600, "height": 800}}},
        "body": {"children": [{"$ref": "#/texts/0"}, {"$ref": "#/texts/1"}]},
        "texts": [
            {
                "label": "section_header",
                "level": 1,
                "text": "雨季提前",
                "prov": [
                    {
                        "page_no": 1,
                        "bbox": {
                            "l": 10,
                            "t": 790,
                            "r": 300,
                            "b": 740,
                            "coord_origin": "BOTTOMLEFT",
                        },
                    }
                ],
            },
            {"label": "text", "text": "本报讯 周五下雨了。", "prov": []},
        ],
    },
    "dots": [
        {"bbox": [10, 10, 300, 60], "category": "Section-header", "text": "## 雨季提前"},
        {"bbox": [10, 80, 300, 100], "category": "Text", "text": "本报讯 周五下雨了。"},
        {"bbox": [10, 700, 300, 720], "category": "Page-footer", "text": "第三版"},
    ],
    "omnidocbench": [
        {
            "page_info": {"width": 600, "height": 800},
            "layout_dets": [
                {
                    "category_type": "text_block",
                    "poly": [10, 80, 300, 80, 300, 100, 10, 100],
                    "order": 2,
                    "text": "本报讯 周五下雨了。",
                    "line_with_spans": [],
                },
                {
                    "category_type": "title",
                    "poly": [10, 10, 300, 10, 300, 60, 10, 60],
                    "order": 1,
                    "text": "雨季提前",
                },
            ],
        }
    ],
}


def as_json(form: str) -> bytes:
    return json.dumps(JSON[form], ensure_ascii=False).encode()


EPAPER = """<html><head><title>昌海日报社数字报</title></head><body>
<map name="m"><Area coords="0,0,200,0,200,90,0,90" shape="polygon" href="c1.htm">
<Area coords="0,100,200,300" href="c2.htm"></map>
<td>2026年5月12日 星期二</td><td>第A01版：<strong>要闻</strong></td>
<ul><li><a href=c1.htm><script>document.write(view("雨季提前<br>河水上涨  "))</script></a></li>
<li><a href="c2.htm"><div>棉价再跌</div></a></li></ul>
<a href=n2.htm>第A02版：经济</a></body></html>""".encode()
