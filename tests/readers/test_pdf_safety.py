"""Pages and files that break their reader: one problem or one error, in bounded time."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from jumpline.errors import SourceError
from jumpline.model.archive import SourceFile
from jumpline.model.sheet import Sheet
from jumpline.pipeline import read_issues
from jumpline.readers.pdf import PdfLimits, PdfReader, workers
from jumpline.readers.pdf.workers import stop_kept_workers

from .pdf_file import pdf, picture, text, written

HERE = Path(__file__).parent
LINES = ["The first page", "The second page", "The third page", "The fourth page"]
WHOLE = pdf([text(60, 600, line) for line in LINES])


@pytest.fixture(autouse=True)
def faults(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Workers find ``broken_pages``, and none of them outlives the test."""
    stop_kept_workers()
    monkeypatch.syspath_prepend(str(HERE))
    yield
    stop_kept_workers()


def read(fault: str, limits: PdfLimits | None = None) -> list[Sheet]:
    return PdfReader(limits, page=f"broken_pages:{fault}").read("paper.pdf", WHOLE)


def letters(found: Sheet) -> str:
    return "".join(glyph.text for glyph in found.glyphs)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("fault", "limits", "words"),
    [
        ("exits", PdfLimits(), "page 2 breaks the program that reads it (exit 139)"),
        ("crashes", PdfLimits(), "page 2 breaks the program that reads it (signal 6)"),
        ("sleeps", PdfLimits(page_seconds=1.5), "page 2 took more than 1.5 seconds"),
        ("allocates", PdfLimits(memory=256 * 1024**2), "more memory than a page may take"),
        ("nests", PdfLimits(), "nested too deeply"),
    ],
)
def test_a_page_that_breaks_its_reader_loses_no_other(
    fault: str, limits: PdfLimits, words: str, workers: int
) -> None:
    start = time.monotonic()
    found = read(fault, PdfLimits(**{**_values(limits), "workers": workers}))
    assert time.monotonic() - start < 20
    assert [letters(sheet) for sheet in found] == [
        "Thefirstpage",
        "",
        "Thethirdpage",
        "Thefourthpage",
    ]
    assert [sheet.hint for sheet in found] == ["1", "2", "3", "4"]
    (flaw,) = found[1].problems
    assert flaw.code == "page-unreadable"
    assert words in flaw.message
    assert not any(sheet.problems for sheet in (found[0], found[2], found[3]))


def _values(limits: PdfLimits) -> dict[str, Any]:
    return {name: getattr(limits, name) for name in limits.__struct_fields__}


def test_a_page_fails_by_its_own_fault_only() -> None:
    """What a worker has read before does not count: the page is read again in a fresh one."""
    found = read("tires", PdfLimits(workers=1))
    assert [sheet.problems for sheet in found] == [(), (), (), ()]


def test_a_worker_writes_no_file() -> None:
    assert not any(sheet.problems for sheet in read("writes"))


def test_a_worker_has_no_network() -> None:
    """Where the kernel lets it give the network up."""
    code = "import sys; from jumpline.readers.pdf.confined import without_network as w; sys.exit(not w())"
    if subprocess.run([sys.executable, "-c", code], check=False).returncode:
        pytest.skip("this kernel gives no network namespaces")
    assert not any(sheet.problems for sheet in read("calls_home"))


def test_chatter_is_no_answer() -> None:
    assert letters(read("prints")[0]) == "Thefirstpage"
    with pytest.raises(SourceError, match="no text"):
        read("babbles")


def test_the_file_has_a_time_too() -> None:
    found = read("sleeps", PdfLimits(file_seconds=3, page_seconds=2, workers=1))
    assert letters(found[0]) == "Thefirstpage"
    assert found[1].problems


def test_bounds_of_a_file() -> None:
    with pytest.raises(SourceError, match="4 pages are more"):
        PdfReader(PdfLimits(pages=3)).read("paper.pdf", WHOLE)
    few = PdfReader(PdfLimits(chars=14)).read("paper.pdf", WHOLE)
    assert [bool(sheet.glyphs) for sheet in few] == [True, False, True, False]
    with pytest.raises(SourceError, match="more than 30 characters"):
        PdfReader(PdfLimits(file_chars=30)).read("paper.pdf", WHOLE)


