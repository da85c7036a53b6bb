"""What chapters read: the observed files that a project is responsible for, with their digests."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chiso.runner.cache import is_lasting
from chiso.runner.project import Project

# The library and the environment have digests of their own.
_ELSEWHERE = (Path(__file__).resolve().parents[1], Path(sys.prefix), Path(sys.base_prefix))


@dataclass(frozen=True)
class Read:
    """One file that a kernel opened, or one folder that it listed.

    Attributes
    ----------
    kind
        ``file`` or ``folder``.
    path
        Where it is.
    bytes, changed_ns
        Its size and time of change when it was opened; -1 and 0 when it was not there.
    until
        ISO day up to which its content was used (:mod:`chiso.horizon`); empty for all of it.
    """

    kind: str
    path: Path
    bytes: int
    changed_ns: int
    until: str = ""


def read_observed(path: Path) -> tuple[Read, ...] | None:
    """The reads that a kernel wrote down; None when it had no recorder.

    Parameters
    ----------
    path
        File that the kernel's recorder wrote; a last line that was not finished is left out.
    """
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return None
    entries = (json.loads(line) for line in lines if line.endswith(b"\n"))
    return tuple(Read(kind, Path(name), *state) for kind, name, *state in entries)


@dataclass(frozen=True)
class Observed:
    """The reads for which no other digest stands, by name; names of listed folders end with ``/``.

    Attributes
    ----------
    data
        In the data set, by path below it.
    other
        Elsewhere in the project, by path below it: nobody declared these.
    dated
        Name and read in the data set too, but of these files only what belongs to the time up to
        a day was used, and of these folders only files that hold some; once for each day.
    """

    data: Mapping[str, Read]
    other: Mapping[str, Read]
    dated: tuple[tuple[str, Read], ...] = ()

    @property
    def until(self) -> str:
        """The latest day up to which something was used; empty when there is none."""
        return max((read.until for _, read in self.dated), default="")

    def changed(self) -> list[str]:
        """Names of files that are no longer as they were when the kernel opened them."""
        every = [*self.data.items(), *self.dated, *self.other.items()]
        return [name for name, read in every if read.kind == "file" and _is_changed(read)]


def own_reads(reads: Iterable[Read], project: Project, out: Path) -> Observed:
    """What a kernel read of a project, without the library, the environment and hidden files.

    Parameters
    ----------
    reads
        What the kernel opened.
    project
        The project.
    out
        Folder into which runs write, which is no input.
    """
    data, other, dated = {}, {}, []
    for read in sorted(reads, key=lambda read: (read.path, read.until)):
        if read.path.is_relative_to(project.data):
            name = _name(read, project.data)
            if read.until:
                dated.append((name, read))
            else:
                data[name] = read
        elif read.path.is_relative_to(project.root) and not any(
            read.path.is_relative_to(folder) for folder in (out, *_ELSEWHERE)
        ):
            other[_name(read, project.root)] = read
    data.pop("", None)
    other.pop("", None)
    return Observed(data, other, tuple((name, read) for name, read in dated if name))


def _name(read: Read, folder: Path) -> str:
    """A read's path below a folder; empty for what is hidden or left behind by a program."""
    name = read.path.relative_to(folder).as_posix()
    if name != "." and not is_lasting(name):
        return ""
    return f"{name}/" if read.kind == "folder" else name


def _is_changed(read: Read) -> bool:
    try:
        state = read.path.stat()
    except OSError:
        return read.bytes >= 0
    return (state.st_size, state.st_mtime_ns) != (read.bytes, read.changed_ns)
