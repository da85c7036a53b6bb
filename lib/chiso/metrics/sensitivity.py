"""How far the ranks of a composite index depend on the choices behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from chiso.metrics.aggregation import ARITHMETIC, Mean
from chiso.metrics.columns import TIE, require_setting
from chiso.metrics.composite import Normaliser, normalise
from chiso.metrics.outranking import Parts
from chiso.metrics.results import Bools, Floats, Reason, result_frame
from chiso.words import Words

_NORMALISERS: tuple[Normaliser, ...] = ("goalposts", "minmax", "zscore", "percent_rank")
# a shift of 1 on the scale of 0 to 100 gives the lowest area of a min-max part a geometric mean
_MEANS = (ARITHMETIC, Mean("geometric", shift=1.0), Mean("harmonic", shift=1.0))


@dataclass(frozen=True)
class Choices:
    """The choices that are varied.

    Parameters
    ----------
    normalisers : tuple of str
        The first is the one in use.
    means : tuple of Mean
        The first is the one in use.
    draws : int
        Number of seeded draws of the weights.
    spread : float
        Largest relative change of a weight in a draw.
    seed : int
        Seed of the draws.
    """

    normalisers: tuple[Normaliser, ...] = _NORMALISERS
    means: tuple[Mean, ...] = _MEANS
    draws: int = 500
    spread: float = 0.25
    seed: int = 766

    def __post_init__(self) -> None:
        some = Words(vi="ít nhất một lựa chọn", en="at least one choice")
        chosen = (self.normalisers, self.means)
        require_setting("choices", chosen, holds=all(chosen), allowed=some)
        part = Words(vi="từ 0 đến dưới 1", en="0 or more and below 1")
        require_setting("spread", self.spread, holds=0 <= self.spread < 1, allowed=part)


CHOICES = Choices()


@dataclass(frozen=True)
class Sensitivity:
    """Result of :func:`sensitivity` as three frames.

    Parameters
    ----------
    ranks : pandas.DataFrame
        One row per area: ``area``, the result columns (``value`` median rank, ``lower`` and
        ``upper`` the 5% and 95% ranks), ``rank_in_use`` and ``scenarios``.
    pairs : pandas.DataFrame
        One row per ordered pair: ``area``, ``other`` and ``stays_above``, the share of the
        scenarios (0..1) in which the first keeps the better rank.
    scenarios : pandas.DataFrame
        One row per scenario: ``scenario``, ``normaliser``, ``mean``, ``left_out``, ``reason``;
        a reason says that the scenario was skipped, and why.
    """

    ranks: pd.DataFrame
    pairs: pd.DataFrame
    scenarios: pd.DataFrame


@dataclass(frozen=True)
class _Scenario:
    normaliser: Normaliser
    mean: Mean
    left_out: str
    weight: Floats


def sensitivity(frame: pd.DataFrame, *, choices: Choices = CHOICES) -> Sensitivity:
    """Ranks of the areas under every combination of choices, and which choices failed.

    Parameters
    ----------
    frame : pandas.DataFrame
        One composite: one row per ``area`` and ``part`` with ``value``, ``weight``, and what the
        normalisers need (``goal_low``, ``goal_high``, ``target``, ``direction``).
    choices : Choices
        Normalisers, means and weight draws.

    Returns
    -------
    Sensitivity
        Ranks, pairs and scenarios. Scenarios are all combinations of normaliser, mean and one part
        left out (or none), and the weight draws with the normaliser and the mean in use.

    Raises
    ------
    MetricError
        For repeated areas and parts, several weights of a part, or what a normaliser lacks.

    Notes
    -----
    A scenario in which some area of the index in use gets no score is skipped and listed, never
    dropped in silence. z-scores are at most 0 for half of the areas, so their geometric and
    harmonic means are skipped. See docs/methods.md, sensitivity.

    Examples
    --------
    >>> area = pd.DataFrame({"area": ["a", "b"], "part": "p", "value": [90, 10], "weight": 1.0})
    >>> found = sensitivity(area.assign(goal_low=0, goal_high=100))
    >>> found.ranks["value"].tolist()
    [1.0, 2.0]
    """
    whole = Parts.of(frame)
    score = {name: _scores(frame, name) for name in choices.normalisers}
    plan = list(_plan(whole, choices))
    made = np.array([_composite(score[item.normaliser], item) for item in plan])
    in_use = ~np.isnan(made[0])
    skipped = [
        _why_skipped(score[item.normaliser], whole, item, value[in_use])
        for item, value in zip(plan, made, strict=True)
    ]
    counted = np.array([not reason for reason in skipped], dtype=bool)
    ranks = rankdata(-np.round(made[counted][:, in_use], 9), method="min", axis=1)
    return Sensitivity(
        _rank_rows(whole.areas, in_use, ranks),
        _pair_rows(whole.areas[in_use], ranks),
        _scenario_rows(plan, skipped),
    )


def _scores(frame: pd.DataFrame, normaliser: Normaliser) -> Floats:
    """Scores by one normaliser, areas by parts."""
    made = normalise(frame, ("part",), how=normaliser, carry=("area",))
    weight = frame["weight"].to_numpy()
    return Parts.of(made.assign(weight=weight)).score


def _plan(whole: Parts, choices: Choices) -> Iterator[_Scenario]:
    """Every combination of choices, the one in use first, then the weight draws."""
    weight = whole.weight / whole.weight.sum()
    left_out = ["", *whole.parts] if len(whole.parts) > 1 else [""]
    for normaliser, mean, part in product(choices.normalisers, choices.means, left_out):
        kept = np.where(whole.parts == part, 0.0, weight)
        yield _Scenario(normaliser, mean, part, kept / kept.sum())
    random = np.random.default_rng(choices.seed)
    change = random.uniform(1 - choices.spread, 1 + choices.spread, (choices.draws, len(weight)))
    for drawn in weight * change:
        yield _Scenario(choices.normalisers[0], choices.means[0], "weights", drawn / drawn.sum())


def _composite(score: Floats, item: _Scenario) -> Floats:
    """Composite of each area in one scenario; missing where the mean does not exist."""
    present = ~np.isnan(score) & (item.weight > 0)
    held = present @ item.weight
    moved = np.where(present, item.mean.transformed(score), 0.0)
    average = np.full(len(score), np.nan)
    np.divide(moved @ item.weight, held, out=average, where=held >= item.mean.min_weight - TIE)
    return item.mean.back(average)


def _why_skipped(score: Floats, whole: Parts, item: _Scenario, value: Floats) -> str:
    """Reason for leaving a scenario out, empty when it counts."""
    kept = item.weight > 0
    lost = np.isnan(score) & ~np.isnan(whole.score) & kept
    if lost.any():
        return Reason.NO_SPREAD.value
    if not np.isnan(value).any():
        return ""
    barred = ~item.mean.usable(score) & ~np.isnan(score) & kept
    return (Reason.NOT_APPLICABLE if barred.any() else Reason.INSUFFICIENT_DATA).value


def _rank_rows(areas: pd.Index, in_use: Bools, ranks: Floats) -> pd.DataFrame:
    """Median rank of each area with its 5% and 95% ranks."""
    summary = np.full((4, len(areas)), np.nan)
    if ranks.size:
        summary[:3, in_use] = np.quantile(ranks, [0.5, 0.05, 0.95], axis=0, method="inverted_cdf")
        summary[3, in_use] = ranks[0]
    return result_frame(
        pd.DataFrame({"area": areas}),
        value=summary[0],
        lower=summary[1],
        upper=summary[2],
        status=np.select(
            [np.isnan(summary[0]), summary[1] == summary[2]], ["withheld", "stable"], "moves"
        ),
        reason=np.where(np.isnan(summary[0]), Reason.INSUFFICIENT_DATA.value, ""),
        method="all_combinations_and_weight_draws",
        n_used=np.where(in_use, float(len(ranks)), 0.0),
        rank_in_use=summary[3],
        scenarios=len(ranks),
    )


def _pair_rows(areas: pd.Index, ranks: Floats) -> pd.DataFrame:
    """Share of scenarios in which one area keeps the better rank, for each ordered pair."""
    wins = np.zeros((len(areas), len(areas)))
    for rank in ranks:
        wins += rank[:, None] < rank[None, :]
    one, other = np.nonzero(~np.eye(len(areas), dtype=bool))
    share = wins[one, other] / max(len(ranks), 1)
    return pd.DataFrame({"area": areas[one], "other": areas[other], "stays_above": share})


def _scenario_rows(plan: Sequence[_Scenario], skipped: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scenario": np.arange(1, len(plan) + 1),
            "normaliser": [item.normaliser for item in plan],
            "mean": [item.mean.name for item in plan],
            "left_out": [item.left_out for item in plan],
            "reason": list(skipped),
        }
    )
