"""Parts of a gap and of a change."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.decomposition import change_contributions, gap_contributions


def areas(numerators, denominators, **columns):
    names = [f"area_{place}" for place in range(len(numerators))]
    frame = pd.DataFrame({"area": names, "numerator": numerators, "denominator": denominators})
    return frame.assign(**columns)


def test_an_area_holds_its_weight_times_its_own_gap():
    found = gap_contributions(areas([90, 30], [100, 300], target=80))
    assert found["value"].tolist() == pytest.approx([100 / 400 * (80 - 90), 300 / 400 * (80 - 10)])
    assert found["whole_gap"].tolist() == pytest.approx([80 - 100 * 120 / 400] * 2)


def test_volume_is_what_size_alone_would_hold_and_rate_the_rest():
    found = gap_contributions(areas([90, 30], [100, 300], target=80))
    assert found["volume_effect"].tolist() == pytest.approx([0.25 * (80 - 30), 0.75 * (80 - 30)])
    assert found["rate_effect"].tolist() == pytest.approx([0.25 * (30 - 90), 0.75 * (30 - 10)])
    assert found["status"].tolist() == ["takes", "adds"]


def test_shares_of_the_gap_sum_to_100():
    found = gap_contributions(areas([90, 30, 60], [100, 300, 80], target=80))
    assert found["share_of_gap"].sum() == pytest.approx(100)


def test_a_falling_indicator_counts_from_the_other_side():
    found = gap_contributions(areas([9, 3], [100, 100], target=5, direction="lower_is_better"))
    assert found["whole_gap"].tolist() == pytest.approx([6 - 5] * 2)
    assert found["value"].tolist() == pytest.approx([0.5 * (9 - 5), 0.5 * (3 - 5)])


def test_a_whole_without_a_gap_has_no_shares_of_it():
    found = gap_contributions(areas([80, 80], [100, 100], target=80))
    assert found["share_of_gap"].isna().all()
    assert found["status"].tolist() == ["none", "none"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"denominator": None}, "no_denominator"),
        ({"numerator": None}, "insufficient_data"),
    ],
)
def test_an_area_without_figures_is_named_and_the_whole_flagged(row, reason):
    frame = areas([90.0, 30.0], [100.0, 300.0], target=80)
    frame.loc[1, list(row)] = np.nan
    found = gap_contributions(frame)
    assert found["reason"].tolist() == ["", reason]
    assert set(found["flags"]) == {"areas_missing"}
    assert found["value"].tolist()[0] == found["whole_gap"].tolist()[0]


def test_a_whole_without_cases_or_target_or_direction_has_no_parts():
    assert gap_contributions(areas([0], [0], target=80))["reason"].tolist() == ["no_cases"]
    assert gap_contributions(areas([1], [2], target=None))["reason"].tolist() == ["no_target"]
    neutral = gap_contributions(areas([1], [2], target=80, direction="neutral"))
    assert neutral["reason"].tolist() == ["not_applicable"]


def test_a_whole_with_two_targets_is_refused():
    with pytest.raises(MetricError, match="target"):
        gap_contributions(areas([1, 1], [2, 2], target=[80, 90]))


def test_a_change_within_the_areas_is_the_mean_weight_times_the_change_of_share():
    found = change_contributions(
        areas([90, 50], [100, 100], previous_numerator=[90, 30], previous_denominator=100)
    )
    assert found["within_effect"].tolist() == [0, 0.5 * (50 - 30)]
    assert found["shift_effect"].tolist() == [0, 0]
    assert found["whole_change"].tolist() == [70 - 60] * 2


def test_a_shift_of_cases_to_a_better_area_raises_the_whole():
    found = change_contributions(
        areas([270, 10], [300, 100], previous_numerator=[90, 30], previous_denominator=[100, 300])
    )
    assert found["within_effect"].tolist() == [0, 0]
    middle = (70 + 30) / 2
    expected = [(0.75 - 0.25) * (90 - middle), (0.25 - 0.75) * (10 - middle)]
    assert found["shift_effect"].tolist() == pytest.approx(expected)
    assert sum(expected) == pytest.approx(70 - 30)


def test_an_area_that_is_new_has_only_a_shift():
    found = change_contributions(
        areas([90, 50], [100, 100], previous_numerator=[90, 0], previous_denominator=[100, 0])
    )
    assert found["within_effect"].tolist() == [0, 0]
    assert found["value"].sum() == found["whole_change"][0] == 70 - 90


def test_a_whole_without_cases_in_one_period_has_no_change():
    found = change_contributions(
        areas([90], [100], previous_numerator=[0], previous_denominator=[0])
    )
    assert found["reason"].tolist() == ["no_cases"]


def test_an_area_without_a_previous_figure_is_left_out_of_both_periods():
    frame = areas([90, 50], [100, 100], previous_numerator=[80, None], previous_denominator=100)
    found = change_contributions(frame)
    assert found["reason"].tolist() == ["", "insufficient_data"]
    assert found["whole_change"].tolist()[0] == 90 - 80


def test_wholes_do_not_mix():
    both = pd.concat(
        [areas([90], [100], target=80, period=1), areas([30], [100], target=80, period=2)]
    )
    assert gap_contributions(both, ["period"])["whole_gap"].tolist() == [-10, 50]
