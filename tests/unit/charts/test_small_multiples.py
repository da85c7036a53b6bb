import math

import pandas as pd
import pytest

from chiso.charts import PanelOptions, small_multiples
from chiso.charts.palette import CONTEXT, SERIES, TARGET
from chiso.charts.panel_drawing import BREAK_PEN, TARGET_PEN
from chiso.errors import UsageError
from unit.charts.makers import DISTRICTS, caption, panel_rows, texts

TARGET_2025 = {"target": 80.0, "target_label": "Chỉ tiêu 2025: 80%", "target_time": 2025.0}


def panels(*names, **changes):
    return pd.concat([panel_rows(panel=name, **changes) for name in names], ignore_index=True)


def tiers(*names, **changes):
    rows = [
        panel_rows(
            values=(50.0 - 5 * place, 60.0 - 5 * place), tier=name, tier_label=name, **changes
        )
        for place, name in enumerate(names)
    ]
    return pd.concat(rows, ignore_index=True)


def data_lines(drawn):
    return [line for line in drawn.of_colour(SERIES[0].colour) if line[2].width == 1.7]


def test_a_panel_is_titled_with_its_name_and_newest_value():
    found = texts(small_multiples(panel_rows(), caption()))
    assert {"Tỉnh", "60,0%"} <= set(found)


def test_a_newest_value_that_is_older_than_others_says_its_period():
    rows = pd.concat([panel_rows((50.0, 55.0, math.nan), panel="Đà Bắc"), panel_rows()])
    assert "55,0% (2022)" in texts(small_multiples(rows, caption()))


def test_one_line_joins_exact_figures(watch):
    drawn = watch("small_multiples")
    small_multiples(panel_rows((50.0, 55.0, 60.0)), caption())
    assert [len(xs) for xs, _, _ in data_lines(drawn)] == [3]


def test_a_missing_figure_is_a_gap(watch):
    drawn = watch("small_multiples")
    small_multiples(panel_rows((50.0, 51.0, math.nan, 53.0, 54.0)), caption())
    assert [len(xs) for xs, _, _ in data_lines(drawn)] == [2, 2]


def test_no_line_joins_a_bound(watch):
    drawn = watch("small_multiples")
    bounds = ["exact", "exact", "more_than", "exact", "exact"]
    small_multiples(panel_rows((50.0, 51.0, 90.0, 53.0, 54.0), bound=bounds), caption())
    assert [len(xs) for xs, _, _ in data_lines(drawn)] == [2, 2]


@pytest.mark.parametrize(
    ("bound", "fill", "up"), [("more_than", "top", True), ("at_most", "bottom", False)]
)
def test_a_bound_is_a_half_mark_with_an_arrow_to_its_open_side(watch, bound, fill, up):
    drawn = watch("small_multiples")
    figure = small_multiples(panel_rows((50.0,), bound=bound), caption())
    start, tip, _ = drawn.arrows[-1]
    assert drawn.marks[-1][2].fill == fill
    assert (tip[1] < start[1]) is up
    assert "Nửa dấu có mũi tên: nguồn chỉ nêu cận" in texts(figure)


def test_an_approximate_figure_is_hollow_and_joined(watch):
    drawn = watch("small_multiples")
    small_multiples(panel_rows((50.0, 55.0), bound="about"), caption())
    assert [len(xs) for xs, _, _ in data_lines(drawn)] == [2]
    assert {mark[2].fill for mark in drawn.marks} == {"none"}


def test_a_known_bound_without_value_stands_at_its_end():
    rows = panel_rows((math.nan,), lower=90.0, upper=100.0, bound="more_than")
    assert "> 90%" in texts(small_multiples(rows, caption()))


def test_an_interval_of_an_exact_figure_is_a_thin_bar(watch):
    drawn = watch("small_multiples")
    small_multiples(panel_rows((50.0,), lower=45.0, upper=55.0), caption())
    bars = [line for line in drawn.of_colour(SERIES[0].colour) if len(line[0]) == 2]
    assert [xs[0] == xs[1] for xs, _, _ in bars] == [True]


def test_a_new_definition_breaks_the_line_at_a_dotted_line_with_a_letter(watch):
    drawn = watch("small_multiples")
    figure = small_multiples(panel_rows((50.0, 52.0, 70.0, 72.0), segment=[1, 1, 2, 2]), caption())
    ((xs, _, _),) = [line for line in drawn.lines_of(BREAK_PEN) if line[0][0] == line[0][1]]
    before, after = data_lines(drawn)
    assert xs[0] == pytest.approx((before[0][-1] + after[0][0]) / 2)
    assert "a" in texts(figure)
    assert "Chữ cái: đổi định nghĩa" in texts(figure)


