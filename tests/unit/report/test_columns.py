"""Columns that many tables share."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from chiso.report.columns import figure_columns, figure_rows, flag_names
from chiso.report.rows import rows_of
from makers import target
from unit.report.rows import catalogue_of, figure, report


def cells(*figures, **changes):
    """The first row of the shared columns of a report's leading results."""
    edition = report(*figures, **changes)
    return figure_rows(edition, edition.leading).iloc[0]


def goal(value=50.0, **changes):
    return (target(value=value, **changes),)


def flags(*figures, **changes):
    edition = report(*figures, **changes)
    return flag_names(next(rows_of(edition.leading)))


class TestValue:
    def test_values_stay_raw_and_say_how_they_are_written(self):
        row = cells(figure(value=70, numerator=1310, denominator=1860))
        assert row["value"] == pytest.approx(100 * 1310 / 1860)
        assert (row["value_qualifier"], row["value_decimals"], row["value_percent"]) == (
            "=",
            1,
            True,
        )

    def test_a_bound_keeps_its_number_and_its_sign(self):
        row = cells(figure(value=90, qualifier=">"))
        assert (row["value"], row["value_qualifier"]) == (90, ">")

    @pytest.mark.parametrize(
        ("name", "suffix", "unit"),
        [
            ("online_share", "", "%"),
            ("digitisation_score", "/22", "points/22"),
            ("dossiers", " dossiers", "dossiers"),
            ("dti_rank", "", "rank"),
            ("smart_city", "", "stage"),
        ],
    )
    def test_the_unit_stands_behind_a_figure_where_it_is_needed(self, name, suffix, unit):
        row = cells(figure(name, value=2), lang="en", targets=())
        assert (row["value_suffix"], row["unit"]) == (suffix, unit)

    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            ({}, "Cấp tỉnh"),
            ({"scope": "party"}, "Cấp tỉnh, khối Đảng"),
            ({"tier": "all"}, "Toàn tỉnh"),
        ],
    )
    def test_tier_and_scope_are_named(self, changes, name):
        assert cells(figure(**changes), targets=())["tier_name"] == name

    @pytest.mark.parametrize(("stage", "text"), [(1, "planned"), (3, "")])
    def test_a_milestone_is_shown_by_its_name_where_it_has_one(self, stage, text):
        assert cells(figure("smart_city", value=stage), lang="en", targets=())["value_text"] == text

    def test_a_milestone_without_a_figure_has_no_name(self):
        goal = target(indicator="smart_city", definition="as_printed", value=2.0)
        edition = report(figure("dossiers", value=9), targets=(goal,))
        rows = figure_rows(edition, edition.leading).set_index("indicator")
        assert rows.loc["smart_city", "value_text"] == ""

    def test_a_rank_has_no_change(self):
        rows = figure("dti_rank", value=42), figure("dti_rank", value=47, period="2022")
        assert pd.isna(cells(*rows, targets=())["change"])

    def test_a_change_has_a_sign_and_the_decimals_of_the_figure(self):
        row = cells(figure(value=45.5, decimals=1), figure(value=40.0, decimals=1, period="2022"))
        assert row["change"] == 45.5 - 40.0
        assert (row["change_decimals"], row["change_signed"]) == (1, True)

    def test_a_frame_without_targets_has_no_target_columns(self):
        edition = report(figure())
        rows = figure_rows(edition, edition.current)
        assert "value" in rows
        assert "target" not in rows


class TestGap:
    def test_an_exact_gap_is_shown_as_it_is(self):
        row = cells(figure(value=45), targets=goal())
        assert (row["gap"], row["gap_qualifier"]) == (50 - 45, "=")

    def test_a_bound_that_meets_its_target_is_ahead_by_at_least_so_much(self):
        row = cells(figure(value=95, qualifier=">"), targets=goal(80.0))
        assert (row["gap"], row["gap_qualifier"]) == (80 - 95, "<=")

    def test_a_bound_that_misses_its_target_lacks_at_least_so_much(self):
        row = cells(figure(value=50, qualifier="<"), targets=goal(80.0))
        assert (row["gap"], row["gap_qualifier"]) == (80 - 50, ">=")

    def test_an_undetermined_bound_has_no_gap(self):
        assert pd.isna(cells(figure(value=90, qualifier=">"), targets=goal(95.0))["gap"])

    def test_a_target_past_whole_numbers_keeps_its_decimals(self):
        row = cells(figure(value=62), targets=goal(62.25))
        assert (row["target"], row["target_decimals"]) == (62.25, 2)

    def test_a_gap_is_as_fine_as_its_target(self):
        row = cells(figure(value=62), targets=goal(62.5))
        assert (row["gap"], row["gap_decimals"]) == (0.5, 1)

    def test_a_small_gap_is_not_rounded_away(self):
        row = cells(figure(value=62.46, decimals=0), targets=goal(62.5))
        assert row["gap_decimals"] == 2

    @pytest.mark.parametrize(("operator", "sign"), [(">=", "="), (">", ">")])
    def test_only_a_strict_target_shows_its_sign(self, operator, sign):
        assert cells(figure(), targets=goal(operator=operator))["target_qualifier"] == sign

    def test_a_target_that_is_not_to_be_exceeded_shows_its_sign(self):
        limit = goal(2.0, indicator="late_share", definition="as_printed", operator="<=")
        assert cells(figure("late_share"), targets=limit)["target_qualifier"] == "<="

    def test_the_due_date_follows_the_target(self):
        row = cells(figure(), targets=goal())
        assert (row["target_suffix"], row["due_label"]) == (" (2025)", "2025")

    def test_a_target_without_a_figure_has_empty_cells(self):
        missing = goal(indicator="late_share", definition="as_printed", operator="<=")
        edition = report(figure(), targets=missing)
        row = figure_rows(edition, edition.leading).set_index("indicator").loc["late_share"]
        assert pd.isna(row["value"])
        assert pd.isna(row["period_label"])
        assert (row["value_decimals"], row["flag_text"], row["verdict"]) == (0, "", "no_data")


