"""Writes docs/methods.md from the spec tables in tests/spec/metrics_*.yml.

``python docs/build_methods.py`` rewrites the page; a test fails when it is stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "methods.md"
TABLES = {
    "Series, levels and trends": "metrics_series.yml",
    "Targets, areas, composites and action": "metrics_areas.yml",
}
PREFACE = """# Methods

How chiso computes its numbers. Every worked row below is run as a test (`tests/spec`), so this
page cannot drift from the code; it is built by `make docs` and must not be edited by hand. The
numbers of other packages that ours must reproduce are in `tests/reference`.

What holds for every function:

- Frames go in and come out; nothing is read, written, printed or dated. A caller's frame is never
  changed. All series of a panel are computed together.
- Every result has `value`, `lower`, `upper`, `status`, `reason`, `method`, `n_used`, `periods_used`
  and `flags`. A value is never missing without a reason from this list: `insufficient_data`,
  `no_denominator`, `no_spread`, `at_bound`, `censored`, `break_in_series`, `baseline_moved`,
  `no_target`, `due_date_missing`, `not_applicable`, `out_of_bounds`, `definition_changed`,
  `no_cases`.
- Shares are in 0-100, changes of shares in points, time in years (end of the period).
- A figure printed with a bound ("over 90%") is the interval (90, 100], never the number 90. Its
  `value` is then missing with the reason `censored`, and `lower` and `upper` are given.
- Impossible input (more cases than their base, negative counts, unsorted or repeated periods, mixed
  definitions, weights that do not sum to 1) is an error that names rows and columns.
"""


def read_specs(root: Path = ROOT) -> dict[str, list[dict[str, Any]]]:
    """Entries of each spec table, by the heading of its part."""
    found = {}
    for heading, name in TABLES.items():
        path = root / "tests" / "spec" / name
        if path.exists():
            found[heading] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def render(specs: dict[str, list[dict[str, Any]]]) -> str:
    """The page as Markdown."""
    parts = [PREFACE]
    for heading, entries in specs.items():
        parts.append(f"## {heading}\n")
        parts += [_entry(entry) for entry in entries]
    return "\n".join(parts)


def _entry(entry: dict[str, Any]) -> str:
    path, _, name = entry["function"].rpartition(".")
    lines = [
        f"### `{name}`",
        "",
        f"*{entry['question']}* (`{path}`)",
        "",
        f"**Formula.** {_line(entry['formula'])}",
        "",
        f"**Source.** {_line(entry['source'])}",
        "",
        "| given | expect | why |",
        "|---|---|---|",
    ]
    lines += [f"| {_given(row)} | {_expect(row)} | {_cell(row['why'])} |" for row in entry["rows"]]
    return "\n".join(lines) + "\n"


def _given(row: dict[str, Any]) -> str:
    return "<br>".join(f"{name}: {_shown(part)}" for name, part in row["given"].items())


def _expect(row: dict[str, Any]) -> str:
    if "raises" in row:
        return f"error: {_cell(row['raises'])}"
    return "<br>".join(f"`{name}` {_shown(part)}" for name, part in row["expect"].items())


def _shown(part: Any) -> str:
    if isinstance(part, list) and part and isinstance(part[0], dict):
        columns = list(dict.fromkeys(name for record in part for name in record))
        cells = (", ".join(_word(record.get(name)) for record in part) for name in columns)
        return "; ".join(f"{name} = {shown}" for name, shown in zip(columns, cells, strict=True))
    if isinstance(part, list):
        return ", ".join(_word(cell) for cell in part)
    if isinstance(part, dict):
        return _cell(", ".join(_settings(part)))
    return _word(part)


def _settings(part: dict[str, Any]) -> Iterator[str]:
    for name, content in part.items():
        if isinstance(content, dict):
            yield from _settings(content)
        else:
            yield f"{name} {_shown(content)}" if name != "tuple" else _shown(content)


def _word(cell: Any) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return _cell(cell.removeprefix("=").strip() if cell.startswith("= ") else cell) or "(empty)"
    return cell.isoformat() if isinstance(cell, date) else json.dumps(cell)


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    """Text that cannot break out of a table cell."""
    return _line(text).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def main() -> None:
    """Rewrite the page."""
    PAGE.write_text(render(read_specs()), encoding="utf-8")


if __name__ == "__main__":
    main()
