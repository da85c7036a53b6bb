"""How each office fills in its forms: no two do it alike, and none is wrong."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Dates(StrEnum):
    """Ways to write the days of a period."""

    SHORT = "short"
    PADDED = "padded"
    WORDS = "words"


class Numbering(StrEnum):
    """Ways to number the columns."""

    PLAIN = "plain"
    BRACKETS = "brackets"
    SUMS = "sums"


_SUMS = {3: "(3)=(4)+(5)+(6)", 7: "(7)=(8)+(9)+(10)", 11: "(11)=(12)+(13)"}


@dataclass(frozen=True)
class Habit:
    """One office's way with the form.

    Attributes
    ----------
    office
        The reporting office as it writes itself.
    sheet
        Name of the sheet.
    blank_rows
        Empty rows above the form.
    dates, numbering
        Style of the period and of the row of column numbers.
    has_text_numbers
        Whether numbers are texts with dots: ``1.234``.
    is_decomposed
        Whether its computer writes Vietnamese in NFD.
    has_total_first
        Whether the grand total stands above the sections.
    """

    office: str
    sheet: str = "II.06a"
    blank_rows: int = 0
    dates: Dates = Dates.SHORT
    numbering: Numbering = Numbering.BRACKETS
    has_text_numbers: bool = False
    is_decomposed: bool = False
    has_total_first: bool = False

    def spell(self, text: str) -> str:
        """A text in the form that the office's computer gives it."""
        return unicodedata.normalize("NFD", text) if self.is_decomposed else text

    def write(self, count: int) -> int | str:
        """A number as the office types it."""
        return f"{count:,}".replace(",", ".") if self.has_text_numbers else count

    def column_number(self, column: int) -> int | str:
        """What stands under the header of a column, 1 to 13."""
        if self.numbering is Numbering.PLAIN:
            return column
        if self.numbering is Numbering.SUMS:
            return _SUMS.get(column, f"({column})")
        return f"({column})"

    def span(self, first: date, last: date) -> str:
        """``Từ ngày … đến ngày …`` in the office's style."""
        return f"Từ ngày {self._day(first)} đến ngày {self._day(last)}"

    def _day(self, day: date) -> str:
        if self.dates is Dates.WORDS:
            return f"{day.day:02d} tháng {day.month} năm {day.year}"
        if self.dates is Dates.PADDED:
            return f"{day:%d/%m/%Y}"
        return f"{day.day}/{day.month}/{day.year}"


_OWN = {
    "148": Habit("UBND TP. Hoà Bình", sheet="Sheet1", blank_rows=2, dates=Dates.PADDED),
    "150": Habit("UBND huyện Đà Bắc", numbering=Numbering.SUMS),
    "152": Habit("UBND H. Lương Sơn", sheet="Biểu 06a", blank_rows=1, has_text_numbers=True),
    "153": Habit("UBND huyện Kim Bôi", numbering=Numbering.PLAIN, dates=Dates.WORDS),
    "154": Habit("Văn phòng HĐND&UBND huyện Cao Phong", blank_rows=3, has_total_first=True),
    "155": Habit("UBND huyện Tân  Lạc", sheet="Bieu II.06a", numbering=Numbering.SUMS),
    "156": Habit("UBND huyện Mai Châu", is_decomposed=True, dates=Dates.PADDED),
    "157": Habit("HUYỆN LẠC SƠN", blank_rows=1, numbering=Numbering.PLAIN, has_text_numbers=True),
    "158": Habit("UBND H. Yên Thuỷ", blank_rows=4, dates=Dates.WORDS),
    "159": Habit("UBND huyện Lạc Thuỷ", sheet="Tháng", has_total_first=True),
}
PROVINCE_HABIT = Habit("UBND tỉnh Hòa Bình", sheet="06", numbering=Numbering.SUMS)


def habit_of(code: str) -> Habit:
    """The habits of a district's office.

    Examples
    --------
    >>> habit_of("152").write(1234), habit_of("148").write(1234)
    ('1.234', 1234)
    """
    return _OWN[code]
