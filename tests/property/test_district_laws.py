"""Laws of the district comparison: order never matters, verdicts follow the counts."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chiso.catalog import Tier
from chiso.narrative.comparison import Comparison, Extreme, comparison_sentences
from chiso.narrative.movement import Moved, moved_sentences
from chiso.periods import Period
from chiso.report.movement import movement_of
from chiso.report.panel_rows import with_goals
from chiso.report.standing import HIGHER, LOWER, standing_of
from chiso.words import same
from unit.report.district_rows import CODES, panel
from unit.report.rows import catalogue_of

JUDGED = ["rest", "difference", "p_adjusted", "against", "rank", "rank_low", "rank_high", "zone"]


@st.composite
def units(draw, least=3):
    """Three to ten districts with counts."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=least, max_size=10, unique=True))
    bases = draw(st.lists(st.integers(1, 5000), min_size=len(codes), max_size=len(codes)))
    return [
        (code, draw(st.integers(0, base)), base) for code, base in zip(codes, bases, strict=True)
    ]


def by_area(standing):
    return standing.rows.set_index("area")[JUDGED].sort_index()


@given(found=units(), data=st.data())
def test_the_order_of_the_units_changes_nothing(found, data):
    shuffled = data.draw(st.permutations(found))
    one, other = standing_of(panel(*found)), standing_of(panel(*shuffled))
    pd.testing.assert_frame_equal(by_area(one), by_area(other))
    assert [sorted(group) for group in one.alike()] == [sorted(group) for group in other.alike()]
    assert (one.uses_bands, one.method) == (other.uses_bands, other.method)


@given(found=units())
def test_a_unit_called_higher_or_lower_lies_on_that_side_of_the_rest(found):
    rows = standing_of(panel(*found)).rows
    assert (rows.loc[rows["against"] == HIGHER, "difference"] >= 1).all()
    assert (rows.loc[rows["against"] == LOWER, "difference"] <= -1).all()


@given(found=units())
def test_a_rank_lies_within_its_range(found):
    rows = standing_of(panel(*found)).rows.dropna(subset="rank")
    assert rows["rank"].between(rows["rank_low"], rows["rank_high"]).all()


@given(found=units())
def test_units_of_one_group_have_ranges_of_ranks_that_meet(found):
    standing = standing_of(panel(*found))
    rows = standing.rows.set_index("area")
    for group in standing.alike():
        members = rows.loc[group]
        assert members["rank_low"].max() <= members["rank_high"].min()


@given(found=units())
def test_counting_the_failures_turns_higher_into_lower(found):
    failures = [(code, base - cases, base) for code, cases, base in found]
    one = standing_of(panel(*found))
    other = standing_of(panel(*failures, direction="lower_is_better"))
    assert one.named(HIGHER) == other.named(LOWER)
    pd.testing.assert_series_equal(one.rows["rank_low"], other.rows["rank_low"])


@given(found=units(), target=st.integers(0, 100), is_rising=st.booleans())
def test_a_verdict_follows_the_unrounded_counts(found, target, is_rising):
    rows = panel(*found, direction="higher_is_better" if is_rising else "lower_is_better").rows
    goals = pd.DataFrame(
        {
            "indicator": ["online_share"], "area": "17", "tier": "all",
            "definition": "online_over_all", "target": float(target),
            "operator": ">=" if is_rising else "<=", "due_period": "2025", "kind": "level",
            "is_leading": True, "is_in_force": True,
        }
    )  # fmt: skip
    judged = with_goals(SimpleNamespace(targets=goals, province="17"), rows)
    sides = [(100 * cases, target * base) for _, cases, base in found]
    met = [have >= need if is_rising else have <= need for have, need in sides]
    assert judged["verdict"].tolist() == ["met" if fine else "not_met" for fine in met]


@given(found=units(), earlier=units(), data=st.data())
def test_the_parts_of_a_movement_sum_to_the_whole_in_any_order(found, earlier, data):
    movement = movement_of(panel(*found), panel(*earlier, time=2023.0))
    assume(movement is not None)
    change = movement.whole_now - movement.whole_before
    assert movement.rows["part"].sum() == pytest.approx(change, abs=1e-6)
    shuffled = panel(*data.draw(st.permutations(earlier)), time=2023.0)
    again = movement_of(panel(*found), shuffled)
    pd.testing.assert_frame_equal(movement.rows, again.rows)


def numbers(text):
    return sorted(re.sub(r"[.,]", "", found) for found in re.findall(r"\d[\d.,]*(?<![.,])", text))


shares = st.floats(0, 100).map(lambda value: round(value, 4))
names = st.lists(st.sampled_from("ABCDEFGHIJ"), unique=True, max_size=5).map(
    lambda found: tuple(map(same, found))
)


@given(st.lists(shares, min_size=2, max_size=2), st.none() | shares, names, names, names)
def test_a_comparison_says_the_same_numbers_in_both_languages(ends, target, one, two, three):
    told = Comparison(
        indicator=catalogue_of().indicators["online_share"],
        tier=Tier.ALL,
        period=Period.parse("2023"),
        units=10,
        greatest=Extreme(max(ends)),
        least=Extreme(min(ends)),
        met=None if target is None else 4,
        target=target,
        higher=one,
        lower=two,
        alike=tuple(group for group in (one, two) if group),
        missing=three,
        small=three,
    )
    for words in comparison_sentences(told):
        assert numbers(words.vi) == numbers(words.en)


@given(shares, shares, st.integers(0, 5), st.integers(0, 5), names)
def test_a_movement_says_the_same_numbers_in_both_languages(before, now, higher, lower, found):
    told = Moved(
        indicator=catalogue_of().indicators["online_share"],
        tier=Tier.ALL,
        before=Period.parse("2022"),
        now=Period.parse("2023"),
        units=10,
        higher=higher,
        lower=lower,
        whole_before=before,
        whole_now=now,
        into_better=found,
        into_worse=found,
        bands=(50.0, 80.0, 90.0),
        left_out=found,
    )
    for words in moved_sentences(told):
        assert numbers(words.vi) == numbers(words.en)
