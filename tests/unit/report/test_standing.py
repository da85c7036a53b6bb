"""Each unit against the rest, among the ranks, and within the limits of chance."""

from __future__ import annotations

import pytest

from chiso.report.standing import HIGHER, LOWER, SIMILAR, SMALL, standing_of
from unit.report.district_rows import APART, CODES, GROUPED, even, panel

LESS = {"direction": "lower_is_better"}


def standing(*units, **changes):
    return standing_of(panel(*units, **changes))


def by_area(found):
    return found.rows.set_index("area")


class TestAgainstTheRest:
    def test_the_rest_is_all_other_units_together(self):
        rows = [("148", 90, 100), ("150", 30, 50), ("152", 10, 50)]
        assert by_area(standing(*rows)).loc["148", "rest"] == 100 * (30 + 10) / (50 + 50)

    def test_units_far_above_and_below_are_named(self):
        found = standing(*even(GROUPED))
        assert found.named(LOWER) == ["157", "158", "159"]
        assert found.named(HIGHER) == list(CODES[:7])

    def test_units_alike_are_similar(self):
        found = standing(*even(dict.fromkeys(CODES, 500)))
        assert found.named(SIMILAR) == list(CODES)

    def test_a_difference_of_less_than_a_point_is_none(self):
        many = dict(zip(CODES[:3], (500_000, 504_000, 502_000), strict=True))
        assert standing(*even(many, base=1_000_000)).named(SIMILAR) == list(CODES[:3])

    def test_where_less_is_better_higher_stays_higher(self):
        assert standing(*even(GROUPED), **LESS).named(LOWER) == ["157", "158", "159"]

    def test_the_interval_holds_the_difference(self):
        rows = standing(*even(APART)).rows
        assert rows["difference"].between(rows["difference_low"], rows["difference_high"]).all()


class TestSmallBases:
    def test_below_twenty_cases_there_is_no_rank(self):
        rows = [*even(APART)[:4], ("154", 10, 19)]
        found = standing(*rows)
        assert found.small == ["154"]
        assert by_area(found).loc["154", ["rank", "rank_low", "rank_high"]].isna().all()
        assert by_area(found).loc["154", "against"] == SMALL

    def test_twenty_are_enough(self):
        assert standing(*even(APART)[:4], ("154", 10, 20)).small == []

    def test_its_cases_still_count_among_the_rest(self):
        rows = [("148", 90, 100), ("150", 30, 100), ("152", 10, 10)]
        assert by_area(standing(*rows)).loc["148", "rest"] == 100 * (30 + 10) / (100 + 10)

    def test_small_units_are_not_shown_among_the_others(self):
        found = standing(*even(APART)[:4], ("154", 10, 19))
        assert found.shown["area"].tolist() == ["148", "150", "152", "153"]


class TestRanks:
    def test_units_far_apart_have_one_rank_each(self):
        rows = by_area(standing(*even(APART)))
        assert rows["rank_low"].tolist() == rows["rank_high"].tolist() == list(range(1, 11))

    def test_where_less_is_better_the_least_is_first(self):
        found = standing(*even(APART), **LESS)
        assert by_area(found).loc["159", "rank"] == 1
        assert found.shown["area"].iloc[0] == "159"

    def test_wide_ranges_ask_for_bands(self):
        assert standing(*even(dict.fromkeys(CODES, 500))).uses_bands
        assert not standing(*even(APART)).uses_bands

    def test_nothing_is_ranked_where_all_bases_are_small(self):
        rows = [(code, 5, 10) for code in CODES[:3]]
        found = standing(*rows)
        assert found.shown.empty
        assert not found.uses_bands
        assert found.alike() == []


class TestAlike:
    def test_units_that_overlap_stand_in_one_group(self):
        assert [set(group) for group in standing(*even(GROUPED)).alike()] == [
            set(CODES[:7]), {"157", "158", "159"},
        ]  # fmt: skip

    def test_groups_are_ordered_by_size_and_members_by_result(self):
        first = standing(*even(GROUPED)).alike()[0]
        assert first == ["150", "155", "153", "148", "154", "156", "152"]

    def test_units_far_apart_are_in_no_group(self):
        assert standing(*even(APART)).alike() == []


class TestFunnel:
    def test_units_far_from_the_whole_lie_outside(self):
        zones = by_area(standing(*even(GROUPED)))["zone"]
        assert zones["157"] == "outside"
        alike = by_area(standing(*even(dict.fromkeys(CODES, 500))))["zone"]
        assert alike.unique().tolist() == ["inside"]

    def test_chance_alone_has_no_dispersion_and_real_differences_have_much(self):
        assert standing(*even(dict.fromkeys(CODES, 500))).dispersion == 0
        assert standing(*even(GROUPED)).dispersion > 20

    def test_one_formula_serves_all_units(self):
        assert standing(*even(GROUPED)).method == "score"
        few = dict.fromkeys(CODES[:4], 99)
        assert standing(*even(few, base=100)).method == "exact"

    def test_limits_run_along_whole_denominators_and_narrow(self):
        rows = [("148", 80, 100), ("150", 800, 1000), ("152", 8000, 10000)]
        limits = standing(*rows).limits()
        assert limits["n"].iloc[0] == 0.5 * 100
        assert limits["n"].iloc[-1] == round(1.05 * 10000 + 1)
        assert (limits["n"] % 1 == 0).all()
        assert (limits["upper_998"] - limits["lower_998"]).is_monotonic_decreasing

    def test_limits_never_begin_below_the_least_base_that_is_drawn(self):
        rows = [(code, 20, 25) for code in CODES[:3]]
        assert standing(*rows).limits()["n"].iloc[0] == 20

    def test_the_whole_is_all_units_together(self):
        rows = [("148", 90, 100), ("150", 30, 50), ("152", 10, 50)]
        assert standing(*rows).pooled == pytest.approx(100 * (90 + 30 + 10) / (100 + 50 + 50))


def test_a_panel_is_judged_once_for_all_who_ask():
    found = panel(*even(GROUPED))
    assert found.standing is found.standing
    assert found.standing.rows.equals(standing_of(found).rows)