def test_a_second_break_has_the_next_letter():
    found = texts(small_multiples(panel_rows((50.0, 70.0, 90.0), segment=[1, 2, 3]), caption()))
    assert {"a", "b"} <= set(found)


def test_one_definition_has_no_break_line(watch):
    drawn = watch("small_multiples")
    figure = small_multiples(panel_rows(), caption())
    assert drawn.lines_of(BREAK_PEN) == []
    assert "a" not in texts(figure)


def test_a_target_of_all_panels_is_named_once(watch):
    drawn = watch("small_multiples")
    rows = panels("Đà Bắc", "Kim Bôi", **TARGET_2025)
    found = texts(small_multiples(rows, caption()))
    assert found.count("Chỉ tiêu 2025: 80%") == 1
    assert len(drawn.lines_of(TARGET_PEN)) == 1 + 2  # one in the key


def test_targets_that_differ_are_named_in_their_panels():
    rows = pd.concat(
        [
            panels("Đà Bắc", **TARGET_2025),
            panels(
                "Kim Bôi", **{**TARGET_2025, "target": 70.0, "target_label": "Chỉ tiêu 2025: 70%"}
            ),
        ]
    )
    found = texts(small_multiples(rows, caption()))
    assert {"┄ Chỉ tiêu 2025: 80%", "┄ Chỉ tiêu 2025: 70%"} <= set(found)


def test_a_target_line_ends_at_its_date(watch):
    drawn = watch("small_multiples")
    rows = panel_rows((50.0, 52.0, 54.0, 56.0), **{**TARGET_2025, "target_time": 2023.0})
    small_multiples(rows, caption())
    (target_xs, _, _) = drawn.lines_of(TARGET_PEN)[-1]
    assert target_xs[1] == pytest.approx(data_lines(drawn)[0][0][2])


def test_the_axis_grows_to_hold_a_date_that_is_near(watch):
    drawn = watch("small_multiples")
    rows = panel_rows((50.0, 52.0, 54.0, 56.0), **{**TARGET_2025, "target_time": 2025.0})
    small_multiples(rows, caption())
    assert drawn.lines_of(TARGET_PEN)[-1][0][1] > data_lines(drawn)[0][0][-1]


def test_a_date_far_away_does_not_squeeze_the_figures(watch):
    drawn = watch("small_multiples")
    small_multiples(panel_rows(**{**TARGET_2025, "target_time": 2045.0}), caption())
    xs = data_lines(drawn)[0][0]
    assert xs[-1] - xs[0] > 900


def test_a_target_without_date_runs_to_the_edge(watch):
    drawn = watch("small_multiples")
    rows = panel_rows(**{**TARGET_2025, "target_time": math.nan})
    small_multiples(rows, caption())
    assert drawn.lines_of(TARGET_PEN)[-1][0][1] == pytest.approx(1216, abs=1)


def test_each_target_begins_where_the_one_before_ends(watch):
    drawn = watch("small_multiples")
    rows = panel_rows((50.0, 52.0, 54.0)).assign(
        target=[60.0, 70.0, 70.0],
        target_label=["Chỉ tiêu 2022: 60%", "Chỉ tiêu 2023: 70%", "Chỉ tiêu 2023: 70%"],
        target_time=[2022.0, 2023.0, 2023.0],
    )
    small_multiples(rows, caption())
    first, second = drawn.lines_of(TARGET_PEN)[-2:]
    assert second[0][0] == first[0][1]


def test_two_targets_for_one_date_both_run_from_the_left(watch):
    drawn = watch("small_multiples")
    rows = tiers("Tỉnh", "Huyện").assign(
        target=[80.0, 80.0, 70.0, 70.0], target_label="CT 2022", target_time=2022.0
    )
    small_multiples(rows, caption())
    first, second = drawn.lines_of(TARGET_PEN)[-2:]
    assert first[0][0] == second[0][0]


def test_tiers_differ_by_dash_and_marker_and_are_named_directly(watch):
    drawn = watch("small_multiples")
    figure = small_multiples(tiers("Cấp tỉnh", "Cấp huyện", "Cấp xã"), caption())
    assert {"Cấp tỉnh: 60,0%", "Cấp huyện: 55,0%", "Cấp xã: 50,0%"} <= set(texts(figure))
    assert len({mark[2].marker for mark in drawn.marks}) == 3
    assert len({line[2].dash for line in drawn.lines if line[2].width == 1.7}) == 3


def test_a_tier_without_any_figure_is_named_without_a_leader():
    rows = pd.concat(
        [tiers("Tỉnh", "Huyện"), panel_rows((math.nan, math.nan), tier="Xã", tier_label="Xã")]
    )
    assert "Xã: …" in texts(small_multiples(rows, caption()))


