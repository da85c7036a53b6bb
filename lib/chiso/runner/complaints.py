"""What a run says when chapters fail, inputs change under it, or the disk gives out."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from chiso.errors import Problem, RunError
from chiso.numbers import size_words
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.request import FailedItem, RunRequest
from chiso.words import Words

# A period without an earlier report: pages, workbook and pictures in two languages.
_FIRST_BYTES = 8 * 2**20
# Each report is staged beside the one that it replaces.
_COPIES = 2


def command_again(request: RunRequest, job: ChapterJob) -> str:
    """The command that runs one item again, from the project folder."""
    project = request.project
    inside = project.data.parent == project.root / "data"
    words = ["chiso", "run", "--data", project.data.name if inside else os.fspath(project.data)]
    if request.out != project.root / "outputs":
        words += ["--out", os.fspath(request.out)]
    words += ["--period", job.period, "--only", job.chapter, "--lang", job.lang]
    return shlex.join(words)


def failed_items(request: RunRequest, results: Iterable[ChapterResult]) -> tuple[FailedItem, ...]:
    """The chapters that failed, each with the command that runs it again."""
    return tuple(
        FailedItem(
            result.job.period,
            result.job.name,
            result.failure.cell + 1,
            result.failure.heading,
            result.failure.message,
            command_again(request, result.job),
        )
        for result in results
        if result.failure
    )


def next_step(kept: Path, out: Path, command: str) -> Words:
    """What to do about a failed chapter.

    Parameters
    ----------
    kept
        Its broken notebook.
    out
        Folder in which each data set has its output folder.
    command
        What runs it again.
    """
    file = kept.relative_to(out).as_posix()
    return Words(vi=f"Mở {file}; thử lại: {command}", en=f"Open {file}; try again: {command}")


def changed_inputs(changed: Words) -> Problem:
    """That somebody edited what a run was reading."""
    allowed = Words(
        vi=f"trong khi chạy không được sửa gì ({changed.vi})",
        en=f"nothing may be edited during a run ({changed.en})",
    )
    todo = Words(vi="Chạy lại", en="Run again")
    return Problem("chiso run", "", allowed, todo, "inputs_changed")


def changed_files(names: Iterable[str]) -> Words:
    """That files changed after a kernel had read them."""
    shown = ", ".join(names)
    return Words(vi=f"tệp thay đổi: {shown}", en=f"files changed: {shown}")


def undeclared_reads(names: Iterable[str]) -> Words:
    """That a chapter read files of the project which are no part of its data set."""
    shown = ", ".join(names)
    return Words(
        vi=f"đọc tệp ngoài bộ số liệu: {shown}; từ nay tệp đổi thì chương chạy lại",
        en=f"reads files outside the data set: {shown}; from now on it runs again when they change",
    )


def broken_disk(error: OSError, folder: Path) -> Problem:
    """That a file could not be read or written, and how much room is left.

    Parameters
    ----------
    error
        What the system said.
    folder
        Where the run writes.
    """
    free = size_words(shutil.disk_usage(folder).free)
    allowed = Words(
        vi=f"đĩa phải còn chỗ (hiện trống {free.vi}) và các tệp phải đọc, ghi được",
        en=f"the disk needs room ({free.en} are free) and its files have to be readable and"
        " writable",
    )
    todo = Words(
        vi="Báo cáo cũ vẫn còn nguyên; giải phóng chỗ hoặc cấp quyền rồi chạy lại",
        en="The old reports are untouched; free some room or grant access, then run again",
    )
    where = os.fspath(error.filename or "")
    return Problem(where, repr(error.strerror), allowed, todo, "disk")


def check_room(folder: Path, due_count: int, records: Iterable[Mapping[str, Any]]) -> None:
    """Make sure that the disk has room for the reports that are due.

    Parameters
    ----------
    folder
        Where the run writes; it exists.
    due_count
        How many reports are due.
    records
        Records of earlier reports, which tell how large reports are.

    Raises
    ------
    RunError
        If they would not fit.
    """
    sizes = [sum(file["bytes"] for file in record["files"]) for record in records]
    # What is due together is staged together.
    needed = due_count * _COPIES * max(sizes, default=_FIRST_BYTES)
    free = shutil.disk_usage(folder).free
    if free < needed:
        allowed = Words(
            vi="cần khoảng {needed}, chỉ còn trống {free}",
            en="about {needed} are needed, {free} free",
        ).fill(needed=size_words(needed), free=size_words(free))
        todo = Words(
            vi="Giải phóng chỗ, hoặc chọn thư mục khác bằng --out",
            en="Free some room, or choose another folder with --out",
        )
        raise RunError(Problem(folder.as_posix(), "", allowed, todo, "disk"))
