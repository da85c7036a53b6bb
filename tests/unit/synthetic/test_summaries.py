import numpy as np

from chiso.catalog import Tier
from chiso.synthetic.ledger import Column, over_months
from chiso.synthetic.places import DISTRICTS
from chiso.synthetic.summaries import province_form
from chiso.synthetic.timeline import whole_quarters
from unit.synthetic.sheets import read_form

QUARTER, MONTHS = whole_quarters()[15]


def rows(ledger):
    found = read_form(province_form(ledger, QUARTER, MONTHS)).rows
    return {f"{number} {label}".strip(): np.array(counts) for number, label, counts in found}


def test_it_names_departments_and_districts_under_their_sections(ledger):
    names = list(rows(ledger))
    assert names[0] == "I Sở, ban, ngành"
    assert names[1] == "1 Sở Nội vụ"
    assert names[20:22] == ["II Huyện, thị xã, thành phố", "1 Thành phố Hòa Bình"]
    assert names[-2:] == ["III Xã, phường, thị trấn", "TỔNG CỘNG"]
    assert len(names) == 1 + 19 + 1 + 10 + 1 + 1


def test_every_row_is_the_sum_of_the_true_months(ledger):
    found = rows(ledger)
    for number, district in enumerate(DISTRICTS, start=1):
        true = over_months(ledger.office(district.code, Tier.DISTRICT)[MONTHS])
        assert (found[f"{number} {district.heading}"] == true).all()


def test_sections_add_up_to_the_total(ledger):
    found = rows(ledger)
    sections = [
        counts for name, counts in found.items() if name.split(" ")[0] in ("I", "II", "III")
    ]
    assert (np.sum(sections, axis=0) == found["TỔNG CỘNG"]).all()


def test_the_communes_of_all_districts_are_one_row(ledger):
    true = sum(over_months(ledger.office(d.code, Tier.COMMUNE)[MONTHS]) for d in DISTRICTS)
    assert (rows(ledger)["III Xã, phường, thị trấn"] == true).all()


def test_the_third_quarter_of_2024_has_the_published_total(ledger):
    quarter, months = whole_quarters()[16]
    assert quarter.code == "2024-Q3"
    total = np.array(read_form(province_form(ledger, quarter, months)).rows[-1][2])
    assert total[Column.ONLINE] + total[Column.DIRECT] == 88_646
