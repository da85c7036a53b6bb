"""Observations of a folder as one typed, corrected, dated frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import makers
from chiso.dataset import load_observations, read_catalogue
from chiso.dataset.observations import COLUMNS, read_observations
from chiso.errors import DataError, Problem
from makers.folders import ROWS, entry

row = makers.observation


def load(folder: Path, **changes: Any) -> pd.DataFrame:
    made = makers.dataset_folder(folder, **changes)
    return load_observations(made, read_catalogue(made))


def problems(folder: Path, **changes: Any) -> list[Problem]:
    made = makers.dataset_folder(folder, **changes)
    return read_observations(made, read_catalogue(made))[1]


def only(folder: Path, **changes: Any) -> pd.Series:
    """The one row of a data set without corrections."""
    return load(folder, rows=[row(**changes)], corrections=[]).iloc[0]


def test_the_frame_has_the_columns_of_the_design_and_where_each_row_comes_from(
    tmp_path: Path,
) -> None:
    frame = load(tmp_path)
    extra = ["file", "row", "correction", "first_day", "last_day", "time"]
    assert list(frame.columns) == [*COLUMNS, *extra]
    assert list(frame["row"]) == [2, 3, 4, 5, 6, 7]
    assert set(frame["file"]) == {"observations/one.csv"}


def test_numbers_and_days_are_typed_and_empty_cells_missing(tmp_path: Path) -> None:
    found = only(tmp_path, value="33.33", decimals=2, numerator=1, denominator="", extracted="")
    assert (found["value"], found["decimals"], found["numerator"]) == (33.33, 2, 1)
    assert pd.isna(found["denominator"])
    assert pd.isna(found["extracted"])
    assert found["published"] == pd.Timestamp(2024, 1, 15)


def test_codes_stay_text_with_their_leading_zero(tmp_path: Path) -> None:
    areas = [entry("areas"), entry("areas", area="01")]
    changes = {"rows": [row(area="01")], "areas": areas, "area_changes": [], "corrections": []}
    assert load(tmp_path, **changes).loc[0, "area"] == "01"


def test_a_period_has_the_days_of_its_sources_calendar(tmp_path: Path) -> None:
    found = only(tmp_path, period="2021-Q2", source="FORM6")  # ADM15
    assert found["first_day"] == pd.Timestamp(2021, 3, 15)
    assert found["last_day"] == pd.Timestamp(2021, 6, 14)


def test_the_same_period_of_a_calendar_year_source_ends_with_the_month(tmp_path: Path) -> None:
    found = only(tmp_path, period="2021-Q2", source="NEWS1")
    assert (found["first_day"], found["last_day"]) == (
        pd.Timestamp(2021, 4, 1),
        pd.Timestamp(2021, 6, 30),
    )


@pytest.mark.parametrize(
    ("period", "time"), [("2024", 2025.0), ("2023", 2024.0), ("2024-H1", 2024 + 182 / 366)]
)
def test_the_time_of_a_row_is_its_last_day_in_years(
    tmp_path: Path, period: str, time: float
) -> None:
    assert only(tmp_path, period=period)["time"] == pytest.approx(time, abs=1e-12)


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    frame = load(
        tmp_path,
        files={"observations/a.csv": makers.write_csv([row(period="2021")])},
    )
    assert list(frame["file"].unique()) == ["observations/a.csv", "observations/one.csv"]
    assert frame.loc[0, "row"] == 2


@pytest.mark.parametrize("note", ["plain", "with, a comma"])
def test_large_files_give_the_rows_that_small_ones_give(
    tmp_path: Path, note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = load(tmp_path / "small", rows=[*ROWS, row(note=note, period="2020")])
    monkeypatch.setattr("chiso.dataset.observations._LARGE", 0)
    large = load(tmp_path / "large", rows=[*ROWS, row(note=note, period="2020")])
    pd.testing.assert_frame_equal(large, small)


def test_a_large_file_with_another_header_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chiso.dataset.observations._LARGE", 0)
    header = ",".join(("remark" if name == "note" else name) for name in COLUMNS)
    (found,) = problems(tmp_path, files={"observations/one.csv": f"{header}\n"})
    assert found.rule == "missing_column"


def test_an_applied_correction_is_in_the_frame_with_its_name(tmp_path: Path) -> None:
    frame = load(tmp_path, corrections=[entry("corrections", status="applied")])
    corrected = frame[frame["correction"] == "doubtful_city_count"]
    assert list(corrected["value"]) == [1300.0]


def test_what_a_correction_sets_is_checked_too(tmp_path: Path) -> None:
    fields = entry("corrections", status="applied", set={"value": "-1"})
    found = problems(tmp_path, corrections=[fields])
    assert [problem.where for problem in found] == ["observations/one.csv:5: value"]


def test_loading_raises_every_problem_of_every_file(tmp_path: Path) -> None:
    bad = [*ROWS, row(period="2021", value="104"), row(period="2020", source="NEWS9")]
    with pytest.raises(DataError) as error:
        load(tmp_path, rows=bad, files={"observations/a.csv": "area\n17\n"})
    assert [line.split(": ")[0] for line in error.value.lines("en")] == [
        "observations/a.csv:1",
        "observations/one.csv:8",
        "observations/one.csv:9",
    ]


def test_problems_come_in_the_order_of_the_lines(tmp_path: Path) -> None:
    bad = [
        row(value="104"),
        row(period="2022", value="70,43"),
        row(period="2021", published="7/5/2024"),
        *[row(period="2020-Q1", value="105")] * 8,
        row(period="2019", value="106"),
    ]
    found = problems(tmp_path, rows=bad, corrections=[])
    lines = [int(problem.where.split(":")[1]) for problem in found]
    assert lines == sorted(lines)
    assert lines[:3] == [2, 3, 4]
    assert lines[-1] == 13


def test_a_correction_of_a_file_that_could_not_be_read_is_not_called_stale(
    tmp_path: Path,
) -> None:
    found = problems(tmp_path, files={"observations/one.csv": "area\n17\n"})
    assert [problem.rule for problem in found] == ["missing_column"]


def test_a_data_set_without_observations_is_told_as_one_problem(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, files={"observations/one.csv": None})
    assert found.where == f"{tmp_path.name}/observations"
    assert "at least one observations/*.csv" in found.sentence("en")


def test_a_file_with_only_its_header_is_an_empty_frame(tmp_path: Path) -> None:
    frame = load(tmp_path, rows=[])
    assert frame.empty
    assert {"first_day", "last_day", "time", "correction"} <= set(frame.columns)


@pytest.mark.parametrize("value", ["inf", "nan", "1_000", "0x1A", "True", "1,5", "1.234.567"])
def test_a_value_in_another_form_is_one_problem(tmp_path: Path, value: str) -> None:
    (found,) = problems(tmp_path, rows=[row(value=value)], corrections=[])
    assert (found.where, found.got) == ("observations/one.csv:2: value", repr(value))
    assert "a number with a decimal point and no thousands mark" in found.sentence("en")


def test_an_unreadable_day_is_one_problem(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, rows=[row(published="07/05/2024")], corrections=[])
    assert found.sentence("en") == (
        "observations/one.csv:2: published: got '07/05/2024'; a date like 2024-05-07."
        " Write year-month-day."
    )


def test_a_row_of_an_unknown_period_has_no_days(tmp_path: Path) -> None:
    made = makers.dataset_folder(tmp_path, rows=[row(period="soon")], corrections=[])
    frame, _ = read_observations(made, read_catalogue(made))
    assert frame[["first_day", "last_day", "time"]].isna().all(axis=None)


def test_a_row_of_an_unknown_source_has_the_days_of_the_data_sets_calendar(
    tmp_path: Path,
) -> None:
    made = makers.dataset_folder(
        tmp_path, rows=[row(source="?")], corrections=[], dataset={"calendar": "ADM15"}
    )
    frame, _ = read_observations(made, read_catalogue(made))
    assert frame.loc[0, "last_day"] == pd.Timestamp(2023, 12, 14)
