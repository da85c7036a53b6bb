"""What is said about JSON of portals and systems: one entry a rule, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chiso.words import Words

_ASK = Words(
    vi="Đối chiếu với đơn vị gửi; số liệu được nhập như trong tệp",
    en="Ask the sender; the figures are entered as they are",
)
_LEFT_OUT = Words(
    vi="Số liệu này không được nhập: sửa tệp gốc rồi gửi lại",
    en="The figure is left out: correct the file and send it again",
)
_GIVE_PERIOD = Words(vi="Nhập lại với --period", en="Import again with --period")
_SEND_AGAIN = Words(vi="Sửa trong tệp gốc rồi gửi lại", en="Correct the file and send it again")
_EXPORT_AGAIN = Words(
    vi="Xuất lại từ hệ thống, giữ nguyên cấu trúc JSON",
    en="Export it again and leave the structure of the JSON as it is",
)

JSON_RULES: Mapping[str, tuple[Words, Words]] = MappingProxyType({
    "params": (
        Words(
            vi="tham số kỳ: p_nam, p_6thang 1-2, p_quy 1-4, p_thang 1-12; 0 là tất cả",
            en="parameters p_nam, p_6thang 1-2, p_quy 1-4, p_thang 1-12; 0 means all",
        ),
        _GIVE_PERIOD,
    ),
    "no_extraction": (
        Words(
            vi="thời điểm khai thác: số liệu của Cổng thay đổi theo thời gian",
            en="the time of extraction: figures of the portal change",
        ),
        Words(
            vi='Ghi "extracted" trong tệp, hoặc đặt tên tệp như diem766_2024-07-05T1100.json',
            en='Give "extracted" in the file, or name the file like scores_2024-07-05T1100.json',
        ),
    ),
    "extraction_form": (
        Words(
            vi="thời điểm như 2024-07-05T11:00:00+07:00",
            en="a time like 2024-07-05T11:00:00+07:00",
        ),
        _SEND_AGAIN,
    ),
    "period_open": (
        Words(
            vi="số liệu khai thác sau ngày cuối kỳ {last}",
            en="figures taken after the last day of the period, {last}",
        ),
        Words(
            vi="Số liệu còn thay đổi: khai thác lại sau khi hết kỳ",
            en="They may still change: take them again when the period is over",
        ),
    ),
    "json_records": (
        Words(
            vi='danh sách bản ghi, hoặc {"data": [các bản ghi]}',
            en='a list of records, or {"data": [records]}',
        ),
        _EXPORT_AGAIN,
    ),
    "json_figure": (
        Words(
            vi="số có dấu chấm thập phân, không ngăn hàng nghìn",
            en="a number with a decimal point and no thousands mark",
        ),
        _EXPORT_AGAIN,
    ),
    "json_whole": (Words(vi="một số đếm nguyên", en="a whole number"), _EXPORT_AGAIN),
    "above_maximum": (
        Words(vi="{name}: không quá {maximum} điểm", en="{name}: at most {maximum} points"),
        _LEFT_OUT,
    ),
    "groups_sum": (
        Words(
            vi="tổng điểm bằng tổng các nhóm chỉ số: {sum}",
            en="a total that equals the sum of the groups, {sum}",
        ),
        _ASK,
    ),
    "not_a_rank": (
        Words(
            vi="thứ hạng theo {by}: hạng bằng 1 cộng số đơn vị đứng trên",
            en="ranks by {by}: one more than the number of units above",
        ),
        Words(
            vi="Đây là số thứ tự, không phải thứ hạng: không nhập",
            en="These are row numbers and no ranks: they are left out",
        ),
    ),
    "settled_above_received": (
        Words(
            vi="đã giải quyết không quá đã nhận, trừ khi có hồ sơ kỳ trước chuyển sang",
            en="settled up to received, unless dossiers were carried over",
        ),
        _ASK,
    ),
    "percent_differs": (
        Words(vi="tỷ lệ tính từ số đếm: {share}%", en="the share of its counts, {share}%"), _ASK
    ),
    "counts_sum": (Words(vi="{formula}", en="{formula}"), _ASK),
})  # fmt: skip
