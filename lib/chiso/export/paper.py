"""The page on paper: a tagged PDF with an outline, printed by Chromium without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from chiso.errors import Problem, RunError, SetupError
from chiso.export.packing import packed
from chiso.words import Words

VARIABLE = "CHISO_CHROMIUM"
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "chromium-headless-shell",
)  # fmt: skip
_SECONDS = 180
_SWITCHES = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer",
    "--generate-pdf-document-outline", "--export-tagged-pdf", "--window-size=1280,900",
    # The sandbox needs rights that containers and root do not give; the page runs no script.
    "--no-sandbox",
    # The page asks for nothing; these keep the browser itself from asking.
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
    # What the document properties name as its application.
    "--user-agent=chiso",
)  # fmt: skip
_TRY_AGAIN = Words(
    vi="Chạy lại; nếu vẫn vậy, bỏ --pdf để có các trang không kèm PDF",
    en="Run again; if it stays so, leave out --pdf to have the pages without their PDFs",
)
_NO_BROWSER = Problem(
    "--pdf",
    "",
    Words(
        vi="bản PDF do Chromium hoặc Chrome in, máy này chưa có",
        en="PDFs are printed by Chromium or Chrome, and this machine has neither",
    ),
    Words(
        vi=f"Cài đặt (Debian, Ubuntu: apt-get install chromium), hoặc cho biết tệp chạy qua"
        f" {VARIABLE}, hoặc bỏ --pdf",
        en=f"Install one (Debian, Ubuntu: apt-get install chromium), name its program in"
        f" {VARIABLE}, or leave out --pdf",
    ),
    "no_browser",
)
_DATE = re.compile(rb"(?<=Date \(D:)\d{14}[+-]\d\d'\d\d'(?=\))")


class Printer(Protocol):
    """What turns a finished page into a PDF."""

    def print_page(self, page: str, name: str, created: datetime) -> bytes:
        """The PDF of a page, to be published as ``name``, with ``created`` as its date."""


@dataclass(frozen=True)
class Chromium:
    """Prints by Chromium's command line, in a profile of its own that is removed afterwards.

    Attributes
    ----------
    program
        Path of the browser.
    seconds
        How long one page may take.
    """

    program: str
    seconds: float = _SECONDS

    def print_page(self, page: str, name: str, created: datetime) -> bytes:
        """The PDF of a page as bytes.

        Parameters
        ----------
        page
            The HTML text.
        name
            Name of the PDF, for messages.
        created
            Stands in the file as the moment of its making.

        Raises
        ------
        RunError
            If the browser cannot be started, takes too long or leaves no whole PDF.

        Notes
        -----
        The same page, moment and browser give the same bytes.
        """
        with tempfile.TemporaryDirectory(prefix="chiso-print-", ignore_cleanup_errors=True) as made:
            folder = Path(made)
            (folder / "page.html").write_text(page, encoding="utf-8")
            told = self._run(folder, name)
            target = folder / "page.pdf"
            pdf = target.read_bytes() if target.is_file() else b""
        if not (pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")):
            raise RunError(_no_print(name, told))
        return packed(dated(pdf, created))

    def _run(self, folder: Path, name: str) -> str:
        """Have the page in a folder printed; the last thing that the browser said."""
        command = [
            self.program,
            *_SWITCHES,
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={folder / 'page.pdf'}",
            (folder / "page.html").as_uri(),
        ]
        said = folder / "said"
        try:
            # A file, not a pipe: a helper process that outlives the browser would hold a pipe open.
            with said.open("wb") as output:
                subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=output,
                    timeout=self.seconds,
                    check=False,
                )
        except subprocess.TimeoutExpired as error:
            raise RunError(_too_slow(name, self.seconds)) from error
        except OSError as error:
            raise RunError(_no_print(name, error.strerror or "")) from error
        lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
        # A machine without a desktop has no message bus; the browser always complains of it.
        return next((line for line in reversed(lines) if line and "dbus" not in line), "")


@dataclass(frozen=True)
class FormerPrints:
    """Gives the PDFs that a published folder holds: what is printed of their pages is the same.

    Attributes
    ----------
    folder
        The published folder.
    """

    folder: Path

    def print_page(self, page: str, name: str, created: datetime) -> bytes:
        """The PDF of that name as it was published."""
        del page, created
        return (self.folder / name).read_bytes()


def dated(pdf: bytes, moment: datetime) -> bytes:
    """The PDF with ``moment`` in place of the dates of its making; nothing else moves.

    Examples
    --------
    >>> dated(b"/ModDate (D:20260102030405+00'00')", datetime(2024, 7, 5, 3, tzinfo=UTC))
    b"/ModDate (D:20240705030000+00'00')"
    """
    date = moment.astimezone(UTC).strftime("%Y%m%d%H%M%S+00'00'").encode()
    return _DATE.sub(date, pdf)


def find_printer(environment: Mapping[str, str]) -> Chromium:
    """The browser that prints.

    Parameters
    ----------
    environment
        ``CHISO_CHROMIUM`` names a program; without it the usual names are looked for on the path.

    Raises
    ------
    SetupError
        If there is none, or the variable names none.
    """
    named = environment.get(VARIABLE)
    found = [shutil.which(name) for name in ([named] if named else BROWSERS)]
    program = next(filter(None, found), None)
    if program is None:
        raise SetupError(_no_program(named) if named else _NO_BROWSER)
    return Chromium(program)


def _no_program(named: str) -> Problem:
    allowed = Words(
        vi="phải là tệp chạy của Chromium hoặc Chrome",
        en="the program of Chromium or Chrome is wanted",
    )
    todo = Words(vi="Sửa hoặc bỏ biến này", en="Mend or unset the variable")
    return Problem(VARIABLE, repr(named), allowed, todo, "no_browser")


def _too_slow(name: str, seconds: float) -> Problem:
    allowed = Words(
        vi=f"in một trang không quá {seconds:g} giây", en=f"a page is printed within {seconds:g} s"
    )
    return Problem(name, "", allowed, _TRY_AGAIN, "print_timeout")


def _no_print(name: str, told: str) -> Problem:
    allowed = Words(vi="Chromium phải in được trang này", en="Chromium has to print the page")
    return Problem(name, repr(told) if told else "", allowed, _TRY_AGAIN, "no_print")
