"""Series of the province that were measured anew each time, and what their length allows."""

from __future__ import annotations

import pandas as pd

from chiso.periods import Grain, Period
from chiso.report.edition import Edition
from chiso.report.selection import COMPARABLE, SERIES, UNORDERED, flowing_counts
from chiso.report.shared import shared_property
from chiso.report.trend_tests import LEAST_POINTS, trend_tests

LINE = [*COMPARABLE, "grain"]
MONTHS_FROM = 12  # months of one series; fewer are figures of some months
MOST_PANELS = 9  # of series of months, within a picture's budget of bytes
_TIERS = {"all": 0, "province": 1, "district": 2, "commune": 3}


class SeriesChapter(Edition):
    """Comparable series: one definition, one length of period, no copies."""

    @shared_property
    def trend_rows(self) -> pd.DataFrame:
        """One row a series with two or more exact periods of one grain and definition."""
        series = self.comparable
        if series.empty:
            return series.assign(points=0)
        lines = series.assign(line=series.groupby(LINE, sort=False).ngroup())
        ends = lines.groupby("line").agg(
            points=("value", "size"),
            first_period=("period", "first"),
            last_period=("period", "last"),
            first_value=("value", "first"),
            last_value=("value", "last"),
            decimals=("decimals", "max"),
            is_monthly=("is_monthly", "first"),
            is_flow=("is_flow", "first"),
        )
        heads = lines.drop_duplicates("line").set_index("line")[LINE]
        found = heads.join(ends[ends["points"] >= 2], how="inner")
        kept = lines[lines["line"].isin(found.index)]
        told = found.merge(trend_tests(kept, ["line"]), on="line", validate="one_to_one")
        told = told.drop(columns="line")
        usual = {name: item.decimals for name, item in self.catalogue.indicators.items()}
        is_seasonal = told["is_monthly"] & told["is_flow"]
        return self.in_catalogue_order(
            told.assign(
                change=(told["last_value"] - told["first_value"]).mask(is_seasonal),
                decimals=told["decimals"].fillna(told["indicator"].map(usual)),
            )
        )

    def leading_trends(self) -> pd.DataFrame:
        """The series that are drawn and told, the longest first.

        Where there are months nearly all series are long: then one of each indicator, those of
        the headline first.
        """
        rows = self.trend_rows
        rows = rows[rows["points"] >= LEAST_POINTS]
        if not rows["is_monthly"].any():
            return rows.sort_values("points", ascending=False, kind="stable")
        places = {name: place for place, name in enumerate(self.catalogue.settings.headline)}
        ranked = rows.assign(
            _place=rows["indicator"].map(places).fillna(len(places)),
            _tier=rows["tier"].map(_TIERS),
        ).sort_values(["_place", "_tier", "points"], ascending=[True, True, False], kind="stable")
        return ranked.drop_duplicates("indicator").drop(columns=["_place", "_tier"])

    def _of_province(self) -> pd.DataFrame:
        return self.figures[self.figures["area"] == self.province]

    @shared_property
    def comparable(self) -> pd.DataFrame:
        """Exact figures that were measured anew, one a series and period of one grain."""
        lines = self._one_grain(with_lines(self.measured_anew()))
        return lines.sort_values([*SERIES, "time"], kind="stable")

    def measured_anew(self) -> pd.DataFrame:
        """Exact figures of the province that may be set against one another.

        Estimates, repeats of a target and figures carried forward say nothing of a movement, and
        ranks are never differenced as performance. A sum of returns is no copy of another.
        """
        rows = self._of_province()
        copied = rows["evidence_flags"].str.contains("equals_target") | (
            rows["evidence_flags"].str.contains("unchanged") & rows["kind"].isin(("share", "count"))
        )
        measured = rows["exact"].notna() & rows["status"].ne("estimated")
        copied &= ~rows["is_derived"]
        return rows[measured & ~copied & ~rows["kind"].isin(UNORDERED)]

    def _one_grain(self, rows: pd.DataFrame) -> pd.DataFrame:
        """One line a series where months are reported: the one with most points.

        Of equally many the one of the report's own kind of period.
        """
        if not rows["is_monthly"].any():
            return rows
        sizes = rows.groupby(LINE, sort=False).size().rename("points").reset_index()
        sizes["own"] = sizes["grain"].str.startswith(str(self.period.grain))
        ranked = sizes.sort_values(["points", "own"], ascending=False, kind="stable")
        best = ranked.drop_duplicates(SERIES)[LINE]
        return rows.merge(best, on=LINE, validate="many_to_one")


def with_lines(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the line to which each belongs (``grain``), and whether it is one of months.

    Counts that flow have seasons: a second quarter is joined with second quarters, unless there
    are the months of a year, which are compared month by month.
    """
    periods = {code: Period.parse(code) for code in rows["period"].unique()}
    grain = rows["period"].map({code: _length(period) for code, period in periods.items()})
    start = rows["period"].map({code: period.start.month for code, period in periods.items()})
    is_month = grain.eq(str(Grain.MONTH))
    months = is_month.groupby([rows[name] for name in COMPARABLE]).transform("sum")
    is_monthly, is_flow = is_month & (months >= MONTHS_FROM), flowing_counts(rows)
    seasonal = grain + " from month " + start.astype("str")
    # Months are twelfths of a year here, though some have more days and some end on the 14th.
    ends = {code: period.end.year + period.end.month / 12 for code, period in periods.items()}
    return rows.assign(
        value=rows["exact"],
        grain=grain.where(~is_flow | is_monthly, seasonal),
        is_monthly=is_monthly,
        is_flow=is_flow,
        time=rows["period"].map(ends).where(is_monthly, rows["time"]),
    )


def _length(period: Period) -> str:
    """What periods of one series share: the grain, and for spans the number of months."""
    if period.grain is not Grain.SPAN:
        return str(period.grain)
    years, months = period.end.year - period.start.year, period.end.month - period.start.month
    return f"{period.grain} of {12 * years + months} months"
