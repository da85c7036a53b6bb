"""Which items of a period stand, where their notebooks are, and why the others have to be run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from chiso.runner.cache import Inputs
from chiso.runner.items import Item
from chiso.runner.visible import Visible
from chiso.words import Words

_NEVER_RUN = Words(vi="chưa chạy lần nào", en="never run")


@dataclass(frozen=True)
class PlannedItem:
    """One chapter of a period in one language.

    Attributes
    ----------
    name
        Chapter and language, such as ``10_trends.vi``.
    reason
        Why it has to be run; None when what it made before still stands.
    item
        What stands; None when it has to be run.
    notebook
        The executed notebook of what stands.
    """

    name: str
    reason: Words | None
    item: Item | None = None
    notebook: Path | None = None


class Candidate(NamedTuple):
    """An item that was run before.

    Attributes
    ----------
    item
        Its record.
    notebook
        Its executed notebook.
    is_whole
        Whether that notebook is there and has its recorded digest.
    """

    item: Item
    notebook: Path
    is_whole: bool


def plan_item(
    name: str,
    candidates: Sequence[Candidate],
    inputs: Inputs,
    root: Path,
    visible: Visible,
) -> PlannedItem:
    """The first candidate that still stands, or why the item has to be run.

    Parameters
    ----------
    name
        Chapter and language.
    candidates
        What earlier runs left, the latest first.
    inputs
        What it would be made from now.
    root
        Project folder.
    visible
        What reports can see of the data set now.
    """
    reasons = []
    for found in candidates:
        reason = found.item.why_run(inputs, root, visible)
        if reason is None and found.is_whole:
            return PlannedItem(name, None, found.item, found.notebook)
        reasons.append(reason or damage([found.notebook.name]))
    return PlannedItem(name, reasons[0] if reasons else _NEVER_RUN)


def damage(names: Sequence[str]) -> Words:
    """That files which a record lists are no longer what it says."""
    shown = ", ".join(names[:3])
    return Words(
        vi=f"tệp đã xuất bản bị sửa hoặc mất: {shown}",
        en=f"published files were changed or lost: {shown}",
    )
