"""False-discovery control: how many of many areas stand out by chance alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from chiso.metrics.columns import (
    group_codes,
    numbers,
    require_choice,
    require_setting,
    same_size_blocks,
)
from chiso.metrics.results import (
    Floats,
    Reason,
    Rule,
    reject_rows,
    require_columns,
    result_frame,
)
from chiso.words import Words

_CORRECTIONS = ("bh", "by", "holm", "bonferroni")
_FRACTION = Words(vi="lớn hơn 0 và nhỏ hơn 1", en="between 0 and 1, ends excluded")


def false_discovery(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    p: str = "p",
    q: float = 0.05,
    correction: str = "bh",
) -> pd.DataFrame:
    """p-values adjusted for the number of areas looked at together.

    Parameters
    ----------
    frame : pandas.DataFrame
        One p-value a row in column ``p``; missing ones leave their family.
    keys : sequence of str
        Columns of one family: the areas of one indicator, tier and period.
    p : str
        Name of the column of p-values.
    q : float, default 0.05
        Error rate at which a row counts as rejected.
    correction : {"bh", "by", "holm", "bonferroni"}
        Benjamini-Hochberg, Benjamini-Yekutieli, or family-wise Holm or Bonferroni.

    Returns
    -------
    pandas.DataFrame
        Keys and the result columns in the order of ``frame``: ``value`` the adjusted p,
        ``status`` ``rejected`` or ``kept``, ``n_used`` the size of the family.

    Raises
    ------
    MetricError
        For a p-value outside 0..1, an unknown correction or ``q`` outside 0..1.

    Notes
    -----
    scipy for ``bh`` and ``by``, statsmodels for the others. See docs/methods.md, false_discovery.

    Examples
    --------
    >>> false_discovery(pd.DataFrame({"p": [0.01, 0.04, None]}))["value"].tolist()[:2]
    [0.02, 0.04]
    """
    require_choice("correction", correction, _CORRECTIONS)
    require_setting("q", q, holds=0 < q < 1, allowed=_FRACTION)
    require_columns(frame, (p,), "false_discovery")
    given = numbers(frame, p)
    allowed = Words(vi="từ 0 đến 1", en="between 0 and 1")
    reject_rows(frame, (given < 0) | (given > 1), [p], Rule("false_discovery", "p", allowed))
    present = np.flatnonzero(~np.isnan(given))
    codes = group_codes(frame, keys)
    adjusted, size = np.full(len(given), np.nan), np.zeros(len(given))
    for block in same_size_blocks(codes[present]):
        rows = present[block]
        adjusted[rows], size[rows] = _adjust(given[rows], correction), rows.shape[1]
    missing = np.isnan(given)
    return result_frame(
        frame[list(keys)],
        value=adjusted,
        status=np.select([missing, adjusted <= q], ["withheld", "rejected"], default="kept"),
        reason=np.where(missing, Reason.INSUFFICIENT_DATA.value, ""),
        method=correction,
        n_used=size,
    )


def _adjust(given: Floats, correction: str) -> Floats:
    """Adjusted p-values of families of one size (family by member)."""
    if correction in ("bh", "by"):
        return np.asarray(false_discovery_control(given, axis=1, method=correction), dtype=float)
    return np.array([multipletests(row, method=correction)[1] for row in given], dtype=float)
