"""Notebook nodes with types, so that nbformat's untyped calls stay in one place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import nbformat
from nbformat import NotebookNode

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
        text = path.read_text(encoding="utf-8")
        # nbformat guesses a version and only logs what is invalid, so the content is checked first.
        nbformat.validate(json.loads(text), version=4)
        read = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]  # upstream
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as fault:
        allowed = Words(
            vi="cần một sổ tay đã chạy xong và còn nguyên vẹn",
            en="an executed and complete notebook is needed",
        )
        todo = Words(vi="Chạy lại kỳ này", en="Run the period again")
        problem = Problem(path.name, type(fault).__name__, allowed, todo, "unreadable_notebook")
        raise RunError(problem) from fault
    return cast(NotebookNode, read)


def new_notebook(
    cells: Sequence[NotebookNode], metadata: Mapping[str, object] | None = None
) -> NotebookNode:
    """A notebook of the given cells."""
    made = nbformat.v4.new_notebook(  # type: ignore[no-untyped-call]  # upstream
        cells=list(cells), metadata=dict(metadata or {})
    )
    return cast(NotebookNode, made)


def new_text(metadata: Mapping[str, object]) -> NotebookNode:
    """An empty text cell that carries metadata."""
    made = nbformat.v4.new_markdown_cell(  # type: ignore[no-untyped-call]  # upstream
        "", metadata=dict(metadata)
    )
    return cast(NotebookNode, made)


def new_call(shown: Sequence[Mapping[str, object]]) -> NotebookNode:
    """A code cell without code that shows the given MIME bundles."""
    outputs = [
        nbformat.v4.new_output("display_data", data=dict(data))  # type: ignore[no-untyped-call]
        for data in shown
    ]
    made = nbformat.v4.new_code_cell(outputs=outputs)  # type: ignore[no-untyped-call]  # upstream
    return cast(NotebookNode, made)


def bundles_of(cell: NotebookNode) -> list[Mapping[str, object]]:
    """The MIME bundles that a cell shows; a text cell shows none."""
    return [output.data for output in cell.get("outputs", ()) if "data" in output]
