"""One chapter through papermill, in a kernel of its own."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from chiso.lazy import out_of_reach
from chiso.runner.failure import Failure
from chiso.runner.full_text import FullText
from chiso.runner.jobs import ChapterJob, ChapterResult, Limits
from chiso.runner.kernel import KERNEL, kernel_environment
from chiso.runner.notebook import nearest_heading, repeatable
from chiso.runner.observation import READS, STACKS
from chiso.runner.output_cap import Cut
from chiso.runner.reads import read_observed
from chiso.runner.warm.folder import socket_folder
from chiso.runner.warm.owner import ADDRESS, OFF, WarmServer
from chiso.runner.warm.prepared import PreparedReports
from chiso.runner.watch import Switch, Watch
from chiso.schemas import import_jsonschema

_LOG_LINES = 20
_STACK_LINES = 60
READS_ENDING, STACKS_ENDING = ".reads", ".stacks"


@dataclass(frozen=True)
class Workshop:
    """What all chapters of a run share.

    Attributes
    ----------
    notebooks
        Folder in which kernels work.
    scratch
        Folder for raw notebooks and kernel logs, thrown away after the run.
    paths
        Absolute paths and what stands for them in published notebooks, longer ones first.
    limits
        Time limits.
    kernel
        Name of the kernel specification.
    warm
        Server from which kernels are forked; None starts each of them cold.
    prepared
        Processes with reports open, from which kernels are forked rather than from the server.
    """

    notebooks: Path
    scratch: Path
    paths: tuple[tuple[str, str], ...] = ()
    limits: Limits = field(default_factory=Limits)
    kernel: str = KERNEL
    warm: WarmServer | None = None
    prepared: PreparedReports | None = None

    def environment(self, period: str) -> dict[str, str]:
        """Environment variables of a kernel for a period."""
        env = kernel_environment(os.environ, self.scratch)
        if self.warm is None:
            return env | {ADDRESS: OFF}
        place = self.prepared.address(period) if self.prepared else self.warm.address
        return env | {ADDRESS: os.fspath(place)}

    def release(self, period: str) -> None:
        """Give up what stands ready for a period; all its chapters have ended."""
        if self.prepared is not None:
            self.prepared.release(period)


def run_chapter(
    job: ChapterJob,
    workshop: Workshop,
    switch: Switch,
    reached: Callable[[str], None] | None = None,
) -> ChapterResult:
    """The outcome of one chapter; its notebook is written to ``job.target`` in either case.

    Parameters
    ----------
    job
        The chapter.
    workshop
        What the chapters of this run share.
    switch
        Stops the chapter when the run is interrupted.
    reached
        Called with each heading that the chapter comes to.
    """
    began = time.monotonic()
    name = f"{job.period}.{job.name}"
    log = workshop.scratch / f"{name}.log"
    job.target.parent.mkdir(parents=True, exist_ok=True)
    with switch.watched(reached) as watch, watch.limited(workshop.limits.chapter_seconds):
        notebook = _execute(job, workshop, watch, log)
    failure = _find_failure(notebook, job.lang)
    states: Literal["kept", "dropped"] = "kept" if failure else "dropped"
    clean = repeatable(notebook, job.chapter, workshop.paths, states=states)
    text = json.dumps(clean, ensure_ascii=False, indent=1, sort_keys=True)
    job.target.write_text(text + "\n", encoding="utf-8")
    return ChapterResult(
        job,
        time.monotonic() - began,
        failure,
        _last_words(log) if failure else "",
        watch.gauge.peak_bytes,
        read_observed(log.with_suffix(READS_ENDING)),
        tuple(Cut(**cut) for cut in notebook["metadata"].get("chiso", {}).get("cuts", ())),
        watch.kernel,
    )


def _execute(job: ChapterJob, workshop: Workshop, watch: Watch, log: Path) -> Any:
    """The notebook with what came of its cells, as a file would hold it."""
    if workshop.warm:
        workshop.warm.start()
    import_engines()
    import papermill
    from nbformat.v4.rwbase import split_lines, strip_transient
    from papermill.engines import papermill_engines

    place = nullcontext(workshop.warm.folder) if workshop.warm else socket_folder()
    full_text = FullText(job.full_text, job.full_text_name)
    with log.open("wb") as log_file, place as sockets, closing(full_text):
        # In one call papermill would also check and serialise what is cleaned first here.
        prepared = papermill.execute_notebook(
            _literal(job.source),
            None,
            parameters=dict(job.parameters),
            engine_name="chiso",
            kernel_name=workshop.kernel,
            prepare_only=True,
        )
        try:
            done = papermill_engines.execute_notebook_with_engine(
                "chiso",
                prepared,
                workshop.kernel,
                progress_bar=False,
                execution_timeout=workshop.limits.cell_seconds,
                watch=watch,
                full_text=full_text,
                sockets=sockets,
                resources={"metadata": {"path": os.fspath(workshop.notebooks)}},
                launch={
                    "env": {
                        **workshop.environment(job.period),
                        READS: os.fspath(log.with_suffix(READS_ENDING)),
                        STACKS: os.fspath(log.with_suffix(STACKS_ENDING)),
                    },
                    "stdout": log_file,
                    "stderr": log_file,
                },
            )
        finally:
            _close_event_loop()
    return strip_transient(split_lines(done))  # type: ignore[no-untyped-call]  # upstream


def import_engines() -> None:
    """Import papermill and the engine that it runs chapters by."""
    import_jsonschema()
    # papermill's files on Hadoop need it; it would cost as much as all else of papermill.
    with out_of_reach("pyarrow"):
        import papermill  # noqa: F401

    import chiso.runner.engine  # noqa: F401


def _literal(path: Path) -> str:
    """The path with braces doubled: papermill formats paths with the parameters."""
    return os.fspath(path).replace("{", "{{").replace("}", "}}")


def _find_failure(notebook: Any, lang: str) -> Failure | None:
    """The failure that the engine recorded, or the error output that papermill finds, if any."""
    from papermill import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors

    record = notebook["metadata"].get("chiso", {}).get("failure")
    if record:
        return Failure.from_record(record)
    try:
        raise_for_execution_errors(notebook, None)
    except PapermillExecutionError as error:
        heading = nearest_heading(notebook["cells"], error.cell_index, lang)
        return Failure("exception", error.cell_index, heading, f"{error.ename}: {error.evalue}")
    return None


def _close_event_loop() -> None:
    """End this thread's event loop with what a stopped cell left waiting in it."""
    import asyncio

    from jupyter_core.utils import ensure_event_loop

    async def end_tasks() -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    loop = ensure_event_loop()
    loop.run_until_complete(end_tasks())
    loop.close()


def _last_words(log: Path) -> str:
    """The last lines that the kernel wrote, and where its threads stood if it was asked."""
    stacks = log.with_suffix(STACKS_ENDING)
    said = _lines(log)[-_LOG_LINES:]
    # Innermost calls come first.
    return "\n".join([*said, *(_lines(stacks)[:_STACK_LINES] if stacks.is_file() else [])])


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
