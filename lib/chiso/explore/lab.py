"""How JupyterLab is started: on the start page, with our kernel, silent towards the network."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

START = Path("notebooks", "start_here.ipynb")
# Read by JupyterLab as defaults, so that a person's own settings still win.
SETTINGS = Path(__file__).with_name("settings")
_KERNELS = Path(__file__).parents[1] / "runner"


def lab_words(root: Path, more: Sequence[str] = ()) -> list[str]:
    """The command line that opens JupyterLab in a project.

    Parameters
    ----------
    root
        Folder of the project; it is what the file browser shows.
    more
        Further options of JupyterLab, such as ``--no-browser``.

    Examples
    --------
    >>> lab_words(Path("/srv/chiso"), ["--port=9000"])[-2:]
    ['--LabApp.default_url=/lab/tree/notebooks/start_here.ipynb', '--port=9000']
    """
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        # Neither news, nor a look for updates, nor a list of extensions from a registry.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        f"--LabApp.default_url=/lab/tree/{START.as_posix()}",
        *more,
    ]


def lab_environment(base: Mapping[str, str]) -> dict[str, str]:
    """Environment variables for JupyterLab: our kernel is found even where it is not installed.

    Parameters
    ----------
    base
        Variables of the shell.
    """
    paths = [str(_KERNELS), *filter(None, [base.get("JUPYTER_PATH")])]
    return {**base, "PYTHONUTF8": "1", "JUPYTER_PATH": os.pathsep.join(paths)}
