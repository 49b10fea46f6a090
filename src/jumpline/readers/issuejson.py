"""The Issue JSON itself, as ``jumpline read`` writes it."""

from __future__ import annotations

from typing import ClassVar

from jumpline.errors import SourceError
from jumpline.model.codec import decode
from jumpline.model.issue import Issue
from jumpline.model.sheet import Sheet
from jumpline.ports import Siblings


class IssueJsonReader:
    """``returned`` raises ``SchemaError`` for JSON that names the schema and breaks it."""

    name: ClassVar[str] = "issuejson"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        start = head[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
        return 1.0 if start.startswith(b"{") and b'"jumpline/issue@' in start else 0.0

    def returned(self, name: str, data: bytes, siblings: Siblings) -> Issue | None:
        return decode(data.removeprefix(b"\xef\xbb\xbf"), where=name)

    def read(self, name: str, data: bytes) -> list[Sheet]:
        """Only what is broken comes here: the error says how. Raises ``SourceError``."""
        try:
            decode(data, where=name)
        except Exception as error:
            raise SourceError(getattr(error, "what", str(error)), where=name) from error
        raise SourceError("it holds an issue, and no page.", where=name)
