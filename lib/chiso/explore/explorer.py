"""The explorer: what its controls do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from IPython.display import display

from chiso.charts import Figure
from chiso.errors import EgovError
from chiso.explore import wording
from chiso.explore.choice import (
    Choice,
    Order,
    View,
    areas_of,
    choose,
    indicators_of,
    tiers_of,
)
from chiso.explore.controls import build_controls
from chiso.explore.display import Display
from chiso.explore.saving import save_figure, save_table
from chiso.explore.views import look
from chiso.periods import Period
from chiso.report import Dataset, Report, open_dataset
from chiso.report.wording import TIER_NAMES
from chiso.words import Lang, Words

KEYS = Path(__file__).with_name("settings") / "keys.js"


class Explorer:
    """Controls for view, indicator, unit, tier and period over a figure and its table.

    Parameters
    ----------
    period
        Period to begin with, as a person writes it.
    lang
        ``vi`` or ``en``.
    data
        Folder of the data set, or the data set itself where it is already open.
    folder
        Where figures and workbooks are saved; by default ``outputs/explore`` of the project.

    Raises
    ------
    UsageError
        If the period or the language is not understood.
    DataError
        With every problem of the data set.

    Examples
    --------
    >>> explorer = Explorer("2024-H1", lang="en", data="data/hoa_binh")
    >>> explorer.choice.indicator, explorer.choice.area
    ('work_files_online_share', '17')
    """

    def __init__(
        self,
        period: str,
        *,
        lang: Lang = "vi",
        data: str | Path | Dataset = "../data/hoa_binh",
        folder: Path | None = None,
    ) -> None:
        self._data_set = data if isinstance(data, Dataset) else open_dataset(data, lang=lang)
        self._report = self._data_set.report(period, lang)
        self._folder = folder
        self._is_offering = False
        self.controls = build_controls(lang)
        self._shown = self._begin()

    @property
    def report(self) -> Report:
        """The report of the chosen period."""
        return self._report

    @property
    def shown(self) -> Display:
        """Figure and table that are shown now, for use in further cells."""
        return self._shown

    @property
    def view(self) -> View:
        """Which of the four views is chosen."""
        return cast(View, self.controls.view.value)

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        held = self.controls
        return Choice(
            str(held.indicator.value),
            str(held.area.value),
            str(held.tier.value),
            cast(Order, held.order.value),
            with_target=bool(held.with_target.value),
        )

    def __repr__(self) -> str:
        return self._say(wording.EXPLORER)

    def _ipython_display_(self) -> None:
        """Show the controls, and keep JupyterLab's own keys away from them."""
        keys = {"application/javascript": KEYS.read_text(encoding="utf-8"), "text/plain": ""}
        display(keys, raw=True)  # type: ignore[no-untyped-call]  # upstream
        bundle = self.controls.box()._repr_mimebundle_()
        display({**bundle, "text/plain": repr(self)}, raw=True)  # type: ignore[no-untyped-call]

    def _begin(self) -> Display:
        """Fill the controls, then listen to them."""
        held, report = self.controls, self._report
        periods = sorted({*self._data_set.periods, report.period})
        held.period.options = [(period.name(report.lang), period.code) for period in periods]
        held.period.value = report.period.code
        self._offer(choose(report))
        for control, act in (
            (held.period, self._change_period),
            (held.indicator, self._change_choice),
            (held.area, self._change_choice),
            (held.tier, self._change_choice),
            (held.view, self._draw),
            (held.order, self._draw),
            (held.with_target, self._draw),
        ):
            control.observe(act, "value")
        held.save.on_click(self._save)
        held.export.on_click(self._export)
        return self._draw()

    def _change_period(self, change: Mapping[str, Any]) -> None:
        self._report = self._data_set.report(Period.parse(str(change["new"])))
        self._change_choice(change)

    def _change_choice(self, _: Mapping[str, Any]) -> None:
        if not self._is_offering:
            self._offer(self.choice)
            self._draw()

    def _offer(self, wanted: Choice) -> None:
        """Options that the report has figures for; what was chosen stays where it can."""
        held, report = self.controls, self._report
        names = indicators_of(report)
        name = _kept(wanted.indicator, names)
        areas = areas_of(report, name)
        area = _kept(wanted.area, areas)
        tiers = tiers_of(report, name, area)
        tier = _kept(wanted.tier, tiers)
        indicators = [(self._say(report.indicator(each).name), each) for each in names]
        options = (
            (held.indicator, indicators, name),
            (held.area, [(self._say(report.area(code).name), code) for code in areas], area),
            (held.tier, [(self._say(TIER_NAMES[each]), each) for each in tiers], tier),
        )
        # New options choose their first one, which nobody asked to see.
        self._is_offering = True
        for control, offered, value in options:
            control.options = offered
            control.value = value
        self._is_offering = False

    def _draw(self, _: object = None) -> Display:
        """Show what is chosen; a wrong choice is told in its place."""
        held = self.controls
        held.status.value = ""
        try:
            self._shown = look(self._report, self.choice, self.view)
        except EgovError as error:
            held.show(f"<p>{error._repr_html_()}</p>", str(error))
            return self._shown
        bundle = self._shown._repr_mimebundle_()
        held.show(str(bundle["text/html"]), str(bundle["text/plain"]))
        return self._shown

    def _save(self, _: object) -> None:
        figure = self._shown.figure
        self._tell(
            save_figure(figure, self._name(figure.id), folder=self._folder)
            if isinstance(figure, Figure)
            else ()
        )

    def _export(self, _: object) -> None:
        table = self._shown.table
        period = self._report.period.name(self._report.lang)
        self._tell(
            (save_table(table, self._name(table.id), period=period, folder=self._folder),)
            if table
            else ()
        )

    def _name(self, identity: str) -> str:
        return f"{identity}_{self._report.period.code}"

    def _tell(self, paths: Sequence[Path]) -> None:
        if not paths:
            self.controls.tell(self._say(wording.NOTHING_TO_SAVE))
            return
        first = paths[0]
        files = Path(first.parent.name, first.stem).as_posix()
        files += ", ".join(path.suffix for path in paths)
        self.controls.tell(self._say(wording.SAVED.fill(files=files)))

    def _say(self, words: Words) -> str:
        return self._report.say(words)


def _kept(word: str, known: Sequence[str]) -> str:
    """The word where it is still known, else the first one that is."""
    return word if word in known else known[0]
