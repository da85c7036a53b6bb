"""``chiso lab``: JupyterLab on the start page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from chiso.cli.choices import read_between
from chiso.cli.command import Command, Given, Option
from chiso.cli.opening import has_display
from chiso.cli.place import find_root
from chiso.cli.warming import become
from chiso.words import Words

_PURPOSE = Words(
    vi="Mở JupyterLab ở trang bắt đầu; không có màn hình thì in địa chỉ.",
    en="Open JupyterLab on the start page; prints its address without a display.",
)
_NO_BROWSER = Words(vi="Chỉ in địa chỉ, không mở trình duyệt", en="Print the address only")
_PORT = Words(vi="Cổng trên máy này (mặc định 8888)", en="Port on this machine (default 8888)")
_LAST_PORT = 65535


def lab_command() -> Command:
    """``chiso lab``."""
    params = [
        Option("--no-browser", words=_NO_BROWSER, is_flag=True),
        Option("--port", words=_PORT, metavar="N"),
    ]
    return Command("lab", _open, _PURPOSE, params)


def _open(given: Given) -> int:
    from chiso.explore.lab import lab_environment, lab_words

    port = given["port"] and read_between("--port", given["port"], 1, _LAST_PORT)
    root = find_root(Path.cwd())
    is_silent = given["no_browser"] or not has_display(sys.platform, os.environ)
    more = ["--no-browser"] if is_silent else []
    more += [f"--port={port}"] if port else []
    return become(lab_words(root, more), lab_environment(os.environ))
