"""Every reference case passes, or is listed as not offered with METHODS' reason."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent


def load_adapter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_adapter", HERE / "adapter.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


adapter = load_adapter()
CASES = list(adapter.load_cases(HERE / "cases"))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']}:{case['id']}" for case in CASES])
def test_reference_case(case: dict[str, Any]) -> None:
    outcome = adapter.run_case(case)
    assert outcome.state in ("passed", "not offered"), outcome.detail


def test_only_kinds_that_methods_rules_out_are_not_offered() -> None:
    _, refused = adapter.registry()
    used = {case["kind"] for case in CASES}
    assert used & set(refused) == {"mann_kendall_yue_wang", "asem_published_results"}
    assert all(len(reason) > 10 for reason in refused.values())


def one_case(folder: Path, **changes: Any) -> Path:
    case = {
        "id": "half",
        "kind": "share",
        "inputs": {"x": 1, "n": 2},
        "params": {},
        "expected": {"value": 50.0},
        "tolerance": {"abs": 1e-9},
    } | changes
    (folder / "made.json").write_text(json.dumps({"cases": [case]}), encoding="utf-8")
    return folder


def test_a_right_case_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert adapter.main(one_case(tmp_path)) == 0
    assert "1 passed, 0 failed, 0 not offered" in capsys.readouterr().out


def test_a_wrong_number_is_named_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adapter.main(one_case(tmp_path, expected={"value": 51.0})) == 1
    assert "value: got 50.0, expected 51.0" in capsys.readouterr().out


def test_an_unknown_kind_is_a_failure_not_a_skip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adapter.main(one_case(tmp_path, kind="crystal_ball")) == 1
    assert "unknown kind 'crystal_ball'" in capsys.readouterr().out


def test_a_key_that_the_metric_does_not_give_is_a_failure(tmp_path: Path) -> None:
    assert adapter.main(one_case(tmp_path, expected={"median": 50.0})) == 1


def test_a_refused_kind_is_told_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adapter.main(one_case(tmp_path, kind="mann_kendall_yue_wang")) == 0
    assert "not offered" in capsys.readouterr().out


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    assert adapter.main(tmp_path) == 1


@pytest.mark.parametrize(
    ("got", "wanted", "same"),
    [
        (None, None, True),
        (float("nan"), None, True),
        (0.0, None, False),
        (1, True, False),
        (True, True, True),
        ("a", "a", True),
        (1.0, 1.005, True),
        (1.0, 1.02, False),
        ([1.0, None], [1.0, None], True),
        ([1.0], [1.0, 2.0], False),
        ({"a": 1.0, "b": 2.0}, {"a": 1.0}, True),
        ({}, {"a": 1.0}, False),
        ("1", 1.0, False),
    ],
)
def test_values_are_compared_by_kind_and_tolerance(got: Any, wanted: Any, same: bool) -> None:
    assert adapter.matches(got, wanted, {"abs": 0.01}) is same
