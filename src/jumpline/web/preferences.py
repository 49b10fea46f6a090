"""How a reader wants to see the paper. It travels in the address: there are no cookies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

#: Parameter → allowed values, the default first. ``lang`` is checked against the locales.
CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("auto", "light", "dark", "contrast"),
    "size": ("normal", "large"),
    "dir": ("horizontal", "vertical"),
}
PARAMETERS = ("lang", *CHOICES)


@dataclass(frozen=True)
class Preferences:
    """``lang`` is None unless the address names one; then Accept-Language decides."""

    lang: str | None = None
    theme: str = "auto"
    size: str = "normal"
    dir: str = "horizontal"

    def with_(self, name: str, value: str) -> Preferences:
        return replace(self, **{name: value})

    def parameters(self) -> list[tuple[str, str]]:
        """What a link must carry: only what differs from the defaults."""
        found = [("lang", self.lang)] if self.lang else []
        for name, values in CHOICES.items():
            value = getattr(self, name)
            if value != values[0]:
                found.append((name, value))
        return [(name, value) for name, value in found if value]


def read_preferences(query: Mapping[str, str], languages: tuple[str, ...]) -> Preferences:
    """Unknown values fall back to the default: a stale link must still open its page."""
    chosen = {name: query[name] for name, values in CHOICES.items() if query.get(name) in values}
    lang = query.get("lang")
    return Preferences(lang=lang if lang in languages else None, **chosen)
