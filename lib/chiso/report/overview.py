"""The facts of the first sentences: verdicts, shortfalls, and figures not to lean on."""

from __future__ import annotations

import pandas as pd

from chiso.metrics.action import FIXED, units_to_target
from chiso.narrative.overview import FailedTotal, Overview, Shortfall
from chiso.periods import Period
from chiso.report.checks import total_checks
from chiso.report.edition import Edition
from chiso.report.facts import fact, facts
from chiso.report.rows import rows_of
from chiso.report.selection import SERIES
from chiso.report.shared import shared_property


class OverviewChapter(Edition):
    """What the summary and the chapter on quality both speak of."""

    @shared_property
    def totals(self) -> pd.DataFrame:
        """Every printed total against its parts (``checks.total_checks``)."""
        return total_checks(self.published, self.catalogue)

    def overview(self) -> Overview:
        """The facts of the first sentences of the report."""
        leading = self.leading
        present = leading[leading["period"].notna()].drop_duplicates(
            ["indicator", "tier", "scope", "definition"]
        )
        missed = leading[leading["verdict"].eq("not_met")].copy()
        missed["_size"] = missed["gap"].abs() / missed["target"].abs()
        flags = present["evidence_flags"].fillna("")
        graded = present["kind"].isin(("share", "count"))
        aimed = present["direction"].ne("neutral")
        districts = {area.id for area in self.districts()}
        return Overview(
            period=self.period,
            closing_date=self.closing_date,
            counts=self.verdict_counts(),
            figures=len(self.current),
            sources=self.current["source"].nunique(),
            missed=facts(self, missed.sort_values("_size", ascending=False, kind="stable")),
            bounds=int(present["is_bound"].eq(True).sum()),
            restated=facts(self, present[flags.str.contains("equals_target")]),
            carried=facts(self, present[flags.str.contains("unchanged") & graded & aimed]),
            failed_totals=self._failed_totals(),
            shortfalls=self._shortfalls(missed),
            revised=int(present["is_revised"].eq(True).sum()),
            districts_reporting=len(districts & set(self.current["area"])),
            districts=len(districts),
            is_synthetic=self.is_synthetic,
        )

    def _failed_totals(self) -> list[FailedTotal]:
        mine = self.current[self.current["area"].eq(self.province)]
        rows = self.totals
        rows = rows[~rows["holds"] & rows["area"].eq(self.province)]
        rows = rows[rows["period"].isin(mine["period"])]
        keys = ["indicator", "area", "tier", "scope", "period"]
        used = mine[~mine.duplicated(keys, keep=False)].set_index(keys)["value"].to_dict()
        return [
            FailedTotal(
                indicator=self.indicator(row.indicator),
                period=Period.parse(row.period),
                printed=float(row.printed),
                summed=float(row.recomputed),
                decimals=0 if pd.isna(row.decimals) else int(row.decimals),
                qualifier=row.qualifier,
                used=used.get(tuple(getattr(row, name) for name in keys)),
            )
            for row in rows_of(rows)
        ]

    def _shortfalls(self, missed: pd.DataFrame) -> list[Shortfall]:
        """Missed shares of whole cases that more cases can lift to their target."""
        whole = (missed[["numerator", "denominator"]] % 1 == 0).all(axis=1)
        counted = missed[
            missed["is_counted"].eq(True)
            & missed["kind"].eq("share")
            & missed["operator"].isin([">", ">="])
            & whole
        ]
        # The area is a column of its own there; the other keys tell series and targets apart.
        keys = [name for name in SERIES if name != "area"]
        needed = units_to_target(counted, [*keys, "kind_target"])
        needed = needed[needed["route"] == FIXED]
        return [
            Shortfall(fact(self, row), int(units))
            for row, units in zip(rows_of(counted), needed["value"], strict=True)
            if pd.notna(units)
        ]
