import numpy as np
import pytest

from chiso.synthetic.ledger import Column, over_months
from chiso.synthetic.places import DISTRICTS, Curve
from chiso.synthetic.timeline import sample_months

CODES = [month.code for month in sample_months()]


def share_online(ledger, code, first, last):
    """Percent of a district's new dossiers from one month to another."""
    months = slice(CODES.index(first), CODES.index(last) + 1)
    row = over_months(ledger.district(code)[months])
    return 100 * row[Column.ONLINE] / (row[Column.ONLINE] + row[Column.DIRECT])


def test_a_curve_is_halfway_at_its_middle():
    curve = Curve(start=0.1, middle=2021.0, speed=0.1, low=0.9, high=0.9)
    assert curve.at(np.array([2021.0]))[0] == pytest.approx((0.1 + 0.9) / 2)


def test_a_curve_creeps_from_its_low_to_its_high_level():
    curve = Curve(start=0.0, middle=2010.0, speed=0.1, low=0.8, high=0.9)
    assert curve.at(np.array([2020.0, 2023.75, 2030.0])) == pytest.approx([0.8, 0.85, 0.9])


@pytest.mark.parametrize(
    ("code", "first", "last", "published"),
    [
        ("158", "2020-07", "2020-12", 2.7),
        ("158", "2022-01", "2022-12", 98.9),
        ("153", "2021-01", "2021-09", 7.12),
        ("156", "2022-01", "2022-06", 99.24),
        ("154", "2023-01", "2023-06", 98.46),
        ("159", "2023-01", "2023-08", 92.56),
        ("159", "2024-01", "2024-12", 95.46),
        ("148", "2022-01", "2022-12", 99.4),
    ],
)
def test_districts_go_online_as_published(ledger, code, first, last, published):
    assert share_online(ledger, code, first, last) == pytest.approx(published, abs=2)


def test_every_district_jumps_and_then_stays_near_its_ceiling(ledger):
    for district in DISTRICTS:
        before = share_online(ledger, district.code, "2020-07", "2020-09")
        after = share_online(ledger, district.code, "2022-10", "2022-12")
        now = share_online(ledger, district.code, "2025-01", "2025-06")
        assert before < 20 < 88 < after
        assert abs(now - after) < 10
        assert 92 < now < 99.95


def test_a_setback_shows_in_the_months_that_it_lasts(ledger):
    before = share_online(ledger, "157", "2023-09", "2024-02")
    during = share_online(ledger, "157", "2024-03", "2024-09")
    after = share_online(ledger, "157", "2024-10", "2025-06")
    assert during < before < after


def test_departments_lag_behind_the_districts(ledger):
    rows = [desk.area.startswith("17.") for desk in ledger.desks]
    whole = over_months(ledger.counts[np.array(rows)].sum(axis=0)[-12:])
    share = 100 * whole[Column.ONLINE] / (whole[Column.ONLINE] + whole[Column.DIRECT])
    assert 65 < share < 85


def test_fewer_dossiers_are_late_than_at_first(ledger):
    late, settled = (
        ledger.counts[..., column].sum(axis=0) for column in (Column.LATE, Column.SETTLED)
    )
    assert late[:12].sum() / settled[:12].sum() > 2 * late[-12:].sum() / settled[-12:].sum()
