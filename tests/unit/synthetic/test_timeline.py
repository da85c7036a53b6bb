from chiso.periods import Calendar
from chiso.synthetic.timeline import (
    month_times,
    running_years,
    sample_months,
    whole_quarters,
    working_days,
)


def test_the_months_run_from_july_2020_to_the_last_month_with_districts():
    codes = [month.code for month in sample_months()]
    assert (codes[0], codes[6], codes[-1], len(codes)) == ("2020-07", "2021-01", "2025-06", 60)


def test_the_middle_of_a_month_is_the_last_day_of_the_calendar_month_before():
    assert month_times()[[0, 12]].tolist() == [2020.5, 2021.5]


def test_tet_leaves_few_working_days():
    days = dict(zip([month.code for month in sample_months()], working_days(), strict=True))
    # 15 January to 14 February 2022: 21 days from Monday to Friday; 1 February is Tết, closed
    # from 29 January to 6 February, of which 5 are such days.
    assert days["2022-02"] == 21 - 5
    assert days["2022-02"] < days["2022-07"]


def test_the_fixed_holidays_are_no_working_days():
    days = dict(zip([month.code for month in sample_months()], working_days(), strict=True))
    # 15 August to 14 September 2020: 21 days from Monday to Friday, one of them 2 September.
    assert days["2020-09"] == 21 - 1


def test_quarters_close_under_the_administrative_calendar():
    quarter, months = whole_quarters()[3]
    assert (quarter.code, months) == ("2021-Q2", slice(9, 12))
    assert quarter.last_day(Calendar.ADM15).isoformat() == "2021-06-14"


def test_running_years_begin_in_january_and_stop_where_the_months_stop():
    codes = [period.code for period, _ in running_years("2024-01")]
    assert codes == ["2024-Q1", "2024-H1", "2024-9M", "2024", "2025-Q1", "2025-H1"]
