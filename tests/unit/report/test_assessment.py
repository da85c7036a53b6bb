"""Verdicts, changes and evidence of figures against made-up targets."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest

from chiso.catalog import TargetKind
from chiso.periods import Period
from chiso.report.assessment import judge, with_change, with_evidence
from chiso.report.goals import targets_on
from makers import act, target
from unit.report.rows import catalogue_of, figure, frame

DAY = date(2023, 12, 31)


def judged(figures, *targets):
    return judge(frame(*figures), targets_on(catalogue_of(targets=targets), DAY))


def against(value, goal=50.0, operator=">=", **changes):
    """One figure judged against one target."""
    return judged([figure(value=value, **changes)], target(value=goal, operator=operator)).iloc[0]


def late(value, goal=5.0, operator="<=", **changes):
    goal = target(indicator="late_share", definition="as_printed", value=goal, operator=operator)
    return judged([figure("late_share", value=value, **changes)], goal).iloc[0]


class TestVerdict:
    @pytest.mark.parametrize(
        ("value", "operator", "verdict"),
        [
            (51, ">=", "met"), (50, ">=", "met"), (49, ">=", "not_met"),
            (51, ">", "met"), (50, ">", "not_met"),
        ],
    )  # fmt: skip
    def test_an_exact_figure_is_judged_by_its_value(self, value, operator, verdict):
        assert against(value, operator=operator)["verdict"] == verdict

    @pytest.mark.parametrize(
        ("value", "operator", "verdict"),
        [(5, "<=", "met"), (6, "<=", "not_met"), (5, "<", "not_met"), (4, "<", "met")],
    )
    def test_where_less_is_better_the_target_is_an_upper_limit(self, value, operator, verdict):
        assert late(value, operator=operator)["verdict"] == verdict

    def test_counts_decide_and_not_the_print(self):
        row = against(70.0, goal=70.0, numerator=6996, denominator=10_000)
        assert row["verdict"] == "not_met"
        assert row["gap"] == pytest.approx(70 - 69.96)

    @pytest.mark.parametrize(
        ("qualifier", "goal", "verdict"),
        [
            (">", 90, "met"), (">", 80, "met"), (">", 95, "undetermined"),
            (">=", 90, "met"), ("<", 95, "not_met"), ("<=", 90, "undetermined"),
            ("~", 80, "met"), ("~", 90, "undetermined"), ("~", 100, "not_met"),
        ],
    )  # fmt: skip
    def test_a_bound_is_judged_by_its_whole_interval(self, qualifier, goal, verdict):
        assert against(90, goal=goal, qualifier=qualifier)["verdict"] == verdict

    @pytest.mark.parametrize(("qualifier", "value"), [(">", 100), ("<", 0)])
    def test_an_impossible_bound_decides_nothing(self, qualifier, value):
        assert against(value, qualifier=qualifier)["verdict"] == "undetermined"

    def test_a_figure_without_a_target_has_its_own_verdict(self):
        row = judged([figure(value=45)]).iloc[0]
        assert row["verdict"] == "no_target"
        assert pd.isna(row["gap"])

    def test_a_target_without_a_figure_has_its_own_verdict(self):
        row = judged([], target()).iloc[0]
        assert (row["verdict"], row["target"]) == ("no_data", 50.0)
        assert pd.isna(row["period"])

    @pytest.mark.parametrize("operator", ["<=", "<"])
    def test_an_upper_limit_without_a_figure_has_no_data(self, operator):
        goal = target(indicator="late_share", definition="as_printed", operator=operator)
        assert judged([figure()], goal)["verdict"].tolist() == ["no_data", "no_target"]

    def test_another_definition_gives_no_gap(self):
        rows = judged([figure(value=45)], target(definition="online_over_eligible"))
        assert sorted(rows["verdict"]) == ["no_data", "no_target"]
        assert rows["gap"].isna().all()

    @pytest.mark.parametrize("other", [{"tier": "district"}, {"area": "148"}])
    def test_a_target_holds_for_its_own_tier_and_area(self, other):
        rows = judged([figure(value=45, **other)], target())
        assert sorted(rows["verdict"]) == ["no_data", "no_target"]

    def test_a_target_on_change_is_not_compared_with_a_level(self):
        rows = judged([figure(value=45)], target(kind=TargetKind.CHANGE, value=3))
        assert rows["verdict"].tolist() == ["no_target"]

    def test_a_rank_is_judged_by_its_place(self):
        goal = target(
            indicator="dti_rank", definition="as_printed", operator="<=", value=30,
            kind=TargetKind.RANK,
        )  # fmt: skip
        row = judged([figure("dti_rank", value=42)], goal).iloc[0]
        assert (row["verdict"], row["gap"]) == ("not_met", 42 - 30)

    def test_each_target_of_a_figure_gives_a_row(self):
        rows = judged(
            [figure(value=60)],
            target(value=50),
            target(value=80, due=Period.parse("2030")),
        )
        assert dict(zip(rows["target"], rows["verdict"], strict=True)) == {
            50: "met",
            80: "not_met",
        }

    def test_a_target_past_due_is_marked(self):
        rows = judged([figure()], target(due=Period.parse("2022")), target())
        assert dict(zip(rows["due_period"], rows["is_past"], strict=True)) == {
            "2022": True,
            "2025": False,
        }

    def test_both_scopes_of_a_figure_are_judged(self):
        rows = judged([figure(scope="state"), figure(scope="party", value=60)], target())
        assert dict(zip(rows["scope"], rows["verdict"], strict=True)) == {
            "state": "not_met",
            "party": "met",
        }


class TestGap:
    def test_what_is_still_to_go_is_positive(self):
        assert against(45)["gap"] == 50 - 45

    def test_what_is_ahead_is_negative(self):
        assert against(60)["gap"] == 50 - 60

    def test_where_less_is_better_too_much_is_still_to_go(self):
        assert late(8)["gap"] == 8 - 5

    @pytest.mark.parametrize(
        ("qualifier", "value", "goal", "ends"),
        [
            (">", 95, 80, (80 - 100, 80 - 95)),
            ("<", 50, 80, (80 - 50, 80 - 0)),
            (">", 90, 95, (95 - 100, 95 - 90)),
        ],
    )
    def test_a_bound_gives_the_ends_of_its_gap_and_no_gap(self, qualifier, value, goal, ends):
        row = against(value, goal=goal, qualifier=qualifier)
        assert pd.isna(row["gap"])
        assert (row["gap_low"], row["gap_high"]) == ends


class TestBorderline:
    @pytest.mark.parametrize(
        ("value", "goal", "verdict"), [(68, 67.6, "met"), (68, 68.4, "not_met"), (68, 68, "met")]
    )
    def test_rounding_that_could_turn_the_verdict_is_borderline(self, value, goal, verdict):
        row = against(value, goal=goal)
        assert (row["verdict"], row["is_borderline"]) == (verdict, True)

    def test_a_target_outside_the_rounding_is_not_borderline(self):
        assert not against(68, goal=67)["is_borderline"]

    def test_counts_are_never_borderline(self):
        row = against(50, numerator=200, denominator=400)
        assert (row["verdict"], row["is_borderline"]) == ("met", False)

    def test_an_undetermined_bound_is_not_borderline(self):
        assert not against(90, goal=95, qualifier=">")["is_borderline"]


def changes(*figures):
    rows = with_change(frame(*figures))
    return rows.set_index("period")[["previous_period", "previous", "previous_is_bound", "change"]]


class TestChange:
    def test_a_change_is_this_figure_minus_the_one_before(self):
        rows = changes(figure(value=45, period="2023"), figure(value=40, period="2022"))
        assert rows.loc["2023", "change"] == 45 - 40
        assert (rows.loc["2023", "previous_period"], rows.loc["2023", "previous"]) == ("2022", 40)

    def test_the_first_figure_has_none(self):
        assert pd.isna(changes(figure())["change"].iloc[0])

    @pytest.mark.parametrize(("now", "before"), [("=", ">"), (">", "="), (">", ">")])
    def test_no_change_is_computed_with_a_bound(self, now, before):
        rows = changes(
            figure(value=90, qualifier=now),
            figure(value=95, qualifier=before, period="2022"),
        )
        assert pd.isna(rows.loc["2023", "change"])
        assert rows.loc["2023", "previous_is_bound"] == (before == ">")

    def test_periods_of_other_lengths_are_not_compared(self):
        rows = changes(
            figure(value=40, period="2022"),
            figure(value=30, period="2022-Q4"),
            figure(value=45, period="2023"),
            figure(value=33, period="2023-Q1"),
        )
        assert rows.loc["2023", "previous_period"] == "2022"
        assert rows.loc["2023-Q1", "previous_period"] == "2022-Q4"
        assert pd.isna(rows.loc["2022-Q4", "change"])

    def test_months_of_28_and_31_days_are_of_one_length(self):
        rows = changes(figure(value=40, period="2023-01"), figure(value=41, period="2023-02"))
        assert rows.loc["2023-02", "change"] == 41 - 40

    @pytest.mark.parametrize(
        ("name", "kind", "expected"),
        [
            ("dossiers", "flow", "2022-Q1"), ("dossiers", "ytd", "2022-Q1"),
            ("dossiers", "stock", "2022-Q2"), ("online_share", "flow", "2022-Q2"),
        ],
    )  # fmt: skip
    def test_a_count_that_flows_is_compared_with_the_same_stage(self, name, kind, expected):
        quarters = [
            figure(name, value=value, period=code, period_kind=kind)
            for code, value in (("2022-Q1", 30), ("2022-Q2", 44), ("2023-Q1", 33))
        ]
        assert changes(*quarters).loc["2023-Q1", "previous_period"] == expected

    def test_after_a_gap_the_period_before_is_named(self):
        rows = changes(figure(value=40, period="2019"), figure(value=45, period="2023"))
        assert rows.loc["2023", "previous_period"] == "2019"
        assert rows.loc["2023", "change"] == 45 - 40

    @pytest.mark.parametrize(
        "other",
        [{"definition": "online_over_eligible"}, {"tier": "district"}, {"scope": "party"}],
    )
    def test_another_series_is_not_compared(self, other):
        rows = changes(figure(), figure(value=40, period="2022", **other))
        assert pd.isna(rows.loc["2023", "change"])

    def test_rows_keep_their_order_and_index(self):
        rows = frame(figure(period="2023"), figure(period="2021"), figure(period="2022"))
        assert with_change(rows)["period"].tolist() == ["2023", "2021", "2022"]

    def test_the_callers_frame_stays_as_it_was(self):
        rows = frame(figure())
        with_change(rows)
        assert "change" not in rows


def graded(*figures, targets=()):
    rows = with_evidence(frame(*figures), targets_on(catalogue_of(targets=targets), DAY))
    return rows.set_index("period")[["evidence", "evidence_flags"]]


class TestEvidence:
    @pytest.mark.parametrize(
        ("changes", "grade"),
        [
            ({"numerator": 45, "denominator": 100}, "counted"),
            ({}, "exact"),
            ({"qualifier": ">"}, "bound"),
        ],
    )
    def test_a_figure_is_graded_by_how_it_was_printed(self, changes, grade):
        assert graded(figure(**changes)).loc["2023", "evidence"] == grade

    def test_a_figure_that_repeats_a_target_is_weak(self):
        rows = graded(figure(value=50, qualifier=">="), targets=(target(),))
        assert rows.loc["2023", "evidence"] == "equals_target"
        assert "equals_target" in rows.loc["2023", "evidence_flags"]

    def test_a_target_of_another_definition_is_not_repeated(self):
        goal = target(definition="online_over_eligible")
        assert graded(figure(value=50), targets=(goal,)).loc["2023", "evidence"] == "exact"

    def test_a_target_adopted_later_is_not_repeated(self):
        goal = target(act=act(adopted=date(2023, 6, 15)))
        rows = graded(figure(value=50, period="2022"), targets=(goal,))
        assert rows.loc["2022", "evidence"] == "exact"

    def test_counts_that_reach_a_target_exactly_repeat_nothing(self):
        rows = graded(figure(value=50, numerator=200, denominator=400), targets=(target(),))
        assert rows.loc["2023"].tolist() == ["counted", "counted"]

    def test_a_figure_carried_forward_is_the_weakest(self):
        rows = graded(figure(value=45), figure(value=45, period="2022"))
        assert rows["evidence"].tolist() == ["unchanged", "exact"]

    def test_a_figure_of_another_definition_is_not_carried_forward(self):
        rows = graded(
            figure(value=45), figure(value=45, period="2022", definition="online_over_eligible")
        )
        assert rows["evidence"].tolist() == ["exact", "exact"]

    def test_new_counts_are_not_carried_forward(self):
        rows = graded(
            figure(value=50, numerator=50, denominator=100),
            figure(value=50, numerator=60, denominator=120, period="2022"),
        )
        assert rows["evidence"].tolist() == ["counted", "counted"]

    def test_two_periods_that_end_on_one_day_are_no_error(self):
        rows = graded(figure(value=45), figure(value=44, period="2023-Q4"))
        assert rows["evidence"].tolist() == ["exact", "exact"]


def test_missing_gaps_are_missing_and_not_zero():
    rows = judged([figure(value=90, qualifier=">")], target(value=90))
    assert math.isnan(rows["gap"].iloc[0])
