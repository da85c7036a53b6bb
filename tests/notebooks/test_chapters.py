"""Each notebook runs by hand: alone, from a fresh kernel, with its defaults."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
FOR_PEOPLE = [ROOT / "notebooks" / f"{name}.ipynb" for name in ("explore", "start_here")]
MIME = "application/vnd.chiso+json"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A project of its own, so that what a notebook saves lies beside no one's reports."""
    project = tmp_path_factory.mktemp("project")
    (project / "notebooks").mkdir()
    (project / "data").symlink_to(ROOT / "data")
    return project


def executed_by_hand(path, desk, data="hoa_binh"):
    node = nbformat.read(path, as_version=4)
    cell = next(cell for cell in node.cells if "parameters" in cell.metadata.get("tags", ()))
    cell.source = cell.source.replace('"../data/hoa_binh"', f'"../data/{data}"')
    folder = str(desk / "notebooks")
    client = NotebookClient(node, timeout=120, resources={"metadata": {"path": folder}})
    return client.execute()


@pytest.fixture(scope="module", params=CHAPTERS, ids=lambda path: path.stem)
def executed(request, desk):
    return executed_by_hand(request.param, desk)


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


def records(node):
    """What a notebook shows, as records for machines, without the digests of a run."""
    found = [output.data[MIME] for output in outputs(node) if MIME in output.get("data", {})]
    return json.loads(json.dumps(found))


def test_it_shows_the_same_numbers_as_the_published_page(executed, request, published):
    name = request.node.callspec.params["executed"].stem
    run = nbformat.read(
        published("hoa_binh") / "2024-H1" / "notebooks" / f"{name}.vi.ipynb", as_version=4
    )
    assert records(executed) == records(run)


@pytest.mark.parametrize(
    ("path", "data"),
    [(FOR_PEOPLE[0], "hoa_binh"), (FOR_PEOPLE[1], "hoa_binh"), (FOR_PEOPLE[1], "sample")],
    ids=["explore", "start_here", "start_here on sample"],
)
def test_a_notebook_for_people_runs_without_error_or_stray_text(path, data, desk):
    shown = outputs(executed_by_hand(path, desk, data))
    assert {output.output_type for output in shown} <= {"execute_result", "display_data"}
    cells = nbformat.read(path, as_version=4).cells
    assert len(shown) >= sum(cell.cell_type == "code" for cell in cells) - 1


def test_what_the_free_cells_save_lies_beside_the_reports(desk):
    saved = {path.name for path in (desk / "outputs" / "explore").iterdir()}
    assert saved == {f"h-khoang-cach.vi.{ending}" for ending in ("png", "svg", "txt")}