def test_equal_bytes_give_equal_sheets_however_they_are_read() -> None:
    alone = PdfReader(PdfLimits(workers=1)).read("paper.pdf", WHOLE)
    assert PdfReader(PdfLimits(workers=3)).read("paper.pdf", WHOLE) == alone
    assert PdfReader(PdfLimits(workers=1)).read("paper.pdf", WHOLE) == alone


def test_a_worker_that_died_between_two_files_is_replaced() -> None:
    before = PdfReader(PdfLimits(workers=1)).read("paper.pdf", WHOLE)
    (kept,) = workers._kept.workers
    kept.process.kill()
    assert PdfReader(PdfLimits(workers=1)).read("paper.pdf", WHOLE) == before
    (kept,) = workers._kept.workers
    os.kill(kept.process.pid, signal.SIGSTOP)
    threading.Timer(0.3, lambda: os.kill(kept.process.pid, signal.SIGKILL)).start()
    assert PdfReader(PdfLimits(workers=1)).read("paper.pdf", WHOLE) == before


def test_one_worker_serves_many_files() -> None:
    processes = set()
    for _ in range(4):
        PdfReader(PdfLimits(workers=1)).read("paper.pdf", WHOLE)
        processes |= {kept.process.pid for kept in workers._kept.workers}
    assert len(processes) == 1


# ---- where it is called from --------------------------------------------------------------------


