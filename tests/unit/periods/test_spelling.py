"""What is not a period stays unread."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.periods import Grain
from chiso.periods.spelling import read_days


def test_a_spelling_gives_the_grain_and_the_days() -> None:
    assert read_days("tháng 2/2024") == (Grain.MONTH, date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "24",
        "1899",
        "2100",
        "2024-H3",
        "2024-Q5",
        "Quý V/2024",
        "Quý 0/2024",
        "2024-13",
        "2024-00",
        "tháng 13/2024",
        "2024-02-30",
        "30/2/2024",
        "31 April 2024",
        "0/9/2024",
        "2020..2016",
        "2020..",
        "2020-2016",
        "2016..2020-13",
        "2024-H1..2024-H2",
        "9 tháng cuối năm 2024",
        "third half of 2024",
        "Jubember 2024",
        "2024-9M x",
        "2024 Hòa Bình",
    ],
)
def test_what_is_no_period_is_not_guessed(text: str) -> None:
    assert read_days(text) is None
