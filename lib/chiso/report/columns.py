"""Columns that many tables share: the figure, its target, its verdict, its flags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from chiso.catalog import Indicator
from chiso.narrative import gap_decimals, plain_decimals
from chiso.narrative.facts import SMALL_BASE
from chiso.numbers import format_number
from chiso.report.area_sums import DISTRICTS_ONLY
from chiso.report.boundaries import MOVED, WITHHELD
from chiso.report.edition import Edition
from chiso.report.facts import number_or_none, shown_decimals
from chiso.report.rows import rows_of
from chiso.report.selection import UNORDERED
from chiso.report.wording import (
    CHANGE,
    DUE,
    FLAG_KEYS,
    FLAGS,
    GAP,
    INDICATOR,
    PERIOD,
    RESULT,
    SCOPE_NAMES,
    TARGET,
    TIER,
    TIER_NAMES,
    UNIT,
    VERDICT,
)
from chiso.tables import Column
from chiso.words import Words


def column(edition: Edition, name: str, label: Words, kind: str = "text", **more: Any) -> Column:
    """A column with its label in the edition's language."""
    return Column(name=name, label=edition.say(label), kind=kind, **more)  # type: ignore[arg-type]


def figure_columns(edition: Edition, frame: pd.DataFrame, *, judged: bool) -> tuple[Column, ...]:
    """Columns for figures: indicator, tier, verdict next to them, result, target, gap, notes.

    Columns of which every cell would be empty are left to the exports.
    """

    def filled(name: str) -> bool:
        return bool(frame[name].replace("", None).notna().any())

    goal = (
        column(edition, "target", TARGET, "bounded", empty="–"),
        column(edition, "due_label", DUE, is_shown=False),
        column(edition, "gap", GAP, "bounded", empty="–", is_shown=judged and filled("gap")),
    )
    verdict = (column(edition, "verdict", VERDICT, "verdict"),)
    return (
        column(edition, "name", INDICATOR, scope_row=True),
        column(edition, "tier_name", TIER),
        *(verdict if judged else ()),
        column(edition, "value", RESULT, "bounded"),
        column(edition, "unit", UNIT, is_shown=False),
        *(goal if judged else ()),
        column(edition, "change", CHANGE, "number", empty="–", is_shown=filled("change")),
        column(edition, "period_label", PERIOD),
        column(edition, "flag_text", FLAGS, "flag", is_shown=filled("flag_text")),
    )


def figure_rows(edition: Edition, frame: pd.DataFrame) -> pd.DataFrame:
    """The shared columns of some judged rows, raw and unrounded, in the given order.

    Adds to ``value``, ``target``, ``gap`` and ``change`` the siblings ``_qualifier`` and
    ``_decimals`` that say how each cell is written.
    """
    indicators = [edition.indicator(name) for name in frame["indicator"]]
    decimals = [_decimals(edition, row) for row in rows_of(frame)]
    rows = pd.DataFrame(
        {
            "indicator": frame["indicator"],
            "area": frame["area"],
            "tier": frame["tier"],
            "name": [edition.say(indicator.name) for indicator in indicators],
            "tier_name": [_tier_name(edition, row) for row in rows_of(frame)],
            "unit": [_unit(edition, row) for row in rows_of(frame)],
            "value": frame["exact"].where(~frame["is_bound"].eq(True), frame["value"]),
            "value_qualifier": frame["qualifier"].fillna("="),
            "value_decimals": decimals,
            "value_percent": [indicator.is_percent for indicator in indicators],
            "value_text": [_level(edition, row) for row in rows_of(frame)],
            "value_suffix": [_suffix(edition, indicator) for indicator in indicators],
            "change": frame["change"].mask(frame["kind"].isin(UNORDERED)),
            "change_decimals": decimals,
            "change_signed": True,
            "period_label": [_period_label(edition, code) for code in frame["period"]],
            "flag_text": [_flag_text(edition, row) for row in rows_of(frame)],
        },
        index=frame.index,
    )
    return rows if "target" not in frame else rows.assign(**_goal(edition, frame, decimals))


