"""Four looks at one choice: trend, gap, comparison and profile, each a figure with its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd

from chiso.catalog import Indicator, PeriodKind, Tier
from chiso.charts import TARGET, Reference, gap_dumbbell, ranked_dots, small_multiples
from chiso.explore.choice import Choice, Order, View, choose, figures_of
from chiso.explore.display import Display
from chiso.explore.judged import figure_values, goals_for, judged, limits_of, unjudged
from chiso.explore.laying import caption, nothing, ordered, told_table
from chiso.explore.wording import BOUNDS, GOAL, INTERVALS, ONE_GRAIN
from chiso.narrative.comparison import goal_words
from chiso.narrative.figures import period_words
from chiso.periods import Period
from chiso.report import Report
from chiso.report.area_sums import DISTRICT_KINDS
from chiso.report.facts import value_text
from chiso.report.gaps import BOUND_NAMES, MOST_BARS
from chiso.report.rows import rows_of
from chiso.report.selection import latest_of_series
from chiso.report.series import with_lines
from chiso.report.trend_panels import panel_frame, with_missing_months, with_targets
from chiso.words import Words

_FLOWS = (str(PeriodKind.FLOW), str(PeriodKind.YTD))
_ALIKE = ["family", "scope", "definition", "period"]


def show_trend(
    report: Report,
    indicator: str | Indicator | None = None,
    *,
    area: str | None = None,
    tier: Tier | str | None = None,
) -> Display:
    """One indicator of one unit over time, with bounds as bounds and breaks drawn.

    Parameters
    ----------
    report
        Whose figures are looked at.
    indicator, area, tier
        Ids; by default the report's first headline, the province, its widest tier.

    Raises
    ------
    UsageError
        If a word is unknown; the nearest known one is offered.

    Examples
    --------
    >>> from chiso.report import open_report
    >>> report = open_report("2024-H1", lang="en", data="data/hoa_binh")
    >>> show_trend(report, "sipas").table.to_frame()["Result"].tolist()[-1]
    81.9
    """
    return look(report, choose(report, indicator, area=area, tier=tier), "trend")


def show_gap(
    report: Report,
    indicator: str | Indicator | None = None,
    *,
    area: str | None = None,
    tier: Tier | str | None = None,
) -> Display:
    """One indicator of one unit against each of its targets; parameters as in `show_trend`.

    Raises
    ------
    UsageError
        If a word is unknown; the nearest known one is offered.
    """
    return look(report, choose(report, indicator, area=area, tier=tier), "gap")


def show_comparison(
    report: Report,
    indicator: str | Indicator | None = None,
    *,
    tier: Tier | str | None = None,
    order: Order = "code",
) -> Display:
    """One indicator across the units that have it for one period and definition.

    Parameters
    ----------
    report
        Whose figures are looked at.
    indicator, tier
        Ids; by default the report's first headline and its widest tier.
    order
        ``code``, or ``value`` for the best first.

    Raises
    ------
    UsageError
        If a word is unknown; the nearest known one is offered.
    """
    return look(report, choose(report, indicator, tier=tier, order=order), "comparison")


def show_profile(report: Report, area: str | None = None, *, order: Order = "code") -> Display:
    """Every share of one unit in the period against its leading target.

    Parameters
    ----------
    report
        Whose figures are looked at.
    area
        Code of the unit; by default the province.
    order
        ``code`` for the order of the catalogue, or ``value`` for the best first.

    Raises
    ------
    UsageError
        If the order is unknown.
    """
    chosen = choose(report, order=order)
    return look(report, replace(chosen, area=area or report.province), "profile")


def look(report: Report, choice: Choice, view: View) -> Display:
    """What a choice shows in one of the four views."""
    return _VIEWS[view](report, choice)


def _trend(report: Report, choice: Choice) -> Display:
    rows = _one_line(figures_of(report, choice))
    if rows.empty:
        return nothing(report, "trend")
    name = report.say(report.indicator(choice.indicator).short)
    frame = panel_frame(report, rows, [name] * len(rows))
    frame = frame.assign(segment=pd.factorize(rows["definition"])[0])
    if choice.with_target:
        goals = goals_for(report, rows)
        goals = goals[goals["indicator"] == choice.indicator]
        frame = with_targets(report, frame, rows, goals)
    frame = with_missing_months(report, frame, rows)
    facts = {
        "first": _period_words(rows["period"].iloc[0]),
        "last": _period_words(rows["period"].iloc[-1]),
        "newest": value_text(report, rows.iloc[-1]),
    }
    words = caption(report, choice, "trend", rows, notes=(ONE_GRAIN,), **facts)
    table = told_table(report, choice, "trend", rows)
    return Display(small_multiples(frame, words), table)


def _gap(report: Report, choice: Choice) -> Display:
    rows = latest_of_series(_current(report, figures_of(report, choice)), report.period)
    rows = judged(report, rows, every=True)
    rows = rows[rows["target"].notna()].sort_values("due_date", kind="stable")
    rows = rows.drop_duplicates(["definition", "due_period", "operator", "target"])
    if rows.empty:
        return nothing(report, "gap")
    labels = [report.period_label(code) for code in rows["due_period"]]
    frame = report.gap_bars(rows).assign(label=labels)
    facts = {"met": int(rows["verdict"].eq("met").sum())}
    words = caption(report, choice, "gap", rows, notes=(BOUNDS,), **facts)
    return Display(gap_dumbbell(frame, words), told_table(report, choice, "gap", rows))


def _comparison(report: Report, choice: Choice) -> Display:
    rows = _alike(report, choice)
    if len(rows) < 2:
        return nothing(report, "comparison")
    rows = judged(report, rows) if choice.with_target else unjudged(rows)
    rows = ordered(report, rows, choice)
    limits = limits_of(rows)
    frame = pd.DataFrame(
        {
            "label": [report.unit_name(code) for code in rows["area"]],
            "value": figure_values(rows).to_numpy(),
            "lower": limits["lower"].to_numpy(),
            "upper": limits["upper"].to_numpy(),
            "bound": rows["qualifier"].map(BOUND_NAMES).to_numpy(),
            "rank_text": "",
            "value_text": [value_text(report, row) for row in rows_of(rows)],
            "is_highlighted": rows["area"].eq(choice.area).to_numpy()
            | ~rows["area"].eq(choice.area).any(),
        }
    )
    goal = _common_goal(report, rows)
    if goal:
        frame = frame.assign(
            verdict=rows["verdict"].to_numpy(), is_borderline=rows["is_borderline"].to_numpy()
        )
    by_value = rows.assign(_value=figure_values(rows)).sort_values("_value", kind="stable")
    facts = {
        "units": len(rows),
        "low": value_text(report, by_value.iloc[0]),
        "high": value_text(report, by_value.iloc[-1]),
        "when": _period_words(rows["period"].iloc[0]),
    }
    notes = (INTERVALS,) if limits["lower"].notna().any() else ()
    words = caption(report, choice, "comparison", rows, notes=notes, **facts)
    table = told_table(report, choice, "comparison", rows)
    return Display(ranked_dots(frame, words, goal), table)


def _profile(report: Report, choice: Choice) -> Display:
    mine = report.current[report.current["area"].eq(choice.area)]
    percent = [name for name, item in report.catalogue.indicators.items() if item.is_percent]
    rows = judged(report, mine[mine["indicator"].isin(percent)])
    rows = rows if choice.with_target else unjudged(rows)
    if rows.empty:
        return nothing(report, "profile")
    rows = ordered(report, rows, choice).head(MOST_BARS)
    frame = report.gap_bars(rows)
    frame["gap_text"] = frame["gap_text"].where(frame["target"].notna(), "")
    facts = {"met": int(rows["verdict"].eq("met").sum())}
    words = caption(report, choice, "profile", rows, notes=(BOUNDS,), **facts)
    return Display(gap_dumbbell(frame, words), told_table(report, choice, "profile", rows))


_VIEWS: dict[View, Callable[[Report, Choice], Display]] = {
    "trend": _trend,
    "gap": _gap,
    "comparison": _comparison,
    "profile": _profile,
}


def _one_line(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures that one line may join: one scope, one a time, and of flows one length of period."""
    if rows.empty:
        return rows
    one_scope = rows[rows["scope"].eq(rows["scope"].min())]
    # Lines hold exact figures alone; a look shows bounds as well.
    lines = with_lines(one_scope).assign(value=one_scope["value"])
    if lines["period_kind"].isin(_FLOWS).any():
        lines = lines[lines["grain"].eq(lines["grain"].value_counts().index[0])]
    led = lines.sort_values(["time", "published"], kind="stable")
    return led.drop_duplicates("time", keep="last")


