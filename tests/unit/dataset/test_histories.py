"""Successive values of one figure."""

from __future__ import annotations

from datetime import date
from typing import Any

import makers
from chiso.dataset.histories import Statement, ValueChange, successive_values


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
