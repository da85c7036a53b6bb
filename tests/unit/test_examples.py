"""Every example in a docstring of the library runs and gives what it says."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "lib"
ROOMS = sorted(
    path.stem
    for path in (LIBRARY / "chiso").iterdir()
    if path.suffix == ".py" or (path / "__init__.py").is_file()
)


def modules(room: str) -> list[str]:
    """Dotted names of the modules of a room that hold an example."""
    place = LIBRARY / "chiso" / room
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    held = [path for path in paths if ">>> " in path.read_text(encoding="utf-8")]
    return [".".join(path.relative_to(LIBRARY).with_suffix("").parts) for path in held]


def failed(name: str) -> list[str]:
    """What went wrong in the examples of a module, as text."""
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    module = importlib.import_module(name.removesuffix(".__init__"))
    for test in doctest.DocTestFinder(exclude_empty=True).find(module):
        runner.run(test, out=told.append)
    return told


@pytest.mark.parametrize("room", [room for room in ROOMS if modules(room)])
def test_the_examples_of_a_room_run(room, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CHISO_LANG", "en")
    assert "".join(text for name in modules(room) for text in failed(name)) == ""


def test_the_calls_of_a_notebook_have_examples():
    rooms = {"report", "explore", "periods", "charts", "tables", "numbers", "metrics"}
    assert {room for room in rooms if not modules(room)} == set()
