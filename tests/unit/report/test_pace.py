"""Which missed targets have a pace, and when it is drawn (REPORT 3.3: three comparable figures)."""

import pytest

from chiso.charts import Figure
from chiso.periods import Period
from makers import target
from unit.report.rows import figure, report


def yearly(*values, **changes):
    """Figures of the years up to 2023."""
    first = 2024 - len(values)
    return [
        figure(value=value, period=str(first + place), **changes)
        for place, value in enumerate(values)
    ]


def told(*rows, lang="vi", **changes):
    return report(*rows, lang=lang, **changes).say_pace().texts


def test_with_three_figures_both_paces_are_told():
    assert told(*yearly(40, 42, 46)) == [
        "Trực tuyến, cấp tỉnh: để đạt 50% vào năm 2025 cần +2,0 điểm phần trăm mỗi năm; từ năm 2021"
        " đến nay bình quân +3,0 điểm phần trăm mỗi năm."
    ]


def test_with_two_figures_only_the_needed_pace_is_told():
    assert told(*yearly(42, 46), lang="en") == [
        "Online, province level: 50% by 2025 takes +2.0 percentage points a year; comparable"
        " periods: 2; a comparison of pace needs 3."
    ]


def test_three_figures_are_drawn_with_their_targets():
    edition = report(*yearly(40, 42, 46), targets=(target(), target(due=Period.parse("2030"))))
    drawn = edition.draw_pace()
    assert isinstance(drawn, Figure)
    assert {"50% (2025)", "50% (2030)"} <= {label.text for label in drawn.labels}


def test_two_figures_are_not_drawn():
    assert "từ 3 kỳ so sánh được" in report(*yearly(42, 46)).draw_pace().texts[0]


def test_figures_of_another_definition_do_not_count():
    old = yearly(40, 42, definition="online_over_eligible")
    edition = report(*[{**row, "period": "2019"} for row in old[:1]], *yearly(42, 46))
    assert edition.behind["points"].tolist() == [2]


def test_a_target_due_in_the_period_itself_has_no_pace_left():
    goal = target(due=Period.parse("2023"))
    assert "không tính tốc độ" in told(*yearly(40, 42, 46), targets=(goal,))[0]


def test_the_next_due_target_is_told_once_a_series():
    goals = target(value=60.0, due=Period.parse("2024")), target(value=90.0)
    (line,) = told(*yearly(40, 42, 46), targets=goals)
    assert line.startswith("Trực tuyến, cấp tỉnh: để đạt 60% vào năm 2024")


def test_where_less_is_better_the_pace_is_negative():
    goal = target(indicator="late_share", definition="as_printed", operator="<=", value=2.0)
    rows = [
        figure("late_share", value=v, period=y) for v, y in ((8, "2021"), (7, "2022"), (6, "2023"))
    ]
    row = report(*rows, targets=(goal,)).behind.iloc[0]
    assert row["needed"] == pytest.approx((2 - 6) / 2, abs=0.01)
    assert row["seen"] == pytest.approx((6 - 8) / 2, abs=0.01)
    assert row["lack"] == pytest.approx(2 - 1, abs=0.02)


def test_sentences_picture_and_table_stand_together():
    shown = report(*yearly(40, 42, 46)).follow_pace()
    assert [type(part).__name__ for part in shown.parts] == ["Prose", "Figure", "Table"]


def test_without_a_missed_target_one_sentence_says_so():
    shown = report(*yearly(40, 42, 56)).follow_pace()
    assert "không tính tốc độ" in shown.texts[0]
