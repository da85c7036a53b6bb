"""A data set of one's own, described like another one and still without figures."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from chiso.dataset.writer import write_folder
from chiso.dataset.yaml_files import read_yaml

_SAME = (
    "domains.yml",
    "indicators.yml",
    "areas.csv",
    "area_changes.csv",
    "sources.yml",
    "acts.yml",
    "targets.csv",
    "totals.yml",
)


def create_dataset(model: Path, target: Path) -> None:
    """Make a data set that takes the same returns as another one.

    Indicators, areas, sources, targets and layouts are the model's, and so is the mark that says
    whether its figures are illustrative. Figures and corrections are left out.

    Parameters
    ----------
    model
        Folder of a data set that can be read.
    target
        Folder to make; its name becomes the id.

    Raises
    ------
    OSError
        If it cannot be written; nothing is left behind then.
    """
    settings = dict(read_yaml(model / "dataset.yml", "dataset.yml"))
    settings["id"] = target.name
    settings["name"] = {lang: f"{name} ({target.name})" for lang, name in settings["name"].items()}
    names = [*_SAME, *(f"layouts/{path.name}" for path in sorted(model.glob("layouts/*.yml")))]
    files = [
        *((name, (model / name).read_text(encoding="utf-8")) for name in names),
        ("corrections.yml", _yaml([])),
        ("dataset.yml", _yaml(settings)),
    ]
    staged = target.with_name(f".staging-{os.getpid()}-{target.name}")
    try:
        write_folder(staged, files)
        staged.rename(target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _yaml(content: Any) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
