"""What was typed for a run, as a request to the runner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chiso.cli.choices import read_langs, read_number, split_names, split_parameters
from chiso.cli.command import Given
from chiso.cli.place import find_project, out_folder
from chiso.cli.run_options import CELL_SECONDS, CELLS_A_CHAPTER, MOST_JOBS
from chiso.errors import Problem, UsageError
from chiso.words import LANGS, Words

if TYPE_CHECKING:
    from chiso.runner import RunRequest


def asked_run(given: Given) -> RunRequest:
    """The request that the options of ``chiso run`` make; options that a command lacks are unset.

    Raises
    ------
    UsageError
        If a word is wrong or two options exclude each other.
    """
    from chiso.runner import RunRequest
    from chiso.runner.capacity import usual_jobs
    from chiso.runner.jobs import Limits

    if given.get("all") and given.get("period"):
        allowed = Words(vi="chỉ dùng một trong hai", en="take one of the two")
        todo = Words(vi="Bỏ --all hoặc bỏ --period", en="Leave out --all or --period")
        raise UsageError(Problem("--all, --period", "", allowed, todo, "two_choices"))
    seconds = read_number("--timeout", given.get("timeout", str(CELL_SECONDS)))
    cores = 0 if given.get("cluster") else usual_jobs(MOST_JOBS)
    jobs = read_number("--jobs", given["jobs"]) if given.get("jobs") else cores
    langs = read_langs(given.get("lang", ",".join(LANGS)))
    project = find_project(given["data"], Path.cwd())
    return RunRequest(
        project=project,
        out=out_folder(given["out"], project),
        periods=given.get("period", ()),
        langs=langs,
        only=split_names(given.get("only", ())),
        parameters=split_parameters(given.get("param", ())),
        jobs=jobs,
        limits=Limits(seconds, CELLS_A_CHAPTER * seconds),
        force=given.get("force", False),
        keep_going=given.get("keep_going", False),
        wait=not given.get("no_wait", False),
        pdf=given.get("pdf", False),
        cold=given.get("cold", False),
        cluster=given.get("cluster") or "",
    )
