"""A searchable PDF: the page's picture, or the scan's own page, under an invisible text layer that
stands in reading order and is tagged by article.

A page of a PDF that has text of its own stays as it is: a second layer would say everything twice.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from jumpline.errors import FormatError, MissingExtra
from jumpline.exporters.pdf_layer import Layer
from jumpline.exporters.pdf_tags import Tags
from jumpline.exporters.physical import Placed, placed
from jumpline.model.archive import SourceFile
from jumpline.model.form import form
from jumpline.model.issue import Issue
from jumpline.model.text import natural

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"RIFF")
#: A page of a scan, at most: beyond it is a bomb.
_MAX_PIXELS = 400_000_000


@form(
    "searchable PDF over the scan",
    suffix=".pdf",
    media="application/pdf",
    keeps="lines",
    geometry=True,
    extra="compose",
    sources=True,
)
def export_pdf(issue: Issue, *, files: Sequence[SourceFile]) -> bytes:
    """``files`` are those that the issue was read from: a PDF with as many pages, or a picture a
    page. Raises ``FormatError`` where there are none, ``MissingExtra`` without the extra."""
    try:
        import pikepdf
    except ImportError as error:
        raise MissingExtra(
            "a searchable PDF needs the extra compose.", remedy="pip install 'jumpline[compose]'"
        ) from error
    pages = placed(issue, "a searchable PDF")
    try:
        with pikepdf.new() as pdf:
            found = _pages(pdf, issue, pages, files)
            layer = Layer(pdf)
            tags = Tags(pdf, issue)
            for number, (page, made) in enumerate(zip(found, pages, strict=True)):
                if not _has_text(page):
                    layer.write(page, made, tags, number)
            layer.finish()
            tags.finish()
            held = io.BytesIO()
            pdf.save(
                held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable
            )
    except pikepdf.PdfError as error:
        raise FormatError(
            f"the source's PDF cannot be used ({str(error)[:100]}).", where=issue.id
        ) from error
    return held.getvalue()


def _pages(pdf: Any, issue: Issue, pages: list[Placed], files: Sequence[SourceFile]) -> list[Any]:
    """A page of the new PDF for each page of the issue."""
    import pikepdf

    documents = [file for file in files if file.data.startswith(b"%PDF-")]
    if documents:
        for file in documents:
            with pikepdf.open(io.BytesIO(file.data)) as source:
                pdf.pages.extend(source.pages)
        if len(pdf.pages) != len(pages):
            raise _missing(issue, f"its PDF has {len(pdf.pages)} pages, the issue {len(pages)}")
        return list(pdf.pages)
    pictures = [file for file in files if file.data.startswith(_PICTURES)]
    if len(pictures) != len(pages):
        what = f"{len(pictures)} pictures of {len(pages)} pages" if pictures else "no page picture"
        raise _missing(issue, f"there is {what}")
    pictures.sort(key=lambda file: natural(file.name))
    return [_pictured(pdf, file, page) for file, page in zip(pictures, pages, strict=True)]


def _missing(issue: Issue, why: str) -> FormatError:
    return FormatError(
        f"a searchable PDF needs the pages that the issue was read from: {why}.",
        where=issue.id,
        remedy="Export from the scans or their PDF, or from an archive that kept them.",
    )


def _pictured(pdf: Any, file: SourceFile, page: Placed) -> Any:
    """A page that is a picture. JPEG goes in as it is."""
    import pikepdf
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(file.data)) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise FormatError("this picture is too large.", where=file.name)
            mode, size = picture.mode, picture.size
            plain = mode in ("L", "RGB") and picture.format == "JPEG"
            mode = mode if mode in ("L", "RGB") else "RGB"
            data = file.data if plain else picture.convert(mode).tobytes()
    except (OSError, UnidentifiedImageError, ValueError) as error:
        raise FormatError("this picture cannot be opened.", where=file.name) from error
    image = pikepdf.Stream(pdf, data)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    (image.Width, image.Height), image.BitsPerComponent = size, 8
    gray = mode == "L"
    image.ColorSpace = pikepdf.Name.DeviceGray if gray else pikepdf.Name.DeviceRGB
    if plain:
        image.Filter = pikepdf.Name.DCTDecode
    width, height = page.width, page.height
    made = pdf.add_blank_page(page_size=(width, height))
    made.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=image))
    draw = f"/Artifact BMC q {width:.2f} 0 0 {height:.2f} 0 0 cm /Page Do Q EMC\n".encode()
    made.Contents = pikepdf.Stream(pdf, draw)
    return made


def _has_text(page: Any) -> bool:
    """Whether a page, or a form on it, sets type."""
    resources = page.get("/Resources", {})
    if len(resources.get("/Font", {})):
        return True
    forms = resources.get("/XObject", {})
    return any(len(each.get("/Resources", {}).get("/Font", {})) for _, each in forms.items())
