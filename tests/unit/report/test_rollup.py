"""Months and quarters of one source become halves and years: what adds, what lasts, what stays."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.catalog import AreaChange
from chiso.periods import Grain, Period
from chiso.report.rollup import FROM_MONTHS, FROM_QUARTERS, enclosing, last_by, rolled_up
from unit.report.rows import catalogue_of, figure, observations

QUARTER = ("2023-01", "2023-02", "2023-03")


def months(name="dossiers", values=(10, 20, 30), codes=QUARTER, **changes):
    """One count a month."""
    return [
        figure(name, period=code, value=value, **changes)
        for code, value in zip(codes, values, strict=True)
    ]


def shares(parts, codes=QUARTER, **changes):
    """One share a month from its counts."""
    return [
        figure(period=code, value=100 * cases / base, numerator=cases, denominator=base, **changes)
        for code, (cases, base) in zip(codes, parts, strict=True)
    ]


def rolled(*figures, grain=Grain.QUARTER, **changes):
    known = catalogue_of(**changes)
    return rolled_up(observations(*figures, known=known), known, grain)


class TestFlows:
    def test_counts_of_three_months_are_the_count_of_the_quarter(self):
        (row,) = rolled(*months()).to_dict("records")
        assert (row["period"], row["value"]) == ("2023-Q1", 10 + 20 + 30)
        assert row["derived_from"] == "tổng 3 tháng / sum of 3 months"
        assert row["locator"] == row["derived_from"]

    def test_a_missing_month_leaves_no_quarter(self):
        assert rolled(*months()[:2]).empty

    def test_a_month_of_another_source_does_not_fill_the_gap(self):
        rows = months()
        rows[1]["source"] = "NEWS2"
        assert rolled(*rows).empty

    def test_shares_are_those_of_the_summed_counts_and_not_the_mean(self):
        (row,) = rolled(*shares([(10, 100), (30, 100), (400, 500)])).to_dict("records")
        assert row["value"] == pytest.approx(100 * (10 + 30 + 400) / (100 + 100 + 500))
        assert (row["numerator"], row["denominator"]) == (10 + 30 + 400, 100 + 100 + 500)

    def test_shares_without_counts_do_not_add(self):
        assert rolled(*months("online_share")).empty

    def test_a_share_of_no_cases_at_all_is_none(self):
        rows = shares([(1, 2), (1, 2), (1, 2)])
        for row in rows:
            row.update(numerator=0, denominator=0)
        assert rolled(*rows).empty

    def test_quarters_make_a_half_as_months_do_and_the_rank_tells_them_apart(self):
        halves = [
            *months(values=range(1, 7), codes=[f"2023-{month:02d}" for month in range(1, 7)]),
            *months(values=(6, 15), codes=("2023-Q1", "2023-Q2")),
        ]
        found = rolled(*halves, grain=Grain.HALF).set_index("derived_rank")
        assert found["value"].to_dict() == {
            FROM_MONTHS: 1 + 2 + 3 + 4 + 5 + 6,
            FROM_QUARTERS: 6 + 15,
        }

    def test_nine_months_end_in_september(self):
        rows = months(values=(5, 6, 7), codes=("2023-Q1", "2023-Q2", "2023-Q3"))
        (row,) = rolled(*rows, grain=Grain.NINE_MONTHS).to_dict("records")
        assert (row["period"], row["value"]) == ("2023-9M", 5 + 6 + 7)

    def test_a_sum_is_as_good_as_its_weakest_part_and_as_late_as_its_last(self):
        rows = months()
        rows[0]["status"], rows[2]["published"] = "provisional", "2024-03-01"
        (row,) = rolled(*rows).to_dict("records")
        assert (row["status"], f"{row['published']:%Y-%m-%d}") == ("provisional", "2024-03-01")

    def test_a_year_to_date_total_is_no_part(self):
        assert rolled(*months(period_kind="ytd")).empty

    def test_scores_and_ranks_never_add(self):
        assert rolled(*months("digitisation_score"), *months("dti_rank")).empty


class TestStocks:
    def test_the_last_month_stands_for_the_quarter(self):
        (row,) = rolled(*months(period_kind="stock")).to_dict("records")
        assert (row["period"], row["value"]) == ("2023-Q1", 30)
        assert row["derived_from"] == "số cuối kỳ, có 3 tháng / the last of 3 months"

    @pytest.mark.parametrize(("left_out", "count"), [(0, 1), (2, 0)])
    def test_two_of_three_do_if_the_last_is_there(self, left_out, count):
        rows = months(period_kind="stock")
        del rows[left_out]
        assert len(rolled(*rows)) == count

    def test_the_last_alone_is_no_return_of_months(self):
        assert rolled(*months(period_kind="stock")[2:]).empty


class TestChangesOfBoundaries:
    def test_nothing_is_added_across_a_change_of_the_area(self):
        change = AreaChange(date(2023, 2, 15), "merge", "150", "148", 1.0)
        rows = [row for code in ("148", "150", "17") for row in months(area=code)]
        assert rolled(*rows, changes=(change,))["area"].tolist() == ["17"]

    @pytest.mark.parametrize("day", [date(2023, 1, 1), date(2023, 4, 1)])
    def test_a_change_on_the_first_day_or_after_the_last_tears_nothing(self, day):
        change = AreaChange(day, "merge", "150", "148", 1.0)
        assert len(rolled(*months(area="148"), changes=(change,))) == 1


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.DAY, Grain.SPAN])
def test_other_periods_are_not_made(grain):
    assert rolled(*months(), grain=grain).empty


@pytest.mark.parametrize(
    ("code", "grain", "found"),
    [
        ("2024-05", Grain.QUARTER, "2024-Q2"),
        ("2024-Q2", Grain.HALF, "2024-H1"),
        ("2024-Q4", Grain.NINE_MONTHS, None),
        ("2024-H1", Grain.QUARTER, None),
        ("2024-12", Grain.YEAR, "2024"),
    ],
)
def test_a_period_lies_within_one_of_a_grain_or_in_none(code, grain, found):
    period = enclosing(Period.parse(code), grain)
    assert (period and period.code) == found


@pytest.mark.parametrize(
    ("grain", "code"),
    [
        (Grain.MONTH, "2025-06"),
        (Grain.HALF, "2025-H1"),
        (Grain.NINE_MONTHS, "2024-9M"),
        (Grain.YEAR, "2024"),
    ],
)
def test_the_last_period_that_districts_saw_to_its_end(grain, code):
    found = last_by(grain, date(2025, 6, 30))
    assert found is not None
    assert found.code == code


def test_days_and_spans_have_no_last_period():
    assert last_by(Grain.DAY, date(2025, 6, 30)) is None
