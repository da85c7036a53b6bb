"""Every word that the exporter itself writes, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from chiso.words import LANGS, Lang, Words

PAGE: Mapping[str, Words] = MappingProxyType(
    {
        "skip": Words(vi="Đến nội dung chính", en="Skip to the content"),
        "period": Words(vi="Kỳ", en="Period"),
        "closing": Words(vi="Số liệu chốt đến ngày", en="Figures up to"),
        "created": Words(vi="Bản xuất ngày", en="Issued on"),
        "sources": Words(vi="nguồn công bố", en="published sources"),
        "illustrative": Words(vi="Số liệu minh họa", en="Illustrative data"),
        "illustrative_more": Words(
            vi="Đây là số liệu minh họa, không phải kết quả thực tế.",
            en="These are illustrative data, not actual results.",
        ),
        "periods": Words(vi="Các kỳ báo cáo", en="Reporting periods"),
        "all_periods": Words(vi="Tất cả các kỳ", en="All periods"),
        "contents": Words(vi="Mục lục", en="Contents"),
        "downloads": Words(vi="Tệp tải về", en="Files to download"),
        "print": Words(vi="Bản in khổ A4 (PDF)", en="For printing on A4 (PDF)"),
        "workbook": Words(vi="Tất cả các biểu (Excel)", en="All tables (Excel)"),
        "data": Words(vi="Số liệu gốc của kỳ (CSV)", en="Data of the period (CSV)"),
        "citation": Words(vi="Trích dẫn", en="Cite as"),
        "provenance": Words(vi="Nguồn gốc bản xuất", en="How this edition was made"),
        "top": Words(vi="Lên đầu trang", en="Back to the top"),
        "other_language": Words(vi="English", en="Tiếng Việt"),
        "link_to": Words(vi="Liên kết đến", en="Link to"),
        "get_table": Words(vi="Tải biểu này", en="Get this table"),
        "get_figure": Words(vi="Tải hình này", en="Get this figure"),
        "no_data": Words(
            vi="Kỳ này không có số liệu cho phần này.",
            en="This period has no data for this part.",
        ),
        "only_in_lab": Words(
            vi="Phần tương tác chỉ có trong JupyterLab.",
            en="The interactive part exists in JupyterLab only.",
        ),
    }
)

LANDING: Mapping[str, Words] = MappingProxyType(
    {
        "title": Words(vi="Các kỳ báo cáo", en="All reports"),
        "skip": PAGE["skip"],
        "illustrative": PAGE["illustrative"],
        "illustrative_more": PAGE["illustrative_more"],
        "other_language": PAGE["other_language"],
        "closing": PAGE["closing"],
        "created": PAGE["created"],
        "newest": Words(vi="Kỳ mới nhất ở trên cùng.", en="The newest period comes first."),
        "read_vi": Words(vi="Báo cáo tiếng Việt", en="Report in Vietnamese"),
        "read_en": Words(vi="Báo cáo tiếng Anh", en="Report in English"),
        "print": Words(vi="Bản in (PDF)", en="For printing (PDF)"),
        "workbook": Words(vi="Các biểu (Excel)", en="Tables (Excel)"),
        "data": Words(vi="Số liệu (CSV)", en="Data (CSV)"),
        "verdicts": Words(vi="Số chỉ tiêu theo kết quả", en="Indicators by result"),
        "failed": Words(vi="Lần chạy gần nhất không thành công", en="The latest run failed"),
        "stale": Words(
            vi="Bản dưới đây là bản tốt gần nhất, có thể đã cũ.",
            en="What follows is the last good edition; it may be out of date.",
        ),
        "failure": Words(vi="{chapter}, ô {cell} {heading}", en="{chapter}, cell {cell} {heading}"),
        "failure_more": Words(vi="Chi tiết lỗi", en="What went wrong"),
        "no_report": Words(
            vi="Chưa có báo cáo nào của kỳ này.", en="There is no report for this period yet."
        ),
        "matrix": Words(vi="Kết quả theo chỉ tiêu và kỳ", en="Results by indicator and period"),
        "indicator": Words(vi="Chỉ tiêu", en="Indicator"),
        "key": Words(vi="Ký hiệu", en="Key"),
        "not_listed": Words(vi="không theo dõi trong kỳ", en="not followed in the period"),
        "matrix_limit": Words(
            vi="Bảng chỉ gồm {count} kỳ mới nhất.", en="Only the {count} newest periods are shown."
        ),
        "revisions": Words(vi="Nhật ký điều chỉnh số liệu", en="Log of revisions"),
        "revisions_about": Words(
            vi="Mỗi dòng là một lần công bố sau làm thay đổi số đã công bố, lần mới nhất ở trên"
            " cùng. Số cũ được giữ lại, không bị ghi đè.",
            en="Each row is a later publication that changed a published figure, the newest first."
            " The old value is kept, not overwritten.",
        ),
        "revisions_more": Words(
            vi="Còn {count} lần điều chỉnh cũ hơn; xem phần Chất lượng số liệu trong báo cáo.",
            en="There are {count} older revisions; see the chapter on data quality in the report.",
        ),
        "area": Words(vi="Đơn vị", en="Area"),
        "period": PAGE["period"],
        "old": Words(vi="Số cũ", en="Old value"),
        "new": Words(vi="Số mới", en="New value"),
        "day": Words(vi="Ngày công bố", en="Published on"),
        "nothing": Words(vi="Chưa có kỳ báo cáo nào.", en="No period has been reported yet."),
        "scroll": Words(vi="Bảng cuộn ngang", en="Table that scrolls sideways"),
    }
)

FILE: Mapping[str, Words] = MappingProxyType({"group": Words(vi="Nhóm", en="Group")})

WORKBOOK: Mapping[str, Words] = MappingProxyType(
    {
        "cover": Words(vi="Bia", en="Cover"),
        "contents": Words(vi="Muc_luc", en="Contents"),
        "notes": Words(vi="Ghi_chu", en="Notes"),
        "table": Words(vi="Bieu", en="Table"),
        "data": Words(vi="Du_lieu", en="Data"),
        "report": Words(vi="Báo cáo", en="Report"),
        "body": Words(vi="Bộ số liệu", en="Data set"),
        "period": PAGE["period"],
        "closing": PAGE["closing"],
        "created": PAGE["created"],
        "state": Words(vi="Trạng thái số liệu", en="State of the data"),
        "sheet": Words(vi="Trang tính", en="Sheet"),
        "caption": Words(vi="Tên biểu", en="Caption"),
        "unit": Words(vi="Đơn vị tính", en="Unit"),
        "order": Words(vi="Thứ tự", en="Order"),
        "kind": Words(vi="Loại", en="Kind"),
        "note": Words(vi="Ghi chú", en="Note"),
        "source": Words(vi="Nguồn", en="Source"),
        "text": Words(vi="Nội dung", en="Text"),
        "data_title": Words(
            vi="Số liệu gốc của kỳ, mỗi dòng một quan sát",
            en="Data of the period, one observation a row",
        ),
        "data_note": Words(vi="Ghi chú số liệu", en="Data note"),
    }
)

_NUMBERED = {
    "table": Words(vi="Biểu số {number}", en="Table {number}"),
    "figure": Words(vi="Hình {number}", en="Figure {number}"),
}
_ELSEWHERE = {
    "table": Words(vi="biểu trong báo cáo đầy đủ", en="a table of the full report"),
    "figure": Words(vi="hình trong báo cáo đầy đủ", en="a figure of the full report"),
}


class Verdict(NamedTuple):
    """How one verdict looks: never by colour alone."""

    sign: str
    word: Words
    css: str


VERDICTS: Mapping[str, Verdict] = MappingProxyType(
    {
        "met": Verdict("✓", Words(vi="Đạt", en="Met"), "v-met"),
        "not_met": Verdict("✗", Words(vi="Chưa đạt", en="Not met"), "v-not"),
        "undetermined": Verdict("≈", Words(vi="Chưa đủ căn cứ", en="Inconclusive"), "v-unknown"),
        "no_target": Verdict("–", Words(vi="Không có chỉ tiêu", en="No target"), "v-none"),
        "no_data": Verdict("…", Words(vi="Chưa có số liệu", en="No data"), "v-nodata"),
    }
)


def say_all(words: Mapping[str, Words], lang: Lang) -> dict[str, str]:
    """All texts of a group in one language, by name.

    Examples
    --------
    >>> say_all(PAGE, "en")["contents"]
    'Contents'
    """
    return {name: pair.say(lang) for name, pair in words.items()}


def illustrative_mark() -> str:
    """What marks made-up figures for readers of either language."""
    return " / ".join(PAGE["illustrative"].say(lang) for lang in LANGS)


def numbered(kind: str, number: int, lang: Lang) -> str:
    """The running name of a table or figure: ``Biểu số 2``, ``Figure 3``.

    Examples
    --------
    >>> numbered("table", 2, "vi")
    'Biểu số 2'
    """
    return _NUMBERED[kind].fill(number=number).say(lang)


def elsewhere(kind: str, lang: Lang) -> str:
    """Words for a reference to a chapter that this page does not hold.

    Examples
    --------
    >>> elsewhere("figure", "en")
    'a figure of the full report'
    """
    return _ELSEWHERE[kind].say(lang)


def capital(text: str) -> str:
    """The text with a capital first letter, for names that open a line.

    Examples
    --------
    >>> capital("quý III/2024")
    'Quý III/2024'
    """
    return text[:1].upper() + text[1:]
