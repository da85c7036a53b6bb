"""Files read side by side in processes of their own, whatever becomes of those processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chiso.catalog import Catalogue
from chiso.errors import EgovError, Problem
from chiso.loaders.reading import Hints, Reading
from chiso.waiting import as_they_end, result_of
from chiso.words import Words

Load = Callable[[Path, Catalogue, Hints], Reading]
Answer = Reading | tuple[Problem, ...]
# Below this the processes take longer to start than the files to read.
_FEW = 20


@dataclass(frozen=True)
class Reader:
    """Reads one file; what each process is given once.

    Attributes
    ----------
    load
        Reads a return; a function of a module, so that it can be sent to another process.
    catalogue, hints
        What it needs to know.
    """

    load: Load
    catalogue: Catalogue
    hints: Hints

    def answer(self, path: Path) -> Answer:
        """The reading of a file, or why there is none."""
        try:
            return self.load(path, self.catalogue, self.hints)
        except EgovError as error:
            return error.problems


def read_all(reader: Reader, paths: Sequence[Path], jobs: int) -> Iterator[tuple[Path, Answer]]:
    """Each file with its reading or the problems with it, in the order in which they end.

    Parameters
    ----------
    reader
        Reads one file.
    paths
        Files, each once.
    jobs
        Processes that read at the same time; few files are read in this one.

    Notes
    -----
    The system may kill a process for the memory that a file takes. The files that were on their
    way are then read one by one until the one that kills is found; it is refused, and the rest
    goes on as before.
    """
    if len(paths) < _FEW or jobs == 1:
        yield from ((path, reader.answer(path)) for path in paths)
        return
    waiting = dict.fromkeys(paths)
    while waiting:
        for path, answer in _side_by_side(reader, list(waiting), jobs):
            del waiting[path]
            yield path, answer
        for path, answer in _one_by_one(reader, list(waiting)):
            del waiting[path]
            yield path, answer


def _side_by_side(
    reader: Reader, paths: Sequence[Path], jobs: int
) -> Iterator[tuple[Path, Answer]]:
    """Answers until all are there or a process dies."""
    with _pool(reader, jobs) as pool:
        futures: dict[Future[Answer], Path] = {}
        try:
            with suppress(BrokenProcessPool):  # what could not be handed in stays undone
                for path in paths:
                    futures[_handed_in(pool, path)] = path
            for future in as_they_end(futures):
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield futures[future], future.result()
        finally:
            _wind_down(futures)


def _wind_down(futures: Collection[Future[Answer]]) -> None:
    """Begin no further file; of those that are being read wait for the end, all ears."""
    for future in futures:
        future.cancel()
    for _ in as_they_end(futures):
        pass


def _one_by_one(reader: Reader, paths: Sequence[Path]) -> Iterator[tuple[Path, Answer]]:
    """Answers up to the first file that kills its reader."""
    with _pool(reader, 1) as pool:
        for path in paths:
            try:
                answer = result_of(_handed_in(pool, path))
            except BrokenProcessPool:
                yield path, (_killed(path),)
                return
            yield path, answer


def _handed_in(pool: ProcessPoolExecutor, path: Path) -> Future[Answer]:
    """A file that waits to be read; the process that may begin for it never hears Ctrl-C."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_answer, path)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_answer, path)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pool(reader: Reader, jobs: int) -> ProcessPoolExecutor:
    # Fresh processes: a fork of one that draws a progress bar in a thread can lock up.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, context, _prepare, (reader,))


_reader: Reader  # of a reading process, set once when it begins


def _prepare(reader: Reader) -> None:
    """Keep what every file needs; leave Ctrl-C to the process that started this one."""
    global _reader
    _reader = reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the import is killed, instead of waiting for its next file for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(path: Path) -> Answer:
    return _reader.answer(path)


def _killed(path: Path) -> Problem:
    allowed = Words(
        vi="tệp đọc được trong bộ nhớ của máy; tiến trình đọc tệp này đã bị hệ thống dừng",
        en="a file that fits into memory; the process that read this one was killed",
    )
    todo = Words(
        vi="Kiểm tra tệp có quá lớn không, rồi nhập riêng tệp này",
        en="See whether the file is too large, then import it alone",
    )
    return Problem(path.name, "", allowed, todo, "reader_killed")
