"""Notebook nodes with types, so that nbformat's untyped calls stay in one place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast
from uuid import uuid4

import nbformat
from nbformat import NotebookNode, from_dict

from chiso.errors import Problem, RunError
from chiso.words import Words


def read_notebook(path: Path) -> NotebookNode:
    """The notebook of a file.

    Raises
    ------
    RunError
        If the file is missing, truncated or no notebook.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        # nbformat's own readers guess a version and only log what is invalid.
        nbformat.validate(content, version=4)
        read = nbformat.v4.to_notebook(content)  # type: ignore[no-untyped-call]  # upstream
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as fault:
        raise RunError(unreadable(path.name, fault)) from fault
    return cast(NotebookNode, read)


def unreadable(name: str, fault: Exception) -> Problem:
    """A notebook, or what it carries, that is not as it was written."""
    allowed = Words(
        vi="cần một sổ tay đã chạy xong và còn nguyên vẹn",
        en="an executed and complete notebook is needed",
    )
    todo = Words(vi="Chạy lại kỳ này", en="Run the period again")
    return Problem(name, type(fault).__name__, allowed, todo, "unreadable_notebook")


def new_notebook(
    cells: Sequence[NotebookNode], metadata: Mapping[str, object] | None = None
) -> NotebookNode:
    """A notebook of the given cells, checked."""
    made = nbformat.v4.new_notebook(  # type: ignore[no-untyped-call]  # upstream
        cells=list(cells), metadata=dict(metadata or {})
    )
    return cast(NotebookNode, made)


def new_text(metadata: Mapping[str, object]) -> NotebookNode:
    """An empty text cell that carries metadata."""
    return _new_cell("markdown", metadata=from_dict(dict(metadata)))  # type: ignore[no-untyped-call]


def new_call(shown: Sequence[Mapping[str, object]]) -> NotebookNode:
    """A code cell without code that shows the given MIME bundles."""
    outputs = [
        _node({"output_type": "display_data", "metadata": _node({}), "data": _node(data)})
        for data in shown
    ]
    return _new_cell("code", metadata=_node({}), execution_count=None, outputs=outputs)


def _new_cell(kind: str, **parts: object) -> NotebookNode:
    # nbformat's own makers would check each cell and each output, which new_notebook does for all.
    return _node({"id": uuid4().hex, "cell_type": kind, "source": "", **parts})


def _node(content: Mapping[str, object]) -> NotebookNode:
    return NotebookNode(content)  # type: ignore[no-untyped-call]  # upstream


def bundles_of(cell: NotebookNode) -> list[Mapping[str, object]]:
    """The MIME bundles that a cell shows; a text cell shows none."""
    return [output.data for output in cell.get("outputs", ()) if "data" in output]
