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


@contextmanager
def opened_workshop(
    request: RunRequest, scratch: Path, jobs: Sequence[Sequence[ChapterJob]]
) -> Iterator[Workshop]:
    """The workshop for some chapters; no process of it is left afterwards.

    Parameters
    ----------
    request
        What is asked for.
    scratch
        Folder that is thrown away after the run.
    jobs
        The chapters of each period.
    """
    project = request.project
    workshop = Workshop(project.notebooks, scratch, project.paths, request.limits, request.kernel)
    if request.cold or request.cluster or not any(jobs):
        yield workshop
        return
    env = kernel_environment(os.environ, scratch)
    with warm_server(env) as warm:
        if warm is None:
            yield workshop
            return
        reports = PreparedReports(warm, env, project.notebooks, _editions(jobs))
        with closing(reports):
            yield replace(workshop, warm=warm, prepared=reports)


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
