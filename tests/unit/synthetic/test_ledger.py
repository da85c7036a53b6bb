import numpy as np
import pytest

from chiso.catalog import Tier
from chiso.synthetic.ledger import Column, Service, keep_ledger, over_months


def row(*, online, direct, carried, pending):
    """One desk and month; whatever is not pending is settled early."""
    to_settle = online + direct + carried
    settled = to_settle - pending
    return [to_settle, online, direct, carried, settled, settled, 0, 0, pending, pending, 0]


def test_months_together_add_flows_and_keep_the_ends_of_stocks():
    months = np.array(
        [
            row(online=10, direct=5, carried=2, pending=3),
            row(online=20, direct=5, carried=3, pending=4),
        ]
    )
    whole = over_months(months)
    assert whole[Column.ONLINE] == 10 + 20
    assert whole[Column.CARRIED_OVER] == 2
    assert whole[Column.PENDING] == 4
    assert whole[Column.TO_SETTLE] == 30 + 10 + 2
    assert whole[Column.SETTLED] == (17 - 3) + (28 - 4)


def test_a_district_is_its_own_office_and_its_communes(ledger):
    both = ledger.office("150", Tier.DISTRICT) + ledger.office("150", Tier.COMMUNE)
    assert (ledger.district("150") == both).all()


def test_the_office_of_da_bac_receives_a_small_part_as_published(ledger):
    own = ledger.office("150", Tier.DISTRICT)[42:54, [1, 2]].sum()
    # 811 of 18,751 dossiers in 2024.
    assert own / ledger.district("150")[42:54, [1, 2]].sum() == pytest.approx(811 / 18751, abs=0.05)


def test_the_same_seed_gives_the_same_books_and_another_one_others(ledger):
    again, other = keep_ledger(ledger.seed), keep_ledger(ledger.seed + 1)
    assert (again.counts == ledger.counts).all()
    assert (again.services == ledger.services).all()
    assert (other.counts != ledger.counts).any()


def test_no_more_is_paid_online_than_has_a_fee_nor_digitised_than_settled(ledger):
    services = ledger.services
    settled = np.array([ledger.district(code)[:, Column.SETTLED] for code in ("148", "150")])
    assert (services[..., Service.PAID_ONLINE] <= services[..., Service.WITH_FEE]).all()
    assert (services[:2, :, Service.DIGITISED] <= settled).all()
