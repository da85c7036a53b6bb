"""What is said about form 06: one entry a rule, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chiso.errors import Problem
from chiso.words import Words

_ASK = Words(
    vi="Đối chiếu với đơn vị gửi; số in trên biểu được giữ nguyên",
    en="Ask the sender; the printed figures are kept as they are",
)
_ONE_FORM = Words(
    vi="Để mỗi biểu trong một tệp riêng rồi nhập lại",
    en="Put each form in a file of its own and import them again",
)
_SEND_AGAIN = Words(vi="Sửa trong tệp gốc rồi gửi lại", en="Correct the file and send it again")
_SECTIONS = Words(
    vi="mục cấp tỉnh (sở, ban, ngành), cấp huyện (huyện, thị xã, thành phố)"
    " hoặc cấp xã (xã, phường, thị trấn)",
    en="a section of the province (sở, ban, ngành), the districts (huyện) or the communes (xã)",
)
_NOT_ENTERED = Words(
    vi="Đối chiếu với đơn vị gửi; các ô này không được nhập",
    en="Ask the sender; nothing is entered from these cells",
)
_COUNTS = Words(
    vi="một số đếm ở mỗi cột (3) đến (13); ô trống là thiếu số liệu, không phải số 0",
    en="a count in each column (3) to (13); an empty cell is missing, not zero",
)

RULES: Mapping[str, tuple[Words, Words]] = MappingProxyType({
    # Where the form stands.
    "no_form": (
        Words(
            vi="một biểu 06/VPCP/KSTT: tiêu đề ba tầng và dòng số thứ tự cột (1) đến (13)",
            en="a form 06/VPCP/KSTT: headings in three rows and column numbers (1) to (13)",
        ),
        Words(
            vi="Kiểm tra xem có chọn nhầm tệp hoặc bố cục",
            en="Check whether this is the right file and layout",
        ),
    ),
    "no_column_numbers": (
        Words(
            vi="một dòng số thứ tự cột (1) đến (13) dưới các tiêu đề này",
            en="a row of column numbers (1) to (13) below these headings",
        ),
        Words(
            vi="Giữ nguyên dòng số thứ tự cột của biểu mẫu",
            en="Keep the row of column numbers of the form",
        ),
    ),
    "wrong_columns": (
        Words(
            vi="đủ 13 cột đánh số (1) đến (13), mỗi số một lần; thiếu: {missing}; thừa: {extra}",
            en="13 columns numbered (1) to (13), each once; missing: {missing}; extra: {extra}",
        ),
        Words(
            vi="Dùng lại biểu mẫu của Thông tư 01/2020/TT-VPCP, không thêm bớt cột",
            en="Use the form of Circular 01/2020/TT-VPCP without adding or removing columns",
        ),
    ),
    "no_headings": (
        Words(
            vi="phía trên dòng số thứ tự cột có các nhóm «tiếp nhận», «đã giải quyết»,"
            " «đang giải quyết»",
            en="groups «tiếp nhận», «đã giải quyết», «đang giải quyết» above the column numbers",
        ),
        _SEND_AGAIN,
    ),
    "heading_contradicts": (
        Words(vi="cột ({number}) là «{heading}»", en="column ({number}) is «{heading}»"),
        Words(
            vi="Kiểm tra xem các cột có bị đổi chỗ, hoặc dòng số thứ tự cột bị lệch",
            en="Check whether columns were swapped or the row of column numbers is shifted",
        ),
    ),
    "two_forms": (
        Words(vi="một biểu trong mỗi tệp", en="one form in a file"),
        _ONE_FORM,
    ),
    "empty_form": (
        Words(vi="ít nhất một số liệu dưới tiêu đề", en="at least one figure below the headings"),
        Words(vi="Xin lại biểu đã điền số liệu", en="Ask for the form with its figures"),
    ),
    # What the title says.
    "no_period": (
        Words(
            vi="kỳ báo cáo ghi «Từ ngày … đến ngày …» phía trên bảng",
            en="the period as «Từ ngày … đến ngày …» above the table",
        ),
        Words(
            vi="Ghi đủ ngày đầu và ngày cuối kỳ, hoặc nhập với --period",
            en="Write the first and the last day, or import with --period",
        ),
    ),
    "period_twice": (
        Words(vi="một kỳ báo cáo trong mỗi biểu", en="one period in a form"),
        _SEND_AGAIN,
    ),
    "no_reporter": (
        Words(vi="tên đơn vị báo cáo phía trên bảng, như «Đơn vị báo cáo: UBND huyện …»",
              en="the reporting unit above the table, such as «Đơn vị báo cáo: UBND huyện …»"),
        Words(vi="Ghi tên đơn vị báo cáo", en="Write the reporting unit"),
    ),
    "unknown_office": (
        Words(
            vi="một sở, ban, ngành có trong danh mục đơn vị vào ngày cuối kỳ",
            en="an office of the province that the catalogue has on the last day of the period",
        ),
        Words(
            vi="Cơ quan mới: thêm một dòng vào areas.csv, kind là department, parent là mã tỉnh",
            en="A new office: add a row to areas.csv, kind department, parent the province's code",
        ),
    ),
    "office_section": (
        Words(
            vi="chỉ mục cấp tỉnh, vì {name} là cơ quan cấp tỉnh",
            en="a section of the province only, since {name} is an office of the province",
        ),
        Words(
            vi="Kiểm tra đơn vị báo cáo; số liệu của huyện, xã do huyện báo cáo",
            en="Check the reporting unit; districts report for themselves and their communes",
        ),
    ),
    "wrong_unit": (
        Words(vi="đơn vị tính: số hồ sơ (từng hồ sơ)", en="the unit «hồ sơ»: single dossiers"),
        Words(vi="Ghi lại số liệu theo từng hồ sơ", en="Give the figures in single dossiers"),
    ),
    "no_unit": (
        Words(vi="dòng «Đơn vị tính: Số hồ sơ TTHC»; số được hiểu là hồ sơ",
              en="a line «Đơn vị tính: Số hồ sơ TTHC»; figures are taken as dossiers"),
        Words("", ""),
    ),
    "signing_day": (
        Words(vi="ngày ký có thật", en="a signing day that exists"),
        Words(vi="Không dùng ngày ký này", en="This signing day is not used"),
    ),
    "signed_early": (
        Words(vi="ngày ký không trước ngày cuối kỳ {last}",
              en="a signing day that is not before the last day of the period, {last}"),
        Words(vi="Kiểm tra ngày ký và kỳ báo cáo", en="Check the signing day and the period"),
    ),
    # What the rows say.
    "unknown_section": (_SECTIONS, _SEND_AGAIN),
    "no_section": (
        _SECTIONS,
        Words(vi="Thêm dòng mục của cấp phía trên dòng này",
              en="Add the row of the section above this row"),
    ),
    "section_twice": (
        Words(vi="mỗi cấp một mục; đã có ở {first}", en="one section a tier; also at {first}"),
        _SEND_AGAIN,
    ),
    "row_twice": (
        Words(vi="mỗi dòng một lần trong một mục; đã có ở {first}",
              en="each row once in a section; also at {first}"),
        _SEND_AGAIN,
    ),
    "two_totals": (
        Words(vi="một dòng tổng; đã có ở {first}", en="one row with the total; also at {first}"),
        _SEND_AGAIN,
    ),
    "data_below_total": (
        Words(vi="dòng tổng {first} đứng đầu hoặc cuối bảng",
              en="the total {first} as the first or last row of the table"),
        _SEND_AGAIN,
    ),
    "no_label": (
        Words(vi="tên lĩnh vực hoặc đơn vị ở cột (2)", en="a field or unit in column (2)"),
        _SEND_AGAIN,
    ),
    "merged_cells": (
        Words(vi="mỗi số một ô, không trộn ô trong vùng số liệu",
              en="one cell a figure, no merged cells among the figures"),
        Words(vi="Bỏ trộn ô (Unmerge) rồi điền từng ô", en="Unmerge them and fill each cell"),
    ),
    "empty_cell": (_COUNTS, _NOT_ENTERED),
    "empty_row": (_COUNTS, _NOT_ENTERED),
    "stray_number": (
        Words(vi="số liệu chỉ ở các cột (3) đến (13), trên dòng tổng; ô này không được nhập",
              en="figures in columns (3) to (13) above the total; this cell is not entered"),
        _ASK,
    ),
    "no_total": (
        Words(vi="một dòng tổng số; không có số liệu chung các cấp",
              en="a row with the total; there is no figure of all tiers"),
        _ASK,
    ),
    # What does not add up.
    "balance_received": (
        Words(vi="cột (3) = (4) + (5) + (6)", en="column (3) = (4) + (5) + (6)"), _ASK
    ),
    "balance_settled": (
        Words(vi="cột (7) = (8) + (9) + (10)", en="column (7) = (8) + (9) + (10)"), _ASK
    ),
    "balance_pending": (
        Words(vi="cột (11) = (12) + (13)", en="column (11) = (12) + (13)"), _ASK
    ),
    "balance_flow": (
        Words(vi="cột (3) = (7) + (11)", en="column (3) = (7) + (11)"), _ASK
    ),
    "section_sum": (
        Words(vi="số của mục bằng tổng các dòng trong mục",
              en="the figure of a section equals the sum of its rows"),
        _ASK,
    ),
    "total_sum": (
        Words(vi="tổng số bằng tổng các mục", en="the total equals the sum of the sections"), _ASK
    ),
})  # fmt: skip


def form_problem(rule: str, where: str, got: str = "", **fields: object) -> Problem:
    """What is wrong or doubtful under one of the :data:`RULES`.

    Parameters
    ----------
    rule
        Key of :data:`RULES`; also the ``rule`` of the problem.
    where
        File, sheet and cell.
    got
        What was found, ready for print.
    **fields
        Values for the ``{fields}`` of the sentence.

    Examples
    --------
    >>> form_problem("two_totals", "bc.xlsx#06!B30", "'Tổng số'", first="B29").sentence("en")
    "bc.xlsx#06!B30: got 'Tổng số'; one row with the total; also at B29. Correct the file and..."
    """
    allowed, todo = RULES[rule]
    return Problem(where, got, allowed.fill(**fields), todo.fill(**fields), rule)
