import numpy as np

from chiso.catalog import Tier
from chiso.synthetic.districts import sent_returns
from chiso.synthetic.faults import SLIP
from chiso.synthetic.ledger import Column
from chiso.synthetic.places import DISTRICTS
from chiso.synthetic.timeline import sample_months
from unit.synthetic.sheets import read_form

CODES = [month.code for month in sample_months()]


def sent(ledger, faults, code, at):
    district = next(district for district in DISTRICTS if district.code == code)
    return list(sent_returns(ledger, faults, district, at))


def sections(content):
    """Rows that add up others, by number; the total has none."""
    return {number: np.array(counts) for number, _, counts in read_form(content).rows}


def plain_return(faults):
    """A return with nothing wrong."""
    wrong = {faults.missing, *faults.slips, *faults.revisions}
    return next(key for key in faults.signed if key not in wrong and key[1] == 50)


def test_a_return_gives_fields_sections_and_total_of_the_true_books(ledger, faults):
    code, at = plain_return(faults)
    (file,) = sent(ledger, faults, code, at)
    assert file.name == f"II06a_{code}_{CODES[at]}.xlsx"
    found = sections(file.content)
    assert (found["A"] == ledger.office(code, Tier.DISTRICT)[at]).all()
    assert (found["B"] == ledger.office(code, Tier.COMMUNE)[at]).all()
    assert (found[""] == ledger.district(code)[at]).all()
    assert len(read_form(file.content).rows) == 10 + 8 + 2 + 1


def test_the_missing_return_was_never_sent(ledger, faults):
    assert sent(ledger, faults, *faults.missing) == []


def test_a_slip_changes_one_number_of_one_section(ledger, faults):
    letters = {Tier.DISTRICT: "A", Tier.COMMUNE: "B"}
    for (code, at), slip in faults.slips.items():
        (file,) = sent(ledger, faults, code, at)
        found = sections(file.content)[letters[slip.tier]] - ledger.office(code, slip.tier)[at]
        assert found.tolist() == [SLIP if column == slip.column else 0 for column in Column]


def test_a_corrected_return_is_sent_twice_and_the_second_is_true(ledger, faults):
    (code, at), day = next(iter(faults.revisions.items()))
    first, second = sent(ledger, faults, code, at)
    assert second.name == f"II06a_{code}_{CODES[at]}_dinh-chinh.xlsx"
    true = ledger.district(code)[at]
    assert (sections(second.content)[""] == true).all()
    assert sections(first.content)[""][Column.TO_SETTLE] < true[Column.TO_SETTLE]
    written = f"ngày {day:%d} tháng {day.month} năm {day.year}"
    assert any(written in line for line in read_form(second.content).bottom)
    assert not any(written in line for line in read_form(first.content).bottom)


def test_two_files_have_names_of_their_own(ledger, faults):
    clean = type(faults)(("", 0), {}, {}, faults.signed)
    names = [
        file.name
        for code, month in (("153", "2022-03"), ("158", "2024-09"))
        for file in sent(ledger, clean, code, CODES.index(month))
    ]
    assert names == [
        "Biểu II.06a Kim Bôi tháng 3-2022.xlsx",
        "Bieu II.06a Yen Thuy thang 9 (ban chinh).xlsx",
    ]
