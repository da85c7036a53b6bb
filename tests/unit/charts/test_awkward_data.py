"""No chart lets texts collide or leave the sheet, whatever the data look like (check U33)."""

import math

import numpy as np
import pandas as pd
import pytest

from chiso.charts import (
    TARGET,
    PanelOptions,
    Reference,
    bump,
    contribution_bars,
    coverage_grid,
    funnel,
    gap_dumbbell,
    outside,
    overlaps,
    ranked_dots,
    required_pace,
    slope,
    small_multiples,
    strip,
)
from unit.charts.makers import (
    LONG_NAME,
    caption,
    coverage_rows,
    dot_rows,
    funnel_frame,
    funnel_rows,
    gap_rows,
    pace_rows,
    panel_rows,
    slope_rows,
)

REFERENCE = Reference(70, "Chỉ tiêu theo Kế hoạch năm 2023 của tỉnh: 70%", TARGET)


def draw_gaps(values, names, lang):
    bounds = ["exact", "more_than", "less_than", "about"]
    rows = [
        gap_rows(
            label=[name],
            value=value,
            lower=value,
            upper=100.0,
            bound=bounds[place % 4],
            verdict=["met", "not_met", "undetermined", "no_target"][place % 4],
            is_borderline=place % 5 == 0,
        )
        for place, (value, name) in enumerate(zip(values, names, strict=True))
    ]
    return gap_dumbbell(pd.concat(rows, ignore_index=True), caption(lang=lang, synthetic=True))


def draw_dots(values, names, lang):
    rows = dot_rows(values, label=names, rank_text=[f"{n}–{n + 20}" for n in range(len(names))])
    return ranked_dots(rows.assign(verdict="met"), caption(lang=lang, synthetic=True), REFERENCE)


def draw_slope(values, names, lang):
    rows = slope_rows(values[::-1], values, label=names)
    rows["is_highlighted"] = rows.index < 3
    words = caption(lang=lang, synthetic=True)
    return slope(rows, words, ("6 tháng đầu năm 2023", "6 tháng đầu năm 2024"))


def draw_funnel(values, names, lang):
    rows = funnel_rows([100 + 37 * place for place in range(len(names))], values, label=names)
    words = caption(lang=lang, synthetic=True)
    return funnel(rows, funnel_frame(base="Số hồ sơ tiếp nhận trong kỳ báo cáo " * 3), words)


def draw_parts(values, names, lang):
    known = [0.0 if math.isnan(value) else value for value in values]
    rows = pd.DataFrame({"label": names, "value": values})
    return contribution_bars(rows, caption(lang=lang, synthetic=True, unit="điểm %"), sum(known))


def draw_panels(values, names, lang):
    rows = [
        panel_rows((value, value, math.nan, value), panel=str(place), panel_label=name).assign(
            segment=[1, 1, 2, 3],
            bound=["exact", "exact", "exact", ["more_than", "at_most", "exact"][place % 3]],
            target=80.0,
            target_label=f"Chỉ tiêu của Kế hoạch số {place}: 80%",
            target_time=2023.0,
        )
        for place, (value, name) in enumerate(zip(values, names, strict=True))
    ]
    rows = pd.concat(rows, ignore_index=True)
    return small_multiples(rows, caption(lang=lang, synthetic=True), PanelOptions())


def draw_tiers(values, names, lang):
    rows = [
        panel_rows((value, value + 0.1), panel=names[0], tier=str(place), tier_label=name)
        for place, (value, name) in enumerate(zip(values[:4], names[:4], strict=True))
    ]
    return small_multiples(pd.concat(rows, ignore_index=True), caption(lang=lang))


def draw_strip(values, names, lang):
    rows = pd.DataFrame({"label": names, "value": values})
    rows["is_highlighted"] = rows.index == len(rows) // 2
    return strip(rows, caption(lang=lang, synthetic=True))


