"""Whether printed figures agree with each other."""

from __future__ import annotations

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.quality import check_share, check_total
from makers.series import only


def figures(*values, **more):
    return pd.DataFrame({"value": pd.array(values, dtype=float), **more})


def test_counts_must_add_up_exactly():
    row = only(check_total(figures(1029, 5171), figures(6203)))
    assert (row["value"], row["sum"], row["status"]) == (3, 6200, "inconsistent")
    assert only(check_total(figures(1029, 5171), figures(6200)))["status"] == "consistent"


def test_rounded_parts_may_miss_the_total_by_their_rounding():
    parts = figures(33.3, 33.3, 33.3, decimals=1)
    assert only(check_total(parts, figures(100, decimals=0)))["status"] == "consistent"
    assert only(check_total(parts, figures(102, decimals=0)))["status"] == "inconsistent"


def test_sums_of_decimals_are_not_undone_by_binary_fractions():
    assert only(check_total(figures(0.1, 0.2), figures(0.3)))["status"] == "consistent"


@pytest.mark.parametrize(
    ("qualifier", "total", "status"),
    [(">", 39, "consistent"), (">", 39.09, "inconsistent"), (">=", 39.09, "consistent"),
     ("<", 40, "consistent"), ("<", 39.09, "inconsistent"), ("<=", 39, "inconsistent")],
)  # fmt: skip
def test_a_total_may_be_a_bound(qualifier, total, status):
    row = only(check_total(figures(19.72, 19.37), figures(total, qualifier=qualifier)))
    assert (row["status"], row["reason"]) == (status, "censored")


def test_a_part_known_as_a_bound_leaves_the_sum_open():
    parts = figures(10, 20, qualifier=["=", ">"])
    assert only(check_total(parts, figures(50)))["status"] == "consistent"
    assert only(check_total(parts, figures(29)))["status"] == "inconsistent"


@pytest.mark.parametrize(
    ("parts", "total"), [(figures(1, None), figures(1)), (figures(1), figures(None))]
)
def test_a_missing_figure_is_insufficient(parts, total):
    row = only(check_total(parts, total))
    assert (row["reason"], row["status"]) == ("insufficient_data", "")


def test_totals_are_joined_to_their_parts_by_keys():
    parts = figures(1, 2, 3).assign(area=["A", "B", "A"])
    totals = figures(4, 2, 9).assign(area=["A", "B", "C"])
    found = check_total(parts, totals, ["area"])
    assert found["status"].tolist() == ["consistent", "consistent", ""]
    assert found["reason"].tolist() == ["", "", "insufficient_data"]


def test_a_part_without_a_total_is_an_error():
    with pytest.raises(MetricError, match="area='B'"):
        check_total(figures(1).assign(area="B"), figures(1).assign(area="A"), ["area"])


def test_totals_must_be_single():
    with pytest.raises(MetricError, match="totals: rows 0, 1: area"):
        check_total(figures(1).assign(area="A"), figures(1, 2).assign(area="A"), ["area"])
    with pytest.raises(MetricError, match="totals: rows 0, 1: value"):
        check_total(figures(1), figures(1, 2))


def printed(value, decimals, numerator=500508, denominator=732456, **more):
    row = {"numerator": [numerator], "denominator": [denominator], "value": [value]}
    return pd.DataFrame({**row, "decimals": [decimals], **more}).astype(
        {"numerator": float, "denominator": float, "value": float}
    )


@pytest.mark.parametrize(
    ("value", "decimals", "status"),
    [(68, 0, "consistent"), (68.3, 1, "consistent"), (68.33, 2, "consistent"),
     (68.4, 1, "inconsistent"), (69, 0, "inconsistent")],
)  # fmt: skip
def test_a_printed_share_is_compared_within_its_rounding(value, decimals, status):
    row = only(check_share(printed(value, decimals)))
    assert row["status"] == status
    assert row["difference"] == pytest.approx(value - 100 * 500508 / 732456)


@pytest.mark.parametrize(("qualifier", "status"), [(">", "consistent"), ("<", "inconsistent")])
def test_a_printed_bound_is_compared_too(qualifier, status):
    assert only(check_share(printed(68, 0, qualifier=[qualifier])))["status"] == status


def test_a_printed_share_beyond_100_is_inconsistent():
    assert only(check_share(printed(104, 0, 10, 10)))["status"] == "inconsistent"


def test_a_missing_print_has_no_verdict():
    row = only(check_share(printed(None, 0)))
    assert (row["status"], row["flags"], row["reason"]) == ("", "printed_figure_missing", "")


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [(None, 5, "insufficient_data"), (5, None, "no_denominator"), (0, 0, "no_cases")],
)
def test_missing_counts_have_no_verdict(numerator, denominator, reason):
    row = only(check_share(printed(50, 0, numerator, denominator)))
    assert (row["status"], row["reason"]) == ("", reason)
