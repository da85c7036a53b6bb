"""Each chapter runs by hand: alone, from a fresh kernel, with its defaults."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTERS = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
MIME = "application/vnd.chiso+json"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=CHAPTERS, ids=lambda path: path.stem)
def executed(request):
    node = nbformat.read(request.param, as_version=4)
    client = NotebookClient(
        node, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}
    )
    return client.execute()


def outputs(node):
    return [output for cell in node.cells if cell.cell_type == "code" for output in cell.outputs]


def test_it_runs_without_error_or_stray_text(executed):
    kinds = {output.output_type for output in outputs(executed)}
    assert kinds <= {"execute_result", "display_data"}


def test_it_says_what_was_understood(executed):
    edition = next(
        output.data[MIME] for output in outputs(executed) if MIME in output.get("data", {})
    )
    assert edition["kind"] == "edition"
    assert edition["period"] == "2024-H1"


def test_every_call_shows_something(executed):
    shown = [output for output in outputs(executed) if "text/html" in output.get("data", {})]
    calls = [
        cell
        for cell in executed.cells
        if cell.cell_type == "code" and cell.source.lstrip().startswith(("report.", "import chiso"))
    ]
    assert len(shown) == len(calls) > 1
