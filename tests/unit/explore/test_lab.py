"""How JupyterLab is started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chiso.cli import lab, run_command_line
from chiso.explore.lab import SETTINGS, lab_environment, lab_words


def test_it_opens_the_start_page_of_the_project():
    words = lab_words(Path("/srv/chiso"))
    assert words[:3] == [sys.executable, "-m", "jupyterlab"]
    assert "--ServerApp.root_dir=/srv/chiso" in words
    assert "--LabApp.default_url=/lab/tree/notebooks/start_here.ipynb" in words


def test_it_asks_nobody_outside():
    words = lab_words(Path("/srv/chiso"))
    assert {"--LabApp.news_url=None", "--LabApp.extension_manager=readonly"} <= set(words)
    settings = json.loads((SETTINGS / "overrides.json").read_text("utf-8"))
    told = settings["@jupyterlab/apputils-extension:notification"]
    assert told == {"fetchNews": "false", "checkForUpdates": False}


def test_paths_of_the_shell_are_kept():
    paths = lab_environment({"JUPYTER_PATH": "/opt/jupyter", "X": "1"})
    assert paths["JUPYTER_PATH"].endswith(f"{os.pathsep}/opt/jupyter")
    assert paths["X"] == "1"


@pytest.mark.parametrize(
    ("typed", "display", "more"),
    [
        ([], True, []),
        ([], False, ["--no-browser"]),
        (["--no-browser", "--port", "9000"], True, ["--no-browser", "--port=9000"]),
    ],
)
def test_the_command_gives_its_words_to_jupyterlab(tmp_path, monkeypatch, typed, display, more):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    started = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "call", lambda words, env: started.append(words) or 0)
    monkeypatch.setattr(lab, "has_display", lambda *_: display)
    assert run_command_line(["lab", *typed]) == 0
    assert started[0] == [*lab_words(tmp_path), *more]


@pytest.mark.parametrize("port", ["0", "70000", "x"])
def test_a_port_that_is_none_is_a_usage_error(port, capsys):
    assert run_command_line(["lab", "--port", port]) == 2
    assert "--port" in capsys.readouterr().err
