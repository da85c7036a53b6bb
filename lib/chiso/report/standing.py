"""A share side by side, and where each unit stands: against the rest, in rank, within chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.stats import norm

from chiso.metrics.areas import RULES, compare_to_benchmark
from chiso.metrics.funnel import FunnelMethod, funnel_limits
from chiso.metrics.overdispersion import overdispersion
from chiso.metrics.rank_intervals import critical_value, rank_interval_joint
from chiso.metrics.shares import share_limits
from chiso.narrative.facts import SMALL_BASE

COUNTS = ["numerator", "denominator"]
HIGHER, LOWER, SIMILAR, SMALL = "higher", "lower", "similar", "small"
ERROR_RATE = RULES.q
LEAST_DIFFERENCE = RULES.min_difference
_CONFIDENCE = 0.95
_CURVE = 60  # points of a funnel's curves
_ZONES = {"inside": "inside", "95": "between", "998": "outside"}


@dataclass(frozen=True)
class Panel:
    """One share of one period, as far as districts have counts for it.

    Attributes
    ----------
    indicator, definition, tier, period
        What the share is.
    rows
        One row a district in code order: ``area, numerator, denominator, exact`` (percent),
        ``lower`` and ``upper`` (Wilson limits at 95%), ``direction``; ``target, operator,
        due_period`` of the target that leads for the district, with ``verdict`` and
        ``is_borderline``; ``whole_target`` and ``whole_operator``, the province's own target of
        the same tier; and
        ``source, time, first_day, last_day``.
    missing
        Codes of the districts without a figure, in code order.
    moved
        Codes of the districts whose counts were added up in the boundaries of a later period.
    withheld
        Codes of those whose counts cannot be, since a part of them published none.
    """

    indicator: str
    definition: str
    tier: str
    period: str
    rows: pd.DataFrame
    missing: tuple[str, ...]
    moved: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def has_target(self) -> bool:
        """Whether any district is held to a target."""
        return bool(self.rows["target"].notna().any())

    @cached_property
    def standing(self) -> Standing:
        """The panel with comparison, ranks and funnel of each unit, worked out once."""
        return standing_of(self)


@dataclass(frozen=True)
class Standing:
    """One panel, judged.

    Attributes
    ----------
    panel
        The counts.
    rows
        The panel's rows with ``rest`` (percent of the other units together), ``difference,
        difference_low, difference_high`` (points), ``p_adjusted``, ``against`` (``higher, lower,
        similar``, or ``small`` for a base below 20), ``rank, rank_low, rank_high`` (missing for a
        small base) and ``zone`` of the funnel.
    pooled
        Percent of all reporting units together.
    uses_bands
        Whether rank ranges are so wide that three bands tell more.
    dispersion
        How much the units vary beyond chance (phi; 1 is chance alone).
    method
        Formula of the funnel's limits.
    """

    panel: Panel
    rows: pd.DataFrame
    pooled: float
    uses_bands: bool
    dispersion: float
    method: FunnelMethod
    extra_variance: float

    @property
    def shown(self) -> pd.DataFrame:
        """Units whose base is large enough for a share, the best first."""
        large = self.rows[self.rows["against"] != SMALL]
        best_first = large["direction"].eq("lower_is_better").all()
        return large.sort_values("exact", ascending=bool(best_first), kind="stable")

    @property
    def small(self) -> list[str]:
        """Codes of the units with a base below 20."""
        return self.rows.loc[self.rows["against"] == SMALL, "area"].tolist()

    def named(self, against: str) -> list[str]:
        """Codes of the units that are higher, lower or similar, in code order."""
        return self.rows.loc[self.rows["against"] == against, "area"].tolist()

    def limits(self) -> pd.DataFrame:
        """Funnel limits in percent along the denominators: ``n, lower_95 … upper_998``."""
        cases = self.shown["denominator"]
        # Whole numbers, since exact binomial limits exist for no others; closer where curves bend.
        ends = max(SMALL_BASE, 0.5 * float(cases.min())), 1.05 * float(cases.max()) + 1
        n = np.unique(np.geomspace(*ends, _CURVE).round())
        grid = pd.DataFrame({"denominator": n, "p0": self.pooled, "tau2": self.extra_variance})
        found = funnel_limits(grid, method=self.method, carry=())
        return found[["lower_95", "upper_95", "lower_998", "upper_998"]].assign(n=n)

    def alike(self) -> list[list[str]]:
        """Groups of units, none of which surely differs from another of its group.

        The largest group first; each unit stands in one group at most.
        """
        rows = self.shown.sort_values(["exact", "area"], ascending=False, kind="stable")
        low, high = _joint_limits(rows)
        codes = rows["area"].tolist()
        left, groups = set(range(len(codes))), []
        while left:
            # Intervals that all share a point share the lower end of one of them.
            sharing = ([at for at in left if low[at] <= low[end] <= high[at]] for end in left)
            largest = max(sharing, key=lambda found: (len(found), -min(found)))
            if len(largest) < 2:
                break
            groups.append([codes[at] for at in sorted(largest)])
            left -= set(largest)
        return groups


def standing_of(panel: Panel) -> Standing:
    """The panel with comparison, ranks and funnel of each unit."""
    rows = panel.rows
    is_small = rows["denominator"] < SMALL_BASE
    held = compare_to_benchmark(rows)
    spread = overdispersion(rows)
    applied = bool((spread["status"] == "applied").any())
    extra = float(spread["tau2"].max()) if applied else 0.0
    method = "arcsine" if applied else _plain_method(rows)
    placed = funnel_limits(rows.assign(tau2=extra), method=method)
    cases, base = rows[COUNTS].sum()
    judged = rows.assign(
        rest=held["benchmark"].to_numpy(),
        difference=held["value"].to_numpy(),
        difference_low=held["lower"].to_numpy(),
        difference_high=held["upper"].to_numpy(),
        p_adjusted=held["p_adjusted"].to_numpy(),
        against=np.where(is_small, SMALL, _against(held)),
        zone=placed["status"].str.split("_").str[-1].map(_ZONES).to_numpy(),
    )
    ranks = _ranks(judged[~is_small])
    return Standing(
        panel=panel,
        rows=judged.join(ranks[["rank", "rank_low", "rank_high"]]),
        pooled=100 * cases / base,
        uses_bands=bool(ranks["uses_bands"].any()),
        dispersion=float(spread["value"].max()),
        method=method,
        extra_variance=extra,
    )


def _plain_method(rows: pd.DataFrame) -> FunnelMethod:
    """One formula for all units: normal limits, unless they mislead for some unit."""
    found = funnel_limits(rows[rows["denominator"] >= SMALL_BASE])
    return "exact" if found["flags"].str.contains("small_numbers").any() else "score"


def _against(held: pd.DataFrame) -> pd.Series:
    """Higher or lower than the rest where the comparison says that they differ."""
    differs = held["status"].isin(["better", "worse", "above", "below"])
    side = np.where(held["value"] > 0, HIGHER, LOWER)
    return pd.Series(np.where(differs, side, SIMILAR))


def _ranks(rows: pd.DataFrame) -> pd.DataFrame:
    found = rank_interval_joint(rows, confidence=_CONFIDENCE).set_index(rows.index)
    names = {"value": "rank", "lower": "rank_low", "upper": "rank_high"}
    return found.rename(columns=names).assign(uses_bands=found["flags"].str.contains("use_bands"))


def _joint_limits(rows: pd.DataFrame) -> tuple[list[float], list[float]]:
    """Limits that hold for all units together, as those behind the ranges of ranks."""
    z = critical_value(np.array([max(len(rows), 1)], dtype=float), _CONFIDENCE)
    level = 1 - 2 * float(norm.sf(z[0]))
    x, n = (rows[name].to_numpy(dtype=float) for name in COUNTS)
    low, high = share_limits(x, n, confidence=level)
    return low.tolist(), high.tolist()
