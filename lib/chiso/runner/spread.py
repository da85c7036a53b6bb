"""Metrics of a whole partitioned data set, computed by the workers of a cluster part by part.

The functions are those that the reports use: frames in, frames out. Workers read the partitions
themselves, so each of them has to reach the folder of the data set under the same path. Parts of
workers that die are computed again by others, also those that were done and not yet fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from chiso.dataset import read_catalogue
from chiso.dataset.conversion import area_ranks
from chiso.dataset.observations import with_days
from chiso.dataset.partitions import STORED, partition_files, read_areas, read_partition
from chiso.errors import Problem, RunError
from chiso.runner.cluster_words import no_worker
from chiso.runner.patience import Patience
from chiso.words import Words

Measure = Callable[[pd.DataFrame], pd.DataFrame]
AREAS_A_PART = 200  # with 100 indicators of 60 months: 1.2 million rows
_LOOK_SECONDS, _PATIENCE_SECONDS = 1, 300  # without any worker
_PLACE = "client"


def measure_areas(
    folder: Path,
    measure: Measure,
    client: Any,
    *,
    columns: Sequence[str] = STORED,
    areas_a_part: int = AREAS_A_PART,
) -> pd.DataFrame:
    """A metric over time, of all series.

    Parameters
    ----------
    folder
        Data set with Parquet partitions.
    measure
        Given the rows of some areas in all periods, with the columns of an observation and
        ``first_day``, ``last_day`` and ``time``; texts are categories.
    client : distributed.Client
        Connection to a scheduler.
    columns
        Those that the metric needs, to read no others; ``area``, ``period_kind``, ``source``,
        ``period`` and its days are always there.
    areas_a_part
        Areas that are handed to a worker at once.

    Returns
    -------
    pandas.DataFrame
        The results of all parts, in the order in which areas are stored.

    Raises
    ------
    RunError
        If no worker is left, a part kills each worker that takes it, or the scheduler is lost.
    """
    catalogue = read_catalogue(folder)
    codes = pd.Series(list(catalogue.areas))
    ordered = codes.iloc[area_ranks(codes, catalogue).argsort()].tolist()
    parts = [ordered[at : at + areas_a_part] for at in range(0, len(ordered), areas_a_part)]
    return _gather(client, partial(_measure_part, folder, measure, tuple(columns)), parts)


def measure_periods(
    folder: Path, measure: Measure, client: Any, *, columns: Sequence[str] = STORED
) -> pd.DataFrame:
    """A metric across areas, of each partition on its own.

    Parameters
    ----------
    folder, measure, client, columns
        As for :func:`measure_areas`, but for the rows of all areas in one partition.
    """
    work = partial(_measure_file, folder, measure, tuple(columns))
    return _gather(client, work, partition_files(folder))


def _gather(client: Any, work: Callable[[Any], pd.DataFrame], parts: Sequence[Any]) -> pd.DataFrame:
    futures = client.map(work, parts, pure=False)
    with ThreadPoolExecutor(1) as waiting:
        try:
            found = _fetched(client, waiting.submit(client.gather, futures))
        finally:
            # Also ends the wait for them, when nobody is there who could finish them.
            client.cancel(futures)
    return pd.concat([part for part in found if len(part)], ignore_index=True)


def _fetched(client: Any, gathered: Future[Iterable[pd.DataFrame]]) -> Iterable[pd.DataFrame]:
    """All parts, once they are there; nobody waits for ever for workers to come back."""
    from distributed import CancelledError
    from distributed.scheduler import KilledWorker

    patience = Patience(client, _PATIENCE_SECONDS)
    while wait([gathered], _LOOK_SECONDS).not_done:
        if patience.ends(_LOOK_SECONDS):
            raise RunError(replace(no_worker(_address(client)), where=_PLACE))
    try:
        return gathered.result()
    except KilledWorker as error:
        raise RunError(_deadly(str(error.last_worker.address))) from None
    except CancelledError:
        raise RunError(_lost(_address(client))) from None


def _address(client: Any) -> str:
    return str(client.scheduler.address)


def _deadly(worker: str) -> Problem:
    """A part takes every worker with it."""
    allowed = Words(
        vi="mỗi worker nhận phần này đều bị dừng giữa chừng, thường vì hết bộ nhớ",
        en="each worker that took this part died of it, mostly for want of memory",
    )
    todo = Words(
        vi="Giảm areas_a_part, chỉ nêu các cột cần trong columns, hoặc thêm bộ nhớ cho worker",
        en="Lower areas_a_part, name only the columns that are needed, or give workers more memory",
    )
    return Problem(_PLACE, repr(worker), allowed, todo, "deadly_part")


def _lost(address: str) -> Problem:
    """The scheduler went away amid the work."""
    allowed = Words(
        vi="scheduler phải chạy đến khi tính xong", en="the scheduler has to stay to the end"
    )
    todo = Words(vi="Khởi động lại scheduler rồi tính lại", en="Start it again, then compute again")
    return Problem(_PLACE, repr(address), allowed, todo, "lost_scheduler")


def _measure_part(
    folder: Path, measure: Measure, columns: Sequence[str], areas: Sequence[str]
) -> pd.DataFrame:
    rows = read_areas(folder, areas, columns)
    return _plain(measure(with_days(rows, read_catalogue(folder)))) if len(rows) else rows


def _measure_file(
    folder: Path, measure: Measure, columns: Sequence[str], path: Path
) -> pd.DataFrame:
    rows = read_partition(path, path.relative_to(folder).as_posix(), columns)
    return _plain(measure(with_days(rows, read_catalogue(folder))))


def _plain(result: pd.DataFrame) -> pd.DataFrame:
    """Texts for categories, which differ from part to part."""
    names = result.select_dtypes("category").columns
    return result.astype(dict.fromkeys(names, "str"))
