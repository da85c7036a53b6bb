"""The explorer's controls: each is one of Jupyter's own, so Tab, arrows and space reach all."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets

from chiso.explore import wording
from chiso.explore.choice import ORDERS, VIEWS
from chiso.words import Lang, Words

PANEL = "chiso-explorer"  # named in settings/keys.js
_ROW = {"flex_flow": "row wrap"}
_WIDE = {"width": "36em"}
_MIDDLE = {"width": "22em"}
_LABEL = {"description_width": "5.5em"}


@dataclass(frozen=True)
class Controls:
    """The widgets; all values that a person can choose, two buttons, a line and an area.

    Attributes
    ----------
    view, indicator, area, tier, period, order, with_target
        Hold ids, never labels.
    save, export
        Buttons.
    status
        What was saved, read out by screen readers.
    output
        Figure and table.
    """

    view: Any
    indicator: Any
    area: Any
    tier: Any
    period: Any
    order: Any
    with_target: Any
    save: Any
    export: Any
    status: Any
    output: Any

    def box(self) -> Any:
        """All of them in rows, in the order of the Tab key."""
        rows = (
            (self.view,),
            (self.indicator, self.area),
            (self.tier, self.period),
            (self.order, self.with_target),
            (self.save, self.export, self.status),
        )
        lines = [widgets.Box(row, layout=_ROW) for row in rows]
        return widgets.VBox([*lines, self.output], _dom_classes=(PANEL,))

    def tell(self, text: str) -> None:
        """Say a sentence beside the buttons."""
        self.status.value = f'<span role="status">{escape(text)}</span>'

    def show(self, html: str, plain: str) -> None:
        """Replace what stands below the controls."""
        data = {"text/html": html, "text/plain": plain}
        self.output.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)


def build_controls(lang: Lang) -> Controls:
    """Controls without options yet, labelled in one language."""

    def say(words: Words) -> str:
        return words.say(lang)

    def dropdown(label: Words, layout: dict[str, str]) -> Any:
        return widgets.Dropdown(description=say(label), layout=layout, style=_LABEL)

    def toggles(label: Words, names: dict[Any, Words], ids: tuple[Any, ...]) -> Any:
        options = [(say(names[name]), name) for name in ids]
        return widgets.ToggleButtons(options=options, description=say(label), style=_LABEL)

    def button(label: Words, more: Words, icon: str) -> Any:
        return widgets.Button(description=say(label), tooltip=say(more), icon=icon)

    return Controls(
        view=toggles(wording.VIEW, wording.VIEW_NAMES, VIEWS),
        indicator=dropdown(wording.INDICATOR, _WIDE),
        area=dropdown(wording.UNIT_HEAD, _MIDDLE),
        tier=dropdown(wording.TIER, _WIDE),
        period=dropdown(wording.PERIOD, _MIDDLE),
        order=toggles(wording.ORDER, wording.ORDER_NAMES, ORDERS),
        with_target=widgets.Checkbox(
            value=True, description=say(wording.WITH_TARGET), indent=False, layout=_MIDDLE
        ),
        save=button(wording.SAVE, wording.SAVE_MORE, "picture-o"),
        export=button(wording.EXPORT, wording.EXPORT_MORE, "table"),
        status=widgets.HTML(),
        output=widgets.Output(),
    )
