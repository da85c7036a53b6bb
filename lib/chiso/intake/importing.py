"""An import from the paths that a person names to the batch that is entered."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from chiso.catalog import Catalogue, named_layouts
from chiso.dataset import read_catalogue
from chiso.dataset.batches import entering, known_files
from chiso.intake.folders import find_files
from chiso.intake.gather import gather
from chiso.intake.outcomes import Known, Read, Refusal, Silence, Watch
from chiso.intake.pool import Load, Reader
from chiso.loaders.reading import Hints

if TYPE_CHECKING:
    from chiso.intake.plan import Plan


@dataclass(frozen=True)
class ImportRequest:
    """One import as asked for.

    Attributes
    ----------
    data
        Data set folder.
    words
        Paths of files and folders.
    received
        Day of receipt.
    hints
        What a person says about files that do not say it themselves.
    jobs
        Processes that read at the same time.
    dry_run
        Only say what would enter.
    strict
        Enter nothing unless every file can be entered.
    """

    data: Path
    words: tuple[str, ...]
    received: date
    hints: Hints
    jobs: int = 1
    dry_run: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Imported:
    """What came of an import.

    Attributes
    ----------
    catalogue
        Description of the data set.
    plan
        What enters; None when there was no file to compare.
    known
        Files that are there already.
    refused
        Files that are not entered, in the order of their paths.
    batch
        Name of the batch; empty when nothing was entered.
    """

    catalogue: Catalogue
    plan: Plan | None
    known: tuple[Known, ...]
    refused: tuple[Refusal, ...]
    batch: str


def import_returns(request: ImportRequest, load: Load, watch: Watch | None = None) -> Imported:
    """What came of an import; nothing is changed unless a batch is named.

    Parameters
    ----------
    request
        What is asked for.
    load
        Reads one file, such as :func:`chiso.loaders.recognise.read_return`.
    watch
        Hears how it goes.

    Raises
    ------
    UsageError
        If a path does not exist or belongs to the data set, or the layout is unknown.
    DataError
        If the data set is broken.
    SetupError
        If the data set cannot be written.
    """
    watch = watch or Silence()
    paths = find_files(request.words, request.data)
    catalogue = read_catalogue(request.data)
    if request.hints.layout:
        named_layouts(catalogue.layouts, request.hints.layout)  # before any file is opened
    held = nullcontext() if request.dry_run else entering(request.data, watch.waiting)
    with held:
        files = known_files(request.data)
        known = {digest: f"{entry.batch}/{entry.file}" for digest, entry in files.items()}
        reader = Reader(load, catalogue, request.hints)
        outcomes = gather(paths, known, reader, request.jobs, watch)
        reads = [outcome for outcome in outcomes if isinstance(outcome, Read)]
        plan = _plan(reads, request, reader) if reads else None
        refusals = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
        refusals += plan.refused if plan else ()
        is_kept_out = request.dry_run or (request.strict and bool(refusals))
        batch = plan.enter(request.data) if plan and not is_kept_out else ""
    return Imported(
        catalogue=catalogue,
        plan=plan,
        known=tuple(outcome for outcome in outcomes if isinstance(outcome, Known)),
        refused=tuple(refusals),
        batch=batch,
    )


def _plan(reads: list[Read], request: ImportRequest, reader: Reader) -> Plan:
    # Here, so that a second call with the same files needs no table library.
    from chiso.intake.plan import plan_import, read_ledger

    ledger = read_ledger(request.data, reader.catalogue, [read.reading for read in reads])
    return plan_import(reads, ledger, request.received)
