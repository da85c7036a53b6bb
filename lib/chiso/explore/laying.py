"""Captions, tables and order that the views share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from chiso.catalog import Direction
from chiso.charts import Caption
from chiso.explore.choice import Choice, View
from chiso.explore.display import Display
from chiso.explore.judged import unjudged
from chiso.explore.wording import ALTS, NOTHING, ORDER_LINES, TITLES, UNIT_HEAD
from chiso.narrative import Prose
from chiso.narrative.figures import lower_first
from chiso.report import Report
from chiso.report.columns import figure_columns, figure_rows
from chiso.report.sheets import Sheet, lay_out
from chiso.tables import Table
from chiso.words import Words

_ACROSS = ("comparison",)
_LOW_FIRST = ("rank",)


def caption(
    report: Report,
    choice: Choice,
    view: View,
    rows: pd.DataFrame,
    *,
    notes: tuple[Words, ...] = (),
    **facts: Any,
) -> Caption:
    """The words of a view's figure.

    Parameters
    ----------
    report, choice, view
        What is shown.
    rows
        The figures in it.
    notes
        Lines below it.
    facts
        What title and text alternative say besides names, number of figures and period.
    """
    indicator = report.indicator(choice.indicator)
    area = report.unit_words(choice.area)
    values = {
        "indicator": indicator.short,
        "indicator_full": Words(*map(lower_first, indicator.short)),
        "area": area,
        "period": facts.pop("when", report.period_words()),
        "figures": len(rows),
        **facts,
    }
    is_share = view == "profile" or indicator.is_percent
    return Caption(
        id=_anchor("h", view, choice),
        title=report.say(TITLES[view].fill(**values)),
        alt=report.say(ALTS[view].fill(**values)),
        unit="%" if is_share else report.say(indicator.unit),
        lang=report.lang,
        note=" ".join(report.say(note) for note in notes),
        source="; ".join(report.sources_of(rows)),
        decimals=indicator.decimals,
        synthetic=report.is_synthetic,
    )


def told_table(report: Report, choice: Choice, view: View, rows: pd.DataFrame) -> Table:
    """The figures of a view with verdicts, changes and notes."""
    full = rows if "target" in rows else unjudged(rows)
    frame = figure_rows(report, full)
    columns = figure_columns(report, frame, judged=bool(full["target"].notna().any()))
    if view in _ACROSS:
        frame = frame.assign(name=[report.say(report.area(code).name) for code in full["area"]])
        columns = (replace(columns[0], label=report.say(UNIT_HEAD)), *columns[1:])
    indicator = report.indicator(choice.indicator)
    values = {
        "indicator": indicator.name,
        "area": report.area(choice.area).name,
        "period": report.period_words(),
        "units": len(full),
        "figures": len(full),
    }
    sheet = Sheet(
        _anchor("b", view, choice),
        TITLES[view].fill(**values),
        columns,
        frame,
        rows=full,
        order=ORDER_LINES[choice.order],
        is_folded=True,
    )
    return lay_out(report, sheet)


def ordered(report: Report, rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Judged rows by code (units) and catalogue (indicators), or the best first."""
    if choice.order == "code":
        places = {code: area.order for code, area in report.catalogue.areas.items()}
        by_unit = rows.assign(_order=rows["area"].map(places)).sort_values("_order", kind="stable")
        # The catalogue's order is stable, and units of one indicator keep theirs.
        return report.in_catalogue_order(by_unit).drop(columns="_order")
    values = rows["exact"].fillna(rows["value"])
    is_low_best = rows["direction"].eq(str(Direction.LOWER)) | rows["kind"].isin(_LOW_FIRST)
    ranked = rows.assign(_value=values.where(is_low_best, -values))
    return ranked.sort_values("_value", kind="stable", ignore_index=True)


def nothing(report: Report, view: View) -> Display:
    """A sentence on why a view has no figure."""
    return Display(Prose([NOTHING[view]], report.lang))


def _anchor(kind: str, view: View, choice: Choice) -> str:
    """Id of a view's figure or table, which never depends on the period."""
    parts = [view, choice.area] if view == "profile" else [view, choice.indicator]
    if view in ("trend", "gap"):
        parts += [choice.area, choice.tier]
    return "-".join([kind, *parts]).lower().replace("_", "-")
