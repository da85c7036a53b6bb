"""The words of each rule that observations must keep."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from chiso.catalog import Catalogue, PeriodKind, Scope, Tier
from chiso.errors import UsageError
from chiso.periods import Period
from chiso.words import Words

_NONE = Words("", "")
QUALIFIERS = ("=", ">", ">=", "<", "<=", "~")
STATUSES = ("final", "provisional", "estimated")
KEY = ("indicator", "area", "tier", "scope", "period", "definition", "source", "published")


def _cell(row: pd.Series, column: str) -> str:
    """A cell as the file writes it: text in repr, whole numbers without a decimal."""
    value = row[column]
    if pd.isna(value):
        return ""
    return f"{value:.15g}" if isinstance(value, float) else repr(value)


def _parts(row: pd.Series, _: str) -> str:
    return f"{_cell(row, 'numerator')}/{_cell(row, 'denominator')}"


def _key(row: pd.Series, _: str) -> str:
    texts = [str(row[name]) for name in KEY if name != "published"]
    return repr(" ".join([*texts, f"{row['published']:%Y-%m-%d}"]))


def period_or_none(code: str) -> Period | None:
    """The period that a code names, or None when it names none."""
    try:
        return Period.parse(code)
    except UsageError:
        return None


def span(floor: float, ceiling: float) -> Words:
    """The values between two ends, in words; NaN stands for no end.

    Examples
    --------
    >>> span(0, 100).en, span(0, float("nan")).en, span(float("nan"), 22).en
    ('from 0 to 100', 'of 0 or more', 'up to 22')
    """
    if math.isnan(ceiling):
        return Words(vi=f"từ {floor:g} trở lên", en=f"of {floor:g} or more")
    if math.isnan(floor):
        return Words(vi=f"không quá {ceiling:g}", en=f"up to {ceiling:g}")
    return Words(vi=f"từ {floor:g} đến {ceiling:g}", en=f"from {floor:g} to {ceiling:g}")


@dataclass(frozen=True)
class Rule:
    """How a broken rule is told.

    Attributes
    ----------
    allowed, todo
        Words of the problem; ``{span}`` and ``{twin}`` are filled in.
    column
        Column to name; empty when the check itself names it.
    known
        List of allowed words, for rules on closed lists.
    got
        What was found, from the row and the column.
    """

    allowed: Words = _NONE
    todo: Words = _NONE
    column: str = ""
    known: Callable[[Catalogue], Sequence[str]] | None = None
    got: Callable[[pd.Series, str], str] = _cell


RULES: dict[str, Rule] = {
    "indicator": Rule(known=lambda catalogue: list(catalogue.indicators)),
    "area": Rule(known=lambda catalogue: list(catalogue.areas)),
    "source": Rule(known=lambda catalogue: list(catalogue.sources)),
    "tier": Rule(known=lambda _: [*map(str, Tier)]),
    "scope": Rule(known=lambda _: [*map(str, Scope)]),
    "period_kind": Rule(known=lambda _: [*map(str, PeriodKind)]),
    "qualifier": Rule(known=lambda _: QUALIFIERS),
    "status": Rule(known=lambda _: STATUSES),
    "period": Rule(
        Words(vi="mã kỳ như 2024, 2024-H1, 2021-09-30", en="a code like 2024, 2024-H1, 2021-09-30"),
        Words(vi="Sửa mã kỳ", en="Correct the period"),
    ),
    "missing": Rule(
        Words(vi="bắt buộc phải có giá trị", en="a value is required"),
        Words(
            vi="Thiếu không phải là 0: bỏ cả dòng nếu chưa có số liệu",
            en="Missing is not zero: leave the row out when there is no figure",
        ),
    ),
    "definition": Rule(
        Words(
            vi="định nghĩa có khai báo cho chỉ tiêu này trong indicators.yml",
            en="a definition listed for this indicator in indicators.yml",
        ),
        Words(vi="Chọn định nghĩa đã có hoặc thêm định nghĩa mới", en="Choose one or add one"),
        column="definition",
    ),
    "range": Rule(
        Words(vi="giá trị {span}", en="a value {span}"),
        Words(
            vi="Kiểm tra dấu phẩy thập phân hoặc đơn vị",
            en="Check the decimal comma or the unit",
        ),
        column="value",
    ),
    "parts": Rule(
        Words(vi="tử số không lớn hơn mẫu số", en="a numerator up to its denominator"),
        Words(vi="Kiểm tra xem hai ô có bị đổi chỗ", en="Check whether the two are swapped"),
        column="numerator",
        got=_parts,
    ),
    "negative": Rule(
        Words(vi="số đếm không âm", en="counts of zero or more"),
        Words(vi="Kiểm tra dấu trừ", en="Check the minus sign"),
        column="numerator",
        got=_parts,
    ),
    "area_validity": Rule(
        Words(
            vi="đơn vị còn tồn tại vào ngày cuối kỳ (areas.csv)",
            en="an area that exists on the period's last day (areas.csv)",
        ),
        Words(
            vi="Dùng mã đơn vị kế thừa hoặc sửa kỳ",
            en="Use the successor's code or correct the period",
        ),
        column="area",
    ),
    "duplicate": Rule(
        Words(
            vi="một dòng cho mỗi khóa (chỉ tiêu, đơn vị, cấp, khối, kỳ, định nghĩa, nguồn,"
            " ngày công bố)",
            en="one row for a key (indicator, area, tier, scope, period, definition, source,"
            " published)",
        ),
        Words(
            vi="Bỏ dòng này hoặc dòng {twin}, hoặc ghi ngày công bố khác nếu là số liệu điều chỉnh",
            en="Remove this row or {twin}, or give the later one its own publication date",
        ),
        column="indicator",
        got=_key,
    ),
}
