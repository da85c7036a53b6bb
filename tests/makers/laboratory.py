"""A real JupyterLab on a copy of the notebooks, and a hand that uses it through a browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).parents[2]
TOKEN = "only-for-this-test"
_ERRORS = ".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']"
_PATIENCE = 60_000  # milliseconds; two cores may be shared with other work


@dataclass(frozen=True)
class Laboratory:
    """A running JupyterLab: the project that it shows, and its address."""

    project: Path
    address: str

    def url(self, notebook: str) -> str:
        """Where a notebook opens, alone in a workspace of its own."""
        place = quote(f"notebooks/{notebook}.ipynb")
        return f"{self.address}/lab/workspaces/{notebook}/tree/{place}?reset&token={TOKEN}"


@contextmanager
def opened_laboratory(project: Path, arguments: tuple[str, ...] = ()) -> Iterator[Laboratory]:
    """JupyterLab as ``chiso lab`` starts it, in a copy of the project; stopped by its own id."""
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    (project / "data").symlink_to(ROOT / "data")
    settings = project / "settings"
    settings.mkdir()
    server = {"ServerApp": {"allow_root": True, "token": TOKEN, "ip": "127.0.0.1"}}
    (settings / "jupyter_server_config.json").write_text(json.dumps(server))
    port = _free_port()
    homes = {name: str(project / "home") for name in ("HOME", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    environment = {**os.environ, **homes, "JUPYTER_CONFIG_DIR": str(settings), "CHISO_LANG": "vi"}
    words = [sys.executable, "-m", "chiso", "lab", "--no-browser", "--port", str(port), *arguments]
    log = project / "lab.log"
    with log.open("w", encoding="utf-8") as said:
        lab = subprocess.Popen(words, cwd=project, env=environment, stdout=said, stderr=said)
    try:
        _wait_until(lambda: f":{port}/lab/tree/notebooks/start_here.ipynb" in log.read_text(), lab)
        yield Laboratory(project, f"http://127.0.0.1:{port}")
    finally:
        _stop(lab)


def _stop(lab: subprocess.Popen[bytes]) -> None:
    """End JupyterLab and with it its kernels; it does not hear while a kernel is starting."""
    lab.terminate()
    try:
        lab.wait(timeout=15)
    except subprocess.TimeoutExpired:
        lab.kill()
        lab.wait()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def _wait_until(is_true: Any, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if is_true():
            return
        assert process.poll() is None, "JupyterLab ended at once"
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not start within a minute")


@dataclass
class Desk:
    """One notebook that is open in the browser."""

    page: Page
    laboratory: Laboratory
    requests: list[str] = field(default_factory=list)

    def open(self, notebook: str) -> None:
        """Open a notebook and wait for its kernel."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(self.laboratory.url(notebook))
        self.page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for(timeout=_PATIENCE)
        # Cells that run before the kernel is there do nothing at all.
        state = self.page.locator("#jp-main-statusbar").get_by_text(re.compile(r"\| Idle$"))
        state.wait_for(timeout=_PATIENCE)

    def outside(self) -> list[str]:
        """Requests that left this machine."""
        own = re.compile(rf"(?:{re.escape(self.laboratory.address)}|data:|blob:|about:)")
        return [url for url in self.requests if not own.match(url)]

    def show_top(self) -> None:
        """Scroll to the first cells; cells out of sight are not in the page at all."""
        self.page.locator(".jp-WindowedPanel-outer").first.evaluate("e => { e.scrollTop = 0; }")

    def replace_parameter(self, old: str, new: str) -> None:
        """Type another value into the parameters cell, by keyboard."""
        cell = self.page.locator(".jp-CodeCell .cm-content").first

        def type_it() -> None:
            # The end of a run scrolls to the last cell, also while somebody types, and the text of
            # a cell out of sight reads as nothing: what is typed over it must come from it.
            self.show_top()
            lines = str(cell.inner_text())
            if old in lines:
                cell.click()
                self.page.keyboard.press("Control+a")
                self.page.keyboard.insert_text(lines.replace("\n\n", "\n").replace(old, new, 1))
            expect(cell).to_contain_text(new, timeout=1_000)

        _until_it_holds(type_it)

    def run_all(self) -> None:
        """Run ▸ Run All Cells."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.locator("[data-command='runmenu:run-all']").click()

    def echo(self) -> Locator:
        """The line that says what was understood."""
        return self.page.locator(".jp-OutputArea-output .echo").first

    def expect_echo(self, text: str) -> None:
        """Wait until the line begins with a text."""
        expect(self.echo()).to_have_text(re.compile(f"^{re.escape(text)}"), timeout=_PATIENCE)

    def wait_until_idle(self) -> None:
        """Wait until every code cell has its number and nothing runs."""
        self.page.wait_for_function(
            "() => !document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=\"busy\"]')"
            " && [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
            ".every(prompt => !prompt.textContent.includes('*'))",
            timeout=_PATIENCE,
        )

    def save(self) -> None:
        """Save the notebook with its results."""
        with self.page.expect_response(re.compile(r"/api/contents/.*\.ipynb")) as told:
            self.page.keyboard.press("Control+s")
        assert told.value.ok

    def exported(self, notebook: str) -> str:
        """The page that the export menu gives of a saved notebook."""
        place = f"{self.laboratory.address}/nbconvert/chiso/notebooks/{notebook}.ipynb"
        answer = self.page.request.get(f"{place}?download=true&token={TOKEN}")
        assert answer.ok, answer.text()
        return answer.text()

    def expect_error(self, text: str) -> str:
        """The error among the first cells that holds a text, once it is shown."""
        shown = self.page.locator(_ERRORS).filter(has_text=text).first

        def look() -> None:
            self.show_top()
            expect(shown).to_be_visible(timeout=500)

        _until_it_holds(look)
        return str(shown.inner_text())

    def errors(self) -> list[str]:
        """Texts of errors that are shown."""
        return self.page.locator(_ERRORS).all_inner_texts()


def _until_it_holds(check: Callable[[], None]) -> None:
    """Try again what fails, until patience ends."""
    ending = time.monotonic() + _PATIENCE / 1000
    while True:
        try:
            return check()
        except AssertionError:
            if time.monotonic() > ending:
                raise
