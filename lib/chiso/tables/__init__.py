"""Tables, value cards and grids as finished fragments, with their raw values beside them."""

from chiso.tables.cards import Card, Cards
from chiso.tables.column import Column
from chiso.tables.grid import CoverageGrid, Tile, TileGrid
from chiso.tables.listing import Listing
from chiso.tables.table import MOST_ROWS, Table
from chiso.tables.verdicts import Verdict, verdict_html, verdict_text

__all__ = [
    "MOST_ROWS",
    "Card",
    "Cards",
    "Column",
    "CoverageGrid",
    "Listing",
    "Table",
    "Tile",
    "TileGrid",
    "Verdict",
    "verdict_html",
    "verdict_text",
]
