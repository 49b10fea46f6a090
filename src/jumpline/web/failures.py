"""What can go wrong with an address, before the archive is asked."""

from __future__ import annotations

from jumpline.errors import UsageError
from jumpline.web.locale import locales


class BadParameter(UsageError):
    """``key`` names the message in the locales, so that the page says it in the reader's
    language; the exception itself speaks English."""

    def __init__(self, parameter: str, key: str, **values: object) -> None:
        super().__init__(locales()["en"].say(key, **values), where=parameter)
        self.parameter = parameter
        self.key = key
        self.values = values


def whole_number(parameter: str, value: str | None, *, least: int, most: int, default: int) -> int:
    """A bounded number from an address. Raises ``BadParameter``."""
    if value is None or value == "":
        return default
    # isdecimal alone accepts the digits of every script; len bounds the work of int().
    if not (value.isascii() and value.isdecimal() and len(value) <= 9):
        raise BadParameter(parameter, "bad.number", least=least, most=most)
    number = int(value)
    if not least <= number <= most:
        raise BadParameter(parameter, "bad.number", least=least, most=most)
    return number
