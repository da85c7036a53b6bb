"""Panels of districts: one counted share of one period and definition, one row a district."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from chiso.catalog import Area
from chiso.metrics.shares import wilson_interval
from chiso.metrics.targets import target_gap
from chiso.periods import Period
from chiso.report.boundaries import moved_counts
from chiso.report.edition import Edition
from chiso.report.goals import KEY
from chiso.report.shared import shared_property
from chiso.report.standing import COUNTS, Panel

LEAST_UNITS = 3  # two districts have a difference and no distribution
SHARE = ["indicator", "definition", "tier", "scope", "calendar"]
PANEL_KEY = [*SHARE, "period"]
_TIERS = {"all": 0, "province": 1, "district": 2, "commune": 3}
_GOAL = ["target", "operator", "due_period"]
_GIVEN = [
    *PANEL_KEY, "area", *COUNTS, "exact", "direction", "source", "time", "first_day", "last_day",
]  # fmt: skip
COLUMNS = [
    *_GIVEN, "lower", "upper", *_GOAL, "whole_target", "whole_operator", "verdict", "is_borderline",
]  # fmt: skip


class PanelEdition(Edition):
    """An edition with its panels."""

    @shared_property
    def panels(self) -> list[Panel]:
        """Shares with whole counts of three districts or more for the period, in catalogue order.

        Districts report on their own days, so that one share may have several current periods:
        the report's own period is taken, else the one that most districts have, else the latest.
        """
        rows = _counted(self, self.current, self.districts())
        return _grouped(self, rows.loc[_stands_for_share(rows, self.period.code), _GIVEN])


def lead_panels(edition: PanelEdition, most: int = 3) -> list[Panel]:
    """The panels that get figures: headline shares first, one definition and tier an indicator."""
    first: dict[str, Panel] = {}
    for panel in edition.panels:
        first.setdefault(panel.indicator, panel)
    wanted = edition.catalogue.settings.headline
    places = {name: place for place, name in enumerate(wanted)}
    ordered = sorted(first.values(), key=lambda panel: places.get(panel.indicator, len(wanted)))
    return ordered[:most]


def panel_before(edition: Edition, panel: Panel) -> Panel | None:
    """The same share at the same stage of the year before, else the last period as long.

    Both have at least three districts; None where there is no such period. Where boundaries
    changed in between, counts stand in the boundaries of the later period (``moved``), or the
    district is left out (``withheld``): Kỳ Sơn's counts of 2019 belong to the city's of 2020.
    """
    now = Period.parse(panel.period)
    rows = edition.figures
    rows = rows[rows[SHARE].eq(panel.rows[SHARE].iloc[0]).all(axis=1)]
    rows = rows[rows["last_day"] < panel.rows["first_day"].min()]
    length = _months(now)
    as_long = [code for code in rows["period"].unique() if _months(Period.parse(code)) == length]
    ever = _counted(edition, rows[rows["period"].isin(as_long)], edition.ever_districts())
    rows = ever.loc[_stands_for_share(ever, now.year_earlier().code), _GIVEN]
    rows, moved, withheld = _in_boundaries_of(edition, rows, panel)
    found = _grouped(edition, rows) if rows["area"].nunique() >= LEAST_UNITS else []
    return replace(found[0], moved=moved, withheld=withheld) if found else None


def _in_boundaries_of(
    edition: Edition, rows: pd.DataFrame, panel: Panel
) -> tuple[pd.DataFrame, tuple[str, ...], tuple[str, ...]]:
    """Rows of an earlier period for the districts of a panel; which were moved, which cannot be."""
    today = [area.id for area in edition.districts()]
    if rows.empty:
        return rows, (), ()
    then, last = rows["last_day"].max(), panel.rows["last_day"].max()
    steps = [
        step
        for step in edition.catalogue.changes
        if step.successor and then < pd.Timestamp(step.day) <= last
    ]
    existed = {area.id for area in edition.catalogue.areas.values() if area.is_valid(then.date())}
    found = moved_counts(rows, steps, existed)
    found = found[found["area"].isin(today)]
    whole = found[found["lacking"].eq("") & found["denominator"].gt(0)].set_index("area")
    heirs = {step.predecessor: step.successor for step in steps}
    # Of a piece that was merged only the counts are kept, if the rest has a row of its own.
    heads = rows.assign(area=rows["area"].replace(heirs)).drop_duplicates("area")
    heads = heads[heads["area"].isin(today)].set_index("area")
    kept = heads[~heads.index.isin(set(found["area"]) - set(whole.index))]
    counts = {name: whole[name].reindex(kept.index).fillna(kept[name]) for name in COUNTS}
    told = kept.assign(**counts, exact=100 * counts["numerator"] / counts["denominator"])
    told = told.reset_index()
    withheld = tuple(found.loc[found["lacking"].ne(""), "area"])
    return told[_GIVEN], tuple(whole.index), withheld


def _grouped(edition: Edition, rows: pd.DataFrame) -> list[Panel]:
    """Judged panels of rows that stand for their shares."""
    if rows.empty:
        return []
    codes = [area.id for area in edition.districts()]
    panels = []
    for names, group in with_goals(edition, rows).groupby(PANEL_KEY, sort=False):
        indicator, definition, tier, _, _, period = map(str, names)
        missing = tuple(code for code in codes if code not in set(group["area"]))
        own = group.set_index("area").reindex([code for code in codes if code not in missing])
        own = own.reset_index()[COLUMNS]
        panels.append(Panel(indicator, definition, tier, period, own, missing))
    return panels


def _counted(edition: Edition, figures: pd.DataFrame, districts: list[Area]) -> pd.DataFrame:
    """Whole counts of shares of districts, in the order of catalogue, tier and code."""
    order = {area.id: area.order for area in districts}
    rows = figures[figures["area"].isin(order) & figures["is_counted"]]
    rows = rows[rows["kind"].eq("share") & rows["scope"].eq("all")]
    rows = rows[(rows[COUNTS] % 1 == 0).all(axis=1)]
    definitions = [
        (name, text)
        for name, item in edition.catalogue.indicators.items()
        for text in item.definitions
    ]
    places = {share: place for place, share in enumerate(definitions)}
    shares = zip(rows["indicator"], rows["definition"], strict=True)
    ranked = rows.assign(
        _share=[places.get(share, len(places)) for share in shares],
        _tier=rows["tier"].map(_TIERS),
        _area=rows["area"].map(order),
    )
    ranked = ranked.sort_values(["_share", "_tier", "_area"], kind="stable")
    return ranked.drop(columns=["_share", "_tier", "_area"])


def _stands_for_share(rows: pd.DataFrame, wanted: str) -> pd.Series:
    """Rows of the one period of each share that stands for it, where enough districts have it."""
    told = rows.groupby(PANEL_KEY)["area"].transform("nunique")
    ranked = rows.assign(_own=rows["period"].eq(wanted), _told=told)[told >= LEAST_UNITS]
    ranked = ranked.sort_values(["_own", "_told", "last_day"], ascending=False, kind="stable")
    best = set(ranked.drop_duplicates(SHARE)[PANEL_KEY].itertuples(index=False, name=None))
    keys = rows[PANEL_KEY].itertuples(index=False, name=None)
    return pd.Series([key in best for key in keys], index=rows.index, dtype=bool)


def _months(period: Period) -> int:
    """Length in months; 0 for an as-of day."""
    years, months = period.end.year - period.start.year, period.end.month - period.start.month
    return 0 if period.start == period.end else 12 * years + months + 1


def with_goals(edition: Edition, rows: pd.DataFrame) -> pd.DataFrame:
    """Counted rows with their limits, the target that leads for each, and the verdict.

    A district's own target leads; else the province's of the same tier and definition. Only
    targets on a level that are in force count. The verdict is on the unrounded share;
    ``is_borderline`` says that chance alone could turn it.
    """
    goals = edition.targets
    held = goals["is_leading"] & goals["is_in_force"] & goals["kind"].eq("level")
    goals = goals.loc[held, [*KEY, *_GOAL]]
    own = rows[KEY].merge(goals, on=KEY, how="left", validate="many_to_one")
    common = rows[KEY].assign(area=edition.province)
    common = common.merge(goals, on=KEY, how="left", validate="many_to_one")
    led = own[_GOAL].where(own["target"].notna(), common[_GOAL])
    limits = wilson_interval(rows)
    judged = rows.assign(
        **{name: led[name].to_numpy() for name in _GOAL},
        **{name: limits[name].to_numpy() for name in ("lower", "upper")},
        whole_target=common["target"].to_numpy(),
        whole_operator=common["operator"].to_numpy(),
        value=rows["exact"],
        lower_open=False,
        upper_open=False,
    )
    gaps = target_gap(judged)
    near = gaps["flags"].str.contains("interval_straddles_target")
    return judged.assign(verdict=gaps["status"].to_numpy(), is_borderline=near.to_numpy(dtype=bool))
