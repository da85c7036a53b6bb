"""Chapters tell and the library thinks (STYLE section 8)."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from chiso.explore.chapter import KERNEL, create_chapter
from repo.tree import CHAPTERS, NOTEBOOKS, files

Cell = dict[str, Any]
NAMES = ["00_summary", "10_trends", "20_target_gaps", "30_district_comparison",
         "40_district_profiles", "50_data_quality", "60_methods_and_sources"]  # fmt: skip
THINKING = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor,
    ast.While, ast.If, ast.IfExp, ast.Try, ast.With, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp, ast.Match,
)  # fmt: skip
PARAMETER = re.compile(r'(\w+): str = "([^"]*)"  # ([^|=]+)')


@cache
def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def cells(path: Path, kind: str) -> list[Cell]:
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == kind]


def source(cell: Cell) -> str:
    return "".join(cell["source"])


def tags(cell: Cell) -> list[str]:
    found: list[str] = cell["metadata"].get("tags", [])
    return found


def code_lines(cell: Cell) -> int:
    return sum(line.strip() != "" for line in source(cell).splitlines())


every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_the_chapters_of_the_report_are_all_there() -> None:
    assert [path.stem for path in CHAPTERS if path.stem in NAMES] == NAMES


def test_beside_the_chapters_there_are_two_notebooks_for_people() -> None:
    assert [path.stem for path in NOTEBOOKS if path not in CHAPTERS] == ["explore", "start_here"]


def test_a_new_chapter_keeps_every_rule_of_this_page(tmp_path: Path) -> None:
    made = create_chapter(tmp_path, "70_citizen_services")
    test_a_chapter_opens_with_its_title_in_both_languages(made)
    test_parameters_come_next_and_are_the_same_three_in_each_notebook(made)
    test_the_report_is_opened_right_after_the_parameters(made)
    test_a_notebook_keeps_its_budget_of_code(made)
    test_a_chapter_has_at_least_as_many_text_cells_as_code_cells(made)
    test_a_notebook_defines_loops_and_decides_nothing(made)
    test_a_notebook_imports_only_the_library(made)
    test_a_notebook_is_committed_without_results(made)
    test_each_text_is_followed_by_its_twin_in_english(made)
    test_twins_have_headings_of_the_same_level(made)
    test_no_number_is_typed_into_a_text(made)
    test_each_cell_has_a_name_of_its_own(made)


@every_notebook
def test_a_chapter_opens_with_its_title_in_both_languages(path: Path) -> None:
    first, second = read(path)["cells"][:2]
    assert [first["cell_type"], second["cell_type"]] == ["markdown", "markdown"]
    assert [tags(first), tags(second)] == [["vi"], ["en"]]
    assert source(first).startswith("# ")
    assert source(second).startswith("# ")


@every_notebook
def test_parameters_come_next_and_are_the_same_three_in_each_notebook(path: Path) -> None:
    cell = next(cell for cell in read(path)["cells"] if cell["cell_type"] == "code")
    lines = [PARAMETER.fullmatch(line) for line in source(cell).splitlines()]
    assert tags(cell) == ["parameters"]
    assert read(path)["cells"].index(cell) == 2
    assert [line and line[1] for line in lines] == ["period", "lang", "data"]
    assert [line and line[2] for line in lines] == ["2024-H1", "vi", "../data/hoa_binh"]


@every_chapter
def test_the_report_is_opened_right_after_the_parameters(path: Path) -> None:
    opening = source(cells(path, "code")[1]).replace("\n\n", "\n").splitlines()
    assert opening == [
        "import chiso",
        "report = chiso.open_report(period, lang=lang, data=data)",
        "report",
    ]
    assert read(path)["cells"][3] is cells(path, "code")[1]


@every_notebook
def test_a_notebook_keeps_its_budget_of_code(path: Path) -> None:
    counts = [code_lines(cell) for cell in cells(path, "code")]
    assert len(counts) <= 15
    assert sum(counts) <= 60
    assert max(counts) <= 12


@every_chapter
def test_a_chapter_has_at_least_as_many_text_cells_as_code_cells(path: Path) -> None:
    assert len(cells(path, "markdown")) >= len(cells(path, "code"))


@every_notebook
def test_a_notebook_defines_loops_and_decides_nothing(path: Path) -> None:
    trees = [ast.parse(source(cell)) for cell in cells(path, "code")]
    thinking = [
        type(node).__name__
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, THINKING)
    ]
    assert thinking == []


@every_notebook
def test_a_notebook_imports_only_the_library(path: Path) -> None:
    lines = [line for cell in cells(path, "code") for line in source(cell).splitlines()]
    assert [line for line in lines if "import" in line] == ["import chiso"]


@every_notebook
def test_a_notebook_is_committed_without_results(path: Path) -> None:
    assert [cell["outputs"] for cell in cells(path, "code") if cell["outputs"]] == []
    assert {cell["execution_count"] for cell in cells(path, "code")} == {None}


def test_no_notebook_of_the_repository_would_be_stripped_further() -> None:
    strip = Path(sys.executable).with_name("nbstripout")
    paths = [str(path) for path in files() if path.suffix == ".ipynb"]
    result = subprocess.run(
        [strip, "--verify", "--keep-id", *paths], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (0, "")


@every_notebook
def test_a_notebook_names_the_kernel_of_the_project(path: Path) -> None:
    assert read(path)["metadata"]["kernelspec"] == KERNEL


@every_notebook
def test_each_text_is_followed_by_its_twin_in_english(path: Path) -> None:
    languages = [tags(cell) for cell in cells(path, "markdown")]
    assert languages == [["vi"], ["en"]] * (len(languages) // 2)
    kinds = [cell["cell_type"] for cell in read(path)["cells"]]
    twins = [
        (kind, following)
        for (kind, following), cell in zip(pairwise(kinds), read(path)["cells"], strict=False)
        if tags(cell) == ["vi"]
    ]
    assert set(twins) == {("markdown", "markdown")}


@every_notebook
def test_twins_have_headings_of_the_same_level(path: Path) -> None:
    marks = [re.match(r"#*", source(cell)) for cell in cells(path, "markdown")]
    levels = [len(mark[0]) for mark in marks if mark]
    assert levels[::2] == levels[1::2]


@every_notebook
def test_no_number_is_typed_into_a_text(path: Path) -> None:
    typed = [cell["id"] for cell in cells(path, "markdown") if re.search(r"\d", source(cell))]
    assert typed == []


@every_notebook
def test_each_cell_has_a_name_of_its_own(path: Path) -> None:
    names = [cell["id"] for cell in read(path)["cells"]]
    assert len(set(names)) == len(names)
