"""Returns in JSON and wide tables: their layouts as YAML, small files, and a catalogue for both."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from chiso.catalog import (
    Area,
    Catalogue,
    Definition,
    Indicator,
    Kind,
    Layout,
    PeriodKind,
    Source,
)
from chiso.catalog.layout_entry import Known, LayoutRecord
from chiso.errors import DataError, Problem
from chiso.loaders import Hints, Reading, ReturnRow, read_return
from chiso.loaders.cells import Cell
from chiso.periods import Calendar, Period
from chiso.words import Words, same
from makers import catalogues

Row = Sequence[Cell]
LAST_DISTRICT_DAY = date(2025, 6, 30)


def _area(code: str, kind: str, short: str, /, **changes: Any) -> Area:
    words = {"province": "Tỉnh", "city": "Thành phố", "district": "Huyện"}
    fields = {
        "id": code,
        "kind": kind,
        "parent": "17" if kind in ("city", "district") else "VN",
        "name": Words(f"{words[kind]} {short}", f"{short} {kind}"),
        "short": short,
        "valid_to": LAST_DISTRICT_DAY if kind in ("city", "district") else None,
    }
    return catalogues.area(**fields | changes)


AREAS = (
    _area("17", "province", "Hòa Bình"),
    _area("25", "province", "Phú Thọ"),
    _area("46", "province", "Thừa Thiên Huế"),
    _area("48", "province", "Đà Nẵng", name=Words("Thành phố Đà Nẵng", "Đà Nẵng city")),
    _area("148", "city", "Hòa Bình"),
    _area("150", "district", "Đà Bắc"),
    _area("151", "district", "Kỳ Sơn", valid_to=date(2019, 12, 31), successor="148"),
    _area("157", "district", "Lạc Sơn"),
    _area("159", "district", "Lạc Thủy"),
)
SHARES = (
    "dossiers_digitised_share",
    "dossiers_paid_online_share",
    "dossiers_online_share",
    "dossiers_on_time_share",
)
COUNTS = ("dossiers_received", "dossiers_settled", "procedures", "procedures_full", "population")
SCORES = (
    "idx766_total_score",
    "idx766_openness_score",
    "idx766_online_services_score",
    "dti_score",
    "dti_government_score",
)


def indicator(name: str) -> Indicator:
    """An indicator with one definition ``as_given``, of the kind that its name says."""
    kind = Kind.SHARE if name in SHARES else Kind.SCORE if name in SCORES else Kind.COUNT
    fields: dict[str, Any] = {"kind": kind, "unit": same("%" if kind is Kind.SHARE else "hồ sơ")}
    if name.endswith("_rank"):
        fields = {"kind": Kind.RANK, "unit": same("hạng"), "period_kind": PeriodKind.RANK}
    bounds = {Kind.SHARE: (0.0, 100.0), Kind.SCORE: (0.0, None)}.get(fields["kind"], (0.0, None))
    return catalogues.indicator(
        id=name,
        name=Words(f"chỉ tiêu {name}", f"indicator {name}"),
        bounds=bounds,
        definitions={"as_given": Definition("as_given", Words("Theo nguồn", "As given"))},
        **fields,
    )


INDICATORS = {
    name: indicator(name) for name in (*SHARES, *COUNTS, *SCORES, "dti_rank", "idx766_rank")
}


def source(**changes: Any) -> Source:
    """The source of a return: administrative calendar, decimal comma."""
    fields = {"id": "RETURN", "calendar": "ADM15", "decimal": ",", "thousands": "."} | changes
    return catalogues.source(**fields | {"calendar": Calendar(fields["calendar"])})


def catalogue(*layouts: str | Layout, **changes: Any) -> Catalogue:
    """A catalogue with these layouts, as YAML whose first line is ``# id``, or ready-made.

    Parameters
    ----------
    layouts
        Layouts of the data set.
    changes
        Fields of the source.
    """
    found = catalogues.catalogue(
        areas={area.id: area for area in AREAS},
        indicators=INDICATORS,
        sources={"RETURN": source(**changes)},
    )
    read = [item if isinstance(item, Layout) else layout(item) for item in layouts]
    return replace(found, layouts={item.id: item for item in read})


def known() -> Known:
    """What a layout may name."""
    return Known(
        INDICATORS,
        {"RETURN": source()},
        {area.id: area for area in AREAS},
        dict.fromkeys(area.kind for area in AREAS),
    )


def layout(text: str) -> Layout:
    """The layout that a YAML text describes; its first line is ``# id``."""
    found, problems = survey(yaml.safe_load(text), text.split("\n", 1)[0].removeprefix("# "))
    assert [problem.sentence("en") for problem in problems] == []
    return found


def survey(fields: Mapping[str, Any], name: str = "one") -> tuple[Layout, list[Problem]]:
    """A layout from its fields, and what is wrong with it."""
    problems: list[Problem] = []
    return LayoutRecord(f"layouts/{name}.yml", fields, problems).layout(name, known()), problems


def workbook(
    path: Path,
    sheets: Mapping[str, Iterable[Row]],
    merged: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """A workbook with the rows of each sheet, and merged ranges by sheet."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
    book.save(path)
    return path


def csv_file(
    path: Path, rows: Iterable[Row], delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """A CSV file of these rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def json_file(path: Path, content: object) -> Path:
    """A JSON file with this content."""
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def read(path: Path, data: Catalogue, period: str = "", layout: str = "") -> Reading:
    """The reading of a file."""
    return read_return(path, data, Hints(layout, Period.parse(period) if period else None))


def refused(path: Path, data: Catalogue, period: str = "", layout: str = "") -> DataError:
    """The error with which a file is refused."""
    with pytest.raises(DataError) as error:
        read(path, data, period, layout)
    return error.value


def values(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    """Some fields of each row, in order."""
    return [tuple(getattr(row, name) for name in names) for row in reading.rows]


def only(reading: Reading, area: str, indicator: str, period: str = "") -> ReturnRow:
    """The one row of an area and indicator."""
    found = [
        row
        for row in reading.rows
        if (row.area, row.indicator) == (area, indicator) and period in ("", row.period)
    ]
    assert len(found) == 1
    return found[0]


def rules(reading: Reading) -> list[str]:
    """Rules of the findings, in order."""
    return [problem.rule for problem in reading.findings]
