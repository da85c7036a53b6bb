"""Opening the workshop of a run: its folders, and the processes that kernels are forked from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from chiso.runner.execute import Workshop
from chiso.runner.jobs import ChapterJob
from chiso.runner.kernel import kernel_environment
from chiso.runner.request import RunRequest
from chiso.runner.warm.owner import warm_server
from chiso.runner.warm.prepared import Edition, PreparedReports
from chiso.runner.warm.reader import DataReader


@contextmanager
def started_reader(data: Path, periods: Sequence[str]) -> Iterator[DataReader | None]:
    """A warm process that imports from now on, and then has a data set read.

    Parameters
    ----------
    data
        Folder of the data set.
    periods
        Codes of the periods on which will be reported.

    Yields
    ------
    DataReader or None
        None where kernels cannot be forked.
    """
    # It opens no shell itself: each kernel brings a folder for what IPython writes.
    env = kernel_environment(os.environ, Path(os.devnull))
    with warm_server(env) as server:
        if server is None:
            yield None
            return
        server.start()
        with closing(DataReader(server, env, data, periods)) as reader:
            yield reader


@contextmanager
def opened_workshop(
    request: RunRequest,
    scratch: Path,
    jobs: Sequence[Sequence[ChapterJob]],
    reader: DataReader | None,
) -> Iterator[Workshop]:
    """The workshop for some chapters; no kernel of it is left afterwards.

    Parameters
    ----------
    request
        What is asked for.
    scratch
        Folder that is thrown away after the run.
    jobs
        The chapters of each period.
    reader
        Where kernels are forked; None starts each of them cold.
    """
    project = request.project
    workshop = Workshop(project.notebooks, scratch, project.paths, request.limits, request.kernel)
    if reader is None:
        yield workshop
        return
    env = kernel_environment(os.environ, scratch)
    places = (reader.server, env, project.notebooks)
    with closing(PreparedReports(*places, _editions(jobs), reader)) as reports:
        yield replace(workshop, warm=reader.server, prepared=reports)


def _editions(jobs: Sequence[Sequence[ChapterJob]]) -> list[Edition]:
    """What several chapters open alike; a single one opens its report itself."""
    return [
        Edition(
            str(chapters[0].parameters["data"]),
            chapters[0].period,
            tuple(dict.fromkeys(job.lang for job in chapters)),
            is_whole=len({job.chapter for job in chapters}) > 1,
        )
        for chapters in jobs
        if len(chapters) > 1
    ]
