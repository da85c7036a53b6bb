"""Vintages and revisions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.revisions import direction_reliability, revision_summary, select_vintage
from makers.series import only, panel, series

VINTAGES = pd.DataFrame(
    {
        "period": ["2023", "2023", "2022", "2024"],
        "published": pd.to_datetime(["2024-05-10", "2024-01-10", "2023-01-10", "2025-01-10"]),
        "value": [61.5, 60.0, 50.0, 70.0],
    }
)


def test_the_latest_vintage_not_after_the_date_is_taken():
    found = select_vintage(VINTAGES, pd.Timestamp("2024-05-10"), ["period"])
    assert found["value"].tolist() == pytest.approx([61.5, 50, np.nan], nan_ok=True)
    assert found["vintage_count"].tolist() == [2, 1, 0]


def test_an_earlier_date_brings_back_the_earlier_figure():
    found = select_vintage(VINTAGES, pd.Timestamp("2024-05-09"), ["period"])
    assert found["value"].tolist()[0] == 60
    assert found["published"].tolist()[0] == pd.Timestamp("2024-01-10")


def test_a_figure_not_yet_published_says_so():
    found = select_vintage(VINTAGES, pd.Timestamp("2024-05-10"), ["period"]).iloc[2]
    assert (found["reason"], found["flags"]) == ("insufficient_data", "not_yet_published")
    assert pd.isna(found["published"])


def test_a_withdrawn_figure_is_insufficient_but_published():
    frame = VINTAGES.assign(value=[None, 60.0, 50.0, 70.0])
    found = select_vintage(frame, pd.Timestamp("2024-12-31"), ["period"]).iloc[0]
    assert (found["reason"], found["flags"]) == ("insufficient_data", "")


def test_two_vintages_of_one_day_are_an_error():
    day = pd.Timestamp("2024-05-10")
    with pytest.raises(MetricError, match="rows 0, 1: period, published"):
        select_vintage(VINTAGES.assign(published=day), day, ["period"])


def pairs(first, latest, **more):
    return pd.DataFrame({"first": first, "latest": latest, **more}, dtype=float)


def test_revisions_are_later_minus_earlier():
    row = only(revision_summary(pairs([60, 70, 80, 90], [61.5, 69, 82, 90])))
    revisions = np.array([1.5, -1, 2, 0])
    assert row["value"] == pytest.approx(revisions.mean())
    assert row["mean_absolute_revision"] == pytest.approx(np.abs(revisions).mean())
    assert row["sd"] == pytest.approx(revisions.std(ddof=1))
    assert (row["minimum"], row["maximum"], row["share_revised"]) == (-1, 2, 3 / 4)
    known = np.abs(revisions).sum() / (61.5 + 69 + 82 + 90)
    assert row["relative_mean_absolute_revision"] == pytest.approx(known)


def test_pairs_with_a_missing_side_take_no_part():
    row = only(revision_summary(pairs([60, None], [61, 70])))
    assert (row["n_used"], row["flags"]) == (1, "single_revision")
    assert np.isnan(row["sd"])


def test_groups_without_a_pair_are_insufficient():
    frame = pairs([60, None], [61, 70]).assign(source=["a", "b"])
    found = revision_summary(frame, ["source"])
    assert found["reason"].tolist() == ["", "insufficient_data"]


def test_figures_of_zero_have_no_relative_revision():
    row = only(revision_summary(pairs([1, 1], [0, 0])))
    assert np.isnan(row["relative_mean_absolute_revision"])


def told(first, latest):
    return series(first).rename(columns={"value": "first"}).assign(latest=latest)


def test_a_turned_change_counts_against_the_direction():
    row = only(direction_reliability(told([60, 62, 61], [60, 61, 63])))
    assert (row["value"], row["n_used"]) == (1 / 2, 2)


def test_no_change_is_a_direction_of_its_own():
    row = only(direction_reliability(told([60, 60, 61], [60, 60, 61])))
    assert row["value"] == 1
    assert only(direction_reliability(told([60, 60], [60, 61])))["value"] == 0


def test_one_period_has_no_change():
    frame = panel(told([60], [61]), told([1, 2], [1, 3]))
    found = direction_reliability(frame.iloc[::-1], ["area"])
    assert found["area"].tolist() == ["B", "A"]
    assert found["reason"].tolist() == ["", "insufficient_data"]
