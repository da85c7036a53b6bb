"""Who needs help: districts that miss a target, with the cases that they lack."""

from __future__ import annotations

from chiso.catalog import Tier
from chiso.narrative.help import Help
from chiso.narrative.overview import Worse
from chiso.periods import Period
from chiso.report.movement import Movement
from chiso.report.moves import MovesChapter
from chiso.report.panels import PanelChapter
from chiso.report.standing import HIGHER, LOWER, Panel

MOST_SHARES = 2
MOST_UNITS = 3


class ActionChapter(PanelChapter, MovesChapter):
    """What the summary says of single districts."""

    def needs_help(self) -> list[Help]:
        """Shares that the province or a district misses, those of the province first."""
        missed = self.leading[self.leading["verdict"].eq("not_met")]
        own = set(zip(missed["indicator"], missed["tier"], strict=True))
        shares = [(panel, (panel.indicator, panel.tier) in own) for panel in self.held]
        shares = sorted(shares, key=lambda share: not share[1])
        found = [(self._help(panel), is_own) for panel, is_own in shares]
        told = [share for share, is_own in found if share and (share.missing or is_own)]
        return told[:MOST_SHARES]

    def worse_units(self) -> list[Worse]:
        """Districts below target that are worse than before by more than chance, by share."""
        found = [self._worse(movement) for movement in self.movements]
        return [worse for worse in found if worse.names]

    def _help(self, panel: Panel) -> Help | None:
        """The units of one share that miss a target which all units have in common."""
        rows = panel.rows
        goals = rows[["target", "operator", "due_period"]].drop_duplicates()
        if len(goals) != 1:
            return None
        missed = rows["verdict"].eq("not_met").to_numpy()
        parts = self._parts(panel)[missed]
        needed = parts[["area", "units"]].dropna()
        most = needed.sort_values("units", ascending=False, kind="stable").head(MOST_UNITS)
        named = zip(self.names(most["area"].tolist()), most["units"].astype(int), strict=True)
        target, operator, due = goals.iloc[0]
        return Help(
            indicator=self.indicator(panel.indicator),
            tier=Tier(panel.tier),
            units=len(rows),
            missing=int(missed.sum()),
            target=float(target),
            operator=str(operator),
            due=Period.parse(str(due)),
            lacking=list(named),
            cases=int(needed["units"].sum()),
        )

    def _worse(self, movement: Movement) -> Worse:
        now = movement.now
        is_falling = now.rows["direction"].eq("lower_is_better").all()
        moved = movement.named("state", HIGHER if is_falling else LOWER)
        missed = set(now.rows.loc[now.rows["verdict"].eq("not_met"), "area"])
        return Worse(
            indicator=self.indicator(now.indicator),
            tier=Tier(now.tier),
            before=Period.parse(movement.before.period),
            names=self.names([code for code in moved if code in missed]),
        )
