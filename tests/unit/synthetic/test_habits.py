import unicodedata
from datetime import date

from chiso.synthetic.habits import Dates, Habit, Numbering, habit_of
from chiso.synthetic.places import DISTRICTS


def test_every_district_has_its_own_way():
    habits = [habit_of(district.code) for district in DISTRICTS]
    assert len(set(habits)) == 10


def test_the_known_quirks_are_all_there():
    habits = [habit_of(district.code) for district in DISTRICTS]
    assert {habit.dates for habit in habits} == set(Dates)
    assert {habit.numbering for habit in habits} == set(Numbering)
    assert {habit.blank_rows for habit in habits} == {0, 1, 2, 3, 4}
    assert any(habit.has_text_numbers for habit in habits)
    assert any(habit.is_decomposed for habit in habits)
    assert any(habit.has_total_first for habit in habits)
    offices = " ".join(habit.office for habit in habits)
    for quirk in ("Hoà", "Thuỷ", "TP.", "H. ", "  ", "HĐND&UBND", "LẠC SƠN"):
        assert quirk in offices


def test_periods_are_written_in_three_styles():
    days = date(2024, 5, 15), date(2024, 6, 14)
    assert Habit("x").span(*days) == "Từ ngày 15/5/2024 đến ngày 14/6/2024"
    assert Habit("x", dates=Dates.PADDED).span(*days) == "Từ ngày 15/05/2024 đến ngày 14/06/2024"
    assert (
        Habit("x", dates=Dates.WORDS).span(*days)
        == "Từ ngày 15 tháng 5 năm 2024 đến ngày 14 tháng 6 năm 2024"
    )


def test_columns_are_numbered_in_three_styles():
    assert Habit("x", numbering=Numbering.PLAIN).column_number(3) == 3
    assert Habit("x").column_number(3) == "(3)"
    sums = Habit("x", numbering=Numbering.SUMS)
    assert (sums.column_number(3), sums.column_number(4)) == ("(3)=(4)+(5)+(6)", "(4)")


def test_numbers_are_numbers_or_texts_with_dots():
    assert Habit("x").write(1234) == 1234
    assert Habit("x", has_text_numbers=True).write(1234567) == "1.234.567"


def test_a_text_can_be_decomposed():
    spelled = Habit("x", is_decomposed=True).spell("Mai Châu")
    assert spelled != "Mai Châu"
    assert unicodedata.normalize("NFC", spelled) == "Mai Châu"
