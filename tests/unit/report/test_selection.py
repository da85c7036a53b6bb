"""Which published rows a report uses, and what their print allows."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from chiso.catalog import PeriodKind
from chiso.dataset.observations import cut_after
from chiso.periods import Calendar, Period
from chiso.report.selection import (
    is_current,
    latest_of_series,
    leading_rows,
    with_values,
)
from makers import source
from unit.report.rows import catalogue_of, figure, frame, observations


def values(*figures):
    return frame(*figures).iloc[0]


class TestCut:
    def test_a_figure_whose_period_ends_on_the_last_day_is_in(self):
        rows = observations(figure(period="2024-H1"), figure(period="2024-Q3"))
        assert cut_after(rows, date(2024, 6, 30))["period"].tolist() == ["2024-H1"]

    def test_a_late_publication_about_an_early_period_is_in(self):
        rows = observations(figure(period="2023", published="2025-10-31"))
        assert len(cut_after(rows, date(2023, 12, 31))) == 1

    def test_the_calendar_of_the_source_decides_where_a_period_ends(self):
        closing = {
            "NEWS1": source(),
            "FORM6": source(id="FORM6", calendar=Calendar.ADM15),
        }
        known = catalogue_of(sources=closing)
        rows = observations(figure(source="FORM6"), figure(source="NEWS1"), known=known)
        assert cut_after(rows, date(2023, 12, 14))["source"].tolist() == ["FORM6"]

    def test_the_callers_frame_stays_as_it_was(self):
        rows = observations(figure(period="2024"))
        cut_after(rows, date(2023, 1, 1))
        assert len(rows) == 1


class TestExactValues:
    def test_a_counted_share_is_taken_from_its_counts_and_not_from_its_print(self):
        row = values(figure(value=70.0, numerator=1310, denominator=1860))
        assert row["exact"] == pytest.approx(100 * 1310 / 1860)
        assert row["is_counted"]

    def test_counts_leave_nothing_open(self):
        row = values(figure(value=70.0, numerator=1310, denominator=1860))
        assert row["lower"] == row["upper"] == row["exact"]

    def test_a_share_without_counts_is_what_was_printed(self):
        row = values(figure(value=70.4, decimals=1))
        assert (row["exact"], row["is_counted"]) == (70.4, False)

    def test_a_print_that_its_counts_contradict_is_no_error(self):
        row = values(figure(value=50.0, decimals=1, numerator=1, denominator=3))
        assert row["exact"] == pytest.approx(100 / 3)

    def test_a_base_of_zero_counts_nothing(self):
        row = values(figure(value=0.0, numerator=0, denominator=0))
        assert (row["exact"], row["is_counted"]) == (0.0, False)

    def test_a_numerator_alone_counts_nothing(self):
        assert not values(figure(value=45.0, numerator=45))["is_counted"]

    def test_the_rank_of_a_ranked_list_is_not_a_share_of_the_list(self):
        row = values(figure("dti_rank", value=42, numerator=42, denominator=63))
        assert row["exact"] == 42


class TestIntervals:
    @pytest.mark.parametrize(("decimals", "half"), [(0, 0.5), (1, 0.05), (2, 0.005)])
    def test_a_printed_share_stands_for_half_a_unit_around_it(self, decimals, half):
        row = values(figure(value=68.0, decimals=decimals))
        assert (row["lower"], row["upper"]) == (
            pytest.approx(68 - half),
            pytest.approx(68 + half),
        )

    @pytest.mark.parametrize(
        ("qualifier", "ends", "is_open"),
        [
            (">", (90, 100), (True, False)),
            (">=", (90, 100), (False, False)),
            ("<", (0, 90), (False, True)),
            ("<=", (0, 90), (False, False)),
            ("~", (90 - 9, 90 + 9), (False, False)),
        ],
    )
    def test_a_bound_is_an_interval_and_has_no_exact_value(self, qualifier, ends, is_open):
        row = values(figure(value=90, qualifier=qualifier))
        assert row["is_bound"]
        assert pd.isna(row["exact"])
        assert (row["lower"], row["upper"]) == ends
        assert (row["lower_open"], row["upper_open"]) == is_open

    def test_a_bound_with_counts_is_still_a_bound(self):
        row = values(figure(value=90, qualifier=">", numerator=91, denominator=100))
        assert pd.isna(row["exact"])
        assert not row["is_counted"]

    def test_a_share_ends_at_100(self):
        assert values(figure(value=100, decimals=0))["upper"] == 100

    def test_a_score_ends_at_its_own_bound(self):
        assert values(figure("digitisation_score", value=13, qualifier=">"))["upper"] == 22

    def test_a_count_has_no_upper_end(self):
        assert pd.isna(values(figure("dossiers", value=500, qualifier=">"))["upper"])

    @pytest.mark.parametrize("name", ["dossiers", "dti_rank", "smart_city"])
    def test_a_printed_whole_count_is_exact(self, name):
        row = values(figure(name, value=2, decimals=0))
        assert row["lower"] == row["upper"] == 2

    def test_a_count_printed_with_decimals_is_rounded(self):
        row = values(figure("dossiers", value=1.5, decimals=1))
        assert (row["lower"], row["upper"]) == (pytest.approx(1.45), pytest.approx(1.55))

    def test_rows_keep_their_order_whatever_their_bounds(self):
        names = ["dossiers", "online_share", "digitisation_score", "online_share"]
        rows = frame(*(figure(name, value=3, period=f"202{i}") for i, name in enumerate(names)))
        assert rows["indicator"].tolist() == names
        assert rows["upper"].tolist() == pytest.approx([3, 3.5, 3.05, 3.5])

    def test_no_rows_give_no_rows(self):
        empty = with_values(observations(), catalogue_of())
        assert empty.empty
        assert {"exact", "lower", "upper", "is_bound", "kind"} <= set(empty)

    def test_kind_direction_and_domain_come_from_the_catalogue(self):
        row = values(figure("dti_rank", value=42))
        assert (row["kind"], row["direction"], row["domain"]) == (
            "rank",
            "lower_is_better",
            "rankings",
        )


def led(*figures):
    return leading_rows(frame(*figures))


class TestLeadingVintage:
    def test_the_later_publication_wins(self):
        early = figure(value=86.89, published="2024-04-17", source="NEWS1")
        later = figure(value=86.76, published="2025-04-06", source="NEWS2")
        assert led(later, early)["value"].tolist() == [86.76]

    def test_an_estimate_never_replaces_a_stated_figure(self):
        stated = figure(value=45, published="2023-01-15")
        estimate = figure(value=47, published="2025-01-15", status="estimated", source="NEWS2")
        assert led(stated, estimate)["value"].tolist() == [45]

    def test_a_provisional_figure_beats_an_estimate(self):
        stated = figure(value=45, published="2023-01-15", status="provisional")
        estimate = figure(value=47, published="2025-01-15", status="estimated", source="NEWS2")
        assert led(estimate, stated)["status"].tolist() == ["provisional"]

    def test_an_estimate_is_used_where_nothing_was_stated(self):
        assert led(figure(value=47, status="estimated"))["value"].tolist() == [47]

    def test_of_one_day_the_counted_figure_wins(self):
        counted = figure(value=45, numerator=45, denominator=100)
        plain = figure(value=40, source="NEWS2")
        assert led(plain, counted)["value"].tolist() == [45]

    def test_of_one_day_and_kind_the_lower_value_wins(self):
        assert led(figure(value=95, source="NEWS2"), figure(value=90))["value"].tolist() == [90]

    def test_of_two_equal_figures_the_order_of_files_decides_nothing(self):
        over = figure(value=90, qualifier=">", source="NEWS2")
        exact = figure(value=90)
        assert led(over, exact)["source"].tolist() == led(exact, over)["source"].tolist()

    @pytest.mark.parametrize(
        "other",
        [
            {"tier": "district"}, {"scope": "party"}, {"area": "148"}, {"period": "2022"},
            {"definition": "online_over_eligible"}, {"indicator": "late_share"},
        ],
    )  # fmt: skip
    def test_another_key_is_another_figure(self, other):
        assert len(led(figure(), {**figure(value=60), **other})) == 2


def current(row, period):
    return bool(is_current(frame(row), Period.parse(period)).iloc[0])


class TestCurrentFigures:
    @pytest.mark.parametrize(
        ("figure_period", "report_period", "expected"),
        [
            ("2023", "2023", True),
            ("2023-Q1", "2023", True),
            ("2023-06-30", "2023", True),
            ("2022", "2023", False),
            ("2022-12-31", "2023", False),
            ("2024-H1", "2024-H1", True),
            ("2024-Q1", "2024-H1", True),
            ("2023", "2024-H1", False),
            ("2024-H1", "2024-H2", False),
            ("2016..2023", "2023", True),
        ],
    )
    def test_a_figure_is_current_when_it_ends_within_the_period(
        self, figure_period, report_period, expected
    ):
        assert current(figure(period=figure_period), report_period) is expected

    @pytest.mark.parametrize("name", ["par_index", "dti_rank"])
    @pytest.mark.parametrize(
        ("year", "report_period", "expected"),
        [
            ("2022", "2023", True),
            ("2021", "2023", False),
            ("2023", "2024-H1", True),
            ("2022", "2024-H1", False),
            ("2023", "2024-H2", True),
        ],
    )
    def test_a_yearly_index_or_rank_counts_for_one_year_more(
        self, name, year, report_period, expected
    ):
        assert current(figure(name, value=42, period=year), report_period) is expected

    def test_a_rank_within_another_period_kind_gets_no_extra_year(self):
        row = figure("dti_rank", value=42, period="2022", period_kind=str(PeriodKind.STOCK))
        assert not current(row, "2023")


class TestLatestOfSeries:
    def test_the_last_day_decides(self):
        rows = frame(figure(period="2022"), figure(period="2023"), figure(period="2021"))
        assert latest_of_series(rows)["period"].tolist() == ["2023"]

    def test_of_one_last_day_the_shorter_period_is_later(self):
        rows = frame(figure(period="2023-Q4"), figure(period="2023"))
        assert latest_of_series(rows)["period"].tolist() == ["2023-Q4"]

    def test_each_definition_is_a_series_of_its_own(self):
        rows = frame(figure(), figure(definition="online_over_eligible", period="2022"))
        assert len(latest_of_series(rows)) == 2

    def test_rows_keep_their_order(self):
        rows = frame(figure(tier="district"), figure(tier="commune"), figure(tier="all"))
        assert latest_of_series(rows)["tier"].tolist() == ["district", "commune", "all"]