class TestDecimalsDoNotContradictTheVerdict:
    @pytest.mark.parametrize(
        ("numerator", "decimals"), [(6996, 2), (69_999, 3), (7000, 1), (6940, 1)]
    )
    def test_a_missed_target_is_never_shown_as_reached(self, numerator, decimals):
        base = 10_000 if numerator < 10_000 else 100_000
        row = cells(figure(value=70, numerator=numerator, denominator=base), targets=goal(70.0))
        assert row["value_decimals"] == decimals

    def test_a_figure_without_stated_decimals_is_not_rounded_to_its_target(self):
        row = cells(figure(value=69.6, decimals=None), targets=goal(70.0))
        assert row["value_decimals"] == 1


class TestFlags:
    @pytest.mark.parametrize(
        ("changes", "flag"),
        [
            ({"qualifier": ">"}, "bound"),
            ({"status": "provisional"}, "provisional"),
            ({"status": "estimated"}, "estimated"),
            ({"numerator": 9, "denominator": 19, "value": 47}, "small_base"),
            ({"correction": "doubtful"}, "corrected"),
        ],
    )
    def test_what_weakens_a_figure_is_flagged(self, changes, flag):
        assert flags(figure(**changes), targets=()) == [flag]

    def test_a_plain_figure_has_no_flags(self):
        assert flags(figure(), targets=()) == []

    def test_a_base_of_20_is_large_enough(self):
        assert flags(figure(numerator=9, denominator=20), targets=()) == []

    def test_a_copy_of_a_target_is_flagged(self):
        assert flags(figure(value=50, qualifier=">="), targets=goal()) == ["equals_target", "bound"]

    def test_a_figure_carried_forward_is_flagged(self):
        assert flags(figure(), figure(period="2022"), targets=()) == ["unchanged"]

    def test_an_unchanged_rank_is_no_weak_evidence(self):
        rows = figure("dti_rank", value=42), figure("dti_rank", value=42, period="2022")
        assert flags(*rows, targets=()) == []

    def test_rounding_that_could_turn_the_verdict_is_flagged(self):
        assert flags(figure(value=50, decimals=0), targets=goal(50.4)) == ["borderline"]

    def test_a_target_past_due_is_flagged(self):
        assert flags(figure(period="2026"), period="2026", targets=goal()) == ["past_due"]

    def test_history_is_flagged(self):
        again = figure(value=46, published="2025-04-06", source="NEWS2")
        assert flags(figure(), again, targets=()) == ["revised"]
        assert flags(figure(), figure(value=46, source="NEWS2"), targets=()) == ["disputed"]
        before = figure(period="2022", definition="online_over_eligible")
        assert flags(figure(), before, targets=()) == ["definition_changed"]

    def test_flags_are_written_in_words(self):
        row = cells(figure(value=50, qualifier=">="), targets=goal())
        assert row["flag_text"] == "trùng nguyên văn chỉ tiêu; chỉ nêu cận"


def shown(*figures, judged=True, **changes):
    edition = report(*figures, **changes)
    frame = figure_rows(edition, edition.leading)
    return {item.name: item.is_shown for item in figure_columns(edition, frame, judged=judged)}


class TestColumns:
    def test_a_judged_table_has_verdict_target_and_gap(self):
        assert shown(figure(value=45), targets=goal()) == {
            "name": True, "tier_name": True, "verdict": True, "value": True, "unit": False,
            "target": True, "due_label": False, "gap": True, "change": False,
            "period_label": True, "flag_text": False,
        }  # fmt: skip

    def test_a_plain_table_has_none_of_them(self):
        assert not {"verdict", "target", "gap"} & set(shown(figure(), judged=False))

    def test_columns_without_a_filled_cell_are_left_to_the_exports(self):
        columns = shown(figure(value=90, qualifier=">"), targets=goal(95.0))
        assert (columns["gap"], columns["flag_text"]) == (False, True)


@pytest.mark.parametrize(("lang", "suffix"), [("vi", "/61,5"), ("en", "/61.5")])
def test_a_full_score_with_a_fraction_is_written_as_the_language_does(lang, suffix):
    known = catalogue_of().indicators
    scored = replace(known["digitisation_score"], maximum=61.5)
    row = cells(
        figure("digitisation_score", value=57.04),
        lang=lang,
        targets=(),
        indicators={**known, "digitisation_score": scored},
    )
    assert row["value_suffix"] == suffix
    assert row["unit"].endswith(suffix)
