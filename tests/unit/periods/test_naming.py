"""Codes, names and short labels from a grain and its days."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.periods import Period


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("2024", "2024", "2024"),
        ("2024-H1", "6T/2024", "H1 2024"),
        ("2024-H2", "6T cuối/2024", "H2 2024"),
        ("2024-9M", "9T/2024", "9M 2024"),
        ("2024-Q4", "IV/2024", "Q4 2024"),
        ("2024-02", "02/2024", "Feb 2024"),
        ("2024-07", "7/2024", "Jul 2024"),
        ("2021-09-30", "30/9/2021", "30 Sep 2021"),
        ("2016..2020", "2016–2020", "2016–2020"),
        ("2021-01..2021-09", "01/2021–9/2021", "Jan 2021–Sep 2021"),
        ("2020-01-05..2021-06-14", "05/01/2020–14/6/2021", "5 Jan 2020–14 Jun 2021"),
    ],
)
def test_a_label_is_short(code: str, vi: str, en: str) -> None:
    period = Period.parse(code)
    assert (period.label("vi"), period.label("en")) == (vi, en)


def test_a_span_of_whole_months_is_named_by_its_months() -> None:
    span = Period.parse("2021-01..2021-09")
    assert span.name("vi") == "từ tháng 01/2021 đến tháng 9/2021"
    assert span.name("en") == "January 2021 to September 2021"


def test_a_span_of_days_is_named_by_its_days() -> None:
    span = Period.parse("2020-01-05..2021-06-14")
    assert span.name("vi") == "từ 05/01/2020 đến 14/6/2021"
    assert span.name("en") == "5 January 2020 to 14 June 2021"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2016-01..2020-12", "2016..2020"),
        ("2021-01-01..2021-06-30", "2021-01..2021-06"),
        ("2021-01-01..2021-06-14", "2021-01-01..2021-06-14"),
    ],
)
def test_a_span_has_the_coarsest_code_that_keeps_its_days(typed: str, code: str) -> None:
    assert Period.parse(typed).code == code


def test_a_span_keeps_its_days() -> None:
    span = Period.parse("2020-01-05..2021-06")
    assert (span.start, span.end) == (date(2020, 1, 5), date(2021, 6, 30))
