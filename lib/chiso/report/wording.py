"""Short words of tables and charts that several chapters share."""

from __future__ import annotations

from chiso.words import Words

TIER_NAMES = {
    "all": Words(vi="Toàn tỉnh", en="Whole province"),
    "province": Words(vi="Cấp tỉnh", en="Province"),
    "district": Words(vi="Cấp huyện", en="District"),
    "commune": Words(vi="Cấp xã", en="Commune"),
}
SCOPE_NAMES = {
    "all": Words("", ""),
    "state": Words(vi="khối nhà nước", en="state bodies"),
    "party": Words(vi="khối Đảng", en="party bodies"),
}
EVIDENCE_NAMES = {
    "counted": Words(vi="Có tử số và mẫu số", en="Counted, with numerator and denominator"),
    "exact": Words(vi="Một con số cụ thể", en="A single stated number"),
    "bound": Words(
        vi="Chỉ nêu cận («trên», «từ … trở lên»)", en="Only a bound (“over”, “at least”)"
    ),
    "equals_target": Words(vi="Trùng nguyên văn chỉ tiêu", en="Equal to a target word for word"),
    "unchanged": Words(vi="Giữ nguyên từ kỳ trước", en="Unchanged from the period before"),
}
LEVEL_NAMES = {
    "level_only": Words(vi="chỉ có một kỳ", en="one period only"),
    "change_only": Words(vi="hai kỳ: chỉ so sánh thay đổi", en="two periods: change only"),
    "descriptive_trend": Words(vi="3-4 kỳ: chỉ mô tả", en="3 to 4 periods: described only"),
    "trend_test_allowed": Words(vi="đủ kỳ để kiểm định", en="enough periods for a test"),
    "seasonal_test": Words(vi="kiểm định theo mùa", en="seasonal test"),
    "serial_test": Words(
        vi="kiểm định có hiệu chỉnh tự tương quan", en="test corrected for serial correlation"
    ),
    "months_described": Words(
        vi="chuỗi tháng chưa đủ điều kiện kiểm định: chỉ mô tả",
        en="months that allow no test: described only",
    ),
}
CALENDARS = {
    "CAL": Words(vi="kỳ theo tháng dương lịch", en="periods of calendar months"),
    "ADM15": Words(vi="kỳ chốt ngày 14", en="periods that close on the 14th"),
}
COVERAGES = {
    "": Words(vi="đủ các cấp theo nguồn", en="all offices, as reported"),
    "districts_only": Words(vi="chưa gồm sở, ban, ngành", en="without departments"),
}
ACT_LEVELS = {
    "national": Words(vi="Trung ương", en="National"),
    "provincial": Words(vi="Tỉnh", en="Province"),
    "district": Words(vi="Huyện", en="District"),
}
INDICATOR = Words(vi="Chỉ tiêu", en="Indicator")
TIER = Words(vi="Cấp", en="Tier")
PERIOD = Words(vi="Kỳ số liệu", en="Period of the figure")
RESULT = Words(vi="Kết quả", en="Result")
TARGET = Words(vi="Chỉ tiêu giao", en="Target")
DUE = Words(vi="Hạn", en="Due")
GAP = Words(vi="Còn thiếu", en="Still to go")
VERDICT = Words(vi="Đánh giá", en="Verdict")
CHANGE = Words(vi="So kỳ trước", en="Change")
FLAGS = Words(vi="Ghi chú", en="Notes")
UNIT = Words(vi="Đơn vị tính", en="Unit")
ACT = Words(vi="Văn bản", en="Act")
SOURCE = Words(vi="Nguồn", en="Source")
MIXED_UNIT = Words(vi="ghi ở từng dòng", en="given in each row")
CATALOGUE_ORDER = Words(
    vi="theo lĩnh vực và danh mục chỉ tiêu; cấp tỉnh, cấp huyện, cấp xã",
    en="by domain and catalogue; province, district, commune",
)
CODE_ORDER = Words(vi="mã đơn vị hành chính", en="administrative code")
FLAG_KEYS = {
    "bound": Words(vi="chỉ nêu cận", en="bound only"),
    "equals_target": Words(vi="trùng nguyên văn chỉ tiêu", en="equal to a target word for word"),
    "unchanged": Words(vi="giữ nguyên từ kỳ trước", en="carried forward"),
    "borderline": Words(vi="sát ngưỡng", en="borderline"),
    "revised": Words(vi="đã điều chỉnh", en="revised"),
    "disputed": Words(vi="các nguồn khác nhau", en="sources differ"),
    "estimated": Words(vi="ước tính hoặc suy ra", en="estimated or implied"),
    "provisional": Words(vi="sơ bộ", en="provisional"),
    "small_base": Words(vi="mẫu số dưới 20", en="base below 20"),
    "past_due": Words(vi="đã đến hạn", en="past due"),
    "corrected": Words(vi="có đính chính", en="corrected"),
    "definition_changed": Words(vi="khác định nghĩa kỳ trước", en="definition differs from before"),
    "basis_changed": Words(
        vi="khác lịch báo cáo hoặc phạm vi kỳ trước", en="calendar or coverage differs from before"
    ),
    "partial_panel": Words(vi="chưa gồm {areas}", en="without {areas}"),
    "districts_only": Words(vi="chưa gồm sở, ban, ngành", en="without departments"),
    "joined_periods": Words(
        vi="gộp nhiều kỳ vì thiếu báo cáo", en="several periods in one, a return is missing"
    ),
    "boundary_moved": Words(
        vi="kỳ trước tính theo địa giới mới", en="period before in the new boundaries"
    ),
    "boundary_changed": Words(
        vi="địa giới thay đổi, kỳ trước thiếu số liệu của đơn vị đã nhập",
        en="boundaries changed and a merged unit lacks figures, so no change is given",
    ),
}
