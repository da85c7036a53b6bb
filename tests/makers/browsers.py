"""Programs that stand in for a browser on the command line."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

SMALL_PDF = (
    b"%PDF-1.4\n"
    b"1 0 obj\n<</Creator (chiso)\n/CreationDate (D:20260102030405+00'00')>>\nendobj\n"
    b"2 0 obj\n<</Type /Catalog\n/Pages 3 0 R>>\nendobj\n"
    b"3 0 obj\n<</Type /Pages\n/Kids [4 0 R]\n/Count 1>>\nendobj\n"
    b"4 0 obj\n<</Type /Page\n/Parent 3 0 R\n/MediaBox [0 0 595 842]\n/Contents 5 0 R>>\nendobj\n"
    b"5 0 obj\n<</Length 4>> stream\n0 0 m\nendstream\nendobj\n"
)


def small_pdf() -> bytes:
    """A whole PDF of one empty page, laid out as Chromium does it."""
    places = [SMALL_PDF.index(b"%d 0 obj" % number) for number in range(1, 6)]
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 6\n0000000000 65535 f \n" + rows
    trailer = b"trailer\n<</Size 6\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return SMALL_PDF + table + trailer % len(SMALL_PDF)


def fake_browser(folder: Path, body: str = "") -> Path:
    """A program that writes a small PDF where it is told to; ``body`` (Python) runs before.

    It sees its words as ``words``, the page as ``page`` and the wanted file as ``target``; the
    words are kept beside it in ``words.txt``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small.pdf").write_bytes(small_pdf())
    lines = [
        f"#!{sys.executable} -IS",
        "import pathlib, shutil, sys, time",
        "words, page = sys.argv[1:], pathlib.Path(sys.argv[-1].removeprefix('file://'))",
        "named = [word for word in words if word.startswith('--print-to-pdf=')][0]",
        "target = pathlib.Path(named.split('=', 1)[1])",
        "here = pathlib.Path(__file__).parent",
        "(here / 'words.txt').write_text('\\n'.join(words))",
        textwrap.dedent(body),
        "shutil.copy(here / 'small.pdf', target)",
    ]
    program = folder / "browser"
    program.write_text("\n".join(lines) + "\n", encoding="utf-8")
    program.chmod(0o755)
    return program
