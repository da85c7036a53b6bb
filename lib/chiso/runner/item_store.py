"""Finished items of periods that are not published yet, so that nothing good is done twice.

::

    outputs/<data>/.items/<period>/<chapter>.<lang>.json    record, written last
    outputs/<data>/.items/<period>/<chapter>.<lang>.ipynb   executed notebook

A period that is published has its items in its own folder, and none here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chiso.runner.cache import digest_file
from chiso.runner.item_plan import PlannedItem
from chiso.runner.items import Item, read_item

_NEW = ".new"


@dataclass(frozen=True)
class ItemStore:
    """The items of one output folder."""

    root: Path

    def keep(self, period: str, item: Item, notebook: Path) -> None:
        """Keep an item with its executed notebook; of a failed one only the record.

        A file that a crash left half-written is found by its digest, so nothing is flushed here.
        """
        folder = self.root / period
        folder.mkdir(parents=True, exist_ok=True)
        if item.is_done:
            new = folder / f"{item.name}{_NEW}"
            _copy(notebook, new)
            new.replace(self.notebook(period, item.name))
        new = folder / f"{item.name}{_NEW}"
        new.write_text(json.dumps(item.to_record(), ensure_ascii=False), encoding="utf-8")
        new.replace(folder / f"{item.name}.json")

    def notebook(self, period: str, name: str) -> Path:
        """Where an item's executed notebook is kept."""
        return self.root / period / f"{name}.ipynb"

    def items(self, period: str) -> dict[str, Item]:
        """The items of a period by name; records that cannot be read are left out.

        Whoever plans holds no lock, so that another run may publish the period meanwhile.
        """
        found = {}
        for path in sorted((self.root / period).glob("*.json")):
            try:
                found[path.stem] = read_item(path.stem, json.loads(path.read_bytes()))
            except (FileNotFoundError, ValueError, KeyError, TypeError):
                continue
        return found

    def periods(self) -> list[str]:
        """Codes of the periods that have items here."""
        return sorted(path.name for path in self.root.glob("*") if path.is_dir())

    def discard(self, period: str) -> None:
        """Forget a period's items; records go first, since a notebook alone is nothing."""
        folder = self.root / period
        for path in [*folder.glob("*.json"), *folder.glob("*")]:
            path.unlink(missing_ok=True)
        if folder.is_dir():
            folder.rmdir()

    def tidy(self) -> None:
        """Remove the folder when it is empty; no chapter may run meanwhile, since it keeps here."""
        if self.root.is_dir() and not any(self.root.iterdir()):
            self.root.rmdir()


def is_whole(item: Item, notebook: Path) -> bool:
    """Whether an executed notebook is there and still is what its record says."""
    try:
        return notebook.is_file() and digest_file(notebook, "").sha256 == item.sha256
    except FileNotFoundError:
        return False  # another run has published its period in this moment


def take_standing(items: Iterable[PlannedItem], folder: Path) -> None:
    """Copy the executed notebooks of items that stand into the folder of a report.

    Parameters
    ----------
    items
        A period's planned items; those that had to be run are in the folder already.
    folder
        Folder of the staged report's notebooks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for item in items:
        if item.notebook is not None:
            _copy(item.notebook, folder / item.notebook.name)


def _copy(source: Path, target: Path) -> None:
    import shutil  # a run in which nothing changed copies nothing

    shutil.copyfile(source, target)
