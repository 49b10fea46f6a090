"""Telephone numbers, e-mail and web addresses: whether they have the form of one."""

from __future__ import annotations

from collections.abc import Iterator

from jumpline.checks.case import Case, Finding
from jumpline.checks.patterns import finds, first
from jumpline.checks.rule import rule


def _misformed(case: Case, kind: str, right: str, what: str) -> Iterator[Finding]:
    for piece in case.pieces:
        for match in finds(kind, piece.folded):
            found = match["it"].rstrip(".,;:-")
            if found and first(right, found) is None:
                at = match.start("it")
                quote = piece.text[at : at + len(found)]
                yield Finding(f"{quote} has not the form of {what}.", case.where(piece, quote))


@rule("phone-form")
def phone_form(case: Case) -> Iterator[Finding]:
    yield from _misformed(case, "phone", "phone-form", "a telephone number")


@rule("email-form")
def email_form(case: Case) -> Iterator[Finding]:
    yield from _misformed(case, "email", "email-form", "an e-mail address")


@rule("url-form")
def url_form(case: Case) -> Iterator[Finding]:
    yield from _misformed(case, "url", "url-form", "a web address")
