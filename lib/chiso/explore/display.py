"""A figure with the table behind it, as one thing to show and to save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chiso.charts import Figure
from chiso.narrative import Prose
from chiso.report.stack import Stack
from chiso.tables import Table


@dataclass(frozen=True, repr=False)
class Display:
    """What a choice shows.

    Attributes
    ----------
    figure
        The picture, or a sentence on why there is none.
    table
        The figures in it, judged; None where there are none.
    """

    figure: Figure | Prose
    table: Table | None = None

    @property
    def stack(self) -> Stack:
        """The parts in reading order."""
        return Stack((self.figure,) if self.table is None else (self.figure, self.table))

    def __repr__(self) -> str:
        return repr(self.stack)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> Mapping[str, Any]:
        return self.stack._repr_mimebundle_()
