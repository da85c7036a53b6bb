"""Two periods of one share: change of each unit, parts of the whole, bands, inequality."""

from __future__ import annotations

import math

import pytest

from chiso.report.movement import inequality_of, movement_of
from unit.report.district_rows import CODES, even, panel

FOUR = CODES[:4]
BEFORE = dict(zip(FOUR, (2000, 2500, 3000, 3500), strict=True))
NOW = dict(zip(FOUR, (3500, 2500, 3010, 2600), strict=True))
LESS = {"direction": "lower_is_better"}


def movement(now=NOW, before=BEFORE, base=5000, earlier_base=5000, **changes):
    return movement_of(
        panel(*even(now, base), **changes), panel(*even(before, earlier_base), time=2023.0)
    )


def by_area(found):
    return found.rows.set_index("area")


class TestChange:
    def test_a_change_is_now_minus_before_in_points(self):
        rows = by_area(movement())
        assert rows.loc["148", "change"] == pytest.approx(100 * (3500 - 2000) / 5000)

    def test_units_differ_only_beyond_chance_and_a_point(self):
        assert by_area(movement())["state"].tolist() == ["higher", "similar", "similar", "lower"]
        assert movement().moved == 2

    def test_a_tiny_change_of_very_many_cases_is_none(self):
        now = dict(zip(FOUR, (504_000, 500_000, 500_000, 500_000), strict=True))
        before = dict.fromkeys(FOUR, 500_000)
        assert movement(now, before, base=10**6, earlier_base=10**6).moved == 0

    def test_the_parts_add_up_to_the_change_of_the_whole(self):
        found = movement()
        assert found.whole_now - found.whole_before == pytest.approx(found.rows["part"].sum())
        assert found.whole_before == 100 * sum(BEFORE.values()) / 20000
        within = found.rows["within"] + found.rows["shift"]
        assert within.tolist() == pytest.approx(found.rows["part"].tolist())


class TestBands:
    def test_a_unit_crosses_only_with_intervals_apart(self):
        now = {**BEFORE, "148": 3000, "150": 2510}
        before = {**BEFORE, "150": 2490}
        found = movement(now, before)
        assert found.named("crossed", "better") == ["148"]
        assert found.bands == (50, 80, 90)

    def test_a_fall_is_a_worse_band(self):
        assert movement({**BEFORE, "152": 2000}, BEFORE).named("crossed", "worse") == ["152"]

    def test_where_less_is_better_a_fall_is_a_better_band(self):
        before = dict.fromkeys(FOUR, 600)
        found = movement({**before, "148": 200}, before, **LESS)
        assert found.named("crossed", "better") == ["148"]
        assert found.bands == (5, 10, 20)


class TestWhoIsLeftOut:
    def test_a_unit_without_a_period_before_is_named(self):
        before = {code: BEFORE[code] for code in FOUR[1:]}
        found = movement(before=before)
        assert found.left_out == ["148"]
        assert len(found.rows) == 3

    def test_a_small_base_in_either_period_is_left_out(self):
        now = panel(*even(NOW)[:3], ("153", 5, 10))
        found = movement_of(now, panel(*even(BEFORE), time=2023.0))
        assert found.left_out == ["153"]

    def test_fewer_than_three_units_make_no_movement(self):
        before = {code: BEFORE[code] for code in FOUR[:2]}
        assert movement(before=before) is None


class TestInequality:
    def test_units_that_draw_together_converge(self):
        found = inequality_of(movement(dict.fromkeys(FOUR, 2500), BEFORE))
        assert (found.state, found.deviation_now, found.ratio_now) == ("converging", 0, 1)
        assert found.deviation_before == pytest.approx(math.sqrt((15**2 + 5**2 + 5**2 + 15**2) / 3))
        assert found.ratio_before == 3500 / 2000
        assert found.slope < 0

    def test_units_that_move_apart_diverge(self):
        assert inequality_of(movement(BEFORE, dict.fromkeys(FOUR, 2500))).state == "diverging"

    def test_a_spread_that_hardly_changes_is_told_as_unchanged(self):
        now = {**BEFORE, "148": 2002}
        assert inequality_of(movement(now, BEFORE)).state == "unchanged"

    def test_a_zero_has_no_ratio(self):
        found = inequality_of(movement({**NOW, "148": 0}, BEFORE))
        assert math.isnan(found.ratio_now)
