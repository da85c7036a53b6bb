"""A comparison across a change of boundaries moves counts first, or there is none."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from chiso.catalog import AreaChange
from chiso.report.assessment import with_change
from chiso.report.boundaries import MOVED, WITHHELD, across_boundaries, moved_counts
from chiso.report.selection import leading_rows
from chiso.report.vintages import rival_rows, with_history_flags
from unit.report.rows import figure, frame

MERGER = AreaChange(date(2020, 1, 1), "merge", "151", "148", 1.0)
END = AreaChange(date(2025, 6, 30), "end", "148", "", 1.0)


def told(*figures, changes=(MERGER, END)):
    """Boundary, figure before and change of the last figure of the city."""
    published = frame(*figures)
    rows = with_change(with_history_flags(leading_rows(published), rival_rows(published)))
    found = across_boundaries(rows, changes)
    row = found[found["area"].eq("148")].sort_values("last_day").iloc[-1]
    return row["boundary"], row["previous"], row["change"]


def count(area, period, value):
    return figure("dossiers", area=area, tier="district", period=period, value=value)


def share(area, period, cases, base):
    parts = {"numerator": cases, "denominator": base, "value": 100 * cases / base}
    return figure(area=area, tier="district", period=period, **parts)


class TestFigures:
    def test_counts_of_the_merged_district_join_those_of_the_city(self):
        rows = count("148", "2019", 900), count("151", "2019", 100), count("148", "2020", 1100)
        assert told(*rows) == (MOVED, 900 + 100, 1100 - (900 + 100))

    def test_a_share_is_that_of_the_summed_counts(self):
        rows = (
            share("148", "2019", 90, 100), share("151", "2019", 10, 900),
            share("148", "2020", 300, 1000),
        )  # fmt: skip
        boundary, previous, change = told(*rows)
        assert boundary == MOVED
        assert previous == pytest.approx(100 * (90 + 10) / (100 + 900))
        assert change == pytest.approx(30 - 10)

    @pytest.mark.parametrize(
        "before",
        [
            [count("148", "2019", 900)],
            [count("148", "2019", 900), count("151", "2018", 100)],
        ],
        ids=["no figure", "a figure of another year"],
    )
    def test_without_a_part_there_is_no_comparison(self, before):
        boundary, previous, change = told(*before, count("148", "2020", 1100))
        assert boundary == WITHHELD
        assert pd.isna(previous)
        assert pd.isna(change)

    def test_shares_without_counts_cannot_be_moved(self):
        rows = [
            figure(area=area, tier="district", period=period, value=50)
            for area, period in (("148", "2019"), ("151", "2019"), ("148", "2020"))
        ]
        assert told(*rows)[0] == WITHHELD

    @pytest.mark.parametrize("periods", [("2018", "2019"), ("2020", "2021")])
    def test_on_one_side_of_the_day_nothing_is_moved(self, periods):
        first, last = periods
        rows = count("148", first, 900), count("151", first, 100), count("148", last, 950)
        assert told(*rows) == ("", 900, 950 - 900)

    def test_the_end_of_the_districts_is_no_move(self):
        assert told(count("148", "2019", 900), count("148", "2020", 950), changes=(END,)) == (
            "", 900, 950 - 900,
        )  # fmt: skip

    def test_another_district_is_not_touched(self):
        rows = [count("150", "2019", 900), count("150", "2020", 950), count("148", "2020", 5)]
        published = frame(*rows)
        known = with_change(with_history_flags(leading_rows(published), rival_rows(published)))
        found = across_boundaries(known, (MERGER,))
        assert found.loc[found["area"].eq("150"), "boundary"].tolist() == ["", ""]


class TestCounts:
    """Counts of one period in later boundaries."""

    def moved(self, counts, *steps, existed=("A", "B", "C")):
        rows = pd.DataFrame(
            [(code, cases, base) for code, (cases, base) in counts.items()],
            columns=["area", "numerator", "denominator"],
        )
        found = moved_counts(rows, steps, existed).set_index("area")
        return {code: tuple(row) for code, *row in found.itertuples()}

    def test_two_areas_become_a_third_that_is_new(self):
        day = date(2020, 1, 1)
        steps = [AreaChange(day, "merge", code, "N", 1.0) for code in ("A", "B")]
        assert self.moved({"A": (1, 10), "B": (2, 20)}, *steps) == {"N": (1 + 2, 10 + 20, "")}

    def test_a_split_moves_counts_by_weight(self):
        day = date(2020, 1, 1)
        steps = [
            AreaChange(day, "split", "A", "B", 0.25),
            AreaChange(day, "split", "A", "C", 0.75),
        ]
        found = self.moved({"A": (40, 100), "B": (1, 10), "C": (2, 20)}, *steps)
        assert found == {
            "B": (1 + 0.25 * 40, 10 + 0.25 * 100, ""),
            "C": (2 + 0.75 * 40, 20 + 0.75 * 100, ""),
        }

    def test_changes_follow_one_another(self):
        steps = [
            AreaChange(date(2020, 1, 1), "merge", "A", "B", 1.0),
            AreaChange(date(2022, 1, 1), "merge", "B", "C", 1.0),
        ]
        found = self.moved({"A": (1, 10), "B": (2, 20), "C": (3, 30)}, *steps)
        assert found == {"C": (1 + 2 + 3, 10 + 20 + 30, "")}

    def test_a_part_without_counts_is_named(self):
        step = AreaChange(date(2020, 1, 1), "merge", "A", "B", 1.0)
        ((cases, base, lacking),) = self.moved({"B": (2, 20)}, step).values()
        assert np.isnan(cases)
        assert np.isnan(base)
        assert lacking == "A"

    def test_areas_that_no_change_touches_or_nobody_counted_are_not_told(self):
        step = AreaChange(date(2020, 1, 1), "merge", "A", "B", 1.0)
        assert self.moved({"C": (3, 30)}, step) == {}

    def test_without_a_change_nothing_is_told(self):
        assert self.moved({"A": (1, 10)}) == {}
