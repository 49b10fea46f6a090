"""Quoted names that hold a number and count nothing: “两个确立”, “三服务”, 《三十而立》."""

from __future__ import annotations

import re

#: A name in quotes is this short; what is longer was said.
LONGEST_NAME = 10
_QUOTED = re.compile(
    rf"“([^“”,。;:!?]{{1,{LONGEST_NAME}}})”|「([^「」,。;:!?]{{1,{LONGEST_NAME}}})」"
    rf"|\"([^\",。;:!?]{{1,{LONGEST_NAME}}})\"|《[^《》]{{1,60}}》|〈[^〈〉]{{1,60}}〉"
)
_AMOUNT = re.compile(r"[\d.]+(?:%|万|亿|元)|百分之|[万亿]元")


def named_spans(folded: str) -> list[tuple[int, int]]:
    """Spans of short names in quotes and of titles, amounts left out."""
    return [
        match.span()
        for match in _QUOTED.finditer(folded)
        if match[0][0] in "《〈" or not _AMOUNT.search(match[0])
    ]
