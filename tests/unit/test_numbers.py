"""Edges of number forms; the table of forms is in spec/test_numbers.py."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from chiso.errors import DataError
from chiso.numbers import (
    format_bounded,
    format_number,
    format_share,
    parse_figure,
    parse_number,
    round_half_up,
    separating_decimals,
    size_words,
)
from chiso.words import Words


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (2.675, 2, "2.68"),  # binary 2.67499…: the shortest form decides
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),  # not to even
        (-0.5, 0, "-1"),
        (69.95, 1, "70.0"),
        (np.float64(0.125), 2, "0.13"),
        (131794, 0, "131794"),
        (1e-7, 2, "0.00"),
    ],
)
def test_halves_are_rounded_up_as_a_person_does(value: float, decimals: int, rounded: str) -> None:
    assert str(round_half_up(value, decimals)) == rounded


def test_there_is_no_negative_zero() -> None:
    assert str(round_half_up(-0.04, 1)) == "0.0"
    assert round_half_up(-0.04, 1) == Decimal(0)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_missing_number_is_never_written(value: float) -> None:
    with pytest.raises(ValueError, match="missing"):
        format_number(value, 1, "vi")


def test_a_sign_is_written_only_when_asked_for_and_never_for_zero() -> None:
    assert format_number(0.6, 1, "vi") == "0,6"
    assert format_number(0.6, 1, "vi", signed=True) == "+0,6"
    assert format_number(-0.6, 1, "vi", signed=True) == "−0,6"
    assert format_number(0.0, 1, "vi", signed=True) == "0,0"
    assert format_number(0.04, 1, "vi", signed=True) == "0,0"


def test_a_share_carries_its_percent_sign() -> None:
    assert format_share(100 * 1310 / 1860, 2, "vi") == "70,43%"


def test_an_exact_figure_has_no_sign_of_a_bound() -> None:
    assert format_bounded(90, "=", 0, "en") == "90"


@pytest.mark.parametrize(
    ("count", "vi", "en"),
    [
        (0, "0,0 KB", "0.0 KB"),
        (540, "0,5 KB", "0.5 KB"),
        (10_188, "9,9 KB", "9.9 KB"),
        (10_189, "10 KB", "10 KB"),
        (999 * 1024, "999 KB", "999 KB"),
        (1000 * 1024, "1,0 MB", "1.0 MB"),
        (14_483_968, "14 MB", "14 MB"),
        (300 * 1024**2, "300 MB", "300 MB"),
        (int(1.6 * 1024**3), "1,6 GB", "1.6 GB"),
        (2000 * 1024**3, "2.000 GB", "2,000 GB"),
    ],
)
def test_a_size_has_the_unit_that_leaves_it_two_digits_or_three(
    count: int, vi: str, en: str
) -> None:
    assert size_words(count) == Words(vi, en)


def test_decimals_stay_where_rounding_tells_the_numbers_apart() -> None:
    assert separating_decimals(69.9, 1, against=(70.0,)) == 1


def test_decimals_grow_until_a_near_miss_no_longer_reads_as_the_target() -> None:
    assert separating_decimals(69.996, 1, against=(70.0,)) == 3  # 70.0, 70.00, 69.996


def test_a_number_equal_to_another_needs_no_more_decimals() -> None:
    assert separating_decimals(70.0, 1, against=(70.0,)) == 1


def test_nothing_to_differ_from_needs_no_more_decimals() -> None:
    assert separating_decimals(70.0, 1, against=()) == 1


def test_more_decimals_for_one_target_do_not_hide_the_gap_to_another() -> None:
    # At one decimal 0.449 and 0.451 are 0.4 and 0.5, at two both are 0.45.
    assert separating_decimals(0.449, 1, against=(0.451, 0.42)) == 3


def test_numbers_that_differ_only_in_noise_stop_at_six_more_decimals() -> None:
    assert separating_decimals(70.0, 1, against=(70.0 + 1e-12,)) == 1 + 6


@pytest.mark.parametrize("text", ["1.02", "1.0234", "12.34.567", "70.43", "1,2,3", "", "abc", "-5"])
def test_a_number_outside_its_declared_separators_is_refused(text: str) -> None:
    with pytest.raises(DataError, match=r"value: nhận được .*dấu ngăn cách đã khai báo"):
        parse_number(text)


def test_the_refusal_names_the_separators_in_english_too() -> None:
    with pytest.raises(DataError) as refusal:
        parse_number("70.43")
    assert refusal.value.lines("en") == [
        "value: got '70.43'; a number with '.' for thousands and ',' for decimals."
        " Check the separators declared for this source."
    ]


def test_a_text_without_a_number_is_refused() -> None:
    with pytest.raises(DataError) as refusal:
        parse_figure("chưa có số liệu")
    assert refusal.value.lines("en") == [
        "value: got 'chưa có số liệu'; a text with a number in it."
    ]


def test_a_fraction_keeps_the_number_after_the_slash() -> None:
    figure = parse_figure("13,6/22 điểm")
    assert (figure.value, figure.denominator) == (13.6, 22.0)


def test_a_figure_without_a_slash_has_no_denominator() -> None:
    assert parse_figure("70,43%").denominator is None


def test_an_exact_figure_stands_for_half_a_unit_around_it() -> None:
    figure = parse_figure("70,4%")
    assert (figure.lower, figure.upper) == pytest.approx((70.4 - 0.05, 70.4 + 0.05))


def test_no_share_goes_over_a_hundred_percent_and_no_figure_under_zero() -> None:
    assert parse_figure("100%").upper == 100.0
    assert parse_figure("0").lower == 0.0


def test_a_count_over_a_number_has_no_upper_end() -> None:
    figure = parse_figure("hơn 13.000 hồ sơ")
    assert (figure.value, figure.lower, figure.upper) == (13000.0, 13000.0, None)


def test_a_figure_below_a_number_starts_at_zero() -> None:
    assert (parse_figure("dưới 5%").lower, parse_figure("dưới 5%").upper) == (0.0, 5.0)


def test_about_means_within_a_tenth() -> None:
    figure = parse_figure("khoảng 200 hồ sơ")
    assert (figure.lower, figure.upper) == (200 - 20, 200 + 20)


def test_a_full_stop_after_the_figure_is_not_part_of_it() -> None:
    assert parse_figure("đạt 70,43.").value == 70.43
