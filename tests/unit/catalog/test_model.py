"""What the catalogue's objects know about themselves."""

from __future__ import annotations

from datetime import date

import pytest

import makers
from chiso.words import Words, same

KY_SON = makers.area(id="151", valid_to=date(2019, 12, 31))
MERGED = makers.area(id="25", valid_from=date(2025, 7, 1))


@pytest.mark.parametrize(
    ("day", "is_valid"),
    [(date(2019, 12, 31), True), (date(2020, 1, 1), False), (date(1990, 1, 1), True)],
)
def test_an_area_exists_up_to_its_last_day(day: date, is_valid: bool) -> None:
    assert KY_SON.is_valid(day) is is_valid


@pytest.mark.parametrize(
    ("day", "is_valid"), [(date(2025, 6, 30), False), (date(2025, 7, 1), True)]
)
def test_an_area_exists_from_its_first_day(day: date, is_valid: bool) -> None:
    assert MERGED.is_valid(day) is is_valid


def test_an_area_without_dates_always_exists() -> None:
    assert makers.area().is_valid(date.min)
    assert makers.area().is_valid(date.max)


def test_an_indicator_is_a_percentage_when_its_unit_is() -> None:
    assert makers.indicator(unit=same("%")).is_percent
    assert not makers.indicator(unit=Words("điểm", "points")).is_percent
