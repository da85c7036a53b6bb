"""Figures of new areas from those of old ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.crosswalk import apply_crosswalk


def counts(**areas):
    rows = [
        {"area": area, "numerator": x, "denominator": n, "value": value}
        for area, (x, n, value) in areas.items()
    ]
    return pd.DataFrame(rows).astype({"numerator": float, "denominator": float, "value": float})


def to(*rows):
    return pd.DataFrame(rows, columns=["area", "new_area", "weight"])


MERGER = to(("A", "X", 1.0), ("B", "X", 1.0))


def test_merged_counts_add_up_before_the_share_is_formed():
    found = apply_crosswalk(counts(A=(30, 100, None), B=(45, 50, None)), MERGER).iloc[0]
    assert found["value"] == pytest.approx(100 * (30 + 45) / (100 + 50))
    assert (found["status"], found["flags"], found["n_used"]) == ("exact", "", 2)


def test_a_split_is_estimated_by_its_weights():
    split = to(("A", "X", 0.4), ("A", "Y", 0.6))
    found = apply_crosswalk(counts(A=(30, 100, None)), split)
    assert found[["numerator", "denominator"]].to_numpy().tolist() == [[12, 40], [18, 60]]
    assert set(found["status"]) == {"estimated"}


def test_without_counts_only_the_bounds_are_known():
    found = apply_crosswalk(counts(A=(None, None, 90), B=(None, None, 50)), MERGER).iloc[0]
    assert (found["lower"], found["upper"], found["reason"]) == (50, 90, "no_denominator")
    assert np.isnan(found["value"])
    assert np.isnan(found["numerator"])


def test_one_part_without_counts_is_enough_to_leave_bounds():
    found = apply_crosswalk(counts(A=(30, 100, None), B=(None, None, 50)), MERGER).iloc[0]
    assert (found["lower"], found["upper"]) == (30, 50)


def test_a_part_without_any_figure_is_insufficient():
    found = apply_crosswalk(counts(A=(30, 100, None), B=(None, None, None)), MERGER).iloc[0]
    assert found["reason"] == "insufficient_data"


def test_no_cases_stay_no_cases():
    found = apply_crosswalk(counts(A=(0, 0, None), B=(0, 0, None)), MERGER).iloc[0]
    assert found["reason"] == "no_cases"


def test_published_shares_need_no_column():
    frame = counts(A=(30, 100, None), B=(45, 50, None)).drop(columns="value")
    assert apply_crosswalk(frame, MERGER)["value"].tolist() == [50]


def test_a_weight_of_zero_moves_nothing():
    found = apply_crosswalk(counts(A=(30, 100, None)), to(("A", "X", 1.0), ("A", "Y", 0.0)))
    assert found["area"].tolist() == ["X"]
    assert found["status"].tolist() == ["exact"]


def test_periods_are_kept_apart():
    frame = pd.concat([counts(A=(30, 100, None)).assign(time=year) for year in (2023, 2024)])
    found = apply_crosswalk(frame, to(("A", "X", 1.0)), ["time"])
    assert found["time"].tolist() == [2023, 2024]


@pytest.mark.parametrize(
    "crosswalk", [to(("A", "X", 0.9)), to(("A", "X", 1.5), ("A", "Y", -0.5)), to(("A", "X", None))]
)
def test_weights_that_lose_or_make_people_are_errors(crosswalk):
    with pytest.raises(MetricError, match="crosswalk: rows 0"):
        apply_crosswalk(counts(A=(1, 2, None)), crosswalk)


def test_an_old_area_without_a_place_is_an_error():
    with pytest.raises(MetricError, match="area='B'"):
        apply_crosswalk(counts(A=(1, 2, None), B=(1, 2, None)), to(("A", "X", 1.0)))


def test_impossible_counts_are_errors():
    with pytest.raises(MetricError, match="numerator, denominator"):
        apply_crosswalk(counts(A=(3, 2, None)), to(("A", "X", 1.0)))
