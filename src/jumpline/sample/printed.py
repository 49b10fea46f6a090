"""The sample as printed pages, made where the extra ``compose`` and its fonts are installed."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jumpline.model.codec import encode
from jumpline.model.issue import Issue
from jumpline.sample import NAME


def write_printed(folder: Path, issue: Issue) -> Path:
    """``issue`` as a PDF in ``folder``, made again only when the issue, its style or the composer
    is another one. Raises ``JumplineError`` where a font or a package is missing."""
    target, note = folder / f"{NAME}.pdf", folder / f"{NAME}.digest"
    style = (files("jumpline.sample") / "style.toml").read_text(encoding="utf-8")
    key = _key(issue, style)
    if _said(note) == f"{key} {_digest(target)}":
        return target
    from jumpline.compose import compose
    from jumpline.compose.style import decode

    composed = compose(issue, decode(style, "sample/style.toml"))
    folder.mkdir(parents=True, exist_ok=True)
    target.write_bytes(composed.pdf)
    note.write_text(f"{key} {_digest(target)}\n", encoding="utf-8")
    return target


def _key(issue: Issue, style: str) -> str:
    """Equal for all that makes equal pages: the issue, the style, and the composer's own files."""
    made = sha256(encode(issue))
    made.update(style.encode())
    package = Path(str(files("jumpline.compose")))
    for path in sorted(path for path in package.rglob("*") if path.suffix != ".pyc"):
        if path.is_file():
            made.update(path.read_bytes())
    return made.hexdigest()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _said(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
