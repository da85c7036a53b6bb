"""The 766 index as the national portal gives it: JSON of service report_tinh_766_service."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from chiso.catalog import Kind
from chiso.errors import DataError, Problem
from chiso.loaders.arrival import Arrival
from chiso.loaders.json_return import JsonRecord, JsonReturn, json_figure, json_period
from chiso.loaders.json_units import UnitFields, has_most, read_units
from chiso.loaders.measured import Given
from chiso.loaders.reading import Reading
from chiso.loaders.refusals import shown
from chiso.loaders.wording import doubt
from chiso.numbers import format_number
from chiso.periods import Period, format_date
from chiso.words import LANGS, Words


class _Score(NamedTuple):
    name: Words
    maximum: int


# Full marks under Decision 766/QD-TTg. The group of online services has 22, which the portal
# shows as two sub-groups: services 12 and payment 10.
_GROUPS: Mapping[str, _Score] = {
    "CKMB": _Score(Words("Công khai, minh bạch", "Openness"), 18),
    "TDGQ": _Score(Words("Tiến độ giải quyết", "Progress"), 20),
    "CLGQ": _Score(Words("Dịch vụ công trực tuyến", "Online services"), 12),
    "TTTT": _Score(Words("Thanh toán trực tuyến", "Online payment"), 10),
    "MDHL": _Score(Words("Mức độ hài lòng", "Satisfaction"), 18),
    "MDSH": _Score(Words("Số hóa hồ sơ", "Digitisation"), 22),
}
_TOTAL = "TONG_SCORE"
_SCORES = {**_GROUPS, _TOTAL: _Score(Words("Tổng điểm", "Total"), 100)}
_NOISE = 1e-9
_UNITS = UnitFields(names=("TEN", "TEN_COQUAN"), codes=("MA_COQUAN",))
FIELDS = tuple(_SCORES)


def fits_index766(content: JsonReturn) -> bool:
    """Whether the records have the scores of the 766 index."""
    return has_most(content, FIELDS)


def read_index766(content: JsonReturn, arrival: Arrival) -> Reading:
    """The scores of one answer of the portal.

    Parameters
    ----------
    content
        The answer, bare or in the envelope with ``params`` and ``extracted``.
    arrival
        The file; ``arrival.hints.period`` serves where the parameters name no period.

    Returns
    -------
    Reading
        One row a unit and score; a score that is missing, or above its maximum, has no row.
        Findings: groups that do not add up to the total, scores above their maximum, units
        that are not known, row numbers that are no ranks, a period that was still open.

    Raises
    ------
    DataError
        If the time of extraction or the period is not known, a number has a comma, a unit stands
        twice, or no unit is known.
    """
    if content.extracted is None:
        raise DataError(doubt("no_extraction", content.file))
    period = json_period(content, arrival.source, arrival.hints)
    excess = [
        (record, field)
        for record in content.records
        for field, score in _SCORES.items()
        if (_value(record, field) or 0) > score.maximum
    ]
    ranks = _false_ranks(content, arrival)
    dropped = {(record.pointer, field) for record, field in (*excess, *ranks)}
    reading = read_units(_without(content, dropped), arrival, period, _UNITS)
    findings = (
        *_still_open(content, arrival, period),
        *(_too_high(content.file, record, field) for record, field in excess),
        *(_no_rank(content.file, record, field) for record, field in ranks[:1]),
        *_unequal_sums(content),
    )
    return replace(reading, findings=(*findings, *reading.findings))


def _given(record: JsonRecord, field: str) -> Given | None:
    """A number of a record; None also where it cannot be read, which its reader tells."""
    try:
        return json_figure(record.fields, field, "")
    except DataError:
        return None


def _value(record: JsonRecord, field: str) -> float | None:
    given = _given(record, field)
    return given.value if given else None


def _without(content: JsonReturn, dropped: Container[tuple[str, str]]) -> JsonReturn:
    """The return without some fields of some records."""
    records = (
        JsonRecord(
            pointer, {name: fields[name] for name in fields if (pointer, name) not in dropped}
        )
        for pointer, fields in content.records
    )
    return replace(content, records=tuple(records))


def _still_open(content: JsonReturn, arrival: Arrival, period: Period) -> Iterator[Problem]:
    last = period.last_day(arrival.source.calendar)
    if content.extracted and content.extracted <= last:
        got = content.extracted.isoformat()
        spoken = Words(*(format_date(last, lang) for lang in LANGS))
        yield doubt("period_open", f"{content.file}#/extracted", got, last=spoken)


def _too_high(file: str, record: JsonRecord, field: str) -> Problem:
    score, got = _SCORES[field], f"{_value(record, field):.15g}"
    where = f"{file}#{record.pointer}/{field}"
    return doubt("above_maximum", where, got, name=score.name, maximum=score.maximum)


def _unequal_sums(content: JsonReturn) -> Iterator[Problem]:
    """A finding for each record whose printed groups cannot have the printed total."""
    for record in content.records:
        groups = [given for field in _GROUPS if (given := _given(record, field))]
        total = _given(record, _TOTAL)
        if total is None or len(groups) < len(_GROUPS):
            continue
        summed = math.fsum(given.value for given in groups)
        # Each printed number stands for those that round to it.
        room = math.fsum(0.5 * 10.0**-given.decimals for given in (*groups, total))
        if abs(summed - total.value) > room + _NOISE:
            decimals = max(given.decimals for given in groups)
            spoken = Words(*(format_number(summed, decimals, lang) for lang in LANGS))
            where = f"{content.file}#{record.pointer}/{_TOTAL}"
            yield doubt("groups_sum", where, f"{total.value:.15g}", sum=spoken)


def _false_ranks(content: JsonReturn, arrival: Arrival) -> list[tuple[JsonRecord, str]]:
    """Fields that the layout takes for ranks though they do not follow from the total scores."""
    scores = [_value(record, _TOTAL) for record in content.records]
    return [
        (record, column)
        for measure in arrival.layout.measures
        for column in measure.columns
        if arrival.catalogue.indicators[measure.indicator].kind is Kind.RANK
        if [_value(record, column) for record in content.records] != _ranks(scores)
        for record in content.records
    ]


def _ranks(scores: Sequence[float | None]) -> list[float | None]:
    """Competition ranks (1, 2, 2, 4), the highest score first."""
    known = [score for score in scores if score is not None]
    return [
        None if score is None else 1.0 + sum(other > score for other in known) for score in scores
    ]


def _no_rank(file: str, record: JsonRecord, field: str) -> Problem:
    where = f"{file}#{record.pointer}/{field}"
    return doubt("not_a_rank", where, shown(field), by=_SCORES[_TOTAL].name)
