"""What a METS file's metadata say: MODS or Dublin Core of the issue, MIX of its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Date

from jumpline.model.recognised import Stated
from jumpline.readers.recognised.scale import number
from jumpline.readers.recognised.xml import Element, local, text_of

_ISO = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](1[5-9]\d\d|20\d\d)(?!\d)")
_LABEL_END = re.compile(r"\s*(?:\(|,\s*\d|\bno\.|\bNr\.|\b\d{4}-\d\d-\d\d|\b\d\d\.\d\d\.\d{4})")


def day(text: str) -> tuple[int, int, int] | None:
    """The first day in a text: 1882-02-08, 18820208, 08.02.1882."""
    iso, dotted = _ISO.search(text), _DOTTED.search(text)
    for found in (
        (int(iso[1]), int(iso[2]), int(iso[3])) if iso else None,
        (int(dotted[3]), int(dotted[2]), int(dotted[1])) if dotted else None,
    ):
        if found is not None:
            try:
                Date(*found)
            except ValueError:
                continue
            return found
    return None


def sections(root: Element) -> dict[str, Element]:
    """The descriptive sections by id."""
    return {each.get("ID", ""): each for each in root if local(each) == "dmdSec"}


def title_of(section: Element) -> str:
    """All titles of a section, one after the other, each with the article before it (Le Nord.)."""
    found = []
    for element in section.iter():
        if local(element) == "titleInfo":
            parts = [
                text_of(part) for part in element if local(part) in ("nonSort", "title", "subTitle")
            ]
            found.append(" ".join(part for part in parts if part))
    if not found:
        found = [
            text_of(e) for e in section.iter() if e.tag == "{http://purl.org/dc/elements/1.1/}title"
        ]
    return " ".join(part for part in found if part)


def stated(root: Element, issue_sections: Iterable[Element]) -> Stated:
    """Title, date and number of the issue."""
    title, when, issue_number = "", None, None
    for section in issue_sections:
        title = title or title_of(section)
        for element in section.iter():
            name = local(element)
            if name in ("dateIssued", "dateCreated", "date") and when is None:
                when = day(text_of(element))
            elif (name == "partNumber" and issue_number is None) or (
                name == "detail" and element.get("type") == "issue" and issue_number is None
            ):
                issue_number = _whole(text_of(element))
    label = root.get("LABEL", "")
    title = title or _LABEL_END.split(label, maxsplit=1)[0].strip()
    return Stated(title=title or None, date=when or day(label), number=issue_number)


def _whole(text: str) -> int | None:
    digits = re.sub(r"\D", "", text)
    return int(digits) if 0 < len(digits) < 7 else None


def page_label(section: Element | None) -> str | None:
    """The number that a page's section gives it."""
    if section is None:
        return None
    for element in section.iter():
        if local(element) == "detail" and "page" in element.get("type", ""):
            return text_of(element) or None
    for element in section.iter():
        if local(element) == "extent":
            start = next((e for e in element if local(e) == "start"), None)
            return text_of(start) or None if start is not None else None
    return None


def resolution(root: Element) -> float | None:
    """Pixels per inch of the pictures, where the file tells it."""
    unit, found = 2.0, None
    for element in root.iter():
        name = local(element)
        if name == "samplingFrequencyUnit":
            text = text_of(element).lower()
            unit = 3.0 if "cm" in text or text == "3" else 2.0
        elif name == "xSamplingFrequency" and found is None:
            numbers = [number(text_of(part)) for part in element] or [number(text_of(element))]
            found = numbers[0] / (numbers[1] if len(numbers) > 1 and numbers[1] else 1.0)
    if not found:
        return None
    return found * 2.54 if unit == 3.0 else found
