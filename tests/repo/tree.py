"""What is in the repository: its files, its modules, the syntax of each."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "lib" / "chiso"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHAPTERS = [path for path in NOTEBOOKS if path.name[:2].isdigit()]
MODULES = sorted(LIBRARY.rglob("*.py"))


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or would be: what .gitignore names is left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = {ROOT / name for name in listed.split("\0") if name}
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def pyproject() -> dict[str, Any]:
    """The content of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(kind: type[Any] | tuple[type[Any], ...]) -> Iterator[tuple[Path, Any]]:
    """Every syntax node of a kind in the library, with its module."""
    for path in MODULES:
        for node in ast.walk(syntax(path)):
            if isinstance(node, kind):
                yield path, node


def place(path: Path, node: Any) -> str:
    """A node's file and line, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def called(node: ast.Call) -> str:
    """The last name of what is called: ``merge`` in ``frame.merge(…)``."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))
