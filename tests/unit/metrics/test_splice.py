"""Series across a break."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit

from chiso.errors import MetricError
from chiso.metrics.splice import SpliceRules, splice_on_overlap
from makers.series import panel, series

SHARES = (0.0, 100.0)


def test_a_ratio_moves_the_old_values_by_the_sums_of_the_overlap():
    found = splice_on_overlap(series([40, 50, 55]), series([56, 60, 66], start=2021))
    factor = (56 + 60) / (50 + 55)
    assert found["value"].tolist() == pytest.approx([40 * factor, 56, 60, 66])
    assert found["n_used"].tolist() == [2] * 4
    assert found["flags"].tolist() == ["spliced", "", "", ""]


def test_a_difference_moves_them_by_the_mean_step():
    rules = SpliceRules(method="difference")
    found = splice_on_overlap(series([40, 50, 55]), series([56, 60], start=2021), rules=rules)
    assert found["value"].tolist()[0] == pytest.approx(40 + (56 - 50 + 60 - 55) / 2)


def test_log_odds_never_leave_the_scale():
    rules = SpliceRules(method="logit", bounds=SHARES)
    found = splice_on_overlap(series([95, 90]), series([96], start=2021), rules=rules)
    shift = logit(0.96) - logit(0.90)
    assert found["value"].tolist() == pytest.approx([100 * expit(logit(0.95) + shift), 96])


def test_a_splice_that_leaves_the_bounds_is_refused_with_advice():
    rules = SpliceRules(bounds=SHARES)
    found = splice_on_overlap(series([95, 90]), series([96], start=2021), rules=rules)
    assert found["reason"].tolist() == ["out_of_bounds", ""]
    assert found["suggest"].tolist() == ["logit_or_difference"] * 2
    assert found["status"].tolist() == ["", "original"]


def test_a_refused_difference_suggests_log_odds():
    rules = SpliceRules(method="difference", bounds=SHARES)
    found = splice_on_overlap(series([98, 90]), series([96], start=2021), rules=rules)
    assert set(found["suggest"]) == {"logit"}


def test_no_overlap_is_a_break():
    found = splice_on_overlap(series([95, None]), series([96], start=2023))
    assert found["reason"].tolist() == ["break_in_series", "insufficient_data", ""]


def test_old_values_of_zero_have_no_ratio():
    found = splice_on_overlap(series([5, 0]), series([3], start=2021))
    assert found["reason"].tolist() == ["break_in_series", ""]


def test_series_are_spliced_each_on_its_own():
    old = panel(series([10, 20]), series([10, 20]))
    new = panel(series([40], start=2021), series([10], start=2021))
    found = splice_on_overlap(old, new, ["area"])
    assert found["value"].tolist() == [20, 40, 5, 10]
    bounded = splice_on_overlap(old, new, ["area"], rules=SpliceRules(bounds=(0.0, 15.0)))
    assert bounded["reason"].tolist() == ["out_of_bounds", "", "", ""]


def test_percentages_outside_the_scale_have_no_log_odds():
    found = splice_on_overlap(
        series([120, 90]), series([96], start=2021), rules=SpliceRules(method="logit")
    )
    assert np.isnan(found["value"].tolist()[0])


def test_a_repeated_time_is_an_error():
    with pytest.raises(MetricError, match="old series"):
        splice_on_overlap(panel(series([1]), series([2])), series([3]))
