"""Every worked row of the spec tables holds, and docs/methods.md shows them as they are."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import math
import operator
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from chiso.errors import MetricError

ROOT = Path(__file__).parents[2]
OPERATORS: dict[type, Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}


def load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_methods", ROOT / "docs/build_methods.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILDER = load_builder()
ENTRIES = [entry for part in BUILDER.read_specs().values() for entry in part]
ROWS = [
    pytest.param(entry["function"], row, id=f"{entry['function'].rpartition('.')[2]}-{number}")
    for entry in ENTRIES
    for number, row in enumerate(entry["rows"], start=1)
]


def arithmetic(text: str) -> float:
    """Value of a sum such as ``100 * 1310 / 1860``."""

    def value(node: ast.expr) -> float:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATORS[type(op)](value(left), value(right))
            case ast.UnaryOp(op=op, operand=operand):
                return OPERATORS[type(op)](value(operand))
            case ast.Call(func=ast.Name(id="sqrt"), args=[inner]):
                return math.sqrt(value(inner))
        raise ValueError(f"no arithmetic: {text}")

    return value(ast.parse(text.strip(), mode="eval").body)


def named(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def argument(given: Any) -> Any:
    """A frame from records, a tuple, an object of a named class, or the value itself."""
    if isinstance(given, list) and given and isinstance(given[0], dict):
        return pd.DataFrame(given)
    if isinstance(given, dict) and set(given) == {"tuple"}:
        return tuple(given["tuple"])
    if isinstance(given, dict) and len(given) == 1 and "." in next(iter(given)):
        ((path, settings),) = given.items()
        return named(path)(**{name: argument(part) for name, part in settings.items()})
    if isinstance(given, dict):
        return {name: argument(part) for name, part in given.items()}
    return given


def same(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) and wanted.startswith("= "):
        wanted = arithmetic(wanted[2:])
    if wanted is None:
        return bool(pd.isna(got))
    if isinstance(wanted, bool | str):
        return bool(got == wanted)
    return math.isclose(float(got), float(wanted), rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize(("function", "row"), ROWS)
def test_worked_row(function: str, row: dict[str, Any]) -> None:
    given = {name: argument(part) for name, part in row["given"].items()}
    if "raises" in row:
        with pytest.raises(MetricError) as caught:
            named(function)(**given)
        assert row["raises"] in "\n".join(caught.value.lines("en"))
        return
    result = named(function)(**given)
    for column, wanted in row["expect"].items():
        cells = result[column].tolist()
        expected = wanted if isinstance(wanted, list) else [wanted] * len(cells)
        assert len(cells) == len(expected), column
        assert all(map(same, cells, expected)), f"{column}: got {cells}, expected {expected}"


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["function"] for entry in ENTRIES])
def test_entry_names_a_function_and_explains_itself(entry: dict[str, Any]) -> None:
    assert callable(named(entry["function"]))
    assert set(entry) == {"function", "question", "formula", "source", "rows"}
    assert all(
        set(row) in ({"given", "expect", "why"}, {"given", "raises", "why"})
        for row in entry["rows"]
    )


def test_the_methods_page_is_built_from_the_tables() -> None:
    stale = "run `make docs`"
    assert BUILDER.PAGE.read_text(encoding="utf-8") == BUILDER.render(BUILDER.read_specs()), stale


def test_arithmetic_takes_sums_only() -> None:
    assert arithmetic("-(1 + 2) * sqrt(16) / 2 ** 2") == -3
    with pytest.raises(ValueError, match="no arithmetic"):
        arithmetic("__import__('os')")
