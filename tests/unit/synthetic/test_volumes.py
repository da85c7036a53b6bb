import numpy as np
import pytest

from chiso.synthetic.desks import all_desks
from chiso.synthetic.ledger import Column
from chiso.synthetic.places import DISTRICTS
from chiso.synthetic.timeline import sample_months
from chiso.synthetic.volumes import WINDOWS, apportion, received


def test_the_rest_of_a_division_goes_to_the_largest_fractions():
    # 10 in proportion 1 : 2 : 3 is 1.67, 3.33 and 5.
    assert apportion(np.array([1.0, 2.0, 3.0]), 10).tolist() == [2, 3, 5]


def test_equal_weights_give_the_rest_to_the_first():
    assert apportion(np.ones((2, 2)), 6).tolist() == [[2, 2], [1, 1]]


@pytest.mark.parametrize("window", [window for window in WINDOWS if window.is_published])
def test_published_totals_of_the_province_are_met_exactly(ledger, window):
    codes = [month.code for month in sample_months()]
    part = slice(codes.index(window.first), codes.index(window.last) + 1)
    new = ledger.counts[:, part, [Column.ONLINE, Column.DIRECT]].sum()
    assert new == window.total


def test_windows_follow_each_other_over_all_months():
    codes = [month.code for month in sample_months()]
    ends = [(codes.index(window.first), codes.index(window.last)) for window in WINDOWS]
    assert [at for first, last in ends for at in range(first, last + 1)] == list(range(60))


def test_parts_of_the_desks_of_an_area_add_up_to_all_of_it():
    parts = {}
    for desk in all_desks():
        parts[desk.area] = parts.get(desk.area, 0) + desk.part
    assert parts == pytest.approx(dict.fromkeys(parts, 1.0))


def test_more_people_bring_more_dossiers(ledger):
    new = {
        district.code: int(ledger.district(district.code)[:, [1, 2]].sum())
        for district in DISTRICTS
    }
    persons = [district.persons for district in DISTRICTS]
    assert np.corrcoef(persons, list(new.values()))[0, 1] > 0.9


def test_the_month_of_tet_brings_fewer_dossiers_than_its_neighbours(ledger):
    codes = [month.code for month in sample_months()]
    new = ledger.counts[..., [Column.ONLINE, Column.DIRECT]].sum(axis=(0, 2))
    month = codes.index("2022-02")
    assert new[month] < 0.9 * min(new[month - 1], new[month + 2])


def test_another_chance_gives_other_counts():
    first, second = (received(all_desks(), np.random.default_rng(seed)) for seed in (1, 2))
    assert (first != second).any()
