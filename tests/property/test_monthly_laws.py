"""Laws of sums over time and districts: nothing is lost, and order decides nothing."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.catalog import AreaChange
from chiso.periods import Grain
from chiso.report.boundaries import moved_counts
from chiso.report.derived import derived_figures
from chiso.report.rollup import rolled_up
from chiso.report.running_totals import steps
from unit.report.district_rows import CODES, ten_districts
from unit.report.rows import catalogue_of, figure, frame, observations

MONTHS = tuple(f"2023-{month:02d}" for month in range(1, 13))
COUNTS = st.integers(0, 10**9)
YEARS = st.lists(COUNTS, min_size=12, max_size=12)
KNOWN = catalogue_of()
FEW = settings(max_examples=12)  # each case adds up whole frames
TEN = catalogue_of(areas=ten_districts())


def monthly(values, **changes):
    return [
        figure("dossiers", period=code, value=value, **changes)
        for code, value in zip(MONTHS, values, strict=True)
    ]


def by_period(rows, grain):
    found = rolled_up(observations(*rows, known=KNOWN), KNOWN, grain)
    return dict(zip(found["period"], found["value"], strict=True))


@FEW
@given(values=YEARS)
def test_quarters_and_halves_add_up_to_the_year(values):
    rows = monthly(values)
    assert sum(by_period(rows, Grain.QUARTER).values()) == sum(values)
    assert sum(by_period(rows, Grain.HALF).values()) == sum(values)
    assert by_period(rows, Grain.YEAR) == {"2023": sum(values)}


@FEW
@given(values=YEARS, data=st.data())
def test_the_order_of_returns_changes_nothing(values, data):
    rows = monthly(values)
    shuffled = data.draw(st.permutations(rows))
    assert by_period(shuffled, Grain.QUARTER) == by_period(rows, Grain.QUARTER)


@FEW
@given(values=YEARS, gone=st.integers(0, 11))
def test_a_missing_month_takes_its_own_quarter_away_and_no_other(values, gone):
    rows = monthly(values)
    whole = by_period(rows, Grain.QUARTER)
    del rows[gone]
    assert by_period(rows, Grain.QUARTER) == {
        code: value for code, value in whole.items() if code != f"2023-Q{gone // 3 + 1}"
    }


@given(values=st.lists(COUNTS, min_size=4, max_size=4), kept=st.sets(st.integers(0, 3)))
def test_steps_of_running_totals_add_up_to_the_last_total_whatever_was_missed(values, kept):
    codes = ("2023-Q1", "2023-H1", "2023-9M", "2023")
    totals = pd.Series(values).cumsum().tolist()
    rows = [
        figure("dossiers", period=codes[place], value=totals[place], period_kind="ytd")
        for place in sorted(kept)
    ]
    found = steps(observations(*rows, known=KNOWN).drop(columns="time"), KNOWN, Grain.QUARTER)
    if kept:
        first, last = min(kept), max(kept)
        assert found["value"].sum() == totals[last] - totals[first]


@FEW
@given(
    parts=st.lists(
        st.integers(1, 10**6).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
        min_size=10,
        max_size=10,
    )
)
def test_the_provinces_share_lies_between_its_districts_and_is_that_of_all_cases(parts):
    rows = [
        figure(
            area=code, tier="district", period="2023-05", value=100 * cases / base,
            numerator=cases, denominator=base,
        )
        for code, (cases, base) in zip(CODES, parts, strict=True)
    ]  # fmt: skip
    made = derived_figures(frame(*rows, known=TEN), TEN, Grain.MONTH)
    (row,) = made[made["area"].eq("17")].to_dict("records")
    assert row["value"] == pytest.approx(
        100 * sum(cases for cases, _ in parts) / sum(base for _, base in parts)
    )
    shares = [100 * cases / base for cases, base in parts]
    assert min(shares) - 1e-9 <= row["value"] <= max(shares) + 1e-9


@FEW
@given(
    parts=st.lists(
        st.integers(1, 10**6).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
        min_size=3,
        max_size=3,
    ),
    weight=st.floats(0, 1),
)
def test_no_case_is_lost_or_made_when_boundaries_move(parts, weight):
    day = date(2020, 1, 1)
    moves = (("A", "B", weight), ("A", "C", 1 - weight))
    split = [AreaChange(day, "split", old, new, part) for old, new, part in moves]
    rows = pd.DataFrame(
        [(code, cases, base) for code, (cases, base) in zip("ABC", parts, strict=True)],
        columns=["area", "numerator", "denominator"],
    )
    found = moved_counts(rows, split, ["A", "B", "C"])
    for name, place in (("numerator", 0), ("denominator", 1)):
        assert found[name].sum() == pytest.approx(sum(part[place] for part in parts))
