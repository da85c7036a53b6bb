"""A data set opened once: its reports, its indicators, and its figures by a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from chiso.catalog import Area, Catalogue, Indicator, Tier
from chiso.dataset.observations import cut_after
from chiso.dataset.visible import cut_catalogue
from chiso.errors import UsageError, unknown_word
from chiso.periods import Period
from chiso.report.figure_table import FigureTables
from chiso.report.selection import leading_rows, with_values
from chiso.report.texts import with_light_texts
from chiso.report.whole import Report
from chiso.report.wrong_words import no_figures, nothing_yet, period_of
from chiso.tables import Table
from chiso.text import described
from chiso.words import Lang, Words

TIDY = [
    "indicator", "area", "tier", "scope", "definition", "period", "value", "qualifier", "lower",
    "upper", "numerator", "denominator", "decimals", "period_kind", "status", "source", "published",
    "time",
]  # fmt: skip
_LINE = Words(
    vi="{name} · {indicators} chỉ tiêu · {areas} đơn vị · {figures} số liệu · từ {first} đến"
    " {last}",
    en="{name} · {indicators} indicators · {areas} areas · {figures} figures · {first} to {last}",
)
_ILLUSTRATIVE = Words(vi=" · Số liệu minh họa", en=" · Illustrative data")
_PERIODS = Words(vi="Các kỳ báo cáo", en="Report periods")
_INDICATORS = Words(vi="Các chỉ tiêu", en="Indicators")
_SOURCES = Words(vi="Các nguồn", en="Sources")


@dataclass(frozen=True, repr=False)
class Dataset:
    """Every published figure of one data set, and what describes them.

    Made by :func:`chiso.open_dataset`.

    Attributes
    ----------
    folder
        Where it lies.
    catalogue
        Descriptions of indicators, areas, targets and sources.
    observations
        Every row of its files, all vintages.
    lang
        Language in which it describes itself and names columns.
    indicators
        What is measured, by id; Tab after ``indicators["`` lists the ids.
    areas
        Provinces, districts and departments by code.

    Examples
    --------
    >>> from chiso.report import open_dataset
    >>> data_set = open_dataset("data/hoa_binh", lang="en")
    >>> shares = data_set.figures("work_files_online_share", tier="district")
    >>> shares["qualifier"].unique().tolist()
    ['>']
    """

    folder: Path
    catalogue: Catalogue
    observations: pd.DataFrame
    lang: Lang = "vi"
    indicators: Mapping[str, Indicator] = field(init=False)
    areas: Mapping[str, Area] = field(init=False)

    def __post_init__(self) -> None:
        # Fields and no properties: of a property IPython completes no keys, since it may run code.
        object.__setattr__(self, "indicators", self.catalogue.indicators)
        object.__setattr__(self, "areas", self.catalogue.areas)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have a report."""
        return self.catalogue.settings.report_periods

    @cached_property
    def values(self) -> pd.DataFrame:
        """Every row with its exact value and interval (``selection.with_values``)."""
        return with_values(self.observations, self.catalogue)

    def report(self, period: str | Period, lang: Lang | None = None) -> Report:
        """The report of one period.

        Parameters
        ----------
        period
            As a person writes it, such as ``2024-H1`` or ``Quý III/2024``.
        lang
            Language of the report; by default that of the data set.

        Raises
        ------
        UsageError
            If the period is not understood, or nothing was published by its last day.
        """
        told = lang or self.lang
        wanted = period_of(period, lambda: [known.code for known in self.periods])
        closing = wanted.last_day(self.catalogue.settings.calendar)
        published = with_light_texts(cut_after(self.values, closing))
        if published.empty:
            raise UsageError(nothing_yet(wanted, told))
        return Report(wanted, told, cut_catalogue(self.catalogue, published, closing), published)

    def figures(
        self,
        indicator: str | Indicator | None = None,
        *,
        area: str | None = None,
        tier: Tier | str | None = None,
        period: str | Period | None = None,
    ) -> pd.DataFrame:
        """The printed figures that lead, filtered by what is given.

        Parameters
        ----------
        indicator, area, tier, period
            Ids, or as a person writes a period; None for all.

        Returns
        -------
        pandas.DataFrame
            One row a figure in the order of time: ``indicator, area, tier, scope, definition,
            period, value`` (unrounded; for shares from their counts where there are counts),
            ``qualifier`` (``= > >= < <= ~``), ``lower, upper, numerator, denominator, decimals,
            period_kind, status, source, published, time`` (end of the period in years).

        Raises
        ------
        UsageError
            If a word is unknown; the nearest known one is offered.

        Examples
        --------
        >>> from chiso.report import open_dataset
        >>> data_set = open_dataset("data/hoa_binh", lang="en")
        >>> row = data_set.figures("procedures_integrated_npsp_share", period="30/6/2024").iloc[0]
        >>> round(float(row["value"]), 2)
        70.43
        """
        rows = self.values
        codes = sorted(rows["period"].unique())
        wanted = {
            "indicator": _id_of(indicator, list(self.indicators), "indicator"),
            "area": _id_of(area, list(self.areas), "area"),
            "tier": _id_of(tier, [str(known) for known in Tier], "tier"),
            "period": period and period_of(period, lambda: codes).code,
        }
        for name, word in wanted.items():
            rows = rows if word is None else rows[rows[name] == word]
        led = leading_rows(rows).sort_values("time", kind="stable")
        tidy = led.assign(value=led["exact"].fillna(led["value"]))[TIDY].reset_index(drop=True)
        tidy.attrs |= {"lang": self.lang, "dataset": self.catalogue.settings.id}
        return tidy

    def table(self, figures: pd.DataFrame) -> Table:
        """Some figures under headings for people, with units; the numbers stay numbers.

        Parameters
        ----------
        figures
            Rows of :meth:`figures`.

        Raises
        ------
        UsageError
            If there are none.
        """
        if figures.empty:
            raise UsageError(no_figures())
        return FigureTables(self.catalogue, self.lang).listed(figures)

    def compare(self, figures: pd.DataFrame, first: str | Period, last: str | Period) -> Table:
        """Two periods side by side, one row a series; a change only between exact figures.

        Parameters
        ----------
        figures
            Rows of :meth:`figures` that hold both periods.
        first, last
            The periods, as a person writes them.

        Raises
        ------
        UsageError
            If a period is not understood or no figure belongs to either.
        """
        known = sorted(figures["period"].unique())
        pair = period_of(first, lambda: known), period_of(last, lambda: known)
        rows = figures[figures["period"].isin([period.code for period in pair])]
        if rows.empty:
            raise UsageError(no_figures())
        return FigureTables(self.catalogue, self.lang).compared(rows, pair)

    def __repr__(self) -> str:
        values = self.values
        by_time = values.sort_values("time", kind="stable")["period"]
        ends = [Period.parse(by_time.iloc[place]).label(self.lang) for place in (0, -1)]
        settings = self.catalogue.settings
        line = _LINE.fill(
            name=settings.name,
            indicators=values["indicator"].nunique(),
            areas=values["area"].nunique(),
            figures=len(values),
            first=ends[0],
            last=ends[1],
        )
        mark = _ILLUSTRATIVE if settings.is_synthetic else Words("", "")
        return line.say(self.lang) + mark.say(self.lang)

    def _repr_html_(self) -> str:
        say = self.lang
        periods = [f"{period.code}: {period.name(say)}" for period in self.periods]
        indicators = [f"{name}: {item.name.say(say)}" for name, item in self.indicators.items()]
        sources = [
            f"{name}: {item.title.say(say)}" for name, item in self.catalogue.sources.items()
        ]
        lists = {_PERIODS: periods, _INDICATORS: indicators, _SOURCES: sources}
        return described(repr(self), {head.say(say): terms for head, terms in lists.items()})


def _id_of(word: object, known: Sequence[str], where: str) -> str | None:
    """The id that a word or a description names; None for None."""
    if word is None:
        return None
    name = word.id if isinstance(word, Indicator) else str(word)
    if name not in known:
        raise UsageError(unknown_word(where, name, known, f"unknown_{where}"))
    return name
