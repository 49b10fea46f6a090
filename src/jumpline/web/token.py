"""The token of the review desk: who sends it may change what the archive holds."""

from __future__ import annotations

import hashlib
import hmac

#: The header that it comes in. A header, so that no other site's form can send it.
HEADER = "x-jumpline-token"


def same(given: str | None, token: str) -> bool:
    """In a time that tells nothing of either."""
    one = hashlib.sha256((given or "").encode("utf-8", "replace")).digest()
    return hmac.compare_digest(one, hashlib.sha256(token.encode()).digest())
