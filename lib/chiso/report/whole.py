"""The report: all chapters over one edition, and the line that says what was understood."""

from __future__ import annotations

import html
from functools import cached_property
from pathlib import Path
from typing import Any

from chiso.narrative import sign_words
from chiso.report.districts import DistrictChapter
from chiso.report.facts import fact
from chiso.report.gaps import GapChapter
from chiso.report.methods import MIME, MethodChapter
from chiso.report.pace import PaceChapter
from chiso.report.panels import PanelChapter
from chiso.report.profiles import ProfileChapter
from chiso.report.revision_log import revision_log
from chiso.report.rows import rows_of
from chiso.report.shared import shared_property
from chiso.report.summary import SummaryChapter
from chiso.report.trends import TrendChapter
from chiso.words import Words

STYLE = Path(__file__).with_name("notebook.css")
_TITLE = Words(vi="Báo cáo chỉ số chính quyền số", en="Digital government indicators")
_ECHO = Words(
    vi="{period} · số liệu chốt đến ngày {day} · {indicators} chỉ tiêu · {areas} đơn vị ·"
    " {missing} ô thiếu (chỉ tiêu giao chưa có số liệu)",
    en="{period} · figures up to {day} · indicators: {indicators} · areas: {areas} · missing"
    " cells (targets without a figure): {missing}",
)
_ILLUSTRATIVE = Words(vi="Số liệu minh họa", en="Illustrative data")


class Report(
    SummaryChapter,
    TrendChapter,
    GapChapter,
    PaceChapter,
    PanelChapter,
    DistrictChapter,
    ProfileChapter,
    MethodChapter,
):
    """Everything that can be said about one period, in one language.

    Made by :func:`chiso.open_report`; its methods are the calls of the report's notebooks.
    """

    def __repr__(self) -> str:
        return self.echo()

    def echo(self) -> str:
        """One line: period, closing date, counts of indicators, areas and missing results."""
        name = self.period.name(self.lang)
        return self.say(
            _ECHO.fill(
                period=name[0].upper() + name[1:],
                day=self.date_name(self.closing_date),
                indicators=self.current["indicator"].nunique(),
                areas=self.current["area"].nunique(),
                missing=self.verdict_counts()["no_data"],
            )
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            # A notebook needs the look of the report once; exported pages bring their own.
            "text/html": f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
            f'<p class="echo">{html.escape(self.echo())}</p>',
            "text/plain": self.echo(),
            MIME: self.edition_facts(),
        }

    def work_out(self) -> None:
        """Work out what several chapters need, and what editions in other languages share."""
        for kind in type(self).__mro__:
            for name, attribute in vars(kind).items():
                if isinstance(attribute, shared_property):
                    getattr(self, name)

    def edition_facts(self) -> dict[str, Any]:
        """What the page head, the landing page and ``run.json`` say about this edition."""
        return self._edition_facts

    @cached_property
    def _edition_facts(self) -> dict[str, Any]:
        settings = self.catalogue.settings
        latest = self.published["published"].max()
        return {
            "kind": "edition",
            "period": self.period.code,
            "period_name": self.period.name(self.lang),
            "closing_date": self.closing_date.isoformat(),
            "closing_date_name": self.date_name(self.closing_date),
            "lang": self.lang,
            "dataset": settings.id,
            "dataset_name": self.say(settings.name),
            "title": f"{self.say(_TITLE)} · {self.say(self.area(self.province).name)}",
            "state": self.say(_ILLUSTRATIVE) if self.is_synthetic else self.say(settings.state),
            "synthetic": self.is_synthetic,
            "latest_published": f"{latest:%Y-%m-%d}",
            "sources_count": int(self.published["source"].nunique()),
            "verdicts": self.verdict_counts(),
            "headline": [self._headline(name) for name in self.headline()],
            "matrix": self._matrix(),
            "revisions": revision_log(self),
            "inputs": sorted(self.published["file"].unique()),
        }

    def _headline(self, name: str) -> dict[str, Any]:
        row = self._card_rows[name]
        told = fact(self, row)
        value = sign_words(told.indicator, told.value, told.qualifier, told.decimals)
        return {
            "id": name,
            "name": self.say(told.indicator.short),
            "value_text": self.say(value),
            "verdict": told.verdict,
            "history": [list(point) for point in self.history_of(row)],
        }

    def _matrix(self) -> list[dict[str, str]]:
        aimed = self.leading["target"].notna()
        rows = self.leading.loc[aimed, ["indicator", "tier", "scope", "verdict"]]
        order = ("not_met", "undetermined", "met", "no_data")
        worst = rows.assign(_rank=rows["verdict"].map({name: i for i, name in enumerate(order)}))
        worst = worst.sort_values("_rank", kind="stable").drop_duplicates("indicator")
        ordered = self.in_catalogue_order(worst)
        return [
            {
                "indicator": row.indicator,
                "name": self.say(self.indicator(row.indicator).short),
                "verdict": row.verdict,
            }
            for row in rows_of(ordered)
        ]
