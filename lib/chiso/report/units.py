"""What all parts of the district comparison share: judged panels, names of units, captions."""

from __future__ import annotations

from typing import Any

from chiso.catalog import Tier
from chiso.charts import Caption
from chiso.narrative import Prose
from chiso.narrative.areas import tier_end_sentences
from chiso.narrative.comparison import share_words
from chiso.narrative.figures import TIERS, lower_first, period_words
from chiso.periods import Period
from chiso.report.panel_rows import LEAST_UNITS, PanelEdition, lead_panels
from chiso.report.shared import shared_property
from chiso.report.standing import Panel, Standing
from chiso.words import Words

MOST_FIGURES = 2  # shares that are drawn
MOST_SHARES = 3  # shares that have sentences and stand in tables; the heat table has all
NO_PANEL = Words(
    vi="Kỳ này chưa có tỷ lệ nào được ít nhất {least} huyện công bố kèm tử số, mẫu số trong cùng"
    " kỳ và cùng định nghĩa, nên không so sánh được các huyện với nhau.",
    en="No share was published with its counts by at least {least} districts for one period and"
    " definition, so districts cannot be compared.",
).fill(least=LEAST_UNITS)


class UnitChapter(PanelEdition):
    """Districts side by side on shares with counts."""

    @shared_property
    def leads(self) -> list[Standing]:
        """The leading shares, judged; headline shares first."""
        return [panel.standing for panel in lead_panels(self, MOST_SHARES)]

    @shared_property
    def drawn(self) -> list[Standing]:
        """The leading shares that get figures: those with enough units for a distribution."""
        enough = (lead for lead in self.leads if len(lead.shown) >= LEAST_UNITS)
        return list(enough)[:MOST_FIGURES]

    def no_panel(self) -> Prose:
        """Why districts cannot be compared."""
        return self.unless_ended(NO_PANEL)

    def unless_ended(self, words: Words) -> Prose:
        """A reason why nothing is compared; once the districts are gone, that they are."""
        ended = self.district_tier_ended
        said = tier_end_sentences(ended, None) if ended else [words]
        return Prose(said, self.lang)

    def unit_words(self, code: str) -> Words:
        """The short name of a unit in both languages."""
        area = self.area(code)
        return Words(area.short, area.name.en.removesuffix(" district"))

    def unit_name(self, code: str) -> str:
        """The short name of a unit in the language of the edition."""
        return self.say(self.unit_words(code))

    def names(self, codes: list[str]) -> tuple[Words, ...]:
        """Short names of units, in the given order."""
        return tuple(map(self.unit_words, codes))

    def share_name(self, panel: Panel) -> Words:
        """The short name of a share, with its tier where it is not the whole."""
        name = self.indicator(panel.indicator).short
        if panel.tier == Tier.ALL:
            return name
        return Words("{name}, {tier}", "{name}, {tier}").fill(
            name=name, tier=TIERS[Tier(panel.tier)]
        )

    def share_text(self, panel: Panel, value: float, target: float | None = None) -> Words:
        """A percentage of the panel's share."""
        return share_words(self.indicator(panel.indicator), value, target)

    def caption(self, name: str, panel: Panel, texts: dict[str, Words], **more: Any) -> Caption:
        """The words of a figure on one share: texts ``title``, ``alt`` and ``note`` are filled.

        ``unit`` and ``decimals`` among the values are those of the axis, if they are given.
        """
        indicator = self.indicator(panel.indicator)
        values = {
            "share": self.share_name(panel),
            "share_inside": self.inner_name(panel),
            "period": panel_period(panel),
            **more,
        }
        said = {key: self.say(words.fill(**values)) for key, words in texts.items()}
        return Caption(
            id=f"h-{name}-{panel.indicator.replace('_', '-')}",
            unit=str(more.get("unit", self.say(indicator.unit))),
            lang=self.lang,
            source="; ".join(self.sources_of(panel.rows)),
            decimals=int(more.get("decimals", indicator.decimals)),
            synthetic=self.is_synthetic,
            **said,
        )

    def inner_name(self, panel: Panel) -> Words:
        """The name of a share inside a sentence."""
        name = self.share_name(panel)
        return Words(lower_first(name.vi), lower_first(name.en))


def panel_period(panel: Panel) -> Words:
    """The period of a panel in running text."""
    period = Period.parse(panel.period)
    return period_words(period)


def one_target(panel: Panel) -> tuple[float, str, str] | None:
    """Target, operator and due period that all units share; None where there is no such."""
    goals = panel.rows[["target", "operator", "due_period"]].drop_duplicates()
    if len(goals) != 1 or goals["target"].isna().any():
        return None
    target, operator, due = goals.iloc[0]
    return float(target), str(operator), str(due)


def unbroken(words: Words) -> Words:
    r"""A finding as one mark, which a narrow column must not break over lines.

    Examples
    --------
    >>> unbroken(Words("▲ cao hơn", "▲ higher")).en
    '▲\xa0higher'
    """
    vi, en = (text.replace(" ", "\N{NO-BREAK SPACE}") for text in words)
    return Words(vi, en)
