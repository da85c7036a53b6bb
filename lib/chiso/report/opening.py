"""Opening a report: words become a period, files become checked figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from chiso.catalog import Catalogue
from chiso.dataset import load_observations, read_catalogue
from chiso.dataset.observations import cut_after
from chiso.errors import DataError, EgovError
from chiso.horizon import looking_no_further
from chiso.periods import Period
from chiso.report.ahead import AHEAD
from chiso.report.data_set import Dataset
from chiso.report.extent import report_extent
from chiso.report.ready import ReadyReports, State
from chiso.report.whole import Report
from chiso.report.wrong_words import lang_of, no_folder, period_of
from chiso.words import Lang


def open_report(period: str, *, lang: Lang = "vi", data: str | Path = "../data/hoa_binh") -> Report:
    """The report of one period from one data set.

    Parameters
    ----------
    period
        As a person writes it: ``2023``, ``2024-H1``, ``Quý III/2024``.
    lang
        ``vi`` or ``en``.
    data
        Folder of the data set.

    Returns
    -------
    Report
        With every figure up to the period's last day and the targets adopted by then. pandas keeps
        texts as Python objects from then on (:mod:`chiso.report.texts`).

    Raises
    ------
    UsageError
        If the period or the language is not understood, or nothing was published by then.
    DataError
        With every problem of the data set.

    Examples
    --------
    >>> report = open_report("2024-H1", lang="en", data="data/hoa_binh")
    >>> report.verdict_counts()["met"] > 0
    True
    """
    reader = lang_of(lang)
    try:
        wanted = period_of(period, lambda: _report_periods(Path(str(data))))
        ready = _READY.take(wanted.code, reader, Path(str(data)))
        return ready or _read_report(wanted, reader, data)
    except EgovError as error:
        # A notebook tells errors in the language of its report.
        error.lang = reader
        raise


def open_dataset(data: str | Path = "../data/hoa_binh", *, lang: Lang = "vi") -> Dataset:
    """A data set with all its figures, checked, for reports of several periods and for a look.

    Parameters
    ----------
    data
        Folder of the data set.
    lang
        Language in which it describes itself: ``vi`` or ``en``.

    Raises
    ------
    UsageError
        If the language is not understood.
    DataError
        With every problem of the data set.

    Examples
    --------
    >>> data_set = open_dataset("data/hoa_binh", lang="en")
    >>> data_set.indicators["work_files_online_share"]
    Indicator('work_files_online_share': Work files handled online, %)
    """
    reader = lang_of(lang)
    folder, catalogue = _described(data)
    return Dataset(folder, catalogue, load_observations(folder, catalogue), reader)


def prepare_reports(
    period: str,
    langs: Sequence[Lang],
    data: str | Path,
    states: Mapping[str, State],
    *,
    is_whole: bool = True,
) -> None:
    """Open the reports of one period for processes that will be forked from this one.

    :func:`open_report` then finds them, as long as the data set is what it was. What does not
    depend on the language is worked out once.

    Parameters
    ----------
    period, data
        As :func:`open_report` takes them.
    langs
        Languages of the reports.
    states
        The data set as it is (:func:`chiso.report.ready.folder_states`).
    is_whole
        Whether many chapters will be drawn, so that what they share is worked out beforehand.

    Raises
    ------
    UsageError, DataError
        As :func:`open_report` raises them.
    """
    first, *others = langs
    report = open_report(period, lang=first, data=data)
    if is_whole:
        report.work_out()
    report.edition_facts()  # what they work out is there for the other languages to take over
    for edition in [report, *(report.in_language(lang_of(lang)) for lang in others)]:
        edition.edition_facts()
        _READY.keep(edition, Path(data), states)


# Empty but in a process that was asked to prepare reports, and in its forks.
_READY = ReadyReports()


def _read_report(wanted: Period, reader: Lang, data: str | Path) -> Report:
    ahead = AHEAD.take(Path(data))
    if ahead is not None:
        looking_no_further(wanted.end)
        closing = wanted.last_day(ahead.catalogue.settings.calendar)
        seen = cut_after(ahead.observations, closing)
        return Dataset(Path(data), ahead.catalogue, seen, reader).report(wanted)
    # The calendar, which may close a period earlier, is itself part of the catalogue.
    folder, catalogue = _described(data, wanted.end)
    closing = wanted.last_day(catalogue.settings.calendar)
    observations = load_observations(folder, catalogue, report_extent(catalogue, closing))
    return Dataset(folder, catalogue, observations, reader).report(wanted)


def _described(data: str | Path, until: date | None = None) -> tuple[Path, Catalogue]:
    """A data set's folder and its catalogue."""
    folder = Path(str(data))
    if not folder.is_dir():
        raise DataError(no_folder(str(data)))
    return folder, read_catalogue(folder, until)


def _report_periods(folder: Path) -> list[str]:
    """Codes of the periods that have a report; none where there is no data set."""
    if not folder.is_dir():
        return []
    return [period.code for period in read_catalogue(folder).settings.report_periods]
