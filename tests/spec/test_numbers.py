"""Written and read forms of figures in both languages."""

from __future__ import annotations

import pytest

from chiso.numbers import (
    Qualifier,
    format_bounded,
    format_number,
    format_share,
    parse_figure,
    parse_number,
)

# value, decimals, Vietnamese form, English form
WRITTEN = [
    (0, 0, "0", "0"),
    (7, 0, "7", "7"),
    (999, 0, "999", "999"),
    (1310, 0, "1.310", "1,310"),
    (131794, 0, "131.794", "131,794"),
    (1234567.5, 1, "1.234.567,5", "1,234,567.5"),
    (70.43, 2, "70,43", "70.43"),
    (100 * 1310 / 1860, 2, "70,43", "70.43"),
    (100 * 13.6 / 22, 1, "61,8", "61.8"),
    (61.8, 0, "62", "62"),
    (2.675, 2, "2,68", "2.68"),
    (69.95, 1, "70,0", "70.0"),
    (0.8002, 4, "0,8002", "0.8002"),
    (-0.6, 1, "−0,6", "−0.6"),
    (-1310, 0, "−1.310", "−1,310"),
    (-0.04, 1, "0,0", "0.0"),
]


@pytest.mark.parametrize(("value", "decimals", "vi", "en"), WRITTEN)
def test_a_number_is_written_in_the_form_of_the_language(
    value: float, decimals: int, vi: str, en: str
) -> None:
    assert format_number(value, decimals, "vi") == vi
    assert format_number(value, decimals, "en") == en
    assert format_share(value, decimals, "vi") == f"{vi}%"
    assert format_share(value, decimals, "en") == f"{en}%"


# value, qualifier, decimals, is percent, Vietnamese form, English form
BOUNDED: list[tuple[float, Qualifier, int, bool, str, str]] = [
    (70.43, "=", 2, True, "70,43%", "70.43%"),
    (90, ">", 0, True, "> 90%", "> 90%"),
    (60, ">=", 0, True, "≥ 60%", "≥ 60%"),
    (5.5, "<", 1, True, "< 5,5%", "< 5.5%"),
    (10, "<=", 0, False, "≤ 10", "≤ 10"),
    (13000, "~", 0, False, "≈ 13.000", "≈ 13,000"),
]


@pytest.mark.parametrize(("value", "qualifier", "decimals", "percent", "vi", "en"), BOUNDED)
def test_a_bound_is_written_with_its_sign(
    value: float, qualifier: Qualifier, decimals: int, percent: bool, vi: str, en: str
) -> None:
    assert format_bounded(value, qualifier, decimals, "vi", percent=percent) == vi
    assert format_bounded(value, qualifier, decimals, "en", percent=percent) == en


# text, decimal sign, thousands mark, value, decimals
READ_NUMBERS = [
    ("0", ",", ".", 0.0, 0),
    ("1310", ",", ".", 1310.0, 0),
    ("1.310", ",", ".", 1310.0, 0),
    ("131.794", ",", ".", 131794.0, 0),
    ("1.234.567,89", ",", ".", 1234567.89, 2),
    ("70,43", ",", ".", 70.43, 2),
    ("70,40", ",", ".", 70.4, 2),
    (" 86,89 ", ",", ".", 86.89, 2),
    ("0.8002", ".", ",", 0.8002, 4),
    ("1,310", ".", ",", 1310.0, 0),
    ("1.310", ".", ",", 1.31, 3),  # the same print under another source's separators
]


@pytest.mark.parametrize(("text", "decimal", "thousands", "value", "decimals"), READ_NUMBERS)
def test_a_printed_number_is_read_under_its_sources_separators(
    text: str, decimal: str, thousands: str, value: float, decimals: int
) -> None:
    assert parse_number(text, decimal=decimal, thousands=thousands) == (value, decimals)


# text, value, qualifier, decimals, lower end, upper end, is percent
READ_FIGURES: list[tuple[str, float, Qualifier, int, float | None, float | None, bool]] = [
    ("70,43%", 70.43, "=", 2, 70.425, 70.435, True),
    ("70,43 %", 70.43, "=", 2, 70.425, 70.435, True),
    ("đạt 70,43%", 70.43, "=", 2, 70.425, 70.435, True),
    ("1.310", 1310, "=", 0, 1309.5, 1310.5, False),
    ("100%", 100, "=", 0, 99.5, 100, True),
    ("trên 95%", 95, ">", 0, 95, 100, True),
    ("Trên 95%", 95, ">", 0, 95, 100, True),
    ("đạt trên 95%", 95, ">", 0, 95, 100, True),
    ("hơn 13.000 hồ sơ", 13000, ">", 0, 13000, None, False),
    ("> 90%", 90, ">", 0, 90, 100, True),
    ("over 90%", 90, ">", 0, 90, 100, True),
    ("more than 90%", 90, ">", 0, 90, 100, True),
    ("từ 60% trở lên", 60, ">=", 0, 60, 100, True),
    ("đạt từ 60% trở lên", 60, ">=", 0, 60, 100, True),
    ("60% trở lên", 60, ">=", 0, 60, 100, True),
    ("tối thiểu 80%", 80, ">=", 0, 80, 100, True),
    ("phải đạt tối thiểu 80%", 80, ">=", 0, 80, 100, True),
    ("ít nhất 80%", 80, ">=", 0, 80, 100, True),
    ("không dưới 80%", 80, ">=", 0, 80, 100, True),
    (">= 80%", 80, ">=", 0, 80, 100, True),
    ("≥80%", 80, ">=", 0, 80, 100, True),
    ("at least 80%", 80, ">=", 0, 80, 100, True),
    ("không quá 5%", 5, "<=", 0, 0, 5, True),
    ("tối đa 5%", 5, "<=", 0, 0, 5, True),
    ("≤ 5%", 5, "<=", 0, 0, 5, True),
    ("<= 5%", 5, "<=", 0, 0, 5, True),
    ("5% trở xuống", 5, "<=", 0, 0, 5, True),
    ("up to 5%", 5, "<=", 0, 0, 5, True),
    ("dưới 5,5%", 5.5, "<", 1, 0, 5.5, True),
    ("ít hơn 5%", 5, "<", 0, 0, 5, True),
    ("< 5%", 5, "<", 0, 0, 5, True),
    ("less than 5%", 5, "<", 0, 0, 5, True),
    ("khoảng 40%", 40, "~", 0, 36, 44, True),
    ("gần 95%", 95, "~", 0, 85.5, 100, True),
    ("about 40%", 40, "~", 0, 36, 44, True),
    ("~ 200", 200, "~", 0, 180, 220, False),
    # words further away say nothing about the figure
    ("tăng từ 60% lên mức cao hơn", 60, "=", 0, 59.5, 60.5, True),
    ("45% số huyện trên địa bàn", 45, "=", 0, 44.5, 45.5, True),
]


@pytest.mark.parametrize("row", READ_FIGURES, ids=lambda row: row[0])
def test_a_printed_figure_keeps_the_bound_that_its_words_state(
    row: tuple[str, float, Qualifier, int, float | None, float | None, bool],
) -> None:
    text, value, qualifier, decimals, lower, upper, is_percent = row
    figure = parse_figure(text)
    assert (figure.value, figure.qualifier, figure.decimals) == (value, qualifier, decimals)
    assert (figure.lower, figure.upper) == pytest.approx((lower, upper))
    assert figure.is_percent is is_percent
