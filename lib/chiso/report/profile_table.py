"""The rows of all profiles as one table for the exports, and how to read the profiles."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from chiso.charts.spine import LOOKS
from chiso.narrative import number_words
from chiso.narrative.names import joined
from chiso.report.columns import column
from chiso.report.edition import Edition
from chiso.report.profile_cells import NEEDED, REST
from chiso.report.profile_rows import Against
from chiso.report.sheets import Sheet, lay_out
from chiso.report.standing import ERROR_RATE, LEAST_DIFFERENCE
from chiso.report.wording import CODE_ORDER, FLAGS, INDICATOR, PERIOD, RESULT, TARGET, VERDICT
from chiso.tables import Column, Table
from chiso.words import Words

_CAPTION = Words(vi="Hồ sơ từng huyện, {period}", en="District profiles, {period}")
_DRAWING = Words(
    vi="Hình ở mỗi dòng: nét ngang đi từ huyện kém nhất đến huyện tốt nhất, ô giữa chứa một nửa số"
    " huyện, vạch đứng là mức chung của các huyện (điểm số: trung vị), dấu là đơn vị của hồ sơ."
    " Bên phải luôn là tốt hơn; chỉ tiêu càng thấp càng tốt thì trục đảo chiều.",
    en="Drawing in each row: the line runs from the worst to the best district, the box holds the"
    " middle half of them, the upright line is the common level of the districts (scores: their"
    " median), the mark is the unit of the profile. Better is always on the right; where less is"
    " better the axis is turned.",
)
_MARKS = Words(vi="Dấu: {marks}.", en="Marks: {marks}.")
_RULE = Words(
    vi="Tốt hơn, kém hơn: chênh lệch từ {least} điểm phần trăm trở lên và vượt mức dao động ngẫu"
    " nhiên, giữ tỷ lệ phát hiện sai ở {rate}; thiếu số đếm hoặc mẫu số nhỏ thì không so sánh.",
    en="Better, worse: a difference of at least {least} (percentage points) that is beyond chance,"
    " with false discoveries held at {rate}; no comparison without counts or on a small base.",
)
_CASES = Words(
    vi="Cần thêm, bớt: số trường hợp của kỳ phải có kết quả khác thì đạt chỉ tiêu.",
    en="Cases to go: cases of the period whose outcome has to change for the target to be met.",
)
_IN_PERIOD = Words(vi="Thuộc kỳ", en="In period")
_YES_NO = {True: Words(vi="có", en="yes"), False: Words(vi="trước kỳ", en="earlier")}
_UNIT_HEAD = Words(vi="Huyện", en="District")
_NUMERATOR = Words(vi="Tử số", en="Numerator")
_DENOMINATOR = Words(vi="Mẫu số", en="Denominator")
_LEVEL = Words(vi="Phần còn lại của tỉnh", en="Rest of the province")


def profile_table(edition: Edition, rows: pd.DataFrame, panels: Sequence[Against]) -> Table:
    """Every row of every profile, in sections by district.

    Parameters
    ----------
    edition
        The report.
    rows
        Rows that are shown, with the shared columns of ``columns.figure_rows``.
    panels
        Indicators that each profile has; a district without a figure has an empty row.
    """
    whole = _with_gaps(edition, rows, panels)
    # Joined column by column before; a copy is one block again, as pandas wants it.
    frame = whole.copy().assign(
        group=[edition.area_name(code) for code in whole["area"]],
        in_period=[edition.say(_YES_NO[bool(now)]) for now in whole["is_now"]],
        stand_text=[
            edition.say(LOOKS[stand].words) if stand in LOOKS else "" for stand in whole["stand"]
        ],
    )
    return lay_out(
        edition,
        Sheet(
            "b-ho-so",
            _CAPTION,
            _columns(edition),
            frame,
            rows=rows,
            order=CODE_ORDER,
            notes=_notes(rows),
            is_grouped=True,
        ),
    )


def _columns(edition: Edition) -> tuple[Column, ...]:
    return (
        column(edition, "name", INDICATOR, scope_row=True),
        column(edition, "verdict", VERDICT, "verdict"),
        column(edition, "value", RESULT, "bounded"),
        column(edition, "numerator", _NUMERATOR, "number"),
        column(edition, "denominator", _DENOMINATOR, "number"),
        column(edition, "stand_text", REST),
        column(edition, "rest", _LEVEL, "number", decimals=2),
        column(edition, "target", TARGET, "bounded", empty="–"),
        column(edition, "units", NEEDED, "number", empty="–"),
        column(edition, "period_label", PERIOD),
        column(edition, "in_period", _IN_PERIOD),
        column(edition, "flag_text", FLAGS, "flag"),
    )


def _with_gaps(edition: Edition, rows: pd.DataFrame, panels: Sequence[Against]) -> pd.DataFrame:
    """The rows with one for each figure that a district lacks."""
    there = set(zip(rows["area"], rows["place"], strict=True))
    missing = [
        {
            "area": area.id,
            "order": area.order,
            "place": float(place),
            "name": edition.say(edition.indicator(panel.indicator).name),
            "verdict": "no_data",
            "period_label": edition.period_label(panel.period),
            "is_now": True,
        }
        for area in edition.districts()
        for place, panel in enumerate(panels)
        if (area.id, place) not in there
    ]
    if not missing:
        return rows
    both = pd.concat([rows.astype(object), pd.DataFrame(missing, dtype=object)])
    return both.sort_values(["order", "place"], kind="stable", ignore_index=True)


def _notes(rows: pd.DataFrame) -> tuple[Words, ...]:
    """How to read the drawings, the marks that occur, and when a difference is one."""
    stands = set(rows["stand"].dropna())
    if not stands:
        return ()
    marks = [
        Words(f"{look.sign} {look.words.vi}", f"{look.sign} {look.words.en}")
        for stand, look in LOOKS.items()
        if stand in stands
    ]
    named = Words("; ".join(mark.vi for mark in marks), "; ".join(mark.en for mark in marks))
    drawing = joined([_DRAWING, _MARKS.fill(marks=named)])
    rule = _RULE.fill(
        least=number_words(LEAST_DIFFERENCE, 0),
        rate=number_words(100 * ERROR_RATE, 0, percent=True),
    )
    counted = (rule,) if rows["rest"].notna().any() else ()
    cases = (_CASES,) if rows["units"].notna().any() else ()
    return (drawing, *counted, *cases)
