"""Rows of the charts of movement: figures, missing months, and targets with their dates."""

from __future__ import annotations

import math

import pandas as pd

from chiso.narrative import plain_decimals
from chiso.numbers import format_number
from chiso.periods import Period
from chiso.report.edition import Edition
from chiso.report.facts import value_text
from chiso.report.gaps import BOUND_NAMES
from chiso.report.rows import rows_of
from chiso.words import Words

_DATED = Words(vi="Chỉ tiêu {due}: {target}%", en="Target {due}: {target}%")


def panel_frame(edition: Edition, rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Figures as small multiples take them, one panel a name; no targets."""
    return pd.DataFrame(
        {
            "panel": names,
            "panel_label": names,
            "time": rows["time"].to_numpy(),
            "label": [edition.period_label(code) for code in rows["period"]],
            "value": rows["exact"].where(~rows["is_bound"], rows["value"]).to_numpy(),
            "lower": rows["lower"].to_numpy(),
            "upper": rows["upper"].to_numpy(),
            "bound": rows["qualifier"].map(BOUND_NAMES).to_numpy(),
            "value_text": [value_text(edition, row) for row in rows_of(rows)],
            "segment": 0,
            "target": math.nan,
            "target_label": None,
            "target_time": math.nan,
        }
    )


def with_missing_months(edition: Edition, frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The frame with an empty row for each month that a series of months lacks: a gap.

    Parameters
    ----------
    frame
        From :func:`panel_frame`.
    rows
        The figures behind it, in the same order; ``is_monthly`` for series of months, whose
        ``time`` is in twelfths of a year.
    """
    gaps = []
    for panel, times in frame[rows["is_monthly"].to_numpy()].groupby("panel", sort=False)["time"]:
        numbers = set((times * 12).round().astype(int))
        for number in sorted(set(range(min(numbers), max(numbers))) - numbers):
            label = edition.period_label(_month_code(number))
            gaps.append({"panel": panel, "time": number / 12, "label": label})
    if not gaps:
        return frame
    empty = pd.DataFrame(gaps).assign(bound="exact", value_text="", segment=0)
    empty = empty.assign(panel_label=empty["panel"]).reindex(columns=frame.columns)
    return pd.concat([frame, empty.astype(frame.dtypes)], ignore_index=True)


def with_targets(
    edition: Edition, frame: pd.DataFrame, rows: pd.DataFrame, goals: pd.DataFrame
) -> pd.DataFrame:
    """The frame with the target that leads for the tier of each row.

    Parameters
    ----------
    frame
        From :func:`panel_frame`, all of it in percent.
    rows
        The figures behind it, in the same order.
    goals
        Targets on one indicator of one area (``goals.targets_on``).
    """
    leading = goals[goals["is_leading"]].drop_duplicates("tier").set_index("tier")
    due, target = (rows["tier"].map(leading[name]) for name in ("due_period", "target"))
    labels = [
        None
        if pd.isna(code)
        else edition.say(
            _DATED.fill(
                due=edition.period_label(code),
                target=format_number(level, plain_decimals(level), edition.lang),
            )
        )
        for code, level in zip(due, target, strict=True)
    ]
    return frame.assign(
        target=target.to_numpy(),
        target_label=pd.Series(labels, index=frame.index, dtype=object),
        target_time=due.map(lambda code: Period.parse(code).time, na_action="ignore").to_numpy(),
    )


def _month_code(number: int) -> str:
    """Code of a month by its number since year 0; December of year 0 is 12."""
    year, month = divmod(number - 1, 12)
    return f"{year}-{month + 1:02d}"
