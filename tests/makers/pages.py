"""Pages made in this process, without kernels: quick, and near enough to what a run publishes."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

import chiso
from chiso.export import Edition, write_edition
from chiso.words import Lang

CHAPTERS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
_MOMENT = datetime(2024, 7, 5, 3, tzinfo=UTC)


def made_edition(
    dataset: Path, period: str, folder: Path, langs: Sequence[Lang] = ("vi", "en")
) -> Path:
    """The folder with the page, workbook and data of a period of a data set."""
    books: dict[Lang, list[Path]] = {lang: [] for lang in langs}
    with pytest.MonkeyPatch.context() as patch:
        # As in a run, the chapters of a period find its report open.
        patch.setattr(chiso, "open_report", cache(chiso.open_report))
        for lang in langs:
            for path in CHAPTERS:
                values = {"period": period, "lang": lang, "data": str(dataset)}
                done = folder / "chapters" / f"{path.stem}.{lang}.ipynb"
                done.parent.mkdir(parents=True, exist_ok=True)
                nbformat.write(_executed(path, values), done)
                books[lang].append(done)
    neighbours = {"previous": None, "next": None}
    write_edition(Edition(period, tuple(langs), books, neighbours, _MOMENT, {}), folder)
    return folder


def _executed(path: Path, values: dict[str, str]) -> nbformat.NotebookNode:
    """A chapter with what its calls show."""
    node = nbformat.read(path, as_version=4)
    names: dict[str, Any] = {}
    for cell in node.cells:
        if cell.cell_type != "code":
            continue
        if "parameters" in cell.metadata.get("tags", ()):
            names |= values
            continue
        shown = _shown(cell.source, names)
        if shown is not None:
            data = json.loads(json.dumps(shown._repr_mimebundle_()))
            cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
    return node


def _shown(source: str, names: dict[str, Any]) -> Any:
    """The value of a cell's last line."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), "cell", "exec"), names)
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