def _current(report: Report, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows.index.isin(report.current.index)]


def _alike(report: Report, choice: Choice) -> pd.DataFrame:
    """Current figures of units of one kind, for the one period and definition that most have.

    Districts for the province, and the units beside it for any other.
    """
    rows = report.current[report.current["indicator"].eq(choice.indicator)]
    same = rows[rows["tier"].eq(choice.tier)]
    rows = same if len(same) > 1 else rows
    families = {code: _family(report, code) for code in rows["area"].unique()}
    rows = rows.assign(family=rows["area"].map(families))
    sizes = rows.groupby(_ALIKE)["area"].nunique().rename("units").reset_index()
    own = _family(report, choice.area)
    sizes["own"] = sizes["family"].eq(own) & sizes["units"].gt(1)
    best = sizes.sort_values(["own", "units", "period"], ascending=False, kind="stable").head(1)
    found = rows.merge(best[_ALIKE], on=_ALIKE, validate="many_to_one")
    return found.drop_duplicates("area", ignore_index=True)


def _family(report: Report, code: str) -> str:
    """Units that are set side by side: those of one kind below one unit."""
    area = report.area(code)
    kind = DISTRICT_KINDS[0] if area.kind in DISTRICT_KINDS else area.kind
    return f"{area.parent} {kind}"


def _common_goal(report: Report, rows: pd.DataFrame) -> Reference | None:
    """The target as a line, where all rows have the same one."""
    goals = rows[["target", "operator", "due_period"]].drop_duplicates()
    if len(goals) != 1 or goals["target"].isna().any():
        return None
    target, operator, due = goals.iloc[0]
    told: dict[str, Any] = {
        "due": Words(Period.parse(due).label("vi"), Period.parse(due).label("en")),
        "goal": goal_words(report.indicator(rows["indicator"].iloc[0]), target, operator),
    }
    return Reference(float(target), report.say(GOAL.fill(**told)), TARGET)


def _period_words(code: str) -> Words:
    period = Period.parse(code)
    return period_words(period)
