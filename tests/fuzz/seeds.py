"""The seeds of the corpus: small files of every form, written by the project itself."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from pathlib import Path

from targets import CORPUS

from jumpline.exporting import export
from jumpline.model.archive import SourceFile
from jumpline.model.codec import encode
from jumpline.pipeline import read_issues

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "readers"))

import recognised_files as files

PAGE = """澄湾日报

2026年5月12日

星期二

# 一条旧街

——记老街的早晨

本报讯（记者 江一苇）清晨六点半，铺子已经冒起白汽。（下转02版）

## 小标题

第二段，讲的是863亿元。
"""
QUERIES = [
    '"863亿元" OR 昌吉州',
    "headline:雪都 -记者 date:2026-01..2026-04 page:1..2",
    "（标题：“雪都” 与 非 人物:周圆） 或 版名:要闻",
    "art NOT (party AND 'x')",
]
CORRECTION = (
    '{"kind":"text","id":"x","issue":"a/b","author":"anna","reason":"as printed",'
    '"time":"2026-05-12T08:00:00Z","at":{"quote":"都"},"new":"花"}'
)


def written() -> dict[str, dict[str, bytes]]:
    """Target → file name → bytes."""
    (reading,) = read_issues([SourceFile("page-01.md", PAGE.encode())])
    issue = reading.issue

    def exported(form: str) -> bytes:
        made = export(issue, form, {})
        return made if isinstance(made, bytes) else next(iter(made.values()))

    issue_json = encode(issue)
    library = files.issue_files()
    found: dict[str, dict[str, bytes]] = {
        "markup": {"page": PAGE.encode(), "gb18030": PAGE.encode("gb18030")},
        "alto": {
            "page": library["page-1.xml"] if "page-1.xml" in library else files.alto(files.HEAD)
        },
        "mets": {name: data for name, data in library.items() if "mets" in name},
        "pagexml": {"page": files.PAGE},
        "hocr": {"page": files.HOCR},
        "ocrjson": {form: files.as_json(form) for form in files.JSON},
        "epaper": {"page": files.EPAPER},
        "iarchives": {
            "unit": b'<?xml version="1.0"?><unit xmlns="http://iarchives.com/schema/1">'
            b'<block l="1" t="1" r="99" b="20"><line><word l="1" t="1" r="9" b="9">Rain'
            b"</word></line></block></unit>"
        },
        "issuejson": {"issue": issue_json},
        "issue": {"issue": issue_json},
        "tei": {"issue": exported("tei")},
        "ninjs": {"article": exported("ninjs")},
        "packed": {"zip": _zip(), "tar": _tar()},
        "image": _pictures(),
        "query": {str(n): query.encode() for n, query in enumerate(QUERIES)},
        "correction": {"text": CORRECTION.encode()},
        "address": {
            "whole": b"ann:pw@db:5433/x?blobs=s3%3A%2F%2Fb&replica=db2&pool=4&sslmode=require"
        },
    }
    found["whole"] = {
        f"{target}-{name}": data
        for target, seeds in found.items()
        if target in ("markup", "pagexml", "hocr", "ocrjson", "epaper", "issuejson")
        for name, data in list(seeds.items())[:2]
    }
    return found


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("2026-05-12/page-01.md"), PAGE)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        info = tarfile.TarInfo("page-01.md")
        info.size = len(PAGE.encode())
        packed.addfile(info, io.BytesIO(PAGE.encode()))
    return out.getvalue()


def _pictures() -> dict[str, bytes]:
    from PIL import Image

    found = {}
    for form in ("PNG", "JPEG", "TIFF", "WEBP"):
        out = io.BytesIO()
        Image.new("L", (24, 32), 200).save(out, form)
        found[form.lower()] = out.getvalue()
    return found


def write() -> None:
    for target, seeds in written().items():
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in seeds.items():
            (folder / name.replace("/", "-")).write_bytes(data)
