"""How returns are laid out: which column of which form becomes which indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from chiso.catalog.indicators import PeriodKind
from chiso.catalog.model import Tier
from chiso.errors import UsageError, unknown_word
from chiso.words import Words

PROVISIONAL_WORDS = ("Sơ bộ", "Prel.", "Ước tính", "Ước", "Est.")


class LayoutKind(StrEnum):
    """Family of a layout; each has its reader."""

    FORM06 = "form06"
    INDEX766 = "index766"
    ONE_STOP = "one_stop"
    TABLE = "table"


class PeriodFrom(StrEnum):
    """Where a table says which period its figures are of.

    ``title``: in the lines above the header. ``columns``: one column a period. ``hint``: it does
    not say; a person gives it.
    """

    TITLE = "title"
    COLUMNS = "columns"
    HINT = "hint"


@dataclass(frozen=True)
class Measure:
    """One figure that each row of a return gives.

    Attributes
    ----------
    indicator, definition
        What the figure is, by id.
    columns
        Columns whose numbers are added: ``4`` and ``5`` of form 06, a field of JSON, a heading.
        A heading over sub-columns is written ``Trước hạn: Tổng``. Where columns are periods: the
        heading above them; empty for all of them.
    denominator
        Columns whose sum is the base of a share; empty for counts, scores, printed shares.
    tier, period_kind
        Instead of the tier of the row, and of the indicator's usual kind of period; None to keep.
    printed
        Column that prints the share whose parts are given, for comparison; empty for none.
    row
        Label of the only row that gives the figure, for tables whose rows are no areas.
    factor
        What a number of the file is multiplied by to be in the unit of the indicator.
    """

    indicator: str
    definition: str
    columns: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    tier: Tier | None = None
    period_kind: PeriodKind | None = None
    printed: str = ""
    row: str = ""
    factor: float = 1.0


@dataclass(frozen=True)
class TableShape:
    """How a wide table is found and read.

    Attributes
    ----------
    label
        Heading of the column that names the units; empty for the first column.
    period
        Where the period comes from.
    area
        The one area that all rows speak of, when rows are no areas; empty otherwise.
    totals
        First words of rows that add up the others; they are not entered.
    adds_up
        Whether counts of a total row must equal the sum of the rows.
    ranks_all
        Whether every ranked unit has its row, so that ranks carry how many there are.
    skip
        First words of rows that are neither units nor totals.
    provisional
        Words next to a period or heading that make its figures provisional.
    delimiter, encoding
        Of CSV files; without an encoding UTF-8, or UTF-16 with its mark.
    """

    label: str
    period: PeriodFrom
    area: str = ""
    totals: tuple[str, ...] = ()
    adds_up: bool = False
    ranks_all: bool = False
    skip: tuple[str, ...] = ()
    provisional: tuple[str, ...] = PROVISIONAL_WORDS
    delimiter: str = ","
    encoding: str = ""


@dataclass(frozen=True)
class Layout:
    """One layout of returns.

    Attributes
    ----------
    id
        Name of its file in ``layouts/`` without the ending.
    kind
        Which reader understands it.
    source
        Source under which its figures are entered; gives calendar and separators.
    measures
        Figures of each row, in order.
    words
        Words that must each occur on a sheet for it to be of this layout, such as the number of
        the form; capitals and marks do not count. JSON has none.
    units
        Kinds of area that rows may name, with the tier under which their figures are entered.
        Form 06 has its own tiers and leaves this empty.
    within
        Code of the area around the units; empty for any.
    table
        Shape of a wide table; None for the other kinds.
    """

    id: str
    kind: LayoutKind
    name: Words
    source: str
    measures: tuple[Measure, ...]
    words: tuple[str, ...] = ()
    units: Mapping[str, Tier] = field(default_factory=dict)
    within: str = ""
    table: TableShape | None = None


def named_layouts(layouts: Mapping[str, Layout], word: str) -> list[Layout]:
    """The layouts that a person names: one by its id, or all of a kind.

    Parameters
    ----------
    layouts
        Layouts of a data set by id.
    word
        Such as ``form_06a`` or ``form06``; capitals, hyphens and spaces do not count.

    Raises
    ------
    UsageError
        If no layout has that id or kind.
    """
    plain = _plain(word)
    by_id = [layout for layout in layouts.values() if _plain(layout.id) == plain]
    # An id comes first: a layout may be called like a kind that has several.
    found = by_id or [layout for layout in layouts.values() if layout.kind.value == plain]
    if not found:
        kinds = [layout.kind.value for layout in layouts.values()]
        known = list(dict.fromkeys([*layouts, *kinds]))
        raise UsageError(unknown_word("--layout", word, known, "layout"))
    return found


def _plain(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")
