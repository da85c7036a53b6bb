"""Runs reference cases (format: README.md beside the cases) against the metrics of chiso.

``python tests/reference/adapter.py DIR`` prints passed, failed and *not offered* (with the reason)
and ends with 1 when a case failed. A kind that is neither offered nor listed as not offered fails.
"""

from __future__ import annotations

import importlib
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"
FAMILIES = ("kinds_series", "kinds_areas")
DEFAULT_TOLERANCE = {"abs": 1e-9, "rel": 1e-9}

Kind = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Outcome:
    """What became of one case: ``passed``, ``failed`` or ``not offered``."""

    case: str
    state: str
    detail: str = ""


def registry() -> tuple[dict[str, Kind], dict[str, str]]:
    """All kinds that are offered, and the reason for each kind that is not."""
    here = str(Path(__file__).parent)
    if here not in sys.path:
        sys.path.insert(0, here)
    offered: dict[str, Kind] = {}
    refused: dict[str, str] = {}
    for name in FAMILIES:
        family = importlib.import_module(name)
        offered |= family.KINDS
        refused |= family.NOT_OFFERED
    return offered, refused


def load_cases(folder: Path) -> Iterator[dict[str, Any]]:
    """Every case of every ``*.json`` in ``folder``, references to ``data/`` filled in."""
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for case in content["cases"] if isinstance(content, dict) else content:
            inputs = {name: _resolved(item, folder) for name, item in case["inputs"].items()}
            yield {**case, "inputs": inputs, "file": path.name}


def _resolved(item: Any, folder: Path) -> Any:
    if isinstance(item, dict):
        if "ref" not in item:
            return {name: _resolved(part, folder) for name, part in item.items()}
        path = _beside(folder, item["ref"])
        if set(item) == {"ref"}:
            return json.loads(path.read_text(encoding="utf-8"))
        return {**item, "ref": str(path)}
    return item


def _beside(folder: Path, name: str) -> Path:
    """The data file beside the cases, else the copy that the project keeps."""
    found = folder / name
    return found.resolve() if found.exists() else FOLDER / name


def run_case(case: Mapping[str, Any]) -> Outcome:
    """One case run; only the keys present in ``expected`` are compared."""
    offered, refused = registry()
    name, kind = f"{case.get('file', '')}:{case['id']}", case["kind"]
    if kind in refused:
        return Outcome(name, "not offered", f"{kind}: {refused[kind]}")
    if kind not in offered:
        return Outcome(name, "failed", f"unknown kind {kind!r}")
    try:
        result = offered[kind](dict(case["inputs"]), dict(case.get("params") or {}))
    except Exception as error:  # noqa: BLE001 - any error is this case's failure, not the run's
        return Outcome(name, "failed", f"{type(error).__name__}: {error}")
    tolerance = case.get("tolerance") or DEFAULT_TOLERANCE
    wrong = [
        f"{key}: got {result.get(key)!r}, expected {wanted!r}"
        for key, wanted in case["expected"].items()
        if key not in result or not matches(result[key], wanted, tolerance)
    ]
    return Outcome(name, "failed" if wrong else "passed", "; ".join(wrong))


def matches(got: Any, wanted: Any, tolerance: Mapping[str, float]) -> bool:
    """Whether ``got`` equals ``wanted``; a number passes when the abs or rel tolerance holds.

    A result that is a function judges the expected value itself.
    """
    if callable(got):
        return bool(got(wanted))
    if isinstance(wanted, dict):
        return isinstance(got, Mapping) and all(
            str(key) in got and matches(got[str(key)], part, tolerance)
            for key, part in wanted.items()
        )
    if isinstance(wanted, list):
        return (
            isinstance(got, list | tuple)
            and len(got) == len(wanted)
            and all(matches(*pair, tolerance) for pair in zip(got, wanted, strict=True))
        )
    return _same_scalar(got, wanted, tolerance)


def _same_scalar(got: Any, wanted: Any, tolerance: Mapping[str, float]) -> bool:
    if wanted is None:
        return got is None or (isinstance(got, float) and math.isnan(got))
    if isinstance(wanted, bool | str):
        return type(got) is type(wanted) and got == wanted
    if isinstance(got, bool) or not isinstance(got, int | float):
        return False
    return math.isclose(
        got, wanted, rel_tol=tolerance.get("rel", 0.0), abs_tol=tolerance.get("abs", 0.0)
    )


def main(folder: Path = FOLDER) -> int:
    """Run a folder and print the outcome; 1 when a case failed or no case was found."""
    outcomes = [run_case(case) for case in load_cases(folder)]
    counts = {
        state: sum(outcome.state == state for outcome in outcomes)
        for state in ("passed", "failed", "not offered")
    }
    for outcome in outcomes:
        if outcome.state != "passed":
            print(f"{outcome.state}: {outcome.case}: {outcome.detail}")  # noqa: T201
    print(", ".join(f"{count} {state}" for state, count in counts.items()))  # noqa: T201
    return 1 if counts["failed"] or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
