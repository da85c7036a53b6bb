"""Forms II.06a and 06 from the file to the figures."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chiso.catalog import PeriodKind
from chiso.errors import DataError
from chiso.loaders.cells import Cell
from chiso.loaders.form06 import read_form06, recognise_form06
from chiso.loaders.grid import Grid
from chiso.loaders.reading import Reading, ReturnRow
from chiso.loaders.workbook import Workbook, open_workbook
from chiso.text import to_nfc
from makers.forms import (
    CITY,
    COMMUNE,
    DISTRICT,
    HEADINGS,
    HOME,
    LAC_SON,
    MEASURES,
    NAMES,
    NUMBERINGS,
    ROWS,
    SUMMARY_ROWS,
    TITLE,
    Counts,
    Form,
    FormRow,
    added,
    arrival,
    counts,
    form,
    grid_of_form,
    problems,
    read,
    said,
    summary,
    with_count,
    workbook,
    write_xls,
    write_xlsx,
)


def row(reading: Reading, indicator: str, area: str = "157", tier: str = "district") -> ReturnRow:
    (found,) = (
        row
        for row in reading.rows
        if (row.indicator, row.area, row.tier) == (indicator, area, tier)
    )
    return found


def opened(path: Path) -> Reading:
    return read_form06(open_workbook(path, path.name), arrival(), NAMES)


def values(reading: Reading) -> dict[tuple[str, str, str], float]:
    return {(row.area, row.tier, row.indicator): row.value for row in reading.rows}


def test_a_form_gives_one_figure_a_measure_section_and_total() -> None:
    reading = read(form())
    assert len(reading.rows) == 3 * len(MEASURES)
    assert {(row.area, row.tier) for row in reading.rows} == {
        ("157", "district"),
        ("157", "commune"),
        ("157", "all"),
    }


def test_a_reading_says_what_the_file_is() -> None:
    reading = read(form())
    assert (reading.file, reading.digest, reading.size) == ("bc.xlsx", "ab" * 32, 1234)
    assert (reading.layout, reading.source) == ("form_06a", "RETURN_06A")
    assert (reading.area, reading.period) == ("157", "2024-06")
    assert (reading.published, reading.extracted) == (date(2024, 6, 18), None)


def test_a_count_is_the_printed_one_with_its_cell() -> None:
    online = row(read(form()), "dossiers_online")
    assert (online.value, online.decimals, online.locator) == (50 + 20, 0, "06!D10")
    assert (online.numerator, online.denominator) == (None, None)
    assert (online.definition, online.period, online.period_kind) == ("form_06", "2024-06", "flow")
    assert (online.scope, online.qualifier, online.status, online.note) == ("all", "=", "final", "")


def test_new_dossiers_are_two_columns_together() -> None:
    received = row(read(form()), "dossiers_received")
    assert (received.value, received.locator) == (50 + 20 + 40 + 70, "06!D10+E10")
    assert received.definition == "new_in_period"


def test_a_share_comes_from_its_parts() -> None:
    share = row(read(form()), "dossiers_online_share")
    assert share.value == pytest.approx(100 * (50 + 20) / (50 + 20 + 40 + 70), abs=1e-6)
    assert (share.numerator, share.denominator) == (50 + 20, 50 + 20 + 40 + 70)
    assert (share.locator, share.decimals) == ("06!D10/(D10+E10)", 1)


def test_overdue_dossiers_are_settled_and_pending_ones() -> None:
    share = row(read(form()), "dossiers_overdue_share")
    assert (share.numerator, share.denominator) == (5 + 2 + 5 + 2, 100 + 100)
    assert share.locator == "06!(J10+M10)/C10"


def test_stocks_keep_the_kind_of_their_indicator() -> None:
    assert row(read(form()), "dossiers_pending").period_kind == PeriodKind.STOCK


def test_a_share_without_a_base_gives_no_figure() -> None:
    nothing = (10, 0, 0, 10, 10, 5, 5, 0, 0, 0, 0)
    rows = (FormRow(None, "Tổng cộng", nothing),)
    found = {row.indicator: row.value for row in read(form(rows=rows)).rows}
    assert "dossiers_online_share" not in found
    assert found["dossiers_on_time_share"] == 100
    assert found["dossiers_online"] == 0


def test_a_share_above_its_base_is_left_out_with_a_doubt() -> None:
    much = (100, 50, 50, 0, 90, 60, 60, 0, 10, 10, 0)
    reading = read(form(rows=(FormRow(None, "Tổng cộng", much),)))
    assert "dossiers_on_time_share" not in {row.indicator for row in reading.rows}
    assert ("parts", "bc.xlsx#06!(H10+I10)/G10") in said(reading.findings)


def test_a_summary_gives_figures_of_the_province_and_of_its_units() -> None:
    reading = read(summary())
    assert reading.area == "17"
    assert {
        (row.area, row.tier): row.value
        for row in reading.rows
        if row.indicator == "dossiers_online"
    } == {
        ("17", "province"): 80 + 10,
        ("17.SNV", "province"): 80,
        ("17.STP", "province"): 10,
        ("17", "district"): 44 + 60,
        ("157", "district"): 44,
        ("148", "district"): 60,
        ("17", "commune"): 5 + 30,
        ("17", "all"): 80 + 10 + 44 + 60 + 5 + 30,
    }


def with_unit(place: int, label: str) -> Form:
    rows = list(SUMMARY_ROWS)
    rows[place] = rows[place]._replace(label=label)
    return summary(rows=rows)


@pytest.mark.parametrize(
    ("place", "label"), [(4, "UBND huyện Lạc Sơm"), (2, "Sở Xây dựng"), (4, "Sở Tư pháp")]
)
def test_an_unknown_unit_of_a_summary_is_refused(place: int, label: str) -> None:
    (problem,) = problems(with_unit(place, label))
    assert (problem.rule, problem.where) == ("unknown_area", f"bc.xlsx#06!B{10 + place}")


def test_two_spellings_of_one_unit_are_refused() -> None:
    (problem,) = problems(with_unit(5, "Huyện Lạc Sơn"))
    assert (problem.rule, problem.where) == ("row_twice", "bc.xlsx#06!B15")
    assert "B14" in problem.allowed.vi


def test_rows_of_communes_are_entered_where_they_are_known() -> None:
    units = (
        FormRow(1, "Huyện Lạc Sơn", COMMUNE),
        FormRow(2, "Xã Nào Đó", counts()),
    )
    rows = (
        *SUMMARY_ROWS[:6],
        SUMMARY_ROWS[6]._replace(counts=added(COMMUNE, counts())),
        *units,
        SUMMARY_ROWS[7]._replace(
            counts=added(*(row.counts for row in SUMMARY_ROWS[:7:3]), counts())  # type: ignore[arg-type]
        ),
    )
    reading = read(summary(rows=rows))
    assert row(reading, "dossiers_online", "157", "commune").value == 35
    assert said(reading.findings) == [("unknown_area", "bc.xlsx#06!B18")]


def test_units_of_another_province_are_not_taken() -> None:
    (problem,) = problems(with_unit(4, "Tỉnh Hòa Bình"))
    assert problem.rule == "unknown_area"


def test_fields_of_a_district_are_not_units() -> None:
    rows = list(ROWS)
    rows[1] = rows[1]._replace(label="Huyện Lạc Thủy")
    assert {row.area for row in read(form(rows=rows)).rows} == {"157"}


def test_the_sheet_with_the_form_is_found_among_others() -> None:
    guide = Grid("bc.xlsx", "Hướng dẫn", (("Cách điền biểu",), (1,)))
    book = Workbook("bc.xlsx", (guide, grid_of_form(form(sheet="Biểu 06a"))))
    reading = read_form06(book, arrival(), NAMES)
    assert reading.rows[0].locator == "Biểu 06a!C10"


def test_an_empty_copy_of_the_form_is_passed_over() -> None:
    blank = form(sheet="Mẫu", rows=[row._replace(counts=None) for row in ROWS])
    assert values(read(blank, form())) == values(read(form()))


def test_a_form_without_any_figure_is_refused() -> None:
    blank = form(rows=[row._replace(counts=None) for row in ROWS])
    assert said(problems(blank)) == [("empty_form", "bc.xlsx#06!A9")]


def test_two_forms_in_one_file_are_refused_and_named() -> None:
    (problem,) = problems(form(sheet="Tháng 5"), form(sheet="Tháng 6"))
    assert (problem.rule, problem.where) == ("two_forms", "bc.xlsx#Tháng 5!A9")
    assert problem.got == "bc.xlsx#Tháng 6!A9"


def test_findings_of_opening_are_kept() -> None:
    book = workbook(form(spell=lambda text: text))
    (grid,) = book.sheets
    found = read(form(rows=with_count(0, 4, 71))).findings[:1]
    doubted = Grid(grid.file, grid.name, grid.rows, grid.merged, findings=found)
    reading = read_form06(Workbook("bc.xlsx", (doubted,)), arrival(), NAMES)
    assert reading.findings == found


def test_a_form_is_recognised_by_the_words_of_its_layout() -> None:
    layouts = [arrival().layout]
    assert recognise_form06(workbook(form()), layouts) is layouts[0]
    assert recognise_form06(workbook(summary()), layouts) is None
    assert recognise_form06(workbook(form(sheet="A"), summary(sheet="B")), layouts) is layouts[0]


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
@pytest.mark.parametrize("made", [form(), summary(), form(shift=(3, 2), gap=1)])
def test_real_workbooks_read_like_their_grids(tmp_path: Path, write: object, made: Form) -> None:
    ending = ".xlsx" if write is write_xlsx else ".xls"
    reading = opened(write(tmp_path / f"bc{ending}", made))  # type: ignore[operator]
    assert (reading.rows, reading.findings) == (read(made).rows, ())


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_real_days_and_text_in_nfd_are_read(tmp_path: Path, write: object) -> None:
    title = (
        *(cell for cell in TITLE if "Từ ngày" not in str(cell[2])),
        (3, 3, "Từ ngày"),
        (3, 4, datetime(2024, 5, 15)),  # noqa: DTZ001
        (3, 5, "đến ngày"),
        (3, 6, datetime(2024, 6, 14)),  # noqa: DTZ001
    )
    made = form(title=title, spell=lambda text: unicodedata.normalize("NFD", text))
    reading = opened(write(tmp_path / "bc.xls", made))  # type: ignore[operator]
    assert reading.rows == read(form()).rows
    assert {found.rule for found in reading.findings} == {"not_nfc"}


def test_the_form_may_stand_on_any_sheet_of_a_real_workbook(tmp_path: Path) -> None:
    other = form(rows=(), headings=(), title=((0, 0, "Hướng dẫn"),), sheet="HD", footer=())
    path = write_xlsx(tmp_path / "bc.xlsx", other, form(sheet="II.06a"))
    assert opened(path).rows[0].locator == "II.06a!C10"


# Laws.

amounts = st.integers(0, 5000)


@st.composite
def balanced(draw: st.DrawFn) -> Counts:
    """Columns 3 to 13 that keep every balance."""
    parts = [draw(amounts) for _ in range(3)]
    early, on_time, late, in_time = sorted(draw(st.integers(0, sum(parts))) for _ in range(4))
    # Cuts of the whole at four places make five parts that add up to it.
    ends = (early, on_time - early, late - on_time, in_time - late, sum(parts) - in_time)
    settled, pending = sum(ends[:3]), sum(ends[3:])
    return (sum(parts), *parts, settled, *ends[:3], pending, *ends[3:])


@st.composite
def made_forms(draw: st.DrawFn) -> Form:
    """Consistent forms, however they are filled in and wherever they stand."""
    fields = [draw(st.lists(balanced(), min_size=1, max_size=4)) for _ in range(2)]
    wholes = [added(*lines) for lines in fields]
    rows = []
    for letter, label, lines, whole in zip(
        "AB", ("cấp huyện", "cấp xã"), fields, wholes, strict=True
    ):
        rows.append(FormRow(letter, f"Công việc {label}", whole))
        rows += [FormRow(at, f"Lĩnh vực {at}", line) for at, line in enumerate(lines, 1)]
    total = FormRow(None, "TỔNG CỘNG", added(*wholes))
    is_first = draw(st.booleans())
    dotted = draw(st.booleans())
    return form(
        rows=(total, *rows) if is_first else (*rows, total),
        shift=(draw(st.integers(0, 6)), draw(st.integers(0, 4))),
        gap=draw(st.integers(0, 2)),
        numbering=draw(st.sampled_from(sorted(NUMBERINGS))),
        write=(lambda count: f"{count:,}".replace(",", ".")) if dotted else (lambda count: count),
    )


@given(made=made_forms())
@settings(max_examples=60, deadline=None)
def test_any_consistent_form_reads_back_exactly(made: Form) -> None:
    reading = read(made)
    printed = {
        tier: next(row.counts for row in made.rows if word in str(row.label))
        for tier, word in (("district", "cấp huyện"), ("commune", "cấp xã"), ("all", "TỔNG"))
    }
    counted = [measure for measure in MEASURES if not measure.denominator]
    assert reading.findings == ()
    assert {
        (row.tier, row.indicator): row.value for row in reading.rows if row.denominator is None
    } == {
        (tier, measure.indicator): sum(whole[int(at) - 3] for at in measure.columns)  # type: ignore[index, misc]
        for tier, whole in printed.items()
        for measure in counted
    }
    assert all(
        row.value == pytest.approx(100 * row.numerator / row.denominator, abs=1e-6)
        for row in reading.rows
        if row.numerator is not None and row.denominator
    )


SAID = (
    "-", "…", "I", "A", "1.1", "(1)", "(3)=(4)+(5)+(6)", "1.023", "1,5", "#REF!", "%", "Tổng số",
    "Cộng", "Cấp huyện", "cấp xã", "Sở, ban, ngành", "Từ ngày", "đến ngày", "Từ ngày 31/2/2024",
    "Đơn vị báo cáo:", "Đơn vị tính: nghìn", "UBND tỉnh Hòa Bình", "tiếp nhận", "đã giải quyết",
    "Hòa Bình, ngày 99 tháng 6 năm 2024",
)  # fmt: skip
cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**13),
    st.floats(),
    st.dates().map(lambda day: datetime(day.year, day.month, day.day)),  # noqa: DTZ001
    st.sampled_from(SAID),
    st.text(max_size=12).map(lambda text: to_nfc(text) or None),
)


@given(
    made=st.sampled_from([form(), summary()]),
    edits=st.dictionaries(
        st.tuples(st.integers(0, 20), st.integers(0, 14)), cells, min_size=1, max_size=12
    ),
)
@example(made=form(), edits={(9, 1): "ß" * 5, (0, 9): "ßßßß Đơn vị báo cáo: UBND huyện Lạc Sơn"})
@example(made=form(), edits={(9, 3): float("inf"), (9, 4): float("nan")})
@settings(max_examples=150, deadline=None)
def test_any_edit_gives_a_reading_or_a_data_error(
    made: Form, edits: dict[tuple[int, int], Cell]
) -> None:
    edited = Form(rows=made.rows, title=made.title, changes=edits)
    try:
        reading = read(edited)
    except DataError as error:
        assert all(line.strip() for lang in ("vi", "en") for line in error.lines(lang))  # type: ignore[arg-type]
    else:
        assert all(row.value >= 0 for row in reading.rows)


def test_the_maker_writes_three_header_rows_and_their_merges() -> None:
    assert max(row for row, *_ in HEADINGS) == 2
    assert len(form().merges()) == 15
    assert (LAC_SON[1], CITY[1], HOME[1], DISTRICT[1]) == (44, 60, 80, 50 + 20)
