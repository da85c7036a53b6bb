"""What is said of a wrong word where a report or a data set is opened, with the nearest one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from chiso.errors import Problem, UsageError, nearest, unknown_word
from chiso.periods import Period
from chiso.words import LANGS, Lang, Words

_MEANT = Words(vi="Có phải {near}?", en="Did you mean {near}?")


def lang_of(lang: str) -> Lang:
    """The language that a word names.

    Raises
    ------
    UsageError
        If it is neither ``vi`` nor ``en``.
    """
    for known in LANGS:
        if lang == known:
            return known
    raise UsageError(unknown_word("lang", str(lang), LANGS, "unknown_language"))


def period_of(period: str | Period, known: Callable[[], Sequence[str]]) -> Period:
    """The period that a word names.

    Parameters
    ----------
    period
        As a person writes it.
    known
        Gives the codes of which the nearest is offered; asked only where the word names no period.

    Raises
    ------
    UsageError
        If it names none.

    Examples
    --------
    >>> period_of("Quý III/2024", list).code
    '2024-Q3'
    """
    if isinstance(period, Period):
        return period
    try:
        return Period.parse(str(period))
    except UsageError as error:
        near = nearest(str(period), known())
        if near is None:
            raise
        todo = _MEANT.fill(near=repr(near))
        raise UsageError(replace(problem, todo=todo) for problem in error.problems) from None


def no_folder(data: str) -> Problem:
    """There is no data set where it should be; the nearest beside it is offered."""
    allowed = Words(vi="đường dẫn đến thư mục bộ số liệu", en="the folder of a data set")
    place = Path(data)
    beside = sorted(path.parent.name for path in place.parent.glob("*/dataset.yml"))
    near = nearest(place.name, beside)
    if near is None:
        todo = Words(vi="Kiểm tra tham số data", en="Check the parameter data")
    else:
        todo = _MEANT.fill(near=repr(place.with_name(near).as_posix()))
    return Problem("data", repr(data), allowed, todo, "no_data_set")


def nothing_yet(period: Period, lang: Lang) -> Problem:
    """Nothing was published by the end of a period."""
    allowed = Words(
        vi="kỳ đã có số liệu công bố", en="a period by which figures had been published"
    )
    todo = Words(vi="Chọn kỳ muộn hơn", en="Choose a later period")
    return Problem("period", repr(period.name(lang)), allowed, todo, "empty_period")


def no_figures() -> Problem:
    """A choice that leaves nothing to show."""
    allowed = Words(vi="cần ít nhất một số liệu", en="at least one figure is needed")
    todo = Words(vi="Bớt một điều kiện lọc", en="Drop one of the filters")
    return Problem("figures", "0", allowed, todo, "no_figures")
