"""Laws of the sample, whatever its seed."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.catalog import Tier
from chiso.synthetic.ledger import Column, Ledger, keep_ledger, over_months
from chiso.synthetic.places import DISTRICTS
from chiso.synthetic.portal import index_scores
from chiso.synthetic.timeline import MOST_MONTHS
from chiso.synthetic.volumes import WINDOWS, apportion

FEW = settings(max_examples=6, deadline=None)
seeds = st.integers(0, 2**32)


@cache
def books(seed: int) -> Ledger:
    return keep_ledger(seed)


@FEW
@given(seed=seeds)
def test_every_balance_of_form_06_holds_at_every_desk(seed):
    counts = books(seed).counts
    assert (counts >= 0).all()
    assert (counts[..., 0] == counts[..., 1:4].sum(axis=-1)).all()
    assert (counts[..., 4] == counts[..., 5:8].sum(axis=-1)).all()
    assert (counts[..., 8] == counts[..., 9:11].sum(axis=-1)).all()
    assert (counts[..., 0] == counts[..., 4] + counts[..., 8]).all()


@FEW
@given(seed=seeds)
def test_what_is_pending_is_carried_over(seed):
    counts = books(seed).counts
    assert (counts[:, 1:, Column.CARRIED_OVER] == counts[:, :-1, Column.PENDING]).all()


@FEW
@given(seed=seeds, first=st.integers(0, 58), length=st.integers(1, 12))
def test_balances_hold_over_any_months_too(seed, first, length):
    last = min(first + length, MOST_MONTHS)
    whole = over_months(books(seed).counts[:, first:last])
    assert (whole[:, 0] == whole[:, 4] + whole[:, 8]).all()


@FEW
@given(seed=seeds)
def test_months_together_are_the_sum_of_their_desks(seed):
    ledger = books(seed)
    desks = over_months(ledger.of("150", Tier.COMMUNE)[:, :3]).sum(axis=0)
    assert (over_months(ledger.office("150", Tier.COMMUNE)[:3]) == desks).all()


@FEW
@given(seed=seeds)
def test_shares_lie_between_0_and_100(seed):
    ledger = books(seed)
    for district in DISTRICTS:
        row = ledger.district(district.code)
        new = row[:, Column.ONLINE] + row[:, Column.DIRECT]
        assert (new > 0).all()
        assert (row[:, Column.ONLINE] <= new).all()
        assert (row[:, Column.LATE] + row[:, Column.OVERDUE] <= row[:, Column.TO_SETTLE]).all()


@FEW
@given(seed=seeds)
def test_published_totals_are_met_whatever_the_seed(seed):
    new = books(seed).counts[..., [Column.ONLINE, Column.DIRECT]].sum(axis=(0, 2))
    # 2021-Q2 begins with the tenth month.
    assert new[9:12].sum() == 88_412
    assert sum(window.is_published for window in WINDOWS) == 4


@FEW
@given(seed=seeds)
def test_scores_are_points_with_one_decimal(seed):
    scores = index_scores(books(seed))
    assert np.allclose(scores, np.round(scores, 1))
    assert (scores.sum(axis=-1) <= 100).all()


@settings(deadline=None)
@given(
    weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=30),
    total=st.integers(0, 10_000),
)
def test_apportioned_parts_add_up_and_miss_their_share_by_less_than_one(weights, total):
    parts = apportion(np.array(weights), total)
    shares = np.array(weights) * total / sum(weights)
    assert parts.sum() == total
    assert (np.abs(parts - shares) < 1 + 1e-6).all()
