"""An index in a folder that may only be read, made such that tantivy reads it.

tantivy takes a lock file in the folder for a moment whenever it opens or reloads an index, also where
it only reads. The files of an index never change, but for ``meta.json``, which is replaced: links to
them in a temporary folder are the same index, with room for the lock.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


class Mirror:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.place = Path(tempfile.mkdtemp(prefix="jumpline-index-"))
        self.refresh()

    def refresh(self) -> None:
        """Links what has come since."""
        there = {path.name for path in self.place.iterdir()}
        for path in self._folder.absolute().iterdir():
            if not path.name.endswith(".lock") and path.name not in there:
                (self.place / path.name).symlink_to(path)

    def close(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)


def needs_mirror(folder: Path) -> bool:
    return folder.is_dir() and not os.access(folder, os.W_OK)
