"""A real browser for tests: found, started without a network, closed again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from chiso.errors import SetupError
from chiso.export.paper import find_printer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Continuous integration sets it to "required": there a check that did not run is a failure.
VARIABLE = "CHISO_BROWSER"
AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
_SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--force-color-profile=srgb",
)  # fmt: skip


def program_or_stop() -> str:
    """Path of Chromium; without one the test is skipped, or fails where it is required."""
    try:
        return find_printer(os.environ).program
    except SetupError:
        stop("no Chromium here (apt-get install chromium): pages are not looked at in a browser")


def axe_or_stop() -> str:
    """The text of axe-core; without it the test is skipped, or fails where it is required."""
    if not AXE.is_file():
        stop("no axe-core here (npm ci --prefix tests/browser): pages are not checked by axe")
    return AXE.read_text(encoding="utf-8")


def stop(reason: str) -> NoReturn:
    """Skip the test, or fail it where the browser is required."""
    if os.environ.get(VARIABLE) == "required":
        pytest.fail(f"{VARIABLE}=required, but {reason}")
    pytest.skip(reason)


@contextmanager
def opened_chromium() -> Iterator[Browser]:
    """One running browser.

    Playwright's loop counts as running in the thread until the end of the block, so a block must
    not be open while another test runs a loop of its own (kernels do).
    """
    program = program_or_stop()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_SWITCHES))
        yield browser
        browser.close()
