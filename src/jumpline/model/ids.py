"""Identifiers that depend on what they name and on nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def fingerprint(text: str, length: int = 8) -> str:
    """``length`` base-32 digits of the text's digest; width and whitespace do not count."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    number = int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "replace")).digest(), "big")
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(digits)


def slug(text: str) -> str:
    """Letters and digits of ASCII joined by hyphens: 昌吉日报 → chang-ji-ri-bao."""
    from anyascii import anyascii

    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", anyascii(text)) if not text.isascii() else text
    return "-".join(re.findall(r"[a-z0-9]+", spaced.lower()))[:80].strip("-")


def publication_id(title: str | None, latin_title: str | None) -> str:
    """From the latin title where one is printed, else from the title."""
    return slug(latin_title or "") or slug(title or "") or "unknown"


def issue_id(publication: str, date: str | None, edition: str | None, content: str) -> str:
    """``publication/date``; an undated issue is named by its content instead."""
    stem = f"{publication}/{date or 'undated-' + fingerprint(content)}"
    return f"{stem}-{slug(edition)}" if edition and slug(edition) else stem


def article_id(issue: str, page: int, headline: str, body: str, taken: set[str]) -> str:
    """From headline and first page; the body breaks a tie between equal headlines."""
    found = f"{issue}/{page:02d}-{fingerprint(headline or body[:40])}"
    if found in taken:
        found = f"{issue}/{page:02d}-{fingerprint(headline + chr(0) + body)}"
    base, again = found, 2
    while found in taken:
        found, again = f"{base}-{again}", again + 1
    taken.add(found)
    return found
