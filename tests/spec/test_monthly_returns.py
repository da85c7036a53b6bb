"""What monthly and year-to-date returns give for a quarter, a half and a year: a table a person can
check with a pencil. One line a case: what was returned, what is asked for, what comes of it.
"""

from __future__ import annotations

import pytest

from chiso.periods import Grain
from chiso.report.derived import derived_figures
from unit.report.district_rows import CODES, ten_districts
from unit.report.rows import catalogue_of, figure, frame

MISSING = None
GRAINS = {
    "2023-05": Grain.MONTH, "2023-Q2": Grain.QUARTER, "2023-Q3": Grain.QUARTER,
    "2023-H1": Grain.HALF, "2023-H2": Grain.HALF, "2023-9M": Grain.NINE_MONTHS, "2023": Grain.YEAR,
}  # fmt: skip
SECOND = ("2023-04", "2023-05", "2023-06")
HALF = ("2023-01", "2023-02", "2023-03", *SECOND)

# kind of figure, returned by period (a share as numerator/denominator), asked for, comes out.
TABLE = [
    ("flow", dict(zip(SECOND, (10, 20, 30), strict=True)), "2023-Q2", 60),
    ("flow", dict(zip(SECOND[:2], (10, 20), strict=True)), "2023-Q2", MISSING),
    ("flow", dict(zip(HALF, (1, 2, 3, 4, 5, 6), strict=True)), "2023-H1", 21),
    ("flow", dict(zip(HALF, (1, 2, 3, 4, 5, 6), strict=True)), "2023", MISSING),
    ("flow", {"2023-H1": 21, "2023-H2": 29}, "2023", MISSING),
    ("flow", {"2023-Q1": 6, "2023-Q2": 15}, "2023-H1", 21),
    ("flow", {"2023-Q1": 6, "2023-Q2": 15, "2023-Q3": 9}, "2023-9M", 30),
    ("share", dict(zip(SECOND, ((1, 10), (1, 10), (70, 80)), strict=True)), "2023-Q2", 72.0),
    ("stock", dict(zip(SECOND, (10, 20, 30), strict=True)), "2023-Q2", 30),
    ("stock", {"2023-05": 20, "2023-06": 30}, "2023-Q2", 30),
    ("stock", {"2023-04": 10, "2023-05": 20}, "2023-Q2", MISSING),
    ("stock", {"2023-06": 30}, "2023-Q2", MISSING),
    ("ytd", {"2023-Q1": 6, "2023-H1": 21}, "2023-Q2", 15),
    ("ytd", {"2023-H1": 21, "2023": 50}, "2023-H2", 29),
    ("ytd", {"2023-Q1": 6, "2023-9M": 30}, "2023-Q3", MISSING),
    ("ytd", {"2023-01..2023-04": 9, "2023-01..2023-05": 16}, "2023-05", 7),
    ("ytd", {"2022-9M": 90, "2023-Q1": 6}, "2023-Q2", MISSING),
    ("ytd share", {"2023-Q1": (10, 100), "2023-H1": (70, 200)}, "2023-Q2", 60.0),
]


def returned(kind, period, given, **changes):
    """One return, of the province."""
    how = {"period": period, "period_kind": kind.split()[0].replace("share", "flow"), **changes}
    if "share" not in kind:
        return figure("dossiers", value=given, **how)
    cases, base = given
    return figure(value=100 * cases / base, numerator=cases, denominator=base, **how)


def made(rows, asked, **changes):
    known = catalogue_of(**changes)
    found = derived_figures(frame(*rows, known=known), known, GRAINS[asked])
    return found[found["period"].eq(asked) & found["area"].eq("17")]


@pytest.mark.parametrize(("kind", "given", "asked", "expected"), TABLE)
def test_what_returns_give_for_a_longer_or_a_shorter_period(kind, given, asked, expected):
    rows = [returned(kind, period, value) for period, value in given.items()]
    found = made(rows, asked)["value"].tolist()
    assert found == ([] if expected is MISSING else [pytest.approx(expected)])


# Months that each of the ten districts returned, 10 dossiers a month; what the province has.
WHOLE = [
    (dict.fromkeys(CODES, 3), 10 * 3 * 10),
    ({**dict.fromkeys(CODES, 3), "159": 2}, MISSING),
    (dict.fromkeys(CODES[1:], 3), MISSING),
]


@pytest.mark.parametrize(("months", "expected"), WHOLE)
def test_a_district_that_lacks_a_month_lacks_the_quarter_and_so_does_the_province(months, expected):
    rows = [
        returned("flow", period, 10, area=code, tier="district")
        for code, count in months.items()
        for period in SECOND[:count]
    ]
    found = made(rows, "2023-Q2", areas=ten_districts())["value"].tolist()
    assert found == ([] if expected is MISSING else [expected])


def test_a_printed_quarter_stands_before_the_sum_of_its_months_when_districts_are_added():
    rows = [
        returned("flow", period, 10, area=code, tier="district")
        for code in CODES
        for period in SECOND
    ]
    rows.append(returned("flow", "2023-Q2", 35, area="159", tier="district"))
    found = made(rows, "2023-Q2", areas=ten_districts())["value"].tolist()
    assert found == [9 * 30 + 35]


def test_administrative_and_calendar_periods_are_never_added_together():
    from chiso.periods import Calendar
    from makers import source

    sources = {**catalogue_of().sources, "ADM": source(id="ADM", calendar=Calendar.ADM15)}
    rows = [returned("flow", period, 10) for period in SECOND[:2]]
    rows.append(returned("flow", SECOND[2], 10, source="ADM"))
    assert made(rows, "2023-Q2", sources=sources).empty
