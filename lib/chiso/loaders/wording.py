"""What is said about JSON and tables: one entry a rule, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chiso.errors import Problem
from chiso.loaders.json_wording import JSON_RULES
from chiso.words import Words

_ASK = Words(
    vi="Đối chiếu với đơn vị gửi; số liệu được nhập như trong tệp",
    en="Ask the sender; the figures are entered as they are",
)
_LEFT_OUT = Words(
    vi="Số liệu này không được nhập: sửa tệp gốc rồi gửi lại",
    en="The figure is left out: correct the file and send it again",
)
_WRITE_CODE = Words(
    vi="Ghi mã đơn vị hoặc tên đầy đủ để không phải đoán",
    en="Write the code or the full name, so that nothing is guessed",
)
_GIVE_PERIOD = Words(vi="Nhập lại với --period", en="Import again with --period")
_SEND_AGAIN = Words(vi="Sửa trong tệp gốc rồi gửi lại", en="Correct the file and send it again")
_MEND_LAYOUT = Words(
    vi="Sửa tệp bố cục, hoặc xin lại tệp đúng mẫu",
    en="Mend the layout file, or ask for the table in its usual form",
)

RULES: Mapping[str, tuple[Words, Words]] = MappingProxyType({
    **JSON_RULES,
    # Which layout reads the file.
    "no_layouts": (
        Words(
            vi="bộ số liệu có tệp bố cục trong thư mục layouts/",
            en="a data set with layout files in layouts/",
        ),
        Words(
            vi="Thêm tệp bố cục, hoặc chọn bộ số liệu khác với --data",
            en="Add a layout file, or choose another data set with --data",
        ),
    ),
    "unknown_file_type": (
        Words(
            vi="sổ tính (xlsx, xls), CSV hoặc JSON", en="a workbook (xlsx, xls), CSV or JSON"
        ),
        Words(
            vi="Lưu số liệu thành sổ tính hoặc CSV rồi nhập lại",
            en="Save the figures as a workbook or CSV and import them again",
        ),
    ),
    "no_layout_fits": (
        Words(vi="một tệp theo bố cục đã khai báo: {looked}", en="a file of a layout: {looked}"),
        Words(
            vi="Giữ nguyên tiêu đề của biểu, hoặc thêm tệp bố cục cho mẫu mới",
            en="Keep the headings of the form, or add a layout file for a new one",
        ),
    ),
    "several_layouts_fit": (
        Words(vi="một bố cục; tệp này hợp với {fitting}", en="one layout; these fit: {fitting}"),
        Words(
            vi="Chỉ rõ bố cục với --layout, hoặc khai báo words cho chặt hơn",
            en="Name one with --layout, or declare stricter words in the layout files",
        ),
    ),
    # Periods and days.
    "no_period": (
        Words(vi="kỳ số liệu ghi trong tệp", en="the period of the figures in the file"),
        _GIVE_PERIOD,
    ),
    "period_twice": (
        Words(vi="một kỳ số liệu phía trên bảng", en="one period above the table"), _GIVE_PERIOD
    ),
    "period_conflict": (
        Words(vi="kỳ {given} như --period đã ghi", en="period {given} as --period says"),
        Words(vi="Kiểm tra --period và tệp", en="Check --period and the file"),
    ),
    "wrong_calendar": (
        Words(
            vi="kỳ theo lịch {wanted} của nguồn {source}",
            en="a period in calendar {wanted} of source {source}",
        ),
        Words(
            vi="Kiểm tra hai ngày của kỳ, hoặc dùng bố cục có nguồn theo lịch {found}",
            en="Check both days, or use a layout whose source has calendar {found}",
        ),
    ),
    "ytd_start": (
        Words(
            vi="số lũy kế từ đầu năm: kỳ bắt đầu từ tháng 1",
            en="figures from the start of the year: a period that begins in January",
        ),
        Words(
            vi="Ghi «lũy kế» hoặc ngày đầu năm ở tiêu đề, hoặc sửa period_kind trong tệp bố cục",
            en="Say «lũy kế» or the first day in the title, or correct period_kind in the layout",
        ),
    ),
    # Units.
    "ambiguous_area": (Words(vi="một trong: {areas}", en="one of: {areas}"), _WRITE_CODE),
    "areas_differ": (
        Words(
            vi="tên và mã cùng chỉ một đơn vị; ở đây chỉ: {areas}",
            en="a name and a code of one area; these name: {areas}",
        ),
        _WRITE_CODE,
    ),
    "left_out": (
        Words(
            vi="đơn vị có trong areas.csv; {count} dòng không được nhập",
            en="areas of areas.csv; {count} rows are left out",
        ),
        Words(
            vi="Thêm đơn vị hoặc cách viết vào areas.csv nếu cần các dòng này",
            en="Add the areas or their spellings to areas.csv if these rows are needed",
        ),
    ),
    "no_units": (
        Words(
            vi="ít nhất một dòng là đơn vị có trong areas.csv và có số liệu",
            en="at least one row with figures of an area in areas.csv",
        ),
        Words(
            vi="Kiểm tra units và within trong tệp bố cục, và tên đơn vị trong tệp",
            en="Check units and within of the layout, and the names in the file",
        ),
    ),
    "unit_twice": (
        Words(vi="mỗi đơn vị một dòng; đã có ở {first}", en="each unit once; also at {first}"),
        _SEND_AGAIN,
    ),
    "area_validity": (
        Words(
            vi="kỳ mà {area} tồn tại; số liệu này không được nhập",
            en="a period in which {area} exists; the figure is left out",
        ),
        Words(
            vi="Dùng đơn vị kế thừa, hoặc bảng theo địa giới của kỳ đó",
            en="Use the successor, or a table in the boundaries of that period",
        ),
    ),
    "no_figures": (
        Words(
            vi="số liệu của {area}; các ô đều trống, và thiếu không phải là 0",
            en="figures of {area}; its cells are empty, and missing is not zero",
        ),
        Words(vi="Hỏi lại đơn vị gửi", en="Ask the sender"),
    ),
    # What does not agree.
    "parts": (
        Words(vi="tử số không lớn hơn mẫu số", en="a numerator up to its denominator"), _LEFT_OUT
    ),
    "range": (
        Words(vi="{name}: giá trị trong khoảng {ends}", en="{name}: a value in {ends}"), _LEFT_OUT
    ),
    "share_differs": (
        Words(
            vi="tỷ lệ bằng tử số chia mẫu số: {share}%; nhập theo tử số và mẫu số",
            en="the share of its parts, {share}%; the parts are entered",
        ),
        Words(
            vi="Kiểm tra ba số này; ô tỷ lệ là phân số thì khai báo factor: 100 trong tệp bố cục",
            en="Check the three; if the share is a fraction, declare factor: 100 in the layout",
        ),
    ),
    "rank_ties": (
        Words(
            vi="hạng bằng 1 cộng số đơn vị đứng trên (đồng hạng: 1, 2, 2, 4)",
            en="one more than the number of units above (ties: 1, 2, 2, 4)",
        ),
        _ASK,
    ),
    "total_differs": (
        Words(vi="tổng các dòng: {sum}", en="the sum of the rows, {sum}"), _ASK
    ),
    # Tables.
    "heading_twice": (
        Words(
            vi="mỗi tiêu đề cột một lần; «{heading}» có ở {cells}",
            en="each heading once; «{heading}» stands at {cells}",
        ),
        _MEND_LAYOUT,
    ),
    "merged_cells": (
        Words(
            vi="mỗi số một ô, không trộn ô trong vùng số liệu",
            en="one cell a figure, no merged cells among the figures",
        ),
        Words(vi="Bỏ trộn ô (Unmerge) rồi điền từng ô", en="Unmerge them and fill each cell"),
    ),
    "no_label": (
        Words(
            vi="tên đơn vị ở đầu dòng; dòng này không được nhập",
            en="the name of a unit in its row; the row is left out",
        ),
        _SEND_AGAIN,
    ),
})  # fmt: skip


def doubt(rule: str, where: str, got: str = "", **fields: object) -> Problem:
    """What is wrong or doubtful under one of the :data:`RULES`.

    Parameters
    ----------
    rule
        Key of :data:`RULES`; also the ``rule`` of the problem.
    where
        File, sheet and cell, or JSON pointer.
    got
        What was found, ready for print.
    **fields
        Values for the ``{fields}`` of the sentence.

    Examples
    --------
    >>> doubt("total_differs", "bc.xlsx#1!C20", "31", sum="30").sentence("en").split(". ")[0]
    'bc.xlsx#1!C20: got 31; the sum of the rows, 30'
    """
    allowed, todo = RULES[rule]
    return Problem(where, got, allowed.fill(**fields), todo.fill(**fields), rule)
