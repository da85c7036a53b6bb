"""Areas held against each other part by part: outranking matrix and Copeland score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.columns import TIE, numbers
from chiso.metrics.results import (
    Floats,
    Reason,
    Rule,
    reject_rows,
    require_columns,
    require_unique,
    result_frame,
)
from chiso.words import Words

_WEIGHTS = Rule(
    "outranking",
    "weights",
    Words(
        vi="mỗi phần có một trọng số, chung cho mọi khu vực",
        en="each part has one weight of 0 or more, the same for all areas",
    ),
)


@dataclass(frozen=True)
class Parts:
    """A composite as a matrix: areas by parts, and the weight of each part."""

    areas: pd.Index
    parts: pd.Index
    score: Floats
    weight: Floats

    @classmethod
    def of(cls, frame: pd.DataFrame, column: str = "value") -> Parts:
        """Matrix of ``column`` with one row per ``area`` and one column per ``part``.

        Raises
        ------
        MetricError
            If an area and part is repeated, or a part has several weights.
        """
        require_columns(frame, ("area", "part", column, "weight"), "parts")
        require_unique(frame, ("area", "part"), "parts")
        weight = numbers(frame, "weight")
        kinds = frame.groupby("part")["weight"].transform("nunique").to_numpy()
        reject_rows(frame, (kinds != 1) | ~(weight >= 0), ["area", "part", "weight"], _WEIGHTS)
        areas, parts = pd.Index(frame["area"].unique()), pd.Index(frame["part"].unique())
        row, place = areas.get_indexer(frame["area"]), parts.get_indexer(frame["part"])
        score, weights = np.full((len(areas), len(parts)), np.nan), np.zeros(len(parts))
        score[row, place] = numbers(frame, column)
        weights[place] = weight
        return cls(areas, parts, score, weights)

    def outranks(self) -> Floats:
        """Share of the common weight on which the row's area lies above the column's area."""
        one, other = self.score[:, None, :], self.score[None, :, :]
        common = np.where(np.isnan(one - other), 0.0, self.weight)
        above = (one > other + TIE) + 0.5 * (np.abs(one - other) <= TIE)
        share = np.full(common.shape[:2], np.nan)
        total = common.sum(axis=2)
        np.divide((common * above).sum(axis=2), total, out=share, where=total > 0)
        np.fill_diagonal(share, np.nan)
        return share


def outranking(frame: pd.DataFrame) -> pd.DataFrame:
    """Share of the weight on which one area lies above another, for each ordered pair.

    Parameters
    ----------
    frame : pandas.DataFrame
        One composite: one row per ``area`` and ``part``, ``value`` (more is better) and
        ``weight`` (0 or more, one per part).

    Returns
    -------
    pandas.DataFrame
        One row per ordered pair: ``area``, ``other`` and the result columns; ``value`` 0..1, ties
        count half, parts missing on either side are left out. ``status`` is ``dominant`` (1),
        ``above``, ``tied``, ``below``, ``dominated`` (0) or ``withheld``.

    Raises
    ------
    MetricError
        If an area and part is repeated, or a part has several weights.

    Notes
    -----
    Needs no common scale, only an order within each part. See docs/methods.md, outranking.

    Examples
    --------
    >>> areas = pd.DataFrame({"area": ["a", "b"], "part": "p", "value": [2, 1], "weight": 1})
    >>> outranking(areas)["status"].tolist()
    ['dominant', 'dominated']
    """
    parts = Parts.of(frame)
    count = len(parts.areas)
    one, other = np.divmod(np.arange(count * count), max(count, 1))
    apart = one != other
    share = parts.outranks()[one[apart], other[apart]]
    pairs = {"area": parts.areas[one[apart]], "other": parts.areas[other[apart]]}
    return result_frame(
        pd.DataFrame(pairs),
        value=share,
        status=np.select(
            [np.isnan(share), share == 1, share > 0.5, share == 0.5, share > 0],
            ["withheld", "dominant", "above", "tied", "below"],
            default="dominated",
        ),
        reason=np.where(np.isnan(share), Reason.INSUFFICIENT_DATA.value, ""),
        method="outranking",
        n_used=len(parts.parts),
    )


def copeland(frame: pd.DataFrame) -> pd.DataFrame:
    """Number of areas that each area outranks, less the number that outrank it.

    Parameters
    ----------
    frame : pandas.DataFrame
        As for :func:`outranking`.

    Returns
    -------
    pandas.DataFrame
        One row per area: ``area`` and the result columns; ``value`` is the score.

    Raises
    ------
    MetricError
        If an area and part is repeated, or a part has several weights.

    Notes
    -----
    A majority of the weight decides each pair; an even split counts for neither. See
    docs/methods.md, copeland.

    Examples
    --------
    >>> areas = pd.DataFrame({"area": ["a", "b"], "part": "p", "value": [2, 1], "weight": 1})
    >>> copeland(areas)["value"].tolist()
    [1.0, -1.0]
    """
    parts = Parts.of(frame)
    share = parts.outranks()
    known = ~np.isnan(share)
    held = known.any(axis=1)
    score = np.where(known, np.sign(np.nan_to_num(share) - 0.5), 0.0).sum(axis=1)
    return result_frame(
        pd.DataFrame({"area": parts.areas}),
        value=np.where(held, score, np.nan),
        status=np.where(held, "scored", "withheld"),
        reason=np.where(held, "", Reason.INSUFFICIENT_DATA.value),
        method="copeland",
        n_used=known.sum(axis=1).astype(float),
    )
