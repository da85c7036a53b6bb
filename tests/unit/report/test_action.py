"""Which districts the summary names, and what is both missed and worse than before."""

from unit.report.district_rows import APART, CODES, GROUPED, LATE, LATE_SHARE, counts, goal
from unit.report.district_rows import panel_report as districts
from unit.report.rows import figure, report

SHORT = {code: cases - 500 for code, cases in GROUPED.items()}


def share(edition):
    """The first share of which units need help."""
    return edition.needs_help()[0]


def test_units_are_named_with_the_cases_they_lack_the_most_first():
    told = share(districts(*counts(APART), targets=(goal(60.0),)))
    # 60% of 5,000 is 3,000; five of the ten districts lie below it.
    lacking = [3000 - APART[code] for code in CODES if APART[code] < 3000]
    assert (told.units, told.missing, told.cases) == (10, len(lacking), sum(lacking))
    assert [(name.vi, count) for name, count in told.lacking] == [
        ("Lạc Thủy", 3000 - 1600), ("Yên Thủy", 3000 - 1950), ("Lạc Sơn", 3000 - 2300),
    ]  # fmt: skip


def test_where_less_is_better_cases_are_to_be_taken_off():
    edition = districts(*counts(APART, **LATE_SHARE), targets=(goal(60.0, **LATE),))
    told = share(edition)
    assert (told.operator, told.lacking[0][0].vi) == ("<=", "TP Hòa Bình")


def test_a_share_that_the_province_misses_is_told_even_if_every_district_reaches_it():
    province = figure(tier="all", value=45.0)
    told = share(districts(*counts(GROUPED), province, targets=(goal(49.0),)))
    assert (told.missing, told.lacking) == (0, [])


def test_a_share_that_all_reach_is_not_told():
    province = figure(tier="all", value=52.0)
    assert districts(*counts(GROUPED), province, targets=(goal(49.0),)).needs_help() == []


def test_without_a_target_nobody_is_named():
    assert districts(*counts(APART), targets=()).needs_help() == []


def test_units_below_target_and_lower_than_before_are_named():
    now, before = counts(SHORT), counts(GROUPED, period="2022")
    (worse,) = districts(*now, *before, targets=(goal(75.0),)).worse_units()
    # 148 to 156 stand at about 70%, below 75%, and stood at about 80%.
    assert len(worse.names) == 10


def test_units_above_target_are_not_named_though_lower():
    now, before = counts(SHORT), counts(GROUPED, period="2022")
    (worse,) = districts(*now, *before, targets=(goal(60.0),)).worse_units()
    assert [name.vi for name in worse.names] == ["Lạc Sơn", "Yên Thủy", "Lạc Thủy"]


def test_a_missed_result_that_is_worse_than_before_is_told_first():
    told = report(figure(value=40), figure(value=45, period="2022")).say_attention().texts
    assert told[0] == (
        "Chưa đạt và kém hơn kỳ trước: tỷ lệ hồ sơ trực tuyến cấp tỉnh: 40%, thấp hơn năm 2022"
        " (45%) là 5 điểm phần trăm."
    )


def test_a_missed_result_that_is_better_than_before_is_not():
    told = report(figure(value=45), figure(value=40, period="2022")).say_attention().texts
    assert not told[0].startswith("Chưa đạt và kém hơn")


def test_a_card_shows_the_change_and_three_years_as_a_line():
    years = [figure(value=value, period=year) for value, year in ((40, "2021"), (42, "2022"))]
    (card,) = report(*years, figure(value=45)).show_cards().cards
    assert card.movement_text == "năm 2023 · +3,0 điểm % so với 2022"
    assert card.spark.startswith("<svg")


def test_a_card_of_two_years_has_no_line():
    (card,) = report(figure(value=42, period="2022"), figure(value=45)).show_cards().cards
    assert card.spark == ""
