"""Grids: what was published when and how well, and units at their place on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

import pandas as pd

from chiso.errors import Problem, UsageError
from chiso.tables.column import Column
from chiso.tables.table import MIME, Table
from chiso.tables.verdicts import Verdict, verdict_html
from chiso.text import to_nfc
from chiso.words import Lang, Words

SIGNS: Mapping[str, str] = MappingProxyType(
    {"counted": "●", "exact": "◉", "bound": "◐", "equals_target": "○", "unchanged": "="}
)
LARGEST_ON_PAGE = 60  # cells; larger ones stand in the files beside their picture
_UNIT = Words(vi="mức bằng chứng", en="grade of evidence")
_NAME = Words(vi="Chỉ tiêu", en="Indicator")
_KEY = Words(vi="Mức bằng chứng: {key}.", en="Grades: {key}.")
_TILES = Words(vi="Bản đồ ô lưới", en="Tile map")


@dataclass(frozen=True, repr=False)
class CoverageGrid:
    """Rows of indicators against columns of years.

    Parameters
    ----------
    id, caption, order
        As in :class:`Table`.
    rows
        Pairs of id and name, in order.
    columns
        Years or periods, in order.
    states
        Grade of evidence by (id, column); a pair that is not there has no figure and is hatched.
    names
        Words of each grade.
    """

    id: str
    caption: str
    rows: Sequence[tuple[str, str]]
    columns: Sequence[str]
    states: Mapping[tuple[str, str], str]
    names: Mapping[str, str]
    order: str
    lang: Lang
    synthetic: bool = False

    @property
    def table(self) -> Table:
        """The grid as a table of signs, each with its words."""
        looks = {grade: (SIGNS.get(grade, "•"), words) for grade, words in self.names.items()}
        # Columns are numbered: a period must not share the name of the column of names.
        cells = {
            f"at_{number}": [self.states.get((name, period)) for name, _ in self.rows]
            for number, period in enumerate(self.columns)
        }
        is_small = len(self.rows) * len(self.columns) <= LARGEST_ON_PAGE
        names = [label for _, label in self.rows]
        frame = pd.DataFrame({"name": names, **cells}, dtype=object).assign(on_page=is_small)
        key = "; ".join(f"{sign} {words}" for sign, words in looks.values())
        periods = (
            Column(f"at_{number}", period, kind="state", states=looks)
            for number, period in enumerate(self.columns)
        )
        return Table(
            id=self.id,
            caption=self.caption,
            unit=_UNIT.say(self.lang),
            columns=(Column("name", _NAME.say(self.lang), scope_row=True), *periods),
            frame=frame,
            order=self.order,
            notes=(_KEY.say(self.lang).replace("{key}", key),),
            sources=(),
            lang=self.lang,
            synthetic=self.synthetic,
            folded=True,
            on_page="on_page",
        )

    def to_html(self) -> str:
        """The grid as a finished fragment."""
        return self.table.to_html().replace('class="table"', 'class="table coverage"', 1)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {**self.table._repr_mimebundle_(), "text/html": self.to_html()}


@dataclass(frozen=True)
class Tile:
    """One unit of a tile map: its row and column from 1, its figure and its verdict."""

    name: str
    row: int
    column: int
    value_text: str
    verdict: str


@dataclass(frozen=True, repr=False)
class TileGrid:
    """Units as equal tiles, near to where they lie; read as a list from the north-west.

    Parameters
    ----------
    id
        Anchor of the fragment.
    tiles
        One a unit; two units never share a place.
    note
        What the places mean, such as that they are approximate.

    Raises
    ------
    UsageError
        If two tiles have the same place or a place lies before the first.
    """

    id: str
    tiles: tuple[Tile, ...]
    lang: Lang
    note: str = ""

    def __post_init__(self) -> None:
        places = [(tile.row, tile.column) for tile in self.tiles]
        if len(set(places)) == len(places) and all(min(place) >= 1 for place in places):
            return
        allowed = Words(
            vi="mỗi ô có một vị trí riêng, hàng và cột từ 1",
            en="each tile has a place of its own, rows and columns from 1",
        )
        todo = Words(vi="Sửa hàng hoặc cột bị trùng", en="Mend the rows or columns")
        raise UsageError(Problem(f"{self.id}: tiles", repr(places), allowed, todo, "tile_place"))

    def __repr__(self) -> str:
        return f"{_TILES.say(self.lang)} {self.id}: {', '.join(tile.name for tile in self.tiles)}"

    def to_html(self) -> str:
        """The tiles as a finished fragment; a place without a unit is an item that nobody reads."""
        by_place = {(tile.row, tile.column): tile for tile in self.tiles}
        rows = range(1, max((row for row, _ in by_place), default=0) + 1)
        columns = range(1, max((column for _, column in by_place), default=0) + 1)
        items = (self._item(by_place.get((row, column))) for row in rows for column in columns)
        note = f'<p class="note">{escape(to_nfc(self.note), quote=False)}</p>' if self.note else ""
        label = escape(_TILES.say(self.lang))
        return (
            f'<div class="tile-grid" id="{escape(self.id)}"><ul class="tiles tiles-{len(columns)}" '
            f'aria-label="{label}">{"".join(items)}</ul>{note}</div>'
        )

    def _item(self, tile: Tile | None) -> str:
        if tile is None:
            return '<li class="tile-gap" aria-hidden="true"></li>'
        name, value = (escape(to_nfc(text), quote=False) for text in (tile.name, tile.value_text))
        verdict = verdict_html(Verdict(tile.verdict), self.lang)
        # The style sheet breaks the lines there.
        return f'<li class="tile"><b>{name}</b>\n{value}\n{verdict}</li>'

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {"text/html": self.to_html(), "text/plain": repr(self), MIME: {"kind": "prose"}}
