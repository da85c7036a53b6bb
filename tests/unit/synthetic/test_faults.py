from datetime import date

import numpy as np
import pytest

from chiso.catalog import Tier
from chiso.periods import Calendar
from chiso.synthetic.faults import left_out, plan_faults
from chiso.synthetic.ledger import Column
from chiso.synthetic.timeline import sample_months

SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_return_of_2023_is_missing_and_the_later_years_are_complete(seed):
    code, at = plan_faults(seed).missing
    assert 148 <= int(code) <= 159
    assert "2023-02" <= sample_months()[at].code <= "2023-11"


@pytest.mark.parametrize("seed", SEEDS)
def test_two_returns_break_a_balance_and_six_are_corrected_all_of_them_different(seed):
    faults = plan_faults(seed)
    assert len(faults.slips) == 2
    assert len(faults.revisions) == 6
    assert len({faults.missing, *faults.slips, *faults.revisions}) == 1 + 2 + 6


def test_slips_stand_where_no_share_and_no_sum_over_months_uses_them(faults):
    assert {slip.column for slip in faults.slips.values()} == {
        Column.CARRIED_OVER,
        Column.IN_TIME,
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_returns_are_signed_after_the_month_and_a_correction_weeks_later(seed):
    faults = plan_faults(seed)
    closing = [month.last_day(Calendar.ADM15) for month in sample_months()]
    assert all(0 < (day - closing[at]).days < 60 for (_, at), day in faults.signed.items())
    waits = [(day - faults.signed[key]).days for key, day in faults.revisions.items()]
    assert all(20 <= wait < 90 for wait in waits)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_signs_for_a_district_after_the_districts_end(seed):
    faults = plan_faults(seed)
    assert max(faults.signed.values()) <= date(2025, 6, 30)
    assert max(faults.revisions.values()) <= date(2025, 6, 30)


def test_few_returns_are_weeks_late(faults):
    closing = [month.last_day(Calendar.ADM15) for month in sample_months()]
    late = [key for key, day in faults.signed.items() if (day - closing[key[1]]).days >= 15]
    assert 600 * 0.01 < len(late) < 600 * 0.08


def test_the_same_seed_plans_the_same_faults():
    assert plan_faults(4) == plan_faults(4)
    assert plan_faults(4) != plan_faults(5)


@pytest.mark.parametrize("way", [Column.ONLINE, Column.DIRECT])
def test_a_first_version_leaves_a_tenth_of_the_busiest_field_out(way):
    fields = np.zeros((2, len(Column)), dtype=np.int64)
    fields[1, [Column.TO_SETTLE, way, Column.SETTLED, Column.EARLY]] = 95, 95, 95, 91
    first = left_out(fields)
    # A tenth of the 91 settled early, rounded up.
    gone = fields - first
    assert gone[1, [Column.TO_SETTLE, way, Column.SETTLED, Column.EARLY]].tolist() == [10] * 4
    assert gone.sum() == 4 * 10


def test_the_first_version_of_every_corrected_return_differs_and_balances(ledger, faults):
    for code, at in faults.revisions:
        fields = ledger.of(code, Tier.COMMUNE)[:, at]
        first = left_out(fields)
        assert (first != fields).any()
        assert (first >= 0).all()
        assert (first[:, 0] == first[:, 1:4].sum(axis=1)).all()
        assert (first[:, 4] == first[:, 5:8].sum(axis=1)).all()
