"""Opening a report: words become a period, files become checked figures."""

from __future__ import annotations

from pathlib import Path

from chiso.dataset import load_observations, read_catalogue
from chiso.errors import DataError, Problem, UsageError, unknown_word
from chiso.periods import Period
from chiso.report.extent import report_extent
from chiso.report.selection import cut_after, with_values
from chiso.report.whole import Report
from chiso.words import LANGS, Lang, Words


def open_report(period: str, *, lang: str = "vi", data: str | Path = "../data/hoa_binh") -> Report:
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
        With every figure up to the period's last day and the targets adopted by then.

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
    reader = _language(lang)
    wanted = Period.parse(str(period))
    folder = Path(data)
    if not folder.is_dir():
        raise DataError(_no_folder(str(data)))
    catalogue = read_catalogue(folder)
    closing = wanted.last_day(catalogue.settings.calendar)
    observations = load_observations(folder, catalogue, report_extent(catalogue, closing))
    published = with_values(cut_after(observations, closing), catalogue)
    if published.empty:
        raise UsageError(_nothing_yet(wanted, reader))
    return Report(wanted, reader, catalogue, published)


def _language(lang: str) -> Lang:
    for known in LANGS:
        if lang == known:
            return known
    raise UsageError(unknown_word("lang", str(lang), LANGS, "unknown_language"))


def _no_folder(data: str) -> Problem:
    allowed = Words(vi="đường dẫn đến thư mục bộ số liệu", en="the folder of a data set")
    todo = Words(vi="Kiểm tra tham số data", en="Check the parameter data")
    return Problem("data", repr(data), allowed, todo, "no_data_set")


def _nothing_yet(period: Period, lang: Lang) -> Problem:
    allowed = Words(
        vi="kỳ đã có số liệu công bố", en="a period by which figures had been published"
    )
    todo = Words(vi="Chọn kỳ muộn hơn", en="Choose a later period")
    return Problem("period", repr(period.name(lang)), allowed, todo, "empty_period")
