"""The files of an import, read: what each says, which are there already, which are refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from chiso.errors import EgovError
from chiso.intake.folders import label
from chiso.intake.outcomes import Known, Outcome, Read, Refusal, Watch
from chiso.intake.pool import Answer, Reader, read_all
from chiso.loaders.safety import file_digest


def gather(
    paths: Sequence[Path], known: Mapping[str, str], reader: Reader, jobs: int, watch: Watch
) -> list[Outcome]:
    """What became of each file, in the order of the paths.

    Parameters
    ----------
    paths
        Files, each once.
    known
        Where each digest was entered before; such files are not read again.
    reader
        Reads one file.
    jobs
        Processes that read at the same time.
    watch
        Hears about each file as it is done.
    """
    watch.begin(len(paths))
    done: dict[Path, Outcome] = {}
    seen = dict(known)
    unread: list[Path] = []
    for path in paths:
        outcome = _before_reading(path, seen)
        if outcome is None:
            unread.append(path)
        else:
            done[path] = outcome
            watch.file_done(outcome)
    for path, answer in read_all(reader, unread, jobs):
        done[path] = _outcome(path, answer)
        watch.file_done(done[path])
    return [done[path] for path in paths]


def _before_reading(path: Path, seen: dict[str, str]) -> Outcome | None:
    """The outcome of a file that need not be read; None for one that must."""
    name = label(path)
    try:
        digest, _ = file_digest(path)
    except EgovError as error:
        return Refusal(name, error.problems)
    if digest in seen:
        return Known(name, seen[digest])
    seen[digest] = name
    return None


def _outcome(path: Path, answer: Answer) -> Outcome:
    name = label(path)
    return Refusal(name, answer) if isinstance(answer, tuple) else Read(name, answer)
