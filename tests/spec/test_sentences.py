"""Sentences of the report, case by case, in both languages (REPORT 3.5)."""

from __future__ import annotations

import pytest

from chiso.catalog import Tier
from chiso.narrative import (
    Movement,
    Trend,
    movement_sentence,
    result_sentence,
    trend_sentence,
)
from chiso.periods import Period
from chiso.words import Words
from unit.report.rows import catalogue_of, fact, judged_fact


def at(code):
    return Period.parse(code)


RESULTS = [
    pytest.param(
        fact(),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 45%.",
        "In 2023, dossiers online: 45%.",
        id="no target",
    ),
    pytest.param(
        judged_fact(
            value=100 * 18800 / 25799, numerator=18800, denominator=25799, decimals=1,
            target=70.0, verdict="met", period=at("2023-12-14"),
        ),
        "Đến ngày 14/12/2023, tỷ lệ hồ sơ trực tuyến là 72,9% (18.800 trên 25.799); cao hơn chỉ"
        " tiêu 70% của năm 2025 là 2,9 điểm phần trăm.",
        "By 14 December 2023, dossiers online: 72.9% (18,800 of 25,799); 2.9 percentage points"
        " above the 70% target for 2025.",
        id="met",
    ),
    pytest.param(
        judged_fact(value=45.0, target=50.0),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 45%; thấp hơn chỉ tiêu 50% của năm 2025 là 5"
        " điểm phần trăm.",
        "In 2023, dossiers online: 45%; 5 percentage points below the 50% target for 2025.",
        id="not met",
    ),
    pytest.param(
        judged_fact(value=50.0, target=50.0, verdict="met"),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 50%; bằng chỉ tiêu 50% của năm 2025.",
        "In 2023, dossiers online: 50%; equal to the 50% target for 2025.",
        id="equal",
    ),
    pytest.param(
        judged_fact(value=50.0, target=50.0, operator=">", verdict="not_met"),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 50%; chỉ tiêu của năm 2025 là trên 50% nên chưa"
        " đạt.",
        "In 2023, dossiers online: 50%; the target for 2025 is over 50%, so it is not met.",
        id="equal to a strict target",
    ),
    pytest.param(
        judged_fact(value=68.0, target=67.6, verdict="met", is_borderline=True),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 68%; cao hơn chỉ tiêu 67,6% của năm 2025 là 0,4"
        " điểm phần trăm. Kết quả sát ngưỡng trong phạm vi làm tròn của nguồn.",
        "In 2023, dossiers online: 68%; 0.4 percentage points above the 67.6% target for 2025."
        " The result is borderline within the rounding of its source.",
        id="borderline by rounding",
    ),
    pytest.param(
        judged_fact(value=62.0, target=62.5),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 62%; thấp hơn chỉ tiêu 62,5% của năm 2025 là"
        " 0,5 điểm phần trăm.",
        "In 2023, dossiers online: 62%; 0.5 percentage points below the 62.5% target for 2025.",
        id="target with a decimal",
    ),
    pytest.param(
        judged_fact(
            value=95.0, qualifier=">", target=80.0, verdict="met", gap_low=80 - 100,
            gap_high=80 - 95, tier=Tier.DISTRICT, period=at("2023-06-30"), due=at("2022"),
        ),
        "Đến ngày 30/6/2023, tỷ lệ hồ sơ trực tuyến cấp huyện là trên 95%; đạt chỉ tiêu 80% của"
        " năm 2022, vượt ít nhất 15 điểm phần trăm.",
        "By 30 June 2023, dossiers online (district level): over 95%; met against the 80% target"
        " for 2022, by at least 15 percentage points.",
        id="bound met with at least",
    ),
    pytest.param(
        judged_fact(value=90.0, qualifier=">", target=90.0, verdict="met", gap_low=-10, gap_high=0),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là trên 90%; ghi nhận đạt chỉ tiêu 90% của năm"
        " 2025 nhưng không tính mức chênh lệch.",
        "In 2023, dossiers online: over 90%; counted as met against the 90% target for 2025,"
        " no gap is computed.",
        id="bound met at its end",
    ),
    pytest.param(
        judged_fact(value=50.0, qualifier="<", target=80.0, gap_low=80 - 50, gap_high=80),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là dưới 50%; chưa đạt chỉ tiêu 80% của năm 2025,"
        " còn thiếu ít nhất 30 điểm phần trăm.",
        "In 2023, dossiers online: under 50%; not met against the 80% target for 2025, short by at"
        " least 30 percentage points.",
        id="bound not met",
    ),
    pytest.param(
        judged_fact(
            value=95.0, qualifier=">", target=62.5, verdict="met", gap_low=62.5 - 100,
            gap_high=62.5 - 95,
        ),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là trên 95%; đạt chỉ tiêu 62,5% của năm 2025, vượt"
        " ít nhất 32,5 điểm phần trăm.",
        "In 2023, dossiers online: over 95%; met against the 62.5% target for 2025, by at least"
        " 32.5 percentage points.",
        id="bound and a target with a decimal",
    ),
    pytest.param(
        judged_fact(value=90.0, qualifier=">", target=95.0, verdict="undetermined"),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là trên 90%; nguồn chỉ nêu cận nên chưa đủ căn cứ"
        " kết luận so với chỉ tiêu 95% của năm 2025.",
        "In 2023, dossiers online: over 90%; the source gives only a bound, so the 95% target for"
        " 2025 cannot be judged.",
        id="bound undetermined",
    ),
    pytest.param(
        judged_fact(
            "dossiers", value=500.0, qualifier=">=", target=400.0, verdict="met", gap_high=-100
        ),
        "Trong năm 2023, số hồ sơ tiếp nhận là từ 500 hồ sơ trở lên; đạt chỉ tiêu 400 hồ sơ của"
        " năm 2025, vượt ít nhất 100 hồ sơ.",
        "In 2023, dossiers: 500 dossiers or more; met against the 400 dossiers target for 2025, by"
        " at least 100 dossiers.",
        id="bound of a count",
    ),
    pytest.param(
        judged_fact(value=60.0, qualifier=">", target=60.0, verdict="met", is_restated=True),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là trên 60%; con số này trùng nguyên văn chỉ tiêu"
        " 60% của năm 2025 nên độ tin cậy thấp.",
        "In 2023, dossiers online: over 60%; this repeats the 60% target for 2025 word for word,"
        " so it is weak evidence.",
        id="restated",
    ),
    pytest.param(
        judged_fact("late_share", value=8.0, target=5.0, operator="<="),
        "Trong năm 2023, tỷ lệ hồ sơ quá hạn là 8%; cao hơn chỉ tiêu 5% của năm 2025 là 3 điểm"
        " phần trăm.",
        "In 2023, dossiers settled late: 8%; 3 percentage points above the 5% target for 2025.",
        id="less is better, not met",
    ),
    pytest.param(
        judged_fact("late_share", value=3.0, target=5.0, operator="<", verdict="met"),
        "Trong năm 2023, tỷ lệ hồ sơ quá hạn là 3%; thấp hơn chỉ tiêu dưới 5% của năm 2025 là 2"
        " điểm phần trăm.",
        "In 2023, dossiers settled late: 3%; 2 percentage points below the under 5% target for"
        " 2025.",
        id="less is better, strict, met",
    ),
    pytest.param(
        judged_fact("digitisation_score", value=13.6, decimals=1, target=17.6),
        "Trong năm 2023, điểm số hóa hồ sơ là 13,6/22 điểm, bằng 61,8% mức tối đa; thấp hơn chỉ"
        " tiêu 17,6/22 điểm của năm 2025 là 4,0 điểm.",
        "In 2023, digitisation score: 13.6/22 points (61.8% of the maximum); 4.0 points below the"
        " 17.6/22 points target for 2025.",
        id="score of a maximum",
    ),
    pytest.param(
        fact("digitisation_score", value=13.0, qualifier=">"),
        "Trong năm 2023, điểm số hóa hồ sơ là trên 13/22 điểm.",
        "In 2023, digitisation score: over 13/22 points.",
        id="bound of a score is no share",
    ),
    pytest.param(
        judged_fact("dti_rank", value=42.0, target=30.0, operator="<="),
        "Trong năm 2023, xếp hạng DTI là hạng 42; thấp hơn chỉ tiêu hạng 30 của năm 2025 là 12"
        " bậc.",
        "In 2023, DTI, rank: rank 42; 12 places below the rank 30 target for 2025.",
        id="rank not reached",
    ),
    pytest.param(
        judged_fact("dti_rank", value=25.0, target=30.0, operator="<=", verdict="met"),
        "Trong năm 2023, xếp hạng DTI là hạng 25; cao hơn chỉ tiêu hạng 30 của năm 2025 là 5 bậc.",
        "In 2023, DTI, rank: rank 25; 5 places above the rank 30 target for 2025.",
        id="rank reached",
    ),
    pytest.param(
        fact("dossiers", value=131794.0, period=at("2024-H1")),
        "Trong 6 tháng đầu năm 2024, số hồ sơ tiếp nhận là 131.794 hồ sơ.",
        "In the first half of 2024, dossiers: 131,794 dossiers.",
        id="count",
    ),
    pytest.param(
        fact("smart_city", value=1.0),
        "Trong năm 2023, trung tâm điều hành đô thị thông minh: đã có kế hoạch.",
        "In 2023, smart-city centre: planned.",
        id="milestone",
    ),
    pytest.param(
        fact("smart_city", value=3.0),
        "Trong năm 2023, trung tâm điều hành đô thị thông minh: 3.",
        "In 2023, smart-city centre: 3.",
        id="milestone without a name",
    ),
    pytest.param(
        fact(value=60.0, qualifier="~", period=at("2021-Q3")),
        "Trong quý III/2021, tỷ lệ hồ sơ trực tuyến là khoảng 60%.",
        "In Q3 2021, dossiers online: about 60%.",
        id="about",
    ),
    pytest.param(
        fact(value=60.0, qualifier="<=", period=at("2016..2020")),
        "Trong giai đoạn 2016-2020, tỷ lệ hồ sơ trực tuyến là không quá 60%.",
        "From 2016 to 2020, dossiers online: at most 60%.",
        id="span of years",
    ),
    pytest.param(
        fact(period=at("2023-01..2023-08")),
        "Từ tháng 01/2023 đến tháng 8/2023, tỷ lệ hồ sơ trực tuyến là 45%.",
        "From January 2023 to August 2023, dossiers online: 45%.",
        id="span of months",
    ),
    pytest.param(
        fact(numerator=12.5, denominator=25.0, value=50.0),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 50% (12,5 trên 25).",
        "In 2023, dossiers online: 50% (12.5 of 25).",
        id="parts that are no whole numbers",
    ),
    pytest.param(
        judged_fact(due=None),
        "Trong năm 2023, tỷ lệ hồ sơ trực tuyến là 45%; thấp hơn chỉ tiêu 50% là 5 điểm phần trăm.",
        "In 2023, dossiers online: 45%; 5 percentage points below the 50% target.",
        id="target without a due date",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("told", "vi", "en"), RESULTS)
def test_a_result_is_told_in_both_languages(told, vi, en):
    assert result_sentence(told) == Words(vi, en)


def trend(indicator="online_share", **changes):
    fields = {
        "indicator": catalogue_of().indicators[indicator],
        "tier": Tier.ALL,
        "first": at("2019"),
        "last": at("2023"),
        "points": 5,
        "level": "trend_test_allowed",
        "slope": 1.4,
        "p": 0.0167,
        "first_value": 40.0,
        "last_value": 46.0,
        "decimals": 2,
    }
    return Trend(**fields | changes)


TRENDS = [
    pytest.param(
        trend(points=3, p=None, slope=1.0, first=at("2021")),
        "tỷ lệ hồ sơ trực tuyến: mới có 3 kỳ so sánh được (từ năm 2021 đến năm 2023), chưa đủ 5 kỳ"
        " để xét xu hướng.",
        "dossiers online: only 3 comparable periods (2021 to 2023); a trend needs 5.",
        id="few points",
    ),
    pytest.param(
        trend(),
        "tỷ lệ hồ sơ trực tuyến: tăng bình quân 1,40 điểm phần trăm mỗi năm trong 5 kỳ"
        " (p = 0,017).",
        "dossiers online: rose by 1.40 percentage points a year on average over 5 periods"
        " (p = 0.017).",
        id="rising",
    ),
    pytest.param(
        trend("dossiers", slope=-120.0, points=8, p=0.0000496, decimals=0),
        "số hồ sơ tiếp nhận: giảm bình quân 120 hồ sơ mỗi năm trong 8 kỳ (p < 0,001).",
        "dossiers: fell by 120 dossiers a year on average over 8 periods (p < 0.001).",
        id="falling",
    ),
    pytest.param(
        trend(slope=0.004),
        "tỷ lệ hồ sơ trực tuyến: tăng bình quân 0,004 điểm phần trăm mỗi năm trong 5 kỳ"
        " (p = 0,017).",
        "dossiers online: rose by 0.004 percentage points a year on average over 5 periods"
        " (p = 0.017).",
        id="slope below the decimals",
    ),
    pytest.param(
        trend(p=0.483),
        "tỷ lệ hồ sơ trực tuyến: chưa rõ thay đổi trong 5 kỳ (p = 0,483).",
        "dossiers online: no clear change over 5 periods (p = 0.483).",
        id="unclear",
    ),
    pytest.param(
        trend(slope=0.0),
        "tỷ lệ hồ sơ trực tuyến: chưa rõ thay đổi trong 5 kỳ (p = 0,017).",
        "dossiers online: no clear change over 5 periods (p = 0.017).",
        id="flat slope",
    ),
]


@pytest.mark.parametrize(("told", "vi", "en"), TRENDS)
def test_a_trend_is_told_in_both_languages(told, vi, en):
    assert trend_sentence(told) == Words(vi, en)


def movement(value, previous, indicator="online_share", decimals=1, **changes):
    fields = {
        "indicator": catalogue_of().indicators[indicator],
        "tier": Tier.ALL,
        "period": at("2023"),
        "previous_period": at("2022"),
        "value": value,
        "previous": previous,
        "decimals": decimals,
    }
    return Movement(**fields | changes)


MOVEMENTS = [
    pytest.param(
        movement(45.5, 40.0),
        "tỷ lệ hồ sơ trực tuyến: 45,5%, cao hơn năm 2022 (40,0%) là 5,5 điểm phần trăm.",
        "dossiers online: 45.5%, 5.5 percentage points more than in 2022 (40.0%).",
        id="more",
    ),
    pytest.param(
        movement(40.0, 45.5),
        "tỷ lệ hồ sơ trực tuyến: 40,0%, thấp hơn năm 2022 (45,5%) là 5,5 điểm phần trăm.",
        "dossiers online: 40.0%, 5.5 percentage points less than in 2022 (45.5%).",
        id="less",
    ),
    pytest.param(
        movement(45.5, 45.5),
        "tỷ lệ hồ sơ trực tuyến: 45,5%, không đổi so với năm 2022.",
        "dossiers online: 45.5%, unchanged from 2022.",
        id="equal",
    ),
    pytest.param(
        movement(69.98, 69.96),
        "tỷ lệ hồ sơ trực tuyến: 69,98%, cao hơn năm 2022 (69,96%) là 0,02 điểm phần trăm.",
        "dossiers online: 69.98%, 0.02 percentage points more than in 2022 (69.96%).",
        id="below the decimals",
    ),
    pytest.param(
        movement(42, 47, "dti_rank", 0),
        "xếp hạng DTI: hạng 42, cao hơn năm 2022 (hạng 47) là 5 bậc.",
        "DTI, rank: rank 42, 5 places up from 2022 (rank 47).",
        id="rank up",
    ),
    pytest.param(
        movement(47, 42, "dti_rank", 0),
        "xếp hạng DTI: hạng 47, thấp hơn năm 2022 (hạng 42) là 5 bậc.",
        "DTI, rank: rank 47, 5 places down from 2022 (rank 42).",
        id="rank down",
    ),
]


@pytest.mark.parametrize(("told", "vi", "en"), MOVEMENTS)
def test_a_movement_is_told_in_both_languages(told, vi, en):
    assert movement_sentence(told) == Words(vi, en)


@pytest.mark.parametrize("told", [row.values[0] for row in RESULTS], ids=[r.id for r in RESULTS])
def test_a_result_stays_within_45_syllables_and_30_words(told):
    words = result_sentence(told)
    assert len(words.vi.split()) <= 45
    assert len(words.en.split()) <= 30
