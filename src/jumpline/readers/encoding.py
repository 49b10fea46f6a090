"""From bytes to text: UTF-8, UTF-16, GB18030 and Big5, with a byte order mark or without."""

from __future__ import annotations

import codecs

from jumpline.errors import EmptySource, NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: The most frequent characters of printed Chinese in either script. The right decoding of a page
#: is full of them; the wrong one of GB18030 and Big5 has next to none.
_COMMON = set(
    "的一是不了在有人我他这中大来上个国和也子时道说出到要于就下得可你年生会自家学对着事里发成地"
    "能用以多本工新市县日报记者业民月省长为作部经分动方政行产全开实进建区城公合高同法现实加体所"
    "這來個國時說於對著裡發為經動產開實進區報記業長學會體現縣們後過還沒與見問關點無義幾當種"
    "，。、：；“”（）《》！？「」　"
)

_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"GIF8", b"II*\0", b"MM\0*")


def decode(data: bytes, *, where: str) -> tuple[str, str]:
    """Text and the name of its encoding. Raises ``EmptySource`` or ``NotText``."""
    if not data.strip():
        raise EmptySource("the file is empty.", where=where, remedy="Check how it was exported.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding).removeprefix("\ufeff"), encoding
            except UnicodeDecodeError as error:
                raise _not_text(where, f"its {encoding} is broken at byte {error.start}") from error
    if data.startswith(_BINARY):
        raise _not_text(where, "it is a picture, a PDF or an archive, not text")
    if b"\0" in data:
        return _wide(data, where), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    return _legacy(data, where, broken)


def _not_text(where: str, why: str) -> NotText:
    return NotText(
        f"this is not text ({why}).",
        where=where,
        remedy="Give markdown or plain text in UTF-8, GB18030 or Big5.",
    )


def _wide(data: bytes, where: str) -> str:
    """UTF-16 without its mark: every other byte of its ASCII is zero."""
    evens, odds = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-be" if evens > odds else "utf-16-le"
    zeros = max(evens, odds)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = ""
    if zeros < 2 or not text or "\0" in text or (not text.isprintable() and _control_share(text)):
        raise _not_text(where, "it holds zero bytes")
    return text


def _control_share(text: str) -> bool:
    return sum(ord(char) < 32 and char not in "\t\n\r\f" for char in text) > len(text) / 100


def _legacy(data: bytes, where: str, broken: UnicodeDecodeError) -> tuple[str, str]:
    candidates: list[tuple[float, str, str]] = []
    for encoding in ("gb18030", "big5hkscs", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((_familiar(text), encoding, text))
    if candidates:
        score, encoding, text = max(candidates, key=lambda found: found[0])
        if score > 0.1 or (encoding == "cp1252" and _mostly_ascii(data)):
            return text, encoding
    if broken.start > len(data) * 0.9 and broken.end >= len(data) - 3:
        raise _not_text(where, f"it is cut in the middle of a character at byte {broken.start}")
    raise _not_text(where, f"no known encoding fits; UTF-8 fails at byte {broken.start}")


def _familiar(text: str) -> float:
    """Share of common characters among those beyond ASCII, less a penalty for private use."""
    wide = [char for char in text if ord(char) > 127]
    if not wide:
        return 0.0
    strange = sum("\ue000" <= char <= "\uf8ff" or ord(char) < 0xA0 for char in wide)
    return (sum(char in _COMMON for char in wide) - 3 * strange) / len(wide)


def _mostly_ascii(data: bytes) -> bool:
    return sum(byte < 128 for byte in data) > 0.9 * len(data)