def draw_coverage(values, names, lang):
    grades = ["counted", "exact", "bound", "equals_target", "unchanged", ""]
    known = ["" if math.isnan(value) else grades[place % 6] for place, value in enumerate(values)]
    told = zip(names, known, strict=True)
    rows = pd.concat(coverage_rows({name: [grade, "", grade]}) for name, grade in told)
    return coverage_grid(rows, caption(lang=lang, synthetic=True, unit=""))


def draw_pace(values, names, lang):
    known = [0.0 if math.isnan(value) else value for value in values]
    rows = [
        pace_rows((name,), (value, math.nan, value), ((2023, value), (2024, value + 1)))
        for value, name in zip(known[:4], names[:4], strict=True)
    ]
    return required_pace(pd.concat(rows), caption(lang=lang, synthetic=True))


def draw_bump(values, names, lang):
    frames = [
        pd.DataFrame({"label": names, "rank": pd.Series(told).rank(ascending=False, method="min")})
        for told in (values, values[::-1], values)
    ]
    periods = ("6 tháng đầu năm 2022", "6 tháng đầu năm 2023", "6 tháng đầu năm 2024")
    told = zip(frames, periods, strict=True)
    rows = pd.concat([frame.assign(period=period) for frame, period in told])
    words = caption(lang=lang, synthetic=True, unit="hạng")
    return bump(rows.assign(is_highlighted=rows["label"].isin(names[:3])), words)


CHARTS = [
    draw_gaps, draw_dots, draw_slope, draw_funnel, draw_parts, draw_panels, draw_tiers, draw_strip,
    draw_coverage, draw_pace, draw_bump,
]  # fmt: skip
VALUES = {
    "all equal": [70.0] * 6,
    "all 100": [100.0] * 6,
    "one": [61.8],
    "close together": [80.0 + place / 100 for place in range(12)],
    "some missing": [math.nan, 50.0, math.nan, 60.0, 61.0],
    "negative": [-3.2, -0.04, 1.1, 4.9],
    "huge": [131794.0, 1310.0, 2.5e9],
    "nineteen": np.linspace(96, 80, 19).tolist(),
}


def assert_clear(figure):
    assert overlaps(figure) == []
    assert outside(figure) == []


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("kind", VALUES)
def test_no_text_collides_or_leaves_the_sheet(draw, kind):
    values = VALUES[kind]
    assert_clear(draw(values, [f"Đơn vị số {place}" for place in range(len(values))], "vi"))


@pytest.mark.parametrize("draw", CHARTS)
def test_long_names_are_cut_and_stay_apart(draw):
    values = [40.0 + place for place in range(10)]
    assert_clear(draw(values, [f"{LONG_NAME} {place}" for place in range(10)], "vi"))


@pytest.mark.parametrize("draw", CHARTS)
def test_names_of_300_signs_are_cut(draw):
    assert_clear(draw([50.0, 60.0], ["Hồ sơ " * 50, "x" * 300], "en"))


@pytest.mark.parametrize("draw", CHARTS)
def test_hostile_names_are_only_text(draw):
    names = ["<script>alert(1)</script>", "$x^2$ \\alpha", "a\nb\x00", ""]
    assert_clear(draw([50.0, 60.0, 70.0, 80.0], names, "vi"))


@pytest.mark.parametrize("draw", [chart for chart in CHARTS if chart is not draw_panels])
def test_150_areas_have_room(draw):
    values = np.random.default_rng(1).uniform(20, 100, 150).round(1).tolist()
    assert_clear(draw(values, [f"Xã Đồng Tâm {place}" for place in range(150)], "vi"))


def test_24_panels_have_room():
    assert_clear(draw_panels([60.0] * 24, [f"{LONG_NAME} {n}" for n in range(24)], "vi"))


@pytest.mark.parametrize("draw", CHARTS)
def test_phones_never_get_text_below_8_and_a_half_points(draw):
    assert draw([50.0, 60.0], ["Đà Bắc", "Kim Bôi"], "vi").narrow.smallest_pt >= 8.5
