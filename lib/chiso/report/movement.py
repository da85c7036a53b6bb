"""What changed in each unit since the comparable period before, and what that made of the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.areas import share_pct
from chiso.metrics.change import two_period_change
from chiso.metrics.convergence import convergence
from chiso.metrics.decomposition import change_contributions
from chiso.metrics.disparity import disparity
from chiso.metrics.movement import area_movement
from chiso.narrative.facts import SMALL_BASE
from chiso.report.panel_rows import LEAST_UNITS
from chiso.report.standing import COUNTS, HIGHER, LEAST_DIFFERENCE, LOWER, SIMILAR, Panel

BANDS = (50.0, 80.0, 90.0)
FALLING_BANDS = (5.0, 10.0, 20.0)  # where less is better
LEAST_NARROWING = 0.1  # points of the standard deviation; less is not told as a movement
_STATES = {"increasing": HIGHER, "decreasing": LOWER}


@dataclass(frozen=True)
class Movement:
    """One share in two comparable periods, for the units that have enough cases in both.

    Attributes
    ----------
    now, before
        The two panels.
    rows
        One row a unit in code order: ``area``, counts and ``exact`` of both periods (those of
        the earlier one as ``previous_…``), ``change, change_low, change_high`` (points), ``state``
        (``higher, lower`` by more than chance and a least difference, else ``similar``),
        ``crossed`` (``better, worse`` when a band was left with intervals apart, else empty),
        ``part, within, shift`` (points of the whole's change).
    whole_before, whole_now
        Percent of these units together.
    bands
        Limits between the bands.
    """

    now: Panel
    before: Panel
    rows: pd.DataFrame
    whole_before: float
    whole_now: float
    bands: tuple[float, ...]

    @property
    def moved(self) -> int:
        """How many units differ from before by more than chance."""
        return int(self.rows["state"].ne(SIMILAR).sum())

    @property
    def left_out(self) -> list[str]:
        """Codes of units of this period that cannot be compared with the one before."""
        kept = set(self.rows["area"])
        return [code for code in self.now.rows["area"] if code not in kept]

    def named(self, column: str, value: str) -> list[str]:
        """Codes of the units of which a column has a value."""
        return self.rows.loc[self.rows[column] == value, "area"].tolist()


@dataclass(frozen=True)
class Inequality:
    """How far the units of a movement lie apart, before and now.

    Attributes
    ----------
    state
        ``converging, diverging`` or ``unchanged``, by the standard deviation with a least change.
    deviation_before, deviation_now
        Standard deviation between units in points (absolute).
    ratio_before, ratio_now
        Greatest over least (relative); missing where the least is zero.
    slope
        Yearly change on the initial level, on logits; missing where it does not exist.
    """

    state: str
    deviation_before: float
    deviation_now: float
    ratio_before: float
    ratio_now: float
    slope: float


def movement_of(now: Panel, before: Panel) -> Movement | None:
    """The movement of a share; None with fewer than three units in both periods."""
    rows = _pairs(now, before)
    if len(rows) < LEAST_UNITS:
        return None
    is_falling = bool(rows["direction"].eq("lower_is_better").all())
    bands = FALLING_BANDS if is_falling else BANDS
    change = two_period_change(rows.assign(**_sides(rows)))
    crossed = area_movement(rows, bands=bands)["status"]
    parts = change_contributions(rows)
    large = change["value"].abs().ge(LEAST_DIFFERENCE).to_numpy()
    state = change["status"].map(_STATES).fillna(SIMILAR)
    x, n, old_x, old_n = rows[[*COUNTS, *_previous(COUNTS)]].sum()
    return Movement(
        now=now,
        before=before,
        rows=rows.assign(
            change=change["value"].to_numpy(),
            change_low=change["lower"].to_numpy(),
            change_high=change["upper"].to_numpy(),
            state=np.where(large, state, SIMILAR),
            crossed=crossed.where(crossed.isin(["better", "worse"]), "").to_numpy(),
            part=parts["value"].to_numpy(),
            within=parts["within_effect"].to_numpy(),
            shift=parts["shift_effect"].to_numpy(),
        ),
        whole_before=100 * old_x / old_n,
        whole_now=100 * x / n,
        bands=bands,
    )


def inequality_of(movement: Movement) -> Inequality:
    """Spread of the units in both periods, and whether those that began lower gained more."""
    rows = movement.rows
    years = movement.now.rows["time"].max() - movement.before.rows["time"].max()
    values = rows.assign(value=rows["exact"], previous_value=rows["previous_exact"], years=years)
    drawn = convergence(values).iloc[0]
    ratios = [_ratio(rows[name]) for name in ("previous_exact", "exact")]
    return Inequality(
        state=_state(float(drawn["sigma_change"])),
        deviation_before=float(drawn["sigma_start"]),
        deviation_now=float(drawn["sigma_end"]),
        ratio_before=ratios[0],
        ratio_now=ratios[1],
        slope=float(drawn["value"]),
    )


def _pairs(now: Panel, before: Panel) -> pd.DataFrame:
    """Units with enough cases in both periods, with the earlier counts as ``previous_…``."""
    names = dict(zip(COUNTS, _previous(COUNTS), strict=True))
    old = before.rows[["area", *COUNTS]].rename(columns=names)
    own = now.rows[["area", *COUNTS, "exact", "direction"]]
    both = own.merge(old, on="area", validate="one_to_one")
    large = both[["denominator", "previous_denominator"]].ge(SMALL_BASE).all(axis=1)
    kept = both[large].reset_index(drop=True)
    counts = (kept[name].to_numpy(dtype=float) for name in _previous(COUNTS))
    return kept.assign(previous_exact=share_pct(*counts))


def _sides(rows: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "previous": rows["previous_exact"],
        "current": rows["exact"],
        "current_numerator": rows["numerator"],
        "current_denominator": rows["denominator"],
    }


def _previous(names: list[str]) -> list[str]:
    return [f"previous_{name}" for name in names]


def _ratio(values: pd.Series) -> float:
    found = disparity(pd.DataFrame({"value": values})).set_index("measure")
    return float(found["value"]["ratio"])


def _state(change: float) -> str:
    if abs(change) < LEAST_NARROWING:
        return "unchanged"
    return "converging" if change < 0 else "diverging"
