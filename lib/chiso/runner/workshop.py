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
from chiso.runner.warm.owner import WarmServer, warm_server
from chiso.runner.warm.prepared import Edition, PreparedReports


@contextmanager
def started_server() -> Iterator[WarmServer | None]:
    """A warm process that imports from now on; None where kernels cannot be forked."""
    # It opens no shell itself: each kernel brings a folder for what IPython writes.
    with warm_server(kernel_environment(os.environ, Path(os.devnull))) as warm:
        if warm is not None:
            warm.start()
        yield warm


@contextmanager
def opened_workshop(
    request: RunRequest,
    scratch: Path,
    jobs: Sequence[Sequence[ChapterJob]],
    warm: WarmServer | None,
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
    warm
        Server from which kernels are forked; None starts each of them cold.
    """
    project = request.project
    workshop = Workshop(project.notebooks, scratch, project.paths, request.limits, request.kernel)
    if warm is None:
        yield workshop
        return
    env = kernel_environment(os.environ, scratch)
    with closing(PreparedReports(warm, env, project.notebooks, _editions(jobs))) as reports:
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
