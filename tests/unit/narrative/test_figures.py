"""Figures, tiers and days as parts of a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiso.catalog import Tier
from chiso.narrative.figures import (
    gap_decimals,
    gap_words,
    lower_first,
    number_words,
    plain_decimals,
    sign_words,
    subject_words,
    target_words,
    when_words,
)
from chiso.periods import Period
from chiso.words import Words, same
from unit.report.rows import catalogue_of

INDICATORS = catalogue_of().indicators


def test_a_number_is_written_as_each_language_does():
    assert number_words(1310.5, 1) == Words("1.310,5", "1,310.5")
    assert number_words(70.43, 2, percent=True) == Words("70,43%", "70.43%")


@pytest.mark.parametrize(
    ("indicator", "value", "qualifier", "decimals", "words"),
    [
        ("online_share", 90.0, ">", 0, same("> 90%")),
        ("online_share", 70.43, "=", 2, Words("70,43%", "70.43%")),
        ("digitisation_score", 13.6, "=", 1, Words("13,6/22", "13.6/22")),
        ("dossiers", 131794.0, "=", 0, Words("131.794", "131,794")),
        ("dti_rank", 42.0, "=", 0, same("42")),
    ],
)
def test_narrow_places_have_signs(indicator, value, qualifier, decimals, words):
    assert sign_words(INDICATORS[indicator], value, qualifier, decimals) == words


def test_a_full_score_keeps_its_decimals():
    half = replace(INDICATORS["digitisation_score"], maximum=61.5)
    assert sign_words(half, 50.0, "=", 1) == Words("50,0/61,5", "50.0/61.5")


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("online_share", Words("9,6 điểm phần trăm", "9.6 percentage points")),
        ("dti_rank", Words("9,6 bậc", "9.6 places")),
        ("dossiers", Words("9,6 hồ sơ", "9.6 dossiers")),
    ],
)
def test_a_gap_has_no_sign(indicator, words):
    assert gap_words(INDICATORS[indicator], -9.57, 1) == words


@pytest.mark.parametrize(
    ("operator", "vi"),
    [(">=", "80%"), (">", "trên 80%"), ("<=", "80%"), ("<", "dưới 80%"), ("=", "80%")],
)
def test_only_a_strict_target_names_its_side(operator, vi):
    assert target_words(INDICATORS["online_share"], 80.0, operator).vi == vi


@pytest.mark.parametrize(
    ("value", "decimals"), [(80.0, 0), (17.6, 1), (62.25, 2), (0.0, 0), (100.0, 0), (1e6, 0)]
)
def test_a_target_keeps_its_own_decimals(value, decimals):
    assert plain_decimals(value) == decimals


@pytest.mark.parametrize(
    ("gap", "target", "decimals", "shown"),
    [
        (5.0, 50.0, 0, 0),
        (0.5, 62.5, 0, 1),
        (0.04, 70.0, 1, 2),
        (0.0, 70.0, 1, 1),
        (-0.004, 70, 2, 3),
    ],
)
def test_a_gap_is_never_rounded_away(gap, target, decimals, shown):
    assert gap_decimals(gap, target, decimals) == shown


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("2024", "Trong năm 2024", "In 2024"),
        ("2024-H1", "Trong 6 tháng đầu năm 2024", "In the first half of 2024"),
        ("2024-9M", "Trong 9 tháng đầu năm 2024", "In the first nine months of 2024"),
        ("2024-Q3", "Trong quý III/2024", "In Q3 2024"),
        ("2024-07", "Trong tháng 7/2024", "In July 2024"),
        ("2021-09-30", "Đến ngày 30/9/2021", "By 30 September 2021"),
        ("2016..2020", "Trong giai đoạn 2016-2020", "From 2016 to 2020"),
        (
            "2023-01..2023-08",
            "Từ tháng 01/2023 đến tháng 8/2023",
            "From January 2023 to August 2023",
        ),
    ],
)
def test_a_sentence_opens_with_its_period(code, vi, en):
    assert when_words(Period.parse(code)) == Words(vi, en)


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        (Tier.ALL, Words("tỷ lệ hồ sơ trực tuyến", "dossiers online")),
        (
            Tier.PROVINCE,
            Words("tỷ lệ hồ sơ trực tuyến cấp tỉnh", "dossiers online (province level)"),
        ),
        (Tier.COMMUNE, Words("tỷ lệ hồ sơ trực tuyến cấp xã", "dossiers online (commune level)")),
    ],
)
def test_the_tier_is_named_below_the_whole(tier, words):
    assert subject_words(INDICATORS["online_share"], tier) == words


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Tỷ lệ hồ sơ", "tỷ lệ hồ sơ"),
        ("Điểm DTI trung bình", "điểm DTI trung bình"),
        ("DTI cấp tỉnh", "DTI cấp tỉnh"),
        ("766 index, total", "766 index, total"),
        ("Satisfaction Index of services", "Satisfaction Index of services"),
        ("Viet Nam's rank", "Viet Nam's rank"),
        ("E-ID accounts", "E-ID accounts"),
        ("Population", "population"),
        ("already small", "already small"),
        ("", ""),
    ],
)
def test_names_lose_their_capital_inside_a_sentence_unless_it_is_their_own(text, inside):
    assert lower_first(text) == inside


@pytest.mark.parametrize(
    ("indicator", "tier", "words"),
    [
        ("dti_rank", Tier.PROVINCE, "xếp hạng DTI"),
        ("par_index", Tier.PROVINCE, "chỉ số cải cách hành chính (PAR INDEX)"),
        ("par_index", Tier.DISTRICT, "chỉ số cải cách hành chính (PAR INDEX) cấp huyện"),
        ("online_share", Tier.PROVINCE, "tỷ lệ hồ sơ trực tuyến cấp tỉnh"),
    ],
)
def test_the_tier_of_a_score_or_rank_of_the_province_is_not_named(indicator, tier, words):
    assert subject_words(INDICATORS[indicator], tier).vi == words
