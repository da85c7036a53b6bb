"""Series of the province that were measured anew each time, and what their length allows."""

from __future__ import annotations

import pandas as pd

from chiso.metrics.ladder import trend_evidence_level
from chiso.metrics.trend import mann_kendall, theil_sen
from chiso.periods import Grain, Period
from chiso.report.edition import Edition
from chiso.report.selection import SERIES, UNORDERED, flowing_counts

LEAST_POINTS = 3  # two points are a change, not a slope


class SeriesChapter(Edition):
    """Comparable series: one definition, one length of period, no copies."""

    def trend_rows(self) -> pd.DataFrame:
        """One row a series with two or more exact periods of one grain and definition."""
        series = self._comparable()
        if series.empty:
            return series.assign(points=0)
        keys = [*SERIES, "grain"]
        ends = series.groupby(keys, sort=False).agg(
            points=("value", "size"),
            first_period=("period", "first"),
            last_period=("period", "last"),
            first_value=("value", "first"),
            last_value=("value", "last"),
            decimals=("decimals", "max"),
        )
        found = ends[ends["points"] >= 2].reset_index()
        kept = series.merge(found[keys], on=keys, validate="many_to_one")
        for name, table in (
            ("level", trend_evidence_level(kept, keys)["status"]),
            ("slope", theil_sen(kept, keys)["value"]),
            ("p", mann_kendall(kept, keys)["p"]),
            ("direction", mann_kendall(kept, keys)["status"]),
        ):
            found[name] = table.to_numpy()
        found["change"] = found["last_value"] - found["first_value"]
        found["slope"] = found["slope"].where(found["points"] >= LEAST_POINTS)
        return self.in_catalogue_order(found)

    def _of_province(self) -> pd.DataFrame:
        return self.figures[self.figures["area"] == self.province]

    def _comparable(self) -> pd.DataFrame:
        """Exact figures that were measured anew, one a series and period.

        Estimates, repeats of a target and figures carried forward say nothing of a movement, and
        ranks are never differenced as performance.
        """
        rows = self._of_province()
        copied = rows["evidence_flags"].str.contains("equals_target") | (
            rows["evidence_flags"].str.contains("unchanged") & rows["kind"].isin(("share", "count"))
        )
        measured = rows["exact"].notna() & rows["status"].ne("estimated")
        rows = rows[measured & ~copied & ~rows["kind"].isin(UNORDERED)]
        grains = {code: _length(Period.parse(code)) for code in rows["period"].unique()}
        grain = rows["period"].map(grains)
        stages = {code: f" from month {Period.parse(code).start.month}" for code in grains}
        seasonal = grain + rows["period"].map(stages)
        grain = grain.where(~flowing_counts(rows), seasonal)
        return rows.assign(value=rows["exact"], grain=grain).sort_values(
            [*SERIES, "time"], kind="stable"
        )


def _length(period: Period) -> str:
    """What periods of one series share: the grain, and for spans the number of months."""
    if period.grain is not Grain.SPAN:
        return str(period.grain)
    years, months = period.end.year - period.start.year, period.end.month - period.start.month
    return f"{period.grain} of {12 * years + months} months"
