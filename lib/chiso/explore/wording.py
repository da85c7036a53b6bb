"""Words of the explorer: labels, titles, text alternatives, sentences where nothing is drawn."""

from __future__ import annotations

from chiso.explore.choice import Order, View
from chiso.words import Words

VIEW_NAMES: dict[View, Words] = {
    "trend": Words(vi="Diễn biến", en="Trend"),
    "gap": Words(vi="Khoảng cách", en="Gap"),
    "comparison": Words(vi="So sánh", en="Comparison"),
    "profile": Words(vi="Hồ sơ đơn vị", en="Profile"),
}
ORDER_NAMES: dict[Order, Words] = {
    "code": Words(vi="Theo mã", en="By code"),
    "value": Words(vi="Theo kết quả", en="By result"),
}
ORDER_LINES: dict[Order, Words] = {
    "code": Words(
        vi="mã đơn vị hành chính; danh mục chỉ tiêu",
        en="administrative code; catalogue of indicators",
    ),
    "value": Words(vi="kết quả tốt nhất ở trên", en="best result first"),
}
TITLES: dict[View, Words] = {
    "trend": Words(
        vi="{indicator}: {area}, đến {period}", en="{indicator}: {area}, up to {period}"
    ),
    "gap": Words(
        vi="{indicator}: {area} so với chỉ tiêu, {period}",
        en="{indicator}: {area} against its targets, {period}",
    ),
    "comparison": Words(
        vi="{indicator}: {units} đơn vị, {period}", en="{indicator}: {units} units, {period}"
    ),
    "profile": Words(
        vi="{area}: {figures} tỷ lệ, {period}", en="{area}: {figures} shares, {period}"
    ),
}
ALTS: dict[View, Words] = {
    "trend": Words(
        vi="Biểu đồ đường: {indicator_full} của {area}, {figures} số liệu từ {first} đến {last};"
        " mới nhất {newest}. Số liệu ở biểu kèm theo.",
        en="Line chart: {indicator_full} of {area}, {figures} figures from {first} to {last};"
        " newest {newest}. The figures stand in the table below.",
    ),
    "gap": Words(
        vi="Biểu đồ thanh từ chỉ tiêu đến kết quả: {indicator_full} của {area}, {period},"
        " {figures} chỉ tiêu, {met} đạt. Số liệu ở biểu kèm theo.",
        en="Bars from target to result: {indicator_full} of {area}, {period}, {figures} targets,"
        " {met} met. The figures stand in the table below.",
    ),
    "comparison": Words(
        vi="Biểu đồ chấm: {indicator_full} của {units} đơn vị, {period}; cao nhất {high}, thấp nhất"
        " {low}. Số liệu ở biểu kèm theo.",
        en="Dot chart: {indicator_full} of {units} units, {period}; highest {high}, lowest {low}."
        " The figures stand in the table below.",
    ),
    "profile": Words(
        vi="Biểu đồ các tỷ lệ của {area} trong kỳ {period}: {figures} tỷ lệ, {met} đạt chỉ tiêu."
        " Số liệu ở biểu kèm theo.",
        en="Chart of the shares of {area} in {period}: {figures} shares, {met} meet their target."
        " The figures stand in the table below.",
    ),
}
NOTHING: dict[View, Words] = {
    "trend": Words(
        vi="Chưa có số liệu nào của chỉ tiêu này ở đơn vị và cấp đã chọn.",
        en="There is no figure of this indicator for the chosen unit and tier.",
    ),
    "gap": Words(
        vi="Trong kỳ này, đơn vị đã chọn không có số liệu nào so được với chỉ tiêu giao.",
        en="In this period the chosen unit has no figure that can be compared with a target.",
    ),
    "comparison": Words(
        vi="Trong kỳ này, dưới hai đơn vị có số liệu cùng kỳ và cùng định nghĩa nên không so sánh.",
        en="In this period fewer than two units have figures of one period and definition, so"
        " nothing is compared.",
    ),
    "profile": Words(
        vi="Trong kỳ này, đơn vị đã chọn chưa có tỷ lệ nào được công bố.",
        en="In this period no share was published for the chosen unit.",
    ),
}
INTERVALS = Words(
    vi="thanh ngang: khoảng tin cậy 95% (Wilson), nơi có tử số và mẫu số.",
    en="bar: 95% interval (Wilson), where there are counts.",
)
BOUNDS = Words(vi="dấu mở: chỉ nêu cận.", en="open mark: only a bound.")
ONE_GRAIN = Words(
    vi="chỉ gồm các kỳ cùng độ dài; khoảng trống là chưa có số liệu.",
    en="only periods of one length; a gap is a missing figure.",
)
GOAL = Words(vi="Chỉ tiêu {due}: {goal}", en="Target {due}: {goal}")
UNIT_HEAD = Words(vi="Đơn vị", en="Unit")
INDICATOR = Words(vi="Chỉ tiêu", en="Indicator")
PERIOD = Words(vi="Kỳ", en="Period")
TIER = Words(vi="Cấp", en="Tier")
VIEW = Words(vi="Xem", en="View")
ORDER = Words(vi="Thứ tự", en="Order")
WITH_TARGET = Words(vi="Vẽ chỉ tiêu giao", en="Draw targets")
SAVE = Words(vi="Lưu hình", en="Save figure")
SAVE_MORE = Words(
    vi="PNG rộng 16 cm cho Word, SVG và phần mô tả bằng chữ",
    en="PNG of 16 cm for Word, SVG and the text alternative",
)
EXPORT = Words(vi="Xuất Excel", en="Export to Excel")
EXPORT_MORE = Words(vi="Biểu số liệu của hình", en="The table behind the figure")
SAVED = Words(vi="Đã lưu: {files}", en="Saved: {files}")
NOTHING_TO_SAVE = Words(
    vi="Không có hình hoặc biểu để lưu.", en="There is no figure or table to save."
)
EXPLORER = Words(
    vi="Công cụ khám phá (chỉ có trong JupyterLab)", en="Explorer (in JupyterLab only)"
)
