"""What makes the paper installable on a telephone."""

from __future__ import annotations

import msgspec


def manifest(name: str, start: str, icon: str) -> bytes:
    """``start`` and ``icon`` are addresses."""
    told = {
        "name": name,
        "short_name": name[:12],
        "start_url": start,
        "display": "standalone",
        "background_color": "#fbf8f1",
        "theme_color": "#96281b",
        "icons": [{"src": icon, "sizes": "any", "type": "image/svg+xml"}],
    }
    return msgspec.json.encode(told)
