"""A zip whose bytes depend on its files only."""

from __future__ import annotations

import io
import zipfile

from jumpline.model.form import Files

#: The first day that a zip can tell; its files are dated by nothing else.
_DAY = (1980, 1, 1, 0, 0, 0)


def zipped(files: Files, *, stored: tuple[str, ...] = ()) -> bytes:
    """In the order of the files. Those that ``stored`` names are not compressed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            told = zipfile.ZipInfo(name, _DAY)
            told.external_attr = 0o644 << 16
            told.create_system = 3
            told.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(told, data)
    return held.getvalue()
