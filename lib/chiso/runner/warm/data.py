"""The process of a run that has read and checked its data set; its periods are forked from it."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from chiso.dataset import check_dataset, read_catalogue
from chiso.dataset.partitions import partition_files
from chiso.dataset.visible import DatedContent
from chiso.errors import DataError
from chiso.periods import Period
from chiso.report.ahead import AHEAD
from chiso.report.extent import report_extent
from chiso.report.ready import folder_states
from chiso.runner.observation import install
from chiso.runner.warm.findings import Findings, Seen
from chiso.runner.warm.server import serve_forks


def serve_data(address: str, answer: str, data: str, *periods: str) -> None:
    """Check a data set, say what was found, and fork processes that find it read.

    Of Parquet partitions as much is checked as reports read, and nothing is kept; so nothing is
    forked from it then, which would only inherit the memory of the check.

    Parameters
    ----------
    address
        Path of its socket; it is there once the answer is, if a data set is kept.
    answer
        Path of the file for what was found (:class:`chiso.runner.warm.findings.Findings`).
    data
        Folder of the data set.
    periods
        Codes of the periods on which is reported.
    """
    is_stored = bool(partition_files(Path(data)))
    survey = _stored if is_stored else _printed
    try:
        found = survey(Path(data), [Period.parse(code) for code in periods])
    except DataError as error:
        found = Findings(error.problems, {})
    Path(answer).write_bytes(pickle.dumps(found))
    if not (found.problems or is_stored):
        serve_forks(address)


def _printed(folder: Path, periods: Sequence[Period]) -> Findings:
    states = folder_states(folder)
    install()  # what is read from now on counts as read by each kernel
    content = DatedContent(folder, AHEAD.read(folder, states))
    # Up to these days :func:`chiso.report.open_report` says that it looks.
    days = [period.end for period in periods]
    return Findings([], {day.isoformat(): Seen(content.digests(day), []) for day in days})


def _stored(folder: Path, periods: Sequence[Period]) -> Findings:
    catalogue = read_catalogue(folder)
    closing = max(period.last_day(catalogue.settings.calendar) for period in periods)
    problems = check_dataset(folder, report_extent(catalogue, closing))
    if problems:
        return Findings(problems, {})
    content = DatedContent(folder)
    days = [period.end for period in periods]
    seen = {day.isoformat(): Seen(content.digests(day), content.whole(day)) for day in days}
    return Findings([], seen)
