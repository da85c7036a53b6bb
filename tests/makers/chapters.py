"""The chapters run without kernels: their cells one after another, what they show kept."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_output

from chiso.export import Edition, write_edition
from chiso.words import LANGS, Lang

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTERS = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
MOMENT = datetime(2025, 6, 15, 8, tzinfo=UTC)


def write_report(data: Path, period: str, folder: Path, langs: tuple[Lang, ...] = LANGS) -> Path:
    """The report of a data set, written as a run would publish it."""
    folder.mkdir(parents=True, exist_ok=True)
    notebooks: dict[Lang, list[Path]] = {
        lang: [run_chapter(path, folder, period, lang, data) for path in CHAPTERS] for lang in langs
    }
    write_edition(Edition(period, langs, notebooks, {}, MOMENT, {}), folder)
    return folder


def run_chapter(path: Path, folder: Path, period: str, lang: Lang, data: Path) -> Path:
    """A chapter with its outputs, written into a folder."""
    node = nbformat.read(path, as_version=4)
    known: dict[str, Any] = {}
    given = {"period": period, "lang": lang, "data": str(data)}
    for number, cell in enumerate((c for c in node.cells if c.cell_type == "code"), start=1):
        shown = _last_value(cell.source, known)
        known |= given if "parameters" in cell.metadata.get("tags", []) else {}
        cell.execution_count = number
        cell.outputs = [] if shown is None else [_output(shown, number)]
    target = folder / f"{path.stem}.{lang}.ipynb"
    nbformat.write(node, target)
    return target


def _last_value(source: str, known: dict[str, Any]) -> object:
    *before, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        before, last = [*before, last], None
    exec(compile(ast.Module(before, []), "cell", "exec"), known)
    return last and eval(compile(ast.Expression(last.value), "cell", "eval"), known)


def _output(shown: Any, number: int) -> Any:
    data = shown._repr_mimebundle_()
    if isinstance(data, tuple):
        data = data[0]
    return new_output("execute_result", data=data, execution_count=number)