def test_more_than_four_tiers_are_refused():
    with pytest.raises(UsageError, match=r"5; .*4"):
        small_multiples(tiers("1", "2", "3", "4", "5"), caption())


def test_the_reference_is_grey_and_named_once(watch):
    drawn = watch("small_multiples")
    rows = pd.concat(
        [
            panels("Đà Bắc", "Kim Bôi"),
            panels("Đà Bắc", "Kim Bôi", values=(40.0, 45.0, 50.0)).assign(
                tier="all", tier_label="Toàn tỉnh"
            ),
        ]
    )
    figure = small_multiples(
        rows.fillna({"tier": "", "tier_label": ""}), caption(), PanelOptions(reference="all")
    )
    assert texts(figure).count("Toàn tỉnh") == 1
    assert len([line for line in drawn.of_colour(CONTEXT) if line[2].width == 1.0]) == 2


def test_panels_share_one_scale_and_say_so():
    rows = pd.concat([panel_rows((10.0, 20.0), panel="Đà Bắc"), panel_rows((80.0, 90.0))])
    found = texts(small_multiples(rows, caption()))
    assert "Đơn vị: %; các ô chung một thang đo" in found
    assert found.count("100") == 1


def test_panels_of_different_units_have_scales_of_their_own():
    rows = pd.concat([panel_rows((10.0, 20.0), panel="PAPI"), panel_rows((8000.0, 9000.0))])
    options = PanelOptions(shares_scale=False)
    found = texts(small_multiples(rows, caption(unit=""), options))
    assert "Mỗi ô một thang đo" in found
    assert {"20", "9.000"} <= set(found)


def test_one_panel_needs_no_word_on_scales():
    assert "Đơn vị: %" in texts(small_multiples(panel_rows(), caption()))


def test_a_panel_without_figures_says_so_and_has_no_target_line(watch):
    drawn = watch("small_multiples")
    rows = pd.concat(
        [panels("Đà Bắc", **TARGET_2025), panels("Kim Bôi", values=(math.nan,) * 3, **TARGET_2025)]
    )
    figure = small_multiples(rows, caption())
    assert "Chưa có số liệu" in texts(figure)
    assert len(drawn.lines_of(TARGET_PEN)) == 2  # one in the key


def test_no_figures_at_all_give_no_ticks_of_values():
    found = texts(small_multiples(panel_rows((math.nan, math.nan)), caption()))
    assert set(found) == {"Đơn vị: %", "Tỉnh", "…", "Chưa có số liệu", "2021", "2022"}


def test_one_point_is_a_mark(watch):
    drawn = watch("small_multiples")
    small_multiples(panel_rows((61.8,)), caption())
    assert len(drawn.marks) == 1


def test_few_points_are_all_marked_and_of_many_only_the_newest(watch):
    drawn = watch("small_multiples")
    small_multiples(panel_rows([50.0 + place for place in range(8)]), caption())
    assert len(drawn.marks) == 8
    many = watch("small_multiples")
    small_multiples(panel_rows([50.0 + place for place in range(9)]), caption())
    assert len(many.marks) == 1


@pytest.mark.parametrize(("count", "wide", "narrow"), [(1, 1, 1), (2, 2, 2), (5, 3, 2), (10, 4, 2)])
def test_panels_stand_in_at_most_four_columns_and_two_on_phones(count, wide, narrow):
    figure = small_multiples(panels(*DISTRICTS[:count]), caption())
    for sheet, columns in (("wide", wide), ("narrow", narrow)):
        lefts = {
            round(label.left / 20)
            for label in figure.labels
            if label.sheet == sheet and label.text in DISTRICTS
        }
        assert len(lefts) == columns


def test_panels_stay_in_the_order_of_the_frame():
    figure = small_multiples(panels("Yên Thủy", "Đà Bắc"), caption())
    left = {label.text: label.left for label in figure.wide.labels}
    assert left["Yên Thủy"] < left["Đà Bắc"]


def test_the_newest_period_is_always_named():
    rows = panel_rows([50.0] * 40, first=1985, label=[f"Quý IV/{1985 + n}" for n in range(40)])
    assert "Quý IV/2024" in texts(small_multiples(rows, caption()), "narrow")


def test_the_text_of_the_caller_is_written():
    rows = panel_rows(value_text=["12/22", "13/22", "13,6/22"])
    assert "13,6/22" in texts(small_multiples(rows, caption()))


def test_rows_may_come_in_any_order():
    rows = panel_rows().iloc[::-1]
    assert small_multiples(rows, caption()) == small_multiples(panel_rows(), caption())


def test_an_unknown_bound_is_refused():
    with pytest.raises(UsageError, match="'min'"):
        small_multiples(panel_rows(bound="min"), caption())


def test_target_labels_are_rust():
    assert TARGET_PEN.colour == TARGET
