"""``chiso open``: show a report, or say where it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chiso.cli.command import Command, Given
from chiso.cli.place import data_option, find_project, out_folder, out_option
from chiso.cli.screen import give
from chiso.errors import Problem, UsageError
from chiso.words import LANGS, Words, reader_lang

if TYPE_CHECKING:
    from chiso.runner.publish import Store

_PURPOSE = Words(
    vi="Mở báo cáo của một kỳ (mặc định: trang chung); không có màn hình thì in đường dẫn.",
    en="Open a period's report (default: the landing page); prints its path without a display.",
)


def open_command() -> Command:
    """``chiso open [PERIOD]``."""
    period = click.Argument(["period"], required=False)
    return Command("open", _open, _PURPOSE, [period, data_option(), out_option()])


def _open(given: Given) -> int:
    from chiso.dataset.settings import read_settings
    from chiso.runner.publish import Store

    project = find_project(given["data"], Path.cwd())
    settings = read_settings(project.data)
    store = Store(out_folder(given["out"], project) / settings.id)
    page = find_page(store, given["period"], given["data"] or "")
    give(str(page))
    if has_display(sys.platform, os.environ):
        import webbrowser

        webbrowser.open(page.as_uri())
    return 0


def find_page(store: Store, period: str | None, data: str = "") -> Path:
    """A period's page in the reader's language or else in another; the landing page for None.

    Parameters
    ----------
    store
        Where the reports of the data set are.
    period
        As people write it.
    data
        Data set as it was typed, for the command that is told where there is no page.

    Raises
    ------
    UsageError
        If it has not been published.
    """
    from chiso.periods import Period
    from chiso.runner.reports import LANDING

    lang = reader_lang()
    ordered = [lang, *(other for other in LANGS if other != lang)]
    code = Period.parse(period).code if period else ""
    pages = [
        store.published(code) / f"report.{each}.html" if code else store.root / LANDING[each]
        for each in ordered
    ]
    for page in pages:
        if page.is_file():
            return page
    shown = ", ".join(store.records()) or "–"
    allowed = Words(vi=f"kỳ đã có báo cáo: {shown}", en=f"periods with a report: {shown}")
    command = " ".join(
        [
            "chiso run",
            *([f"--data {data}"] if data else []),
            *([f"--period {code}"] if code else []),
        ]
    )
    todo = Words(vi=f"Chạy: {command}", en=f"Run: {command}")
    got = repr(period) if period else ""
    raise UsageError(Problem("chiso open", got, allowed, todo, "no_report"))


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a browser window can appear."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
