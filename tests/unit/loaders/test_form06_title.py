"""What stands around the table of form 06: period, unit, reporting unit, signing day."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest

from chiso.periods import Calendar, Period
from makers import forms
from makers.forms import FOOTER, MARK, TITLE, Form, form, problems, read, said, summary

DAY = datetime(2024, 5, 15), datetime(2024, 6, 14)  # noqa: DTZ001
PERIOD_ROW, REPORTER_ROW, UNIT_ROW = 5, 1, 6


def titled(*cells: tuple[int, int, object], without: str = "") -> Form:
    """The form with a title line left out and other cells put in."""
    kept = [cell for cell in TITLE if not (without and without in str(cell[2]))]
    return form(title=(*kept, *cells))


def dated(*cells: tuple[int, int, object]) -> Form:
    return titled(*cells, without="Từ ngày")


def reported(*cells: tuple[int, int, object]) -> Form:
    return titled(*cells, without="Đơn vị báo cáo")


def united(*cells: tuple[int, int, object]) -> Form:
    return titled(*cells, without="Đơn vị tính")


def signed(text: object) -> Form:
    return form(footer=((1, 9, text), *FOOTER[1:]))


def rules(made: Form) -> list[str]:
    return [problem.rule for problem in read(made).findings]


@pytest.mark.parametrize(
    "text",
    [
        "Từ ngày 15/5/2024 đến ngày 14/6/2024",
        "(Từ ngày 15/05/2024 đến ngày 14/06/2024)",
        "TỪ NGÀY 15-5-2024 ĐẾN NGÀY 14-6-2024",
        "từ ngày 15.5.2024 đến hết ngày 14.6.2024",
        "Từ ngày 15 tháng 5 năm 2024 đến ngày 14 tháng 6 năm 2024",
        "Từ: 15/5/2024 Đến: 14/6/2024",
        "Kỳ báo cáo từ 15/5/2024 đến 14/6/2024",
        "tu ngay 15/5/2024 den het ngay 14/6/2024",
        "Kỳ: tháng 6 (từ ngày 15/5/2024 đến ngày 14/6/2024); ngày in 20/6/2024",
    ],
)
def test_both_days_of_the_period_are_read_as_people_write_them(text: str) -> None:
    assert read(dated((3, 3, text))).period == "2024-06"


@pytest.mark.parametrize(
    "cells",
    [
        [(3, 3, "Từ ngày"), (3, 4, DAY[0]), (3, 5, "đến ngày"), (3, 6, DAY[1])],
        [(3, 3, "Từ ngày:"), (3, 4, "15/5/2024"), (3, 5, "đến ngày:"), (3, 6, "14/6/2024")],
        # Days as serial numbers: 45,427 days after 30 December 1899.
        [(3, 3, "Từ ngày"), (3, 4, 45427), (3, 5, "đến ngày"), (3, 6, 45457.0)],
        [(2, 0, "Từ ngày: 15/5/2024"), (3, 0, "Đến ngày: 14/6/2024")],
    ],
)
def test_both_days_may_stand_in_cells_of_their_own(cells: list[tuple[int, int, object]]) -> None:
    assert read(dated(*cells)).period == "2024-06"


def test_text_that_is_not_composed_is_read_alike() -> None:
    made = form(spell=lambda text: unicodedata.normalize("NFC", text.upper()))
    assert read(made).period == "2024-06"


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (("15/12/2023", "14/6/2024"), "2024-H1"),
        (("15/12/2023", "14/5/2024"), "2024-01..2024-05"),
        (("15/3/2024", "14/6/2024"), "2024-Q2"),
        (("15/12/2023", "14/12/2024"), "2024"),
    ],
)
def test_period_follows_from_its_days(days: tuple[str, str], code: str) -> None:
    assert read(dated((3, 3, "Từ ngày {} đến ngày {}".format(*days)))).period == code


def test_a_source_of_calendar_months_reads_calendar_months() -> None:
    made = dated((3, 3, "Từ ngày 01/6/2024 đến ngày 30/6/2024"))
    assert read(made, calendar=Calendar.CAL).period == "2024-06"


@pytest.mark.parametrize("days", [("01/6/2024", "30/6/2024"), ("10/5/2024", "09/6/2024")])
def test_days_of_another_calendar_are_refused(days: tuple[str, str]) -> None:
    (problem,) = problems(dated((3, 3, "Từ ngày {} đến ngày {}".format(*days))))
    assert (problem.rule, problem.where) == ("wrong_calendar", "bc.xlsx#06!1:5")
    assert problem.got.endswith("/06/2024 (CAL)")
    assert "ADM15" in problem.allowed.vi


def test_a_form_without_a_period_is_refused() -> None:
    assert said(problems(dated())) == [("no_period", "bc.xlsx#06!1:5")]


def test_a_period_without_its_last_day_is_refused() -> None:
    made = dated((3, 3, "Từ ngày 15/5/2024"))
    assert said(problems(made)) == [("no_period", "bc.xlsx#06!1:5")]
    assert said(problems(made, hint=Period.parse("2024-06"))) == [("no_period", "bc.xlsx#06!1:5")]


def test_a_person_may_name_the_period_that_a_form_leaves_out() -> None:
    assert read(dated(), hint=Period.parse("2024-05")).period == "2024-05"


def test_a_person_who_names_another_period_than_the_form_is_told() -> None:
    (problem,) = problems(form(), hint=Period.parse("2024-05"))
    assert (problem.rule, problem.got) == ("period_conflict", "2024-06")
    assert read(form(), hint=Period.parse("2024-06")).period == "2024-06"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Từ ngày 31/2/2024 đến ngày 14/6/2024", "bc.xlsx#06!D4"),
        ("Từ ngày 15/5/2024 đến ngày …/6/2024", "bc.xlsx#06!D4"),
        ("Từ ngày 15/5 đến ngày 14/6/2024", "bc.xlsx#06!D4"),
    ],
)
def test_days_that_cannot_be_read_are_refused(text: str, where: str) -> None:
    assert said(problems(dated((3, 3, text)))) == [("not_a_day", where)]


def test_a_label_without_a_day_to_its_right_is_refused() -> None:
    made = dated((3, 3, "Từ ngày"), (4, 3, "đến ngày 14/6/2024"))
    assert said(problems(made)) == [("not_a_day", "bc.xlsx#06!D4")]


def test_a_label_at_the_very_end_of_the_title_is_refused() -> None:
    made = dated((4, 12, "đến ngày"), (3, 3, "Từ ngày 15/5/2024"))
    assert said(problems(made)) == [("not_a_day", "bc.xlsx#06!M5")]


def test_a_period_that_runs_backwards_is_refused() -> None:
    made = dated((3, 3, "Từ ngày 15/6/2024 đến ngày 14/5/2024"))
    assert said(problems(made)) == [("backwards_period", "bc.xlsx#06!1:5")]


def test_two_periods_are_refused_and_named() -> None:
    made = form(title=(*TITLE, (4, 0, "Từ ngày 15/4/2024 đến ngày 14/5/2024")))
    (problem,) = problems(made)
    assert (problem.rule, problem.got) == (
        "period_twice",
        "15/04/2024, 14/05/2024, 15/05/2024, 14/06/2024",
    )


def test_the_same_period_may_be_said_twice() -> None:
    made = form(title=(*TITLE, (4, 0, "từ ngày 15/5/2024 đến ngày 14/6/2024")))
    assert read(made).period == "2024-06"


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị báo cáo: UBND huyện Lạc Sơn",
        "ĐƠN VỊ BÁO CÁO: ỦY BAN NHÂN DÂN HUYỆN LẠC SƠN",
        "Đơn vị gửi báo cáo: H. Lạc Sơn",
        "Cơ quan báo cáo: Văn phòng HĐND&UBND huyện Lạc Sơn",
        "- Đơn vị báo cáo: UBND huyện Lạc Sơn - Đơn vị nhận báo cáo: UBND tỉnh Hòa Bình",
        "Đơn vị báo cáo UBND huyện Lạc Sơn",
        "Đơn vị báo cáo: 157",
    ],
)
def test_reporting_unit_is_read_as_people_write_it(text: str) -> None:
    assert read(reported((0, 9, text))).area == "157"


@pytest.mark.parametrize("at", [(0, 11), (1, 9)])
def test_reporting_unit_may_stand_right_of_its_label_or_below(at: tuple[int, int]) -> None:
    kept = [cell for cell in TITLE if cell[2] != TITLE[3][2] and cell[2] != TITLE[1][2]]
    made = form(title=(*kept, (0, 9, "Đơn vị báo cáo:"), (*at, "UBND huyện Lạc Sơn")))
    assert read(made).area == "157"


def test_an_empty_label_does_not_take_the_label_below_for_a_name() -> None:
    (problem,) = problems(reported((0, 9, "Đơn vị báo cáo:")))
    assert (problem.rule, problem.where) == ("no_reporter", "bc.xlsx#06!1:5")


@pytest.mark.parametrize(
    "cells",
    [
        [(0, 3, "UBND HUYỆN LẠC SƠN")],
        [(0, 3, "ỦY BAN NHÂN DÂN"), (1, 3, "HUYỆN LẠC SƠN")],
        [(0, 2, "UBND TỈNH HÒA BÌNH"), (1, 2, "UBND HUYỆN LẠC SƠN")],
    ],
)
def test_without_a_label_the_agency_at_the_top_reports(
    cells: list[tuple[int, int, object]],
) -> None:
    assert read(reported(*cells)).area == "157"


def test_an_agency_line_without_a_name_names_nobody() -> None:
    assert said(problems(reported((4, 0, "ỦY BAN NHÂN DÂN")))) == [
        ("no_reporter", "bc.xlsx#06!1:5")
    ]


def test_an_unknown_reporting_unit_is_refused_with_the_nearest_one() -> None:
    (problem,) = problems(reported((0, 9, "Đơn vị báo cáo: UBND huyện Lạc Sơm")))
    assert (problem.rule, problem.where) == ("unknown_area", "bc.xlsx#06!J1")
    assert "Huyện Lạc Sơn" in problem.todo.vi


def test_a_name_of_two_areas_is_not_guessed() -> None:
    (problem,) = problems(reported((0, 9, "Đơn vị báo cáo: Hòa Bình")))
    assert problem.rule == "ambiguous_area"
    assert "(148)" in problem.allowed.vi
    assert "(17)" in problem.allowed.vi


def test_a_district_that_has_ended_is_refused() -> None:
    (problem,) = problems(dated((3, 3, "Từ ngày 15/6/2025 đến ngày 14/7/2025")))
    assert (problem.rule, problem.where) == ("unknown_area", "bc.xlsx#06!J1")
    assert "2025-06-30" in problem.todo.en


@pytest.mark.parametrize(
    "cells",
    [
        [(4, 10, "ĐVT: Hồ sơ")],
        [(4, 10, "Đơn vị tính:"), (4, 11, "hồ sơ")],
        [(4, 10, "Đơn vị tính: Số hồ sơ TTHC.")],
    ],
)
def test_the_unit_is_dossiers(cells: list[tuple[int, int, object]]) -> None:
    assert rules(united(*cells)) == []


@pytest.mark.parametrize(
    ("cells", "where", "got"),
    [
        ([(4, 10, "Đơn vị tính: nghìn hồ sơ")], "K5", "'Đơn vị tính: nghìn hồ sơ'"),
        ([(4, 10, "Đơn vị tính: 1.000 hồ sơ")], "K5", "'Đơn vị tính: 1.000 hồ sơ'"),
        ([(4, 10, "Đơn vị tính: %")], "K5", "'Đơn vị tính: %'"),
        ([(4, 10, "Đơn vị tính:"), (4, 11, "thủ tục")], "L5", "'thủ tục'"),
        ([(4, 12, "Đơn vị tính:")], "M5", "'Đơn vị tính:'"),
    ],
)
def test_any_other_unit_is_refused_by_name(
    cells: list[tuple[int, int, object]], where: str, got: str
) -> None:
    (problem,) = problems(united(*cells))
    assert (problem.rule, problem.where) == ("wrong_unit", f"bc.xlsx#06!{where}")
    assert problem.got == got


def test_a_missing_unit_is_a_doubt() -> None:
    assert rules(united((4, 0, "…"))) == ["no_unit"]


@pytest.mark.parametrize(
    "text",
    [
        "Lạc Sơn, ngày 18 tháng 6 năm 2024",
        "LẠC SƠN, NGÀY 18 THÁNG 06 NĂM 2024.",
        "Hòa Bình, ngày 18/6/2024",
    ],
)
def test_signing_day_is_read_below_the_table(text: str) -> None:
    assert read(signed(text)).published == date(2024, 6, 18)


def test_signing_day_may_stand_above_the_table() -> None:
    made = form(title=(*TITLE, (4, 3, "Lạc Sơn, ngày 19 tháng 6 năm 2024")), footer=())
    assert read(made).published == date(2024, 6, 19)


@pytest.mark.parametrize("text", ["Lạc Sơn, ngày … tháng … năm 2024", "TM. UBND", None])
def test_an_unsigned_form_has_no_signing_day(text: object) -> None:
    assert read(signed(text)).published is None


def test_days_of_acts_and_periods_are_no_signing_day() -> None:
    assert read(form(footer=())).published is None


def test_a_signing_day_that_does_not_exist_is_a_doubt() -> None:
    made = signed("Lạc Sơn, ngày 31 tháng 6 năm 2024")
    assert (read(made).published, rules(made)) == (None, ["signing_day"])


def test_a_signature_before_the_end_of_the_period_is_a_doubt() -> None:
    made = signed("Lạc Sơn, ngày 13 tháng 6 năm 2024")
    assert (read(made).published, rules(made)) == (date(2024, 6, 13), ["signed_early"])
    assert rules(signed("Lạc Sơn, ngày 14 tháng 6 năm 2024")) == []


def test_the_mark_of_illustrative_data_is_seen() -> None:
    assert read(form(title=(*TITLE, (4, 0, MARK)))).is_synthetic
    assert not read(form()).is_synthetic


def test_the_province_reports_its_summary() -> None:
    assert read(summary()).area == "17"


def test_without_a_period_the_signature_is_not_compared() -> None:
    made = form(
        title=[cell for cell in TITLE if "Từ ngày" not in str(cell[2])],
        footer=((1, 9, "Lạc Sơn, ngày 01 tháng 01 năm 2020"),),
    )
    assert [problem.rule for problem in problems(made)] == ["no_period"]


def test_all_problems_of_a_title_are_said_at_once() -> None:
    made = form(
        title=(
            (0, 9, "Đơn vị báo cáo: UBND huyện Nào Đó"),
            (3, 3, "Từ ngày 15/5/2024 đến ngày 14/6/2024"),
            (4, 10, "Đơn vị tính: nghìn hồ sơ"),
        ),
        rows=forms.with_count(1, 4, "abc"),
    )
    assert [problem.rule for problem in problems(made)] == [
        "number_form",
        "wrong_unit",
        "unknown_area",
    ]
