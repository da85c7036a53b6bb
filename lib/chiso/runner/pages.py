"""The exporter and printer of this library, imported when the first page is written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chiso.errors import SetupError
from chiso.runner.reports import Exporter
from chiso.schemas import import_jsonschema
from chiso.words import Lang

if TYPE_CHECKING:
    from chiso.export import Edition, EditionFacts
    from chiso.export.paper import Printer


class OwnPages:
    """:mod:`chiso.export`; a run that writes no page never imports it."""

    def import_ahead(self) -> None:
        """Import what writes an edition."""
        _ = _export().write_edition

    def write_edition(self, edition: Edition, folder: Path) -> EditionFacts:
        """Write one period's pages, tables and figures into a folder."""
        return _export().write_edition(edition, folder)

    def write_landing(
        self, records: Sequence[Mapping[str, Any]], folder: Path, lang: Lang
    ) -> object:
        """Write the page over all periods into a folder."""
        return _export().write_landing(records, folder, lang)

    def write_shelf(self, sets: Sequence[Mapping[str, Any]], folder: Path, lang: Lang) -> object:
        """Write the page over all data sets into a folder."""
        return _export().write_shelf(sets, folder, lang)


def own_printer() -> Printer | None:
    """What makes PDFs; None where no browser is found, which is told before when one is needed."""
    from chiso.export.paper import find_printer

    try:
        return find_printer(os.environ)
    except SetupError:
        return None


def _export() -> Exporter:
    import_jsonschema()
    import chiso.export

    return chiso.export
