"""What rows of form 06 are, by their number and label."""

from __future__ import annotations

import pytest

from chiso.catalog import Tier
from chiso.loaders.cells import Cell
from chiso.loaders.form06_labels import RowKind, RowName, RowPart, row_name, row_part

SECTION, SUBTOTAL, TOTAL = RowKind.SECTION, RowKind.SUBTOTAL, RowKind.TOTAL
FIELD, DETAIL = RowKind.FIELD, RowKind.DETAIL


@pytest.mark.parametrize(
    ("first", "second", "number", "label"),
    [
        (1.0, "Đất đai", "1", "Đất đai"),
        ("1.", "Đất đai", "1", "Đất đai"),
        ("(1)", "Đất đai", "1", "Đất đai"),
        (1.1, "Cấp giấy", "1.1", "Cấp giấy"),
        ("I", "Cấp huyện", "I", "Cấp huyện"),
        (None, "II. Cấp xã", "II", "Cấp xã"),
        ("B - Cấp xã", None, "B", "Cấp xã"),
        (None, "3/ Hộ tịch", "3", "Hộ tịch"),
        ("TỔNG CỘNG", None, "", "TỔNG CỘNG"),
        ("Mục", "Đất đai", "", "Đất đai"),
        (5, None, "5", ""),
        (None, None, "", ""),
        (None, 2024, "", "2024"),
        (True, "Đất đai", "", "Đất đai"),
    ],
)
def test_number_and_label_are_told_apart(
    first: Cell, second: Cell, number: str, label: str
) -> None:
    assert row_name(first, second) == RowName(number, label)


@pytest.mark.parametrize(
    ("number", "label", "kind", "tier"),
    [
        ("A", "TTHC cấp huyện", SECTION, Tier.DISTRICT),
        ("I", "LĨNH VỰC, CÔNG VIỆC GIẢI QUYẾT CẤP XÃ", SECTION, Tier.COMMUNE),
        ("", "TTHC thuộc thẩm quyền giải quyết của UBND cấp huyện", SECTION, Tier.DISTRICT),
        ("C", "Cấp tỉnh", SECTION, Tier.PROVINCE),
        ("I", "Sở, ban, ngành", SECTION, Tier.PROVINCE),
        ("I", "Các sở, ngành", SECTION, Tier.PROVINCE),
        ("I", "Sở ban ngành tỉnh", SECTION, Tier.PROVINCE),
        ("II", "Huyện, thị xã, thành phố", SECTION, Tier.DISTRICT),
        ("II", "UBND các huyện, thành phố", SECTION, Tier.DISTRICT),
        ("III", "Xã, phường, thị trấn", SECTION, Tier.COMMUNE),
        ("", "TỔNG CỘNG", TOTAL, None),
        ("", "Tổng số:", TOTAL, None),
        ("", "Tổng", TOTAL, None),
        ("", "TỔNG CỘNG (I+II)", TOTAL, None),
        ("", "Tổng số (A + B)", TOTAL, None),
        ("", "Cộng I + II + III", TOTAL, None),
        ("", "Tổng số hồ sơ", TOTAL, None),
        ("", "Tổng cộng toàn huyện", TOTAL, None),
        ("", "Tổng cộng cấp huyện và cấp xã", TOTAL, None),
        ("", "Cộng", SUBTOTAL, None),
        ("", "CONG", SUBTOTAL, None),
        ("", "Cộng mục I", SUBTOTAL, None),
        ("", "Tổng (A)", SUBTOTAL, None),
        ("", "Cộng cấp huyện", SUBTOTAL, Tier.DISTRICT),
        ("", "Tổng số TTHC cấp xã", SUBTOTAL, Tier.COMMUNE),
        ("1", "Đất đai", FIELD, None),
        ("7", "Chứng thực tại cấp xã", FIELD, None),
        ("", "Đất đai", FIELD, None),
        # Words that begin like a sum and are none.
        ("3", "Công chứng", FIELD, None),
        ("", "Công Thương", FIELD, None),
        ("", "Công an huyện", FIELD, None),
        ("", "Tổng hợp", FIELD, None),
        ("", "Tổng công ty Điện lực", FIELD, None),
        ("1.1", "Cấp giấy chứng nhận", DETAIL, None),
        ("-", "Cấp huyện chuyển", DETAIL, None),
        ("a", "Trực tuyến", DETAIL, None),
        ("IV", "Cấp thôn", RowKind.UNKNOWN_SECTION, None),
        ("A", "Cấp huyện, cấp xã", RowKind.UNKNOWN_SECTION, None),
    ],
)
def test_part_of_a_row(number: str, label: str, kind: RowKind, tier: Tier | None) -> None:
    assert row_part(RowName(number, label), has_figures=True) == RowPart(kind, tier)


def test_text_without_number_and_figures_is_no_row() -> None:
    assert row_part(RowName("", "Trong đó:"), has_figures=False) is None
    assert row_part(RowName("2", "Hộ tịch"), has_figures=False) == RowPart(FIELD)
