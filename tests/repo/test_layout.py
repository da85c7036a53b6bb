"""The shape of the repository and of its code (DESIGN section 2, STYLE sections 1 and 5)."""

from __future__ import annotations

import ast
import re

import pytest

from repo.tree import LIBRARY, MODULES, ROOT, called, files, nodes, place, syntax

TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "README.vi.md", "benchmarks", "data", "docs", "environment.yml", "lib", "notebooks",
    "outputs", "pyproject.toml", "requirements.lock", "tests",
}  # fmt: skip
Function = (ast.FunctionDef, ast.AsyncFunctionDef)


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def code_lines(function: ast.FunctionDef) -> int:
    """Lines of a function without its docstring, whose length is nobody's burden."""
    first = function.body[0]
    return lines(function) - (lines(first) if ast.get_docstring(function) is not None else 0)


def arguments(function: ast.FunctionDef) -> list[str]:
    taken = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [argument.arg for argument in taken if argument.arg not in ("self", "cls")]


def test_the_top_level_is_the_one_of_the_design() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in files()} == TOP_LEVEL


def test_what_runs_write_is_not_committed() -> None:
    kept = [path.name for path in files() if path.is_relative_to(ROOT / "outputs")]
    assert kept == ["README.md"]


def test_no_module_is_longer_than_300_lines() -> None:
    counts = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    long = {str(path.relative_to(ROOT)): count for path, count in counts.items() if count > 300}
    assert long == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = [place(path, node) for path, node in nodes(Function) if code_lines(node) > 60]
    assert long == []


def test_no_function_takes_more_than_five_arguments() -> None:
    many = [place(path, node) for path, node in nodes(Function) if len(arguments(node)) > 5]
    assert many == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    pattern = re.compile(r"_*(utils?|helpers?|commons?|misc)_*")
    drawers = [
        str(path.relative_to(ROOT))
        for path in files()
        if path.suffix == ".py"
        and any(pattern.fullmatch(part) for part in path.relative_to(ROOT).with_suffix("").parts)
    ]
    assert drawers == []


def test_every_folder_of_the_library_is_a_package() -> None:
    bare = {path.parent for path in MODULES if not (path.parent / "__init__.py").exists()}
    assert {str(folder.relative_to(ROOT)) for folder in bare} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_every_module_says_what_it_is_for(path) -> None:  # type: ignore[no-untyped-def]
    said = ast.get_docstring(syntax(path)) or ""
    assert said.strip() != ""


def test_the_library_prints_and_asserts_nothing() -> None:
    printed = [
        place(path, node)
        for path, node in nodes(ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    asserted = [place(path, node) for path, node in nodes(ast.Assert)]
    assert printed + asserted == []


def test_the_library_catches_only_what_it_names() -> None:
    broad = {"Exception", "BaseException"}
    caught = [
        place(path, node)
        for path, node in nodes(ast.ExceptHandler)
        if node.type is None or broad & {getattr(name, "id", "") for name in ast.walk(node.type)}
    ]
    assert caught == []


def test_the_library_raises_only_errors_of_a_kind() -> None:
    bare = [
        place(path, node)
        for path, node in nodes(ast.Raise)
        if isinstance(node.exc, ast.Call) and called(node.exc) in ("Exception", "BaseException")
    ]
    assert bare == []


def test_dataclasses_are_frozen() -> None:
    loose = [
        place(path, node)
        for path, node in nodes(ast.ClassDef)
        for mark in node.decorator_list
        if "dataclass" in ast.unparse(mark) and "frozen=True" not in ast.unparse(mark)
    ]
    assert loose == []


def test_merges_say_how_many_rows_may_meet() -> None:
    silent = [
        place(path, node)
        for path, node in nodes(ast.Call)
        if called(node) == "merge"
        and not any(keyword.arg == "validate" for keyword in node.keywords)
    ]
    assert silent == []


def test_no_warning_is_silenced() -> None:
    silenced = [
        place(path, node)
        for path, node in nodes(ast.Call)
        if called(node) in ("filterwarnings", "simplefilter")
    ]
    assert silenced == []


def test_nothing_is_left_to_do_later() -> None:
    word = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    later = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if word.search(line)
    ]
    assert later == []
