"""One edition: the data of one period in one language, from which every chapter is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import pandas as pd

from chiso.catalog import Area, Catalogue, Indicator
from chiso.dataset.histories import FIGURE, VINTAGE, ValueChange, successive_values
from chiso.narrative.figures import period_words
from chiso.periods import Period, format_date
from chiso.report.area_sums import DISTRICT_KINDS
from chiso.report.assessment import judge, with_change, with_evidence
from chiso.report.boundaries import across_boundaries
from chiso.report.derived import derived_figures
from chiso.report.goals import targets_on
from chiso.report.rollup import last_by
from chiso.report.selection import is_current, latest_of_series, leading_rows
from chiso.report.shared import shared_property, take_over
from chiso.report.sums import stacked
from chiso.report.vintages import rival_rows, with_history_flags
from chiso.words import Lang, Words


@dataclass(frozen=True, repr=False)
class Edition:
    """The published figures up to a period's last day, selected and judged.

    Attributes
    ----------
    period, lang
        What is reported, in which language.
    catalogue
        Descriptions of indicators, areas, targets and sources.
    published
        Every row up to the last day, all vintages and sources, with values as intervals.
    """

    period: Period
    lang: Lang
    catalogue: Catalogue
    published: pd.DataFrame

    @property
    def closing_date(self) -> date:
        """Last day of the period under the data set's calendar."""
        return self.period.last_day(self.catalogue.settings.calendar)

    @property
    def province(self) -> str:
        """Area code of the province that the report is about."""
        return self.catalogue.settings.province

    @property
    def is_synthetic(self) -> bool:
        """Whether the figures are illustrative."""
        return self.catalogue.settings.is_synthetic

    @shared_property
    def targets(self) -> pd.DataFrame:
        """Targets adopted by the closing date (``goals.targets_on``)."""
        return targets_on(self.catalogue, self.closing_date)

    @shared_property
    def derived(self) -> pd.DataFrame:
        """What the report adds up from printed figures (``derived.derived_figures``)."""
        return derived_figures(self.published, self.catalogue, self.period.grain)

    @shared_property
    def rivals(self) -> pd.DataFrame:
        """All rows of figures that were published with several values (``vintages.rival_rows``)."""
        return rival_rows(self.published)

    @shared_property
    def value_changes(self) -> list[ValueChange]:
        """Each step from one statement of a figure to another; an estimate states nothing."""
        is_stated = self.published["status"] != "estimated"
        return successive_values(self.published.loc[is_stated, [*FIGURE, *VINTAGE]])

    @shared_property
    def figures(self) -> pd.DataFrame:
        """One row a figure: the leading vintage, with change and evidence grade.

        A figure that the report adds up stands where none was printed.
        """
        led = leading_rows(stacked([self.published, self.derived]))
        told = with_change(with_history_flags(led, self.rivals))
        moved = across_boundaries(told, self.catalogue.changes)
        return with_evidence(moved, self.targets)

    @shared_property
    def current(self) -> pd.DataFrame:
        """The last figure of each series that speaks of this period, the whole of it first."""
        spoken = self.figures[is_current(self.figures, self.period)]
        return latest_of_series(spoken, self.period)

    @shared_property
    def results(self) -> pd.DataFrame:
        """The province's current figures against each target (``assessment.judge``)."""
        mine = self.current[self.current["area"] == self.province]
        judged = judge(mine, self.targets[self.targets["area"] == self.province])
        return self.in_catalogue_order(judged)

    @shared_property
    def leading(self) -> pd.DataFrame:
        """Results against the target that leads, with figures that have none.

        A target that is past due and has no current figure is history and not listed.
        """
        found = self.results
        told = found["is_in_force"].eq(True) | found["period"].notna()
        return found[(found["is_leading"] & told) | found["target"].isna()]

    def in_language(self, lang: Lang) -> Self:
        """The same edition in a language, with what was already worked out for this one."""
        other = replace(self, lang=lang)
        take_over(self, other)
        return other

    def in_catalogue_order(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows by indicator as in the catalogue, then tier, then scope."""
        indicators = {name: rank for rank, name in enumerate(self.catalogue.indicators)}
        tiers = {"all": 0, "province": 1, "district": 2, "commune": 3}
        ranks = {
            "indicator": frame["indicator"].map(indicators),
            "tier": frame["tier"].map(tiers),
            "scope": frame["scope"],
        }
        places = pd.DataFrame(ranks).reset_index(drop=True).sort_values([*ranks], kind="stable")
        return frame.iloc[places.index].reset_index(drop=True)

    def say(self, words: Words) -> str:
        """A text in the language of the edition."""
        return words.say(self.lang)

    def indicator(self, name: str) -> Indicator:
        """An indicator's description."""
        return self.catalogue.indicators[name]

    def area(self, code: str) -> Area:
        """An area's description."""
        return self.catalogue.areas[code]

    def area_name(self, code: str) -> str:
        """The short name of an area in the language of the edition."""
        area = self.area(code)
        return area.short if self.lang == "vi" else area.name.en

    def period_words(self) -> Words:
        """The period of the report in running text, in both languages."""
        return period_words(self.period)

    def period_name(self, code: str) -> str:
        """A period in running text."""
        return Period.parse(code).name(self.lang)

    def period_label(self, code: str) -> str:
        """A period in a narrow place."""
        return Period.parse(code).label(self.lang)

    def date_name(self, day: date) -> str:
        """A date as the language writes it."""
        return format_date(day, self.lang)

    def districts(self) -> list[Area]:
        """The districts that exist on the closing date, in code order."""
        return [area for area in self.ever_districts() if area.is_valid(self.closing_date)]

    def ever_districts(self) -> list[Area]:
        """All districts that the catalogue knows, those that were merged too, in code order."""
        found = [
            area
            for area in self.catalogue.areas.values()
            if area.kind in DISTRICT_KINDS and area.parent == self.province
        ]
        return sorted(found, key=lambda area: area.order)

    @property
    def district_tier_ended(self) -> date | None:
        """Last day of the last districts, once it is past; None while there are districts."""
        ends = [area.valid_to or date.max for area in self.ever_districts()]
        last = max(ends, default=date.max)
        return last if last < self.closing_date else None

    @property
    def last_district_period(self) -> Period | None:
        """The last period of the report's kind that districts saw to its end, once they are gone.

        None while there are districts, and for as-of days and spans.
        """
        ended = self.district_tier_ended
        return None if ended is None else last_by(self.period.grain, ended)

    def sources_of(self, frame: pd.DataFrame) -> list[str]:
        """Publishers behind some rows with the ids of their items, in order of use."""
        items: dict[str, list[str]] = {}
        for identity in dict.fromkeys(frame["source"].dropna()):
            publisher = self.say(self.catalogue.sources[identity].publisher)
            items.setdefault(publisher, []).append(identity)
        return [f"{publisher} ({', '.join(ids)})" for publisher, ids in items.items()]

    def verdict_counts(self) -> dict[str, int]:
        """How many leading results have each verdict."""
        order = ("met", "not_met", "undetermined", "no_target", "no_data")
        counts = self.leading["verdict"].value_counts()
        return {verdict: int(counts.get(verdict, 0)) for verdict in order}

    def headline(self) -> Sequence[str]:
        """Indicators that lead the page, those with a current figure first."""
        wanted = self.catalogue.settings.headline
        present = set(self.leading.loc[self.leading["period"].notna(), "indicator"])
        return [name for name in wanted if name in present]
