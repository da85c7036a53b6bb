"""A row of a return against the vintages of its figure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

import makers
from chiso.intake.comparison import compare_rows

RECEIVED = date(2024, 8, 1)


def rows(*vintages: tuple[str, float], number: int | None = None, **changes: Any) -> pd.DataFrame:
    """Vintages of one figure as ``(day, value)``, each of a file of its own."""
    entries = [makers.observation(published=day, value=value, **changes) for day, value in vintages]
    frame = makers.typed_frame(*entries).drop(columns=["file", "row"])
    return frame.assign(number=range(len(frame)) if number is None else number)


def told(returned: pd.DataFrame, held: pd.DataFrame | None = None) -> list[tuple[str, str, Any]]:
    """Fate, day and opposite value of each row; None for no opposite."""
    held = rows() if held is None else held
    found = compare_rows(returned, held.drop(columns="number"), RECEIVED)
    old = found["old_value"].astype(object).where(found["old_value"].notna(), None)
    days = found["published"].dt.strftime("%m-%d")
    return list(zip(found["fate"], days, old, strict=True))


HELD = rows(("2024-03-05", 10), ("2024-06-05", 20))


@pytest.mark.parametrize(
    ("day", "value", "fate"),
    [
        ("2024-07-05", 30, ("changed", "07-05", 20)),
        ("2024-07-05", 20, ("unchanged", "07-05", 20)),
        ("2024-07-05", 10, ("changed", "07-05", 20)),
        ("2024-04-05", 15, ("earlier", "04-05", 20)),
        ("2024-04-05", 10, ("unchanged", "04-05", 10)),
        ("2024-01-05", 15, ("earlier", "01-05", 20)),
        ("2024-06-05", 20, ("unchanged", "06-05", 20)),
        ("2024-06-05", 30, ("changed", "08-01", 20)),
        ("2024-03-05", 30, ("changed", "08-01", 20)),
        ("2024-03-05", 20, ("unchanged", "08-01", 20)),
        ("2024-03-05", 10, ("unchanged", "03-05", 10)),
    ],
)
def test_a_return_speaks_for_its_day_of_signing(
    day: str, value: float, fate: tuple[str, str, float]
) -> None:
    assert told(rows((day, value)), HELD) == [fate]


def test_a_figure_without_any_vintage_is_new() -> None:
    assert told(rows(("2024-07-05", 30))) == [("new", "07-05", None)]


@pytest.mark.parametrize(
    "change",
    [
        {"indicator": "other"},
        {"area": "148"},
        {"tier": "all"},
        {"scope": "state"},
        {"period": "2022"},
        {"definition": "other"},
        {"source": "FORM6"},
    ],
)
def test_another_key_is_another_figure(change: dict[str, str]) -> None:
    assert told(rows(("2024-07-05", 20), **change), HELD) == [("new", "07-05", None)]


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        ({"qualifier": ">"}, "changed"),
        ({"numerator": "1"}, "changed"),
        ({"denominator": "2"}, "changed"),
        ({"decimals": "2"}, "unchanged"),
        ({"status": "provisional"}, "unchanged"),
        ({"note": "looked at again"}, "unchanged"),
    ],
)
def test_bound_and_parts_are_stated_too_but_notes_are_not(
    change: dict[str, str], fate: str
) -> None:
    assert told(rows(("2024-07-05", 20), **change), HELD)[0][0] == fate


def test_vintages_within_one_import_follow_each_other() -> None:
    several = rows(("2024-09-05", 7), ("2024-07-05", 5), ("2024-08-05", 5))
    assert told(several) == [
        ("changed", "09-05", 5),
        ("new", "07-05", None),
        ("unchanged", "08-05", 5),
    ]


def test_two_rows_of_one_day_that_differ_are_in_conflict() -> None:
    found = compare_rows(rows(("2024-07-05", 5), ("2024-07-05", 6)), rows(), RECEIVED)
    assert found["fate"].tolist() == ["new", "conflict"]
    assert found["old_number"].tolist()[1] == 0


def test_two_rows_of_one_day_that_agree_enter_once() -> None:
    assert told(rows(("2024-07-05", 5), ("2024-07-05", 5))) == [
        ("new", "07-05", None),
        ("unchanged", "07-05", 5),
    ]


@pytest.mark.parametrize("day", ["2024-08-01", "2024-08-02"])
def test_a_correction_of_the_day_of_receipt_has_no_day_left(day: str) -> None:
    assert told(rows((day, 30)), rows((day, 20))) == [("taken", day[5:], 20)]


def test_a_second_correction_on_the_day_of_receipt_has_no_day_left_either() -> None:
    held = rows(("2024-06-05", 20), ("2024-08-01", 30))
    assert told(rows(("2024-06-05", 40)), held) == [("taken", "08-01", 30)]
    assert told(rows(("2024-06-05", 30)), held) == [("unchanged", "08-01", 30)]


def test_a_correction_moved_to_the_day_of_receipt_meets_what_is_signed_that_day() -> None:
    both = rows(("2024-06-05", 40), ("2024-08-01", 50))
    assert told(both, HELD) == [("taken", "08-01", 50), ("changed", "08-01", 20)]


def test_two_corrections_of_different_vintages_cannot_both_take_the_day_of_receipt() -> None:
    assert told(rows(("2024-03-05", 40), ("2024-06-05", 50)), HELD) == [
        ("changed", "08-01", 20),
        ("conflict", "08-01", 40),
    ]


def test_a_correction_received_between_two_vintages_stays_behind_the_later_one() -> None:
    held = rows(("2024-06-05", 20), ("2024-09-05", 30))
    assert told(rows(("2024-06-05", 40)), held) == [("earlier", "08-01", 30)]


def test_a_row_moved_to_the_day_of_receipt_is_marked() -> None:
    found = compare_rows(rows(("2024-06-05", 30), ("2024-07-05", 40)), HELD, RECEIVED)
    assert found["is_moved"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("day", "value", "superseded"),
    [
        ("2024-03-05", 10, True),
        ("2024-04-05", 10, True),
        ("2024-06-05", 20, False),
        ("2024-07-05", 20, False),
        ("2024-04-05", 15, False),
    ],
)
def test_what_equals_only_an_older_vintage_is_marked(
    day: str, value: float, *, superseded: bool
) -> None:
    found = compare_rows(rows((day, value)), HELD, RECEIVED)
    assert found["is_superseded"].tolist() == [superseded]


def test_rows_keep_their_order_and_the_opposite_names_its_place() -> None:
    held = HELD.assign(locator=["a", "b"])
    found = compare_rows(rows(("2024-07-05", 30), ("2024-05-05", 12)), held, RECEIVED)
    assert found["value"].tolist() == [30, 12]
    assert found["old_locator"].tolist() == ["b", "b"]
    assert found["old_number"].tolist() == [-1, -1]


def test_the_callers_frames_are_not_changed() -> None:
    returned, held = rows(("2024-07-05", 30)), HELD.copy()
    before = returned.copy()
    compare_rows(returned, held, RECEIVED)
    pd.testing.assert_frame_equal(returned, before)
    pd.testing.assert_frame_equal(held, HELD)


def test_nothing_against_nothing_is_nothing() -> None:
    assert told(rows()) == []
