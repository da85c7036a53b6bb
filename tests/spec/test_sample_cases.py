"""Every sample case of the text rules (REPORT 3.5): the sentence, in both languages."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from chiso.catalog import Tier
from chiso.narrative import Movement, Trend, movement_sentence, result_sentence, trend_sentence
from chiso.narrative.breaks import Break, break_sentence
from chiso.narrative.comparison import Comparison, Extreme, comparison_sentences
from chiso.narrative.movement import signed_words
from chiso.narrative.overview import failed_total_sentence
from chiso.narrative.results import no_target_sentence
from chiso.narrative.rivals import (
    Revised,
    Rivals,
    Stated,
    conflict_sentence,
    revision_sentence,
)
from chiso.narrative.summary import Summary, summary_items
from chiso.periods import Period
from chiso.report.facts import shown_decimals
from chiso.words import Words, same
from unit.report.rows import catalogue_of, failed_total, judged_fact, overview

SHARE = catalogue_of().indicators["online_share"]
CUT_OFF = Period.parse("2023-12-14")
YEAR = Period.parse("2023")


def trend(**changes):
    fields = {
        "indicator": SHARE, "tier": Tier.ALL, "first": Period.parse("2019"), "last": YEAR,
        "points": 5, "level": "trend_test_allowed", "slope": 5.6, "p": 0.0167,
        "first_value": 50.0, "last_value": 72.9, "decimals": 1,
    }  # fmt: skip
    return trend_sentence(Trend(**fields | changes))


def units(number, **changes):
    """Seven of ten units met 70%, from 66.8% to 83.4%."""
    fields = {
        "indicator": SHARE, "tier": Tier.ALL, "period": YEAR, "units": 10, "met": 7,
        "target": 70.0, "greatest": Extreme(83.4), "least": Extreme(66.8),
    }  # fmt: skip
    return comparison_sentences(Comparison(**fields | changes))[number]


def illustrative():
    told = Summary(overview(is_synthetic=True), (), (), (), (), has_panel=False)
    return summary_items(told)[0].text


NAMES = tuple(map(same, ("Cao Phong", "TP Hòa Bình", "Lạc Thủy")))
CASES = [
    pytest.param(
        result_sentence(
            judged_fact(
                value=100 * 18800 / 25799, numerator=18800, denominator=25799, decimals=1,
                target=70.0, verdict="met", period=CUT_OFF, due=YEAR,
            )
        ),
        "Đến ngày 14/12/2023, tỷ lệ hồ sơ trực tuyến là 72,9% (18.800 trên 25.799); cao hơn chỉ"
        " tiêu 70% của năm 2023 là 2,9 điểm phần trăm.",
        "By 14 December 2023, dossiers online: 72.9% (18,800 of 25,799); 2.9 percentage points"
        " above the 70% target for 2023.",
        id="met",
    ),
    pytest.param(
        result_sentence(
            judged_fact("digitisation_score", value=13.6, decimals=1, target=17.6, due=YEAR)
        ),
        "Trong năm 2023, điểm số hóa hồ sơ là 13,6/22 điểm, bằng 61,8% mức tối đa; thấp hơn chỉ"
        " tiêu 17,6/22 điểm của năm 2023 là 4,0 điểm.",
        "In 2023, digitisation score: 13.6/22 points (61.8% of the maximum); 4.0 points below the"
        " 17.6/22 points target for 2023.",
        id="not met",
    ),
    pytest.param(
        result_sentence(
            judged_fact(
                value=100 * 615 / 874, numerator=615, denominator=874, decimals=1, target=70.0,
                verdict="met", is_borderline=True, due=YEAR,
            )
        ),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 70,4% (615 trên 874); cao hơn chỉ tiêu 70% của"
        " năm 2023 là 0,4 điểm phần trăm. Kết quả sát ngưỡng vì cả kỳ chỉ có 874 trường hợp.",
        "In 2023, dossiers online: 70.4% (615 of 874); 0.4 percentage points above the 70% target"
        " for 2023. The result is borderline, as the period has only 874 cases.",
        id="borderline",
    ),
    pytest.param(
        result_sentence(
            judged_fact(
                value=98.46, numerator=27903, denominator=28338, decimals=2, target=98.5,
                verdict="not_met", is_borderline=True, due=YEAR,
            )
        ),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 98,46% (27.903 trên 28.338); thấp hơn chỉ tiêu"
        " 98,5% của năm 2023 là 0,04 điểm phần trăm. Kết quả sát ngưỡng: với 28.338 trường hợp,"
        " dao động ngẫu nhiên có thể làm đổi kết luận.",
        "In 2023, dossiers online: 98.46% (27,903 of 28,338); 0.04 percentage points below the"
        " 98.5% target for 2023. The result is borderline: with 28,338 cases, chance alone could"
        " change the verdict.",
        id="borderline with many cases",
    ),
    pytest.param(
        result_sentence(
            judged_fact(
                value=80.0, qualifier=">", target=80.0, verdict="met", gap_low=-20, gap_high=0,
                due=YEAR,
            )
        ),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là trên 80%; ghi nhận đạt chỉ tiêu 80% của năm 2023"
        " nhưng không tính mức chênh lệch.",
        "In 2023, dossiers online: over 80%; counted as met against the 80% target for 2023, no gap"
        " is computed.",
        id="lower bound",
    ),
    pytest.param(
        units(0, met=None, target=None),
        "Trong năm 2023, 10 đơn vị cấp huyện có số liệu về tỷ lệ hồ sơ trực tuyến; chưa giao chỉ"
        " tiêu.",
        "In 2023, 10 district-level units have figures: dossiers online; no target was set.",
        id="no target of districts",
    ),
    pytest.param(
        no_target_sentence([SHARE], CUT_OFF.end),
        "Tính đến ngày 14/12/2023, chưa giao mức phấn đấu cho chỉ tiêu Trực tuyến.",
        "By 14 December 2023 no target was set for: Online.",
        id="no target",
    ),
    pytest.param(
        no_target_sentence(list(catalogue_of().indicators.values())[:5], CUT_OFF.end),
        "Tính đến ngày 14/12/2023, 5 chỉ tiêu có số liệu nhưng chưa được giao mức phấn đấu: Trực"
        " tuyến; Hồ sơ công việc; Quá hạn; 2 chỉ tiêu khác.",
        "By 14 December 2023 no target was set for 5 indicators with figures: Online; Work files;"
        " Late; 2 others.",
        id="no target of several",
    ),
    pytest.param(
        trend(),
        "tỷ lệ hồ sơ trực tuyến: tăng bình quân 5,6 điểm phần trăm mỗi năm trong 5 kỳ (p = 0,017).",
        "dossiers online: rose by 5.6 percentage points a year on average over 5 periods"
        " (p = 0.017).",
        id="trend",
    ),
    pytest.param(
        trend(p=0.483),
        "tỷ lệ hồ sơ trực tuyến: chưa rõ thay đổi trong 5 kỳ (p = 0,483).",
        "dossiers online: no clear change over 5 periods (p = 0.483).",
        id="no clear trend",
    ),
    pytest.param(
        trend(points=3, p=None, first=Period.parse("2021")),
        "tỷ lệ hồ sơ trực tuyến: mới có 3 kỳ so sánh được (từ năm 2021 đến năm 2023), chưa đủ 5 kỳ"
        " để xét xu hướng.",
        "dossiers online: only 3 comparable periods (2021 to 2023); a trend needs 5.",
        id="too few points",
    ),
    pytest.param(
        units(1),
        "Kết quả cao nhất là 83,4%, thấp nhất là 66,8%, cách nhau 16,6 điểm phần trăm.",
        "The highest result is 83.4%, the lowest 66.8%, 16.6 percentage points apart.",
        id="units",
    ),
    pytest.param(
        units(3, alike=(NAMES,)),
        "Cao Phong, TP Hòa Bình và Lạc Thủy có kết quả gần nhau, chưa đủ căn cứ để xếp hạng trong"
        " nhóm này.",
        "Cao Phong, TP Hòa Bình and Lạc Thủy are too close to be ranked among themselves.",
        id="ranks",
    ),
    pytest.param(
        units(3, units=9, missing=(same("Yên Thủy"),), period=Period.parse("2022-Q2")),
        "Chưa có số liệu quý II/2022: Yên Thủy; tỷ lệ chung tính trên 9 đơn vị.",
        "No figures for Q2 2022: Yên Thủy; the common rate covers 9 units.",
        id="missing",
    ),
    pytest.param(
        failed_total_sentence(failed_total()),
        "Số hồ sơ tiếp nhận (ngày 30/6/2024): tổng công bố là 6.203, các thành phần cộng lại là"
        " 6.200; báo cáo giữ nguyên số công bố.",
        "Dossiers (30 June 2024): the published total is 6,203, its parts add up to 6,200; the"
        " total is kept as published.",
        id="sum fault",
    ),
    pytest.param(
        break_sentence(
            Break(
                Words(
                    "từ năm 2022, dịch vụ công xếp theo toàn trình và một phần thay cho mức độ 3,"
                    " 4",
                    "since 2022 services are classed as full or partial instead of levels 3 and 4",
                ),
                SHARE, Tier.ALL, Period.parse("2021"), Period.parse("2022"),
            )
        ),
        "từ năm 2022, dịch vụ công xếp theo toàn trình và một phần thay cho mức độ 3, 4; số liệu"
        " hai giai đoạn không nối liền.",
        "since 2022 services are classed as full or partial instead of levels 3 and 4; the two"
        " series are not joined.",
        id="break",
    ),
    pytest.param(
        conflict_sentence(
            Rivals(SHARE, Tier.ALL, YEAR, (Stated(95.0, ">"), Stated(90.0, ">")), used=1)
        ),
        "Trực tuyến, năm 2023: hai nguồn nêu số khác nhau (trên 95% và trên 90%); báo cáo"
        " dùng mức thấp hơn và giữ cả hai trong biểu dưới đây.",
        "Online, 2023: two sources give different figures (over 95% and over 90%); the lower"
        " is used, both are kept in the table below.",
        id="conflict",
    ),
    pytest.param(
        revision_sentence(
            Revised(
                SHARE, Tier.ALL, Period.parse("2023-Q3"), Stated(72.5, decimals=1),
                Stated(72.3, decimals=1), date(2023, 12, 5),
            )
        ),
        "Trực tuyến: số liệu quý III/2023 đã điều chỉnh từ 72,5% thành 72,3% theo công bố"
        " ngày 05/12/2023.",
        "Online: the figure for Q3 2023 was revised from 72.5% to 72.3% (published on 5"
        " December 2023).",
        id="revised",
    ),
    pytest.param(
        movement_sentence(
            Movement(SHARE, Tier.ALL, YEAR, Period.parse("2022"), 72.9, 72.3, 1)
        ),
        "tỷ lệ hồ sơ trực tuyến: 72,9%, cao hơn năm 2022 (72,3%) là 0,6 điểm phần trăm.",
        "dossiers online: 72.9%, 0.6 percentage points more than in 2022 (72.3%).",
        id="change without a trend",
    ),
    pytest.param(
        illustrative(),
        "Đây là số liệu minh họa, không phải kết quả thực tế của các huyện. Kỳ này không có chỉ"
        " tiêu nào để đánh giá. Báo cáo dùng 1.072 số liệu công bố của kỳ từ 12 nguồn, tính đến"
        " ngày 30/6/2024.",
        "These are illustrative data, not actual district results. The period has no target to be"
        " judged. The report uses 1,072 published figures of the period from 12 sources, up to 30"
        " June 2024.",
        id="illustrative",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("told", "vi", "en"), CASES)
def test_the_case_is_told_in_both_languages(told, vi, en):
    assert told == Words(vi, en)


@pytest.mark.parametrize(
    ("value", "target", "shown"),
    [(69.96, 70.0, "69,96%"), (99.96, 100.0, "99,96%"), (70.04, 70.0, "70,04%")],
)
def test_rounding_never_shows_a_target_that_is_not_there(value, target, shown):
    row = SimpleNamespace(value=value, exact=value, decimals=1, is_counted=True, is_bound=False)
    decimals = shown_decimals(SHARE, row, target)
    told = judged_fact(value=value, target=target, decimals=decimals, due=YEAR)
    assert shown in result_sentence(told).vi


def test_a_minus_is_a_minus_sign_and_no_hyphen():
    assert signed_words(-0.4, 1) == Words("\N{MINUS SIGN}0,4", "\N{MINUS SIGN}0.4")


@pytest.mark.parametrize(
    ("verdict", "vi"),
    [
        (
            "not_met",
            "Trong năm 2023, tỷ lệ hồ sơ trực tuyến: 12 trong 19 trường hợp; chưa đạt chỉ tiêu 70%"
            " của năm 2025; mẫu số nhỏ nên không tính tỷ lệ.",
        ),
        (
            "no_target",
            "Trong năm 2023, tỷ lệ hồ sơ trực tuyến: 12 trong 19 trường hợp; mẫu số nhỏ nên không"
            " tính tỷ lệ.",
        ),
    ],
)
def test_below_20_cases_counts_are_told_and_no_percentage(verdict, vi):
    told = judged_fact(
        value=100 * 12 / 19, numerator=12, denominator=19, target=70.0, verdict=verdict
    )
    assert result_sentence(told).vi == vi


def test_twenty_cases_have_a_percentage():
    told = judged_fact(value=65.0, numerator=13, denominator=20, target=70.0)
    assert "65% (13 trên 20)" in result_sentence(told).vi