def test_from_a_script_without_a_guard(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(WHOLE)
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
            from jumpline.readers.pdf import PdfReader
            found = PdfReader().read("paper.pdf", open("paper.pdf", "rb").read())
            print(len(found), "".join(glyph.text for glyph in found[3].glyphs))
        """),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", str(script)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert (done.stdout.strip(), done.stderr) == ("4 Thefourthpage", "")


def test_from_many_threads_at_once() -> None:
    results: list[list[Sheet]] = []
    threads = [
        threading.Thread(target=lambda: results.append(PdfReader().read("paper.pdf", WHOLE)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 6
    assert all(found == results[0] for found in results)


@pytest.mark.slow
def test_from_workers_of_a_pool_that_are_daemons() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(letters_of_last, [WHOLE]) == ["Thefourthpage"]


def letters_of_last(data: bytes) -> str:
    return letters(PdfReader().read("paper.pdf", data)[3])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_uses_no_worker_of_its_parent() -> None:
    before = PdfReader().read("paper.pdf", WHOLE)
    code = textwrap.dedent("""
        import os, sys
        from jumpline.readers.pdf import PdfReader
        data = sys.stdin.buffer.read()
        first = PdfReader().read("paper.pdf", data)
        child = os.fork()
        if child == 0:
            os._exit(0 if PdfReader().read("paper.pdf", data) == first else 1)
        again = PdfReader().read("paper.pdf", data)
        _, status = os.waitpid(child, 0)
        print(status, again == first)
    """)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        input=WHOLE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert (done.stdout.strip(), done.stderr) == (b"0 True", b"")
    assert before


# ---- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["", "secret"])
@pytest.mark.parametrize("revision", [2, 4, 6])
def test_encrypted(revision: int, user: str) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    out = io.BytesIO()
    newer = revision >= 4
    how = pikepdf.Encryption(owner="owner", user=user, R=revision, aes=newer, metadata=newer)
    with pikepdf.open(io.BytesIO(WHOLE)) as file:
        file.save(out, encryption=how)
    if not user:
        assert len(PdfReader().read("paper.pdf", out.getvalue())) == 4
        return
    with pytest.raises(SourceError, match=r"needs a password.*Save it without a password"):
        PdfReader().read("paper.pdf", out.getvalue())


def flate(data: bytes, length: int | None = None) -> str:
    body = zlib.compress(data, 9).decode("latin-1")
    size = len(body) if length is None else length
    return f"<< /Length {size} /Filter /FlateDecode >>\nstream\n{body}\nendstream"


def one_page(content: str, resources: str = "", *more: str) -> bytes:
    """One page with content object 4, Helvetica in object 5, and further objects from 6."""
    return written(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            f" /Resources << /Font << /F1 5 0 R >> {resources} >> >>",
            content,
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def plain(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def form(content: str) -> str:
    return (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 5 0 R >>"
        f" /XObject << /X 6 0 R /Y 7 0 R >> >> /Length {len(content)} >>\nstream\n{content}\nendstream"
    )


def bad_files() -> dict[str, bytes]:
    word = text(60, 600, "Word")
    bomb = b" " * (1 << 20)
    packer = zlib.compressobj(9)
    whole = b"".join(packer.compress(bomb) for _ in range(400)) + packer.flush()
    twice = zlib.compress(zlib.compress(b"\0" * (1 << 29), 9), 9).decode("latin-1")
    return {
        "empty": b"%PDF-1.7\n%%EOF",
        "zeros": b"%PDF-1.7\n" + b"\0" * 100_000,
        "cut": WHOLE[: len(WHOLE) // 2],
        "no pages": pdf([]),
        "picture only": pdf([picture(0, 0, 600, 800)]),
        "huge page": pdf([word], box="0 0 14401 14401"),
        "page without extent": pdf([word], box="0 0 0 0"),
        "page of nonsense": pdf([word], box="/A (b) null 1e99"),
        "tree that is its own child": WHOLE.replace(b"/Kids [3 0 R", b"/Kids [2 0 R"),
        "count of a thousand million": WHOLE.replace(b"/Count 4", b"/Count 1000000000"),
        "negative count": WHOLE.replace(b"/Count 4", b"/Count -4"),
        "stream of two thousand million bytes": one_page(flate(word.encode(), 2**31)),
        "stream that packs 400 MB": one_page(
            f"<< /Length {len(whole)} /Filter /FlateDecode >>\nstream\n"
            f"{whole.decode('latin-1')}\nendstream"
        ),
        "stream that packs 500 MB twice": one_page(
            f"<< /Length {len(twice)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n"
            f"{twice}\nendstream"
        ),
        "forms in a circle": one_page(
            plain(word + "/X Do"), "/XObject << /X 6 0 R >>", form("/Y Do"), form("/X Do /X Do")
        ),
        "forms that double": one_page(
            plain("/X Do"),
            "/XObject << /X 6 0 R >>",
            *(
                form("/A Do /A Do /A Do /A Do").replace("/Y 7 0 R", f"/A {7 + n} 0 R")
                for n in range(24)
            ),
            form(word),
        ),
        "a million objects": one_page(flate(b"0 0 m 9 9 l 9 0 l h f\n" * 1_000_000)),
        "a million characters": one_page(flate(b"BT /F1 9 Tf (" + b"a" * 1_000_000 + b") Tj ET")),
        "nested deeply": one_page(plain("q " * 100_000 + word)),
        "arrays in arrays": one_page(plain(word), "/X " + "[" * 200_000),
        "matrices beyond numbers": pdf(["1e38 0 0 1e38 0 0 cm " * 9 + word]),
    }


BAD = bad_files()


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD)
def test_bad_files_end_soon_and_in_one_way(name: str) -> None:
    start = time.monotonic()
    limits = PdfLimits(page_seconds=10, file_seconds=20, memory=1024**3)
    try:
        found = PdfReader(limits).read("bad.pdf", BAD[name])
    except SourceError as error:
        assert str(error).startswith("bad.pdf: ")
        assert error.remedy
    else:
        # A picture of a page is left to recognition.
        assert any(sheet.glyphs or sheet.scan for sheet in found)
    assert time.monotonic() - start < 25


def test_a_page_that_unpacks_beyond_its_memory_is_a_problem() -> None:
    """pdfium ends its process where it gets no memory; the next page has a new one."""
    word = text(60, 600, "Word")
    packed = zlib.compress(b" " * (400 * 1024**2), 1)
    whole = pdf([word, word])
    content = whole.split(b"endobj\n")[3].partition(b" obj\n")[2]
    data = whole.replace(
        content,
        f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        + packed
        + b"\nendstream\n",
        1,
    )
    found = PdfReader(PdfLimits(memory=128 * 1024**2)).read("paper.pdf", data)
    assert [letters(sheet) for sheet in found] == ["", "Word"]
    (flaw,) = found[0].problems
    assert flaw.code == "page-unreadable"
    assert flaw.message.startswith("page 1 breaks the program that reads it")


def test_a_bad_file_among_good_ones_is_a_problem() -> None:
    sources = [
        SourceFile("page-01.pdf", pdf([text(60, 600, "The first page")])),
        SourceFile("page-02.pdf", BAD["zeros"]),
    ]
    (reading,) = read_issues(sources)
    assert [problem.where.get("source") for problem in reading.issue.problems][:1] == [
        "page-02.pdf"
    ]
