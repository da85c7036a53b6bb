"""Where a series would stand on its due date."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from chiso.errors import MetricError
from chiso.metrics.logit import binomial_trend
from chiso.metrics.projection import project_to_due_date
from makers.series import only, panel, series, shares


def test_a_straight_line_goes_on_by_both_routes():
    row = only(project_to_due_date(series([40, 45, 50, 55], due=2026.0)))
    expected = 55 + 5 * (2026 - 2023)
    assert (row["recent_changes"], row["theil_sen"]) == pytest.approx((expected, expected))
    assert (row["lower"], row["value"], row["upper"]) == pytest.approx((expected,) * 3)
    assert (row["method"], row["n_used"]) == ("range_over_routes", 4)


def test_only_the_last_five_changes_are_averaged():
    row = only(project_to_due_date(series([0, 50, 52, 54, 56, 58, 60], due=2028.0)))
    assert row["recent_changes"] == pytest.approx(60 + 2 * 2)


def test_uneven_years_are_heeded():
    frame = series([40, 44, 50, 60], due=2028.0).assign(time=[2016.0, 2018.0, 2021.0, 2026.0])
    assert only(project_to_due_date(frame))["recent_changes"] == pytest.approx(60 + 2 * 2)


def test_counts_add_the_log_odds_route():
    frame = shares([50, 60, 70, 80]).assign(due=2025.0)
    frame["value"] = frame["numerator"]
    row = only(project_to_due_date(frame))
    fit = only(binomial_trend(frame))
    odds = fit["log_odds_intercept"] + fit["log_odds_slope"] * 2025
    assert row["logit"] == pytest.approx(100 * expit(odds))
    assert row["lower"] == row["logit"] < row["upper"] == 100


def test_routes_stay_within_the_bounds():
    row = only(project_to_due_date(series([60, 70, 80, 90], due=2030.0)))
    assert (row["upper"], row["flags"]) == (100, "clipped")
    falling = only(project_to_due_date(series([30, 20, 10, 5], due=2030.0)))
    assert falling["lower"] == 0


def test_without_bounds_nothing_is_clipped():
    row = only(project_to_due_date(series([60, 70, 80, 90], due=2030.0), bounds=(None, None)))
    assert row["value"] == pytest.approx(90 + 7 * 10)


@pytest.mark.parametrize(
    ("values", "due", "reason", "flags"),
    [
        ([40, 50, 60], 2025.0, "insufficient_data", ""),
        ([40], 2025.0, "insufficient_data", ""),
        ([None, None], 2025.0, "insufficient_data", ""),
        ([40, 50, 60, 70], None, "due_date_missing", ""),
        ([40, 50, 60, 70], 2023.0, "not_applicable", "due_date_passed"),
    ],
)
def test_a_projection_that_cannot_be_says_why(values, due, reason, flags):
    frame = series(values).assign(due=due).astype(float)
    row = only(project_to_due_date(frame))
    assert (row["reason"], row["flags"]) == (reason, flags)
    assert np.isnan(row["value"])


def test_series_have_their_own_due_dates():
    frame = panel(series([40, 45, 50, 55], due=2024.0), series([40, 45, 50, 55], due=2026.0))
    assert project_to_due_date(frame, ["area"])["value"].tolist() == pytest.approx([60, 70])


def test_two_due_dates_of_one_series_are_an_error():
    with pytest.raises(MetricError, match="rows 0, 1, 2, 3: due"):
        project_to_due_date(series([1, 2, 3, 4], due=[2025.0, 2025.0, 2025.0, 2026.0]))
