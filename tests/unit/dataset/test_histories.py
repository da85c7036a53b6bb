"""Successive values of one figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import makers
from chiso.dataset import read_catalogue
from chiso.dataset.conversion import convert_dataset
from chiso.dataset.histories import Statement, ValueChange, changes_in, successive_values
from chiso.errors import DataError
from chiso.periods import Period
from makers.folders import write_csv


def steps(*rows: dict[str, str]) -> list[tuple[str, float, float]]:
    """Period, value before and value after of each step."""
    changes = successive_values(makers.typed_frame(*rows))
    return [(change.period, change.before.value, change.after.value) for change in changes]


def vintage(day: str, value: float, **changes: Any) -> dict[str, str]:
    return makers.observation(published=day, value=value, **changes)


def test_each_value_is_set_against_the_one_published_before_it() -> None:
    assert steps(
        vintage("2024-03-01", 30), vintage("2024-01-01", 10), vintage("2024-02-01", 20)
    ) == [("2023", 10, 20), ("2023", 20, 30)]


def test_a_value_that_is_only_repeated_is_no_step() -> None:
    assert steps(vintage("2024-01-01", 10), vintage("2024-02-01", 10)) == []


def test_a_step_leads_over_repetitions_to_the_next_value() -> None:
    assert steps(
        vintage("2024-01-01", 10), vintage("2024-02-01", 10), vintage("2024-03-01", 20)
    ) == [("2023", 10, 20)]


def test_figures_stand_in_the_order_of_their_first_rows() -> None:
    assert steps(
        vintage("2024-05-01", 10),
        vintage("2024-01-01", 30, period="2022"),
        vintage("2024-06-01", 20),
        vintage("2024-02-01", 40, period="2022"),
    ) == [("2023", 10, 20), ("2022", 30, 40)]


def test_another_source_may_publish_another_value_of_the_same_figure() -> None:
    assert steps(vintage("2024-01-01", 10), vintage("2024-02-01", 20, source="FORM6")) == [
        ("2023", 10, 20)
    ]


def test_another_area_is_another_figure() -> None:
    assert steps(vintage("2024-01-01", 10), vintage("2024-02-01", 20, area="148")) == []


def test_parts_that_change_are_a_step_too() -> None:
    old = vintage("2024-01-01", 50, numerator="1", denominator="2")
    new = vintage("2024-02-01", 50, numerator="2", denominator="4", decimals="1")
    (change,) = successive_values(makers.typed_frame(old, new))
    assert change == ValueChange(
        ("online_share", "17", "province", "all", "2023", "online_over_all"),
        Statement(50, "=", 0, 1, 2, date(2024, 1, 1), "NEWS1", "¶1"),
        Statement(50, "=", 1, 2, 4, date(2024, 2, 1), "NEWS1", "¶1"),
    )
    assert change.difference == 50 - 50


def test_parts_and_decimals_that_are_not_given_are_none_and_nought() -> None:
    old, new = (vintage(f"2024-0{month}-01", month, decimals="") for month in (1, 2))
    (change,) = successive_values(makers.typed_frame(old, new))
    assert (change.after.numerator, change.after.denominator, change.after.decimals) == (
        None,
        None,
        0,
    )


def test_no_figure_has_no_step() -> None:
    assert steps() == []


OLD, NEW = vintage("2024-01-01", 10), vintage("2024-02-01", 20)
OTHER = vintage("2024-01-01", 30, period="2022", numerator="3", denominator="10", note="x")
REVISED = vintage("2024-03-01", 40, period="2022", numerator="4", denominator="10")


def changes_of(folder: Path, period: Period | None = None) -> list[ValueChange]:
    return changes_in(folder, read_catalogue(folder), period)


def test_partitions_tell_the_same_changes_as_the_rows_in_csv(tmp_path: Path) -> None:
    rows = [OTHER, REVISED, OLD, NEW]
    printed = makers.dataset_folder(tmp_path / "csv", rows=rows, corrections=[])
    found = changes_of(printed)
    assert [(change.period, change.difference) for change in found] == [("2022", 10), ("2023", 10)]
    convert_dataset(printed, tmp_path / "stored")
    assert changes_of(tmp_path / "stored") == found


def test_a_row_in_csv_is_set_against_one_in_a_partition(tmp_path: Path) -> None:
    made = makers.dataset_folder(tmp_path / "csv", rows=[OLD, OTHER, REVISED], corrections=[])
    convert_dataset(made, tmp_path / "stored")
    text = write_csv([NEW, vintage("2024-04-01", 7, period="2021")])
    (tmp_path / "stored" / "observations" / "new.csv").write_text(text, encoding="utf-8")
    found = changes_of(tmp_path / "stored")
    assert [(change.period, change.after.value) for change in found] == [("2022", 40), ("2023", 20)]


def test_only_the_partitions_of_a_period_are_read_for_it(tmp_path: Path) -> None:
    made = makers.dataset_folder(tmp_path / "csv", rows=[OLD, NEW, OTHER], corrections=[])
    convert_dataset(made, tmp_path / "stored")
    (path,) = (tmp_path / "stored").glob("observations/period=2022/*.parquet")
    path.write_bytes(b"torn")
    (change,) = changes_of(tmp_path / "stored", Period.parse("2023"))
    assert change.difference == 10
    with pytest.raises(DataError, match="period=2022"):
        changes_of(tmp_path / "stored")


def test_changes_are_not_looked_for_in_broken_rows(tmp_path: Path) -> None:
    made = makers.dataset_folder(tmp_path, rows=[OLD, vintage("2024-02-01", 104)], corrections=[])
    with pytest.raises(DataError, match="104"):
        changes_of(made)
