"""Who runs the chapters of a run: this machine, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from chiso.errors import SetupError
from chiso.runner.cluster import Cluster
from chiso.runner.cluster_words import no_scheduler, no_worker, not_installed
from chiso.runner.execute import Workshop
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.project import Project
from chiso.runner.request import RunRequest
from chiso.runner.shipment import pack
from chiso.runner.surroundings import locked_names
from chiso.runner.watch import Switch

_LOCK = "requirements.lock"
_CONNECT_SECONDS = 10


class Work(Protocol):
    """Runs one chapter, as :func:`chiso.runner.execute.run_chapter` does."""

    def __call__(
        self,
        job: ChapterJob,
        workshop: Workshop,
        switch: Switch,
        reached: Callable[[str], None] | None = None,
    ) -> ChapterResult:
        """The outcome of the chapter."""


@contextmanager
def workforce(request: RunRequest, here: Work, *, is_due: bool) -> Iterator[tuple[Work, int]]:
    """What runs a chapter, and how many it can run at the same time.

    Parameters
    ----------
    request
        What is asked for; ``cluster`` names a scheduler.
    here
        What runs a chapter on this machine.
    is_due
        Whether there is a chapter to run; nobody is asked for nothing.

    Raises
    ------
    SetupError
        If the cluster cannot be used.
    """
    if not request.cluster or not is_due:
        yield here, request.jobs or 1
        return
    with connected(request.cluster, request.project, is_warm=not request.cold) as cluster:
        yield cluster.run, request.jobs or cluster.threads


@contextmanager
def connected(address: str, project: Project, *, is_warm: bool = True) -> Iterator[Cluster]:
    """A cluster whose workers have been checked.

    Parameters
    ----------
    address
        Of a scheduler, such as ``tcp://10.0.0.5:8786``.
    project
        The project whose chapters will be run.
    is_warm
        Whether workers may fork kernels from a warm process.

    Raises
    ------
    SetupError
        If dask is not installed, no scheduler answers, it has no worker, or a worker differs.
    """
    try:
        from distributed import Client
    except ImportError:
        raise SetupError(not_installed()) from None
    make: Any = Client
    try:
        client = make(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SetupError(no_scheduler(address, error)) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError:
            raise SetupError(no_worker(address)) from None
        names = locked_names(project.root / _LOCK)
        cluster = Cluster(client, address, pack(project), names, is_warm=is_warm)
        cluster.check_workers()
        yield cluster