def _goal(edition: Edition, frame: pd.DataFrame, decimals: Sequence[int]) -> dict[str, Any]:
    """Target and gap; a bound's gap is shown as the bound of the gap that it proves."""
    gap_bound = frame["gap"].isna() & frame["verdict"].isin(["met", "not_met"])
    met = frame["verdict"].eq("met")
    proved = frame["gap_high"].where(met, frame["gap_low"])
    gap = frame["gap"].where(~gap_bound, proved)
    return {
        "target": frame["target"],
        "target_qualifier": frame["operator"].fillna(">=").replace({">=": "="}),
        "target_decimals": [
            0 if pd.isna(goal) else plain_decimals(goal) for goal in frame["target"]
        ],
        "target_percent": [edition.indicator(name).is_percent for name in frame["indicator"]],
        "target_suffix": [
            "" if pd.isna(code) else f" ({edition.period_label(code)})"
            for code in frame["due_period"]
        ],
        "due_label": [_period_label(edition, code) for code in frame["due_period"]],
        "gap": gap,
        "gap_qualifier": gap_bound.map({True: "bound", False: "="}).where(
            ~gap_bound, met.map({True: "<=", False: ">="})
        ),
        "gap_decimals": [
            shown if pd.isna(size) else gap_decimals(size, goal, shown)
            for size, goal, shown in zip(gap, frame["target"], decimals, strict=True)
        ],
        "verdict": frame["verdict"],
        "is_borderline": frame["is_borderline"],
    }


def _decimals(edition: Edition, row: Any) -> int:
    if pd.isna(row.period):
        return 0
    target = number_or_none(getattr(row, "target", None))
    return shown_decimals(edition.indicator(row.indicator), row, target)


def _tier_name(edition: Edition, row: Any) -> str:
    name = edition.say(TIER_NAMES[row.tier])
    scope = edition.say(SCOPE_NAMES[row.scope])
    return f"{name}, {scope}" if scope else name


def _unit(edition: Edition, row: Any) -> str:
    indicator = edition.indicator(row.indicator)
    unit = edition.say(indicator.unit)
    has_full_score = indicator.maximum and not indicator.is_percent
    return f"{unit}/{_full_score(edition, indicator)}" if has_full_score else unit


def _level(edition: Edition, row: Any) -> str:
    """The step of a milestone in words; nothing for figures."""
    levels = edition.indicator(row.indicator).levels or {}
    if not levels or pd.isna(row.value):
        return ""
    return edition.say(levels.get(int(row.value), Words("", "")))


def _suffix(edition: Edition, indicator: Indicator) -> str:
    """What stands behind a figure on the page: full score or unit, none for shares and ranks."""
    if indicator.is_percent or indicator.kind in ("rank", "milestone"):
        return ""
    if indicator.maximum:
        return f"/{_full_score(edition, indicator)}"
    return f" {edition.say(indicator.unit)}"


def _full_score(edition: Edition, indicator: Indicator) -> str:
    """The largest possible score as the language writes it: 61,5 or 61.5."""
    maximum = indicator.maximum or 0.0
    return format_number(maximum, plain_decimals(maximum), edition.lang)


def _period_label(edition: Edition, code: Any) -> str | None:
    return None if pd.isna(code) else edition.period_label(code)


def flag_names(row: Any) -> list[str]:
    """Ids of the flags that a row carries, weakest evidence first."""
    if pd.isna(row.period):
        return []
    evidence = str(getattr(row, "evidence_flags", ""))
    marks = {
        "equals_target": "equals_target" in evidence,
        "unchanged": "unchanged" in evidence and row.kind in ("share", "count"),
        "bound": bool(row.is_bound),
        "borderline": bool(getattr(row, "is_borderline", False)),
        "provisional": row.status == "provisional",
        "estimated": row.status == "estimated",
        "small_base": row.is_counted and row.denominator < SMALL_BASE,
        "past_due": bool(getattr(row, "is_past", False)),
        "corrected": bool(row.correction),
        "definition_changed": bool(getattr(row, "is_redefined", False)),
        "revised": bool(getattr(row, "is_revised", False)),
        "disputed": bool(getattr(row, "is_disputed", False)),
        "basis_changed": bool(getattr(row, "is_rebased", False)),
        "partial_panel": bool(row.missing_areas),
        "districts_only": row.coverage == DISTRICTS_ONLY,
        "joined_periods": bool(row.is_joined),
        "boundary_moved": getattr(row, "boundary", "") == MOVED,
        "boundary_changed": getattr(row, "boundary", "") == WITHHELD,
    }
    return [name for name, holds in marks.items() if holds]


def flag_words(edition: Edition, row: Any) -> list[Words]:
    """The flags of a row in words; a sum over some districts names the others."""
    names = flag_names(row)
    codes = row.missing_areas.split(";") if "partial_panel" in names else []
    areas = [edition.area(code) for code in codes]
    listed = Words(
        ", ".join(area.short for area in areas), ", ".join(area.name.en for area in areas)
    )
    return [FLAG_KEYS[name].fill(areas=listed) for name in names]


def _flag_text(edition: Edition, row: Any) -> str:
    return "; ".join(edition.say(words) for words in flag_words(edition, row))
