"""The figures of each district's profile: those set against the others first, then the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.charts.spine import Stand
from chiso.metrics.action import FIXED, units_to_target
from chiso.report.assessment import judge
from chiso.report.edition import Edition
from chiso.report.goals import KEY
from chiso.report.panel_rows import LEAST_UNITS, PANEL_KEY, PanelEdition, lead_panels
from chiso.report.selection import SERIES, is_current, latest_of_series
from chiso.report.standing import COUNTS, Standing

MOST_COMPARED = 6  # rows with a drawing in one profile
MOST_BESIDE = 7  # rows in all where there are such rows
MOST_ROWS = 12  # rows in all where there are none
_TIERS = {"all": 0, "province": 1, "district": 2, "commune": 3}
_JUDGED = ["verdict", "target", "due_period", "gap", "gap_low", "gap_high", "is_borderline"]
_SIGNS = {"higher_is_better": 1.0, "lower_is_better": -1.0}  # nothing else has a better side
_STANDS: dict[tuple[str, float], Stand] = {
    ("higher", 1.0): "better", ("lower", 1.0): "worse",
    ("higher", -1.0): "worse", ("lower", -1.0): "better",
    ("similar", 1.0): "similar", ("similar", -1.0): "similar",
    ("small", 1.0): "unjudged", ("small", -1.0): "unjudged",
}  # fmt: skip


@dataclass(frozen=True)
class Against:
    """One indicator of one period over all districts that have it.

    Attributes
    ----------
    rows
        One row a district: ``indicator, definition, tier, scope, period, area, direction,
        exact``; ``rest``, percent of the others together (missing for scores); ``stand``; and
        ``lead``, the difference to the better side in standard deviations of the districts.
    common
        Level of all districts together; the median for scores, which have no counts.
    """

    rows: pd.DataFrame
    common: float

    @property
    def indicator(self) -> str:
        """Id of the indicator."""
        return str(self.rows["indicator"].iloc[0])

    @property
    def period(self) -> str:
        """Code of the period of its figures."""
        return str(self.rows["period"].iloc[0])

    @property
    def is_reversed(self) -> bool:
        """Whether less is better."""
        return bool(self.rows["direction"].eq("lower_is_better").all())

    @property
    def is_counted(self) -> bool:
        """Whether counts allow a comparison with the rest."""
        return bool(self.rows["rest"].notna().any())


def compared(edition: PanelEdition) -> list[Against]:
    """The indicators on which districts are set side by side, counted shares first."""
    panels = lead_panels(edition, len(edition.catalogue.indicators))
    directed = [panel for panel in panels if _has_better_side(panel.rows).all()]
    counted = [_counted(panel.standing) for panel in directed[:MOST_COMPARED]]
    taken = {found.indicator for found in counted}
    return [*counted, *_uncounted(edition, taken)][:MOST_COMPARED]


def _has_better_side(rows: pd.DataFrame) -> pd.Series:
    return rows["direction"].isin(_SIGNS)


def _counted(standing: Standing) -> Against:
    rows = standing.rows
    sign = rows["direction"].map(_SIGNS)
    stands = [_STANDS[pair] for pair in zip(rows["against"], sign, strict=True)]
    spread = float(rows["exact"].std(ddof=0)) or 1.0
    return Against(
        rows.assign(stand=stands, lead=sign * rows["difference"] / spread), standing.pooled
    )


def _uncounted(edition: Edition, taken: Collection[str]) -> list[Against]:
    """Scores and shares without counts that three districts or more have for one period."""
    codes = [area.id for area in edition.districts()]
    rows = edition.current
    plain = rows["kind"].isin(["share", "score"]) & rows["scope"].eq("all") & ~rows["is_bound"]
    rows = rows[rows["area"].isin(codes) & plain & _has_better_side(rows)]
    rows = rows[~rows["indicator"].isin(taken)]
    told = rows.groupby(PANEL_KEY)["area"].transform("nunique")
    rows = edition.in_catalogue_order(rows.assign(told=told)[told >= LEAST_UNITS])
    ranked = rows.assign(own=rows["period"].eq(edition.period.code)).sort_values(
        ["own", "told", "last_day"], ascending=False, kind="stable"
    )
    best = ranked.drop_duplicates("indicator")[PANEL_KEY]
    kept = rows.merge(best, on=PANEL_KEY, validate="many_to_one")
    kept = kept.assign(stand="unjudged", rest=np.nan, lead=np.nan)
    return [
        Against(group, float(group["exact"].median()))
        for _, group in kept.groupby("indicator", sort=False)
    ]


def profile_rows(edition: Edition, panels: Sequence[Against]) -> pd.DataFrame:
    """Every figure that a profile may tell, one row a district and indicator, judged.

    Parameters
    ----------
    edition
        The report.
    panels
        From :func:`compared`.

    Returns
    -------
    pandas.DataFrame
        Columns of a judged figure and ``place`` (number of its panel; missing for others),
        ``stand``, ``rest``, ``lead``, ``is_now`` (whether it speaks of the period; an older one
        is held to no target), ``units`` (cases still needed at the present number; missing where
        met or unknown) and ``is_shown``. Districts in code order; compared rows first, then
        figures of the period, then older ones, the latest first.
    """
    rows = _with_places(_known(edition), panels)
    others = _others(edition, rows)
    found = pd.concat([rows[rows["place"].notna()].assign(rank=-1), others], ignore_index=True)
    limit = MOST_BESIDE - len(panels) if panels else MOST_ROWS
    judged = _judged(edition, found.assign(is_shown=found["rank"] < limit))
    order = {area.id: area.order for area in edition.districts()}
    judged = judged.assign(order=judged["area"].map(order), units=_units(judged))
    return judged.sort_values(["order", "place", "rank"], kind="stable", ignore_index=True)


def _known(edition: Edition) -> pd.DataFrame:
    """Figures of the period, and the latest of each series that has none."""
    codes = [area.id for area in edition.districts()]
    figures = edition.figures[edition.figures["area"].isin(codes)]
    now = edition.current[edition.current["area"].isin(codes)]
    older = latest_of_series(figures[~is_current(figures, edition.period)])
    both = pd.concat([now.assign(is_now=True), older.assign(is_now=False)], ignore_index=True)
    return both.drop_duplicates(SERIES)


def _with_places(rows: pd.DataFrame, panels: Sequence[Against]) -> pd.DataFrame:
    """The rows with what their panel says of them."""
    told = [*PANEL_KEY, "area", "stand", "rest", "lead"]
    parts = [panel.rows[told].assign(place=float(place)) for place, panel in enumerate(panels)]
    if not parts:
        return rows.assign(stand=None, rest=np.nan, lead=np.nan, place=np.nan)
    placed = pd.concat(parts, ignore_index=True)
    return rows.merge(placed, on=[*PANEL_KEY, "area"], how="left", validate="one_to_one")


def _others(edition: Edition, rows: pd.DataFrame) -> pd.DataFrame:
    """One row a district and indicator that no panel has, numbered from the most telling one."""
    taken = rows.loc[rows["place"].notna(), "indicator"]
    rest = rows[~rows["indicator"].isin(set(taken))]
    catalogue = {name: at for at, name in enumerate(edition.catalogue.indicators)}
    lead = {name: at for at, name in enumerate(edition.catalogue.settings.headline)}
    age = (pd.Timestamp(edition.closing_date) - rest["last_day"]).dt.days
    ranked = rest.assign(
        _older=~rest["is_now"],
        _age=age.where(~rest["is_now"], 0),
        _lead=rest["indicator"].map(lead).fillna(len(lead)),
        _place=rest["indicator"].map(catalogue),
        _tier=rest["tier"].map(_TIERS),
    ).sort_values(["_older", "_age", "_lead", "_place", "_tier", "scope"], kind="stable")
    first = ranked.drop_duplicates(["area", "indicator"])
    return first.assign(rank=first.groupby("area").cumcount())[[*rows.columns, "rank"]]


def _judged(edition: Edition, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows against the target that leads; an older figure is held to none."""
    found = judge(rows, _goals(edition))
    found = found[found["period"].notna()].reset_index(drop=True)
    older = ~found["is_now"].astype(bool)
    # Without any row it would be a list of no columns.
    found["is_shown"] = found["is_shown"].astype(bool)
    found[_JUDGED] = found[_JUDGED].mask(older)
    found["verdict"] = found["verdict"].fillna("no_target")
    for name in ("is_borderline", "is_past"):
        found[name] = found[name].eq(True) & ~older
    return found


def _goals(edition: Edition) -> pd.DataFrame:
    """The target in force of each district: its own, else the province's of the same tier."""
    goals = edition.targets
    held = goals[goals["is_leading"] & goals["is_in_force"] & goals["kind"].eq("level")]
    codes = pd.DataFrame({"area": [area.id for area in edition.districts()]})
    common = held[held["area"] == edition.province].drop(columns="area")
    own = held[held["area"].isin(codes["area"])]
    return pd.concat(
        [own, common.merge(codes, how="cross", validate="many_to_many")]
    ).drop_duplicates(KEY)


def _units(rows: pd.DataFrame) -> pd.Series:
    """Cases that must turn for a counted share to reach its target."""
    whole = (rows[COUNTS] % 1 == 0).all(axis=1) & rows["is_counted"] & rows["kind"].eq("share")
    short = rows[whole & rows["verdict"].eq("not_met")]
    needed = units_to_target(short, PANEL_KEY)
    fixed = needed.loc[needed["route"] == FIXED, "value"].to_numpy()
    return pd.Series(fixed, index=short.index, dtype=float).reindex(rows.index)
