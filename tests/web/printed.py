"""An archive with printed pages: the project's sample as a PDF, and as a scan of it."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from jumpline.archive import Archive, open_archive
from jumpline.pipeline import one_issue
from jumpline.sample import write_pages
from jumpline.sample.printed import write_printed


@cache
def printed_archive() -> Path:
    """A folder that holds the archive; removed when the process ends."""
    folder = Path(mkdtemp(prefix="jumpline-printed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    issue = one_issue([write_pages(folder / "pages")]).issue
    pdf = write_printed(folder / "printed", issue)
    with open_archive(folder / "archive", create=True) as archive:
        archive.add([pdf])
    return folder / "archive"


def opened() -> Archive:
    return open_archive(printed_archive(), read_only=True)
