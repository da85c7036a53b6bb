"""Layers point one way, and each outside library has one door (DESIGN section 3)."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from repo.tree import LIBRARY, MODULES, ROOT, pyproject, syntax

CONTRACTS = pyproject()["tool"]["importlinter"]["contracts"]
LAYERS = CONTRACTS[0]


@cache
def imported(path: Path) -> frozenset[str]:
    """Outside packages that a module imports, wherever in it the import stands."""
    tree = syntax(path)
    plain = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import)
             for name in node.names]  # fmt: skip
    called = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return frozenset(name.partition(".")[0] for name in [*plain, *called])


def layer(path: Path) -> str:
    return path.relative_to(LIBRARY).with_suffix("").parts[0]


def test_every_module_of_the_library_has_a_layer() -> None:
    placed = {name for line in LAYERS["layers"] for name in line.split(" | ")}
    present = {layer(path) for path in MODULES} - {"__init__", *LAYERS["exhaustive_ignores"]}
    assert present - placed == set()
    assert LAYERS["exhaustive"] is True


def test_the_imports_keep_the_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("library", "door"),
    [
        ("papermill", "runner"),
        ("nbclient", "runner"),
        ("jupyter_client", "runner"),
        ("dask", "runner"),
        ("distributed", "runner"),
        ("nbconvert", "export"),
        ("seaborn", "charts"),
        ("matplotlib", "charts"),
        ("ipywidgets", "explore"),
        ("click", "cli"),
        ("pandera", "dataset"),
        ("statsmodels", "metrics"),
        ("python_calamine", "loaders"),
        ("defusedxml", "loaders"),
    ],
)
def test_an_outside_library_has_one_door(library: str, door: str) -> None:
    assert {layer(path) for path in MODULES if library in imported(path)} <= {door}


def test_metrics_know_only_numbers() -> None:
    used = frozenset().union(*(imported(path) for path in MODULES if layer(path) == "metrics"))
    outside = used - set(sys.stdlib_module_names)
    assert outside <= {"chiso", "pandas", "numpy", "scipy", "statsmodels"}
    assert used & {"pathlib", "os", "io", "time", "logging", "random", "locale", "shutil"} == set()
