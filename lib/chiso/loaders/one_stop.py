"""Reports of a provincial one-stop system: iGate-like JSON in three shapes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from chiso.errors import DataError, Problem
from chiso.loaders.arrival import Arrival
from chiso.loaders.json_return import JsonRecord, JsonReturn, json_figure, json_period
from chiso.loaders.json_units import UnitFields, has_most, read_units
from chiso.loaders.reading import Reading
from chiso.loaders.wording import doubt
from chiso.numbers import format_number
from chiso.words import LANGS, Words

DOSSIERS = ("received", "resolved", "receivedOnline", "receivedDirect", "resolvedOverdue")
ONLINE = (
    "phatsinh_1phan_quantity", "phatsinh_toanphan_quantity", "chotiepnhan_quantity",
    "datiepnhan_quantity", "hoanthanh_quantity", "tuchoi_quantity", "onlinepaid_quantity", "total",
)  # fmt: skip
DIGITISATION = (
    "totalReceiver", "totalReceiverHavingFile", "totalReceiverNopeFile", "totalComplete",
    "totalCompleteHavingFile", "totalCompleteNopeFile",
)  # fmt: skip
SHAPES = (DOSSIERS, ONLINE, DIGITISATION)
_UNITS = UnitFields(
    names=("agency.name", "agency_name", "agencyName"), codes=("agency.code", "agency_code")
)


class _Rule(NamedTuple):
    """One count is the sum of others, or at most that sum."""

    whole: str
    parts: tuple[str, ...]
    is_equal: bool

    @property
    def text(self) -> str:
        """The rule as a formula."""
        return f"{self.whole} {'=' if self.is_equal else '≤'} {' + '.join(self.parts)}"


_RULES = (
    _Rule("received", ("receivedOnline", "receivedDirect"), is_equal=True),
    _Rule("resolvedOverdue", ("resolved",), is_equal=False),
    _Rule("total", ("phatsinh_1phan_quantity", "phatsinh_toanphan_quantity"), is_equal=True),
    _Rule("hoanthanh_quantity", ("total",), is_equal=False),
    _Rule("onlinepaid_quantity", ("total",), is_equal=False),
    _Rule("totalReceiver", ("totalReceiverHavingFile", "totalReceiverNopeFile"), is_equal=True),
    _Rule("totalComplete", ("totalCompleteHavingFile", "totalCompleteNopeFile"), is_equal=True),
)
# The base of percentTotalReceiverCompleteHavingFile is not documented, so it is not recomputed.
_PERCENTS = {
    "percentTotalReceiverHavingFile": ("totalReceiverHavingFile", "totalReceiver"),
    "percentTotalCompleteHavingFile": ("totalCompleteHavingFile", "totalComplete"),
}


def fits_one_stop(content: JsonReturn) -> bool:
    """Whether the records have the counts of one of the three reports."""
    return any(has_most(content, shape) for shape in SHAPES)


def read_one_stop(content: JsonReturn, arrival: Arrival) -> Reading:
    """The figures of one report of a one-stop system.

    Parameters
    ----------
    content
        Records of agencies, bare or in an envelope whose ``params`` give ``from`` and ``to``, or
        the numbers of the national portal.
    arrival
        The file; measures whose fields the report has not give no figures.

    Returns
    -------
    Reading
        One row an agency and measure, shares from their counts. Findings: counts that do not
        agree, percentages that their counts do not give, more dossiers settled than received,
        agencies that are not known.

    Raises
    ------
    DataError
        If the period is not known, a number cannot be read, an agency stands twice, or none is
        known.
    """
    period = json_period(content, arrival.source, arrival.hints)
    reading = read_units(content, arrival, period, _UNITS)
    doubts = [
        problem
        for record in content.records
        for problem in (*_broken_rules(content, record), *_wrong_percents(content, record))
    ]
    return replace(reading, findings=(*doubts, *reading.findings))


def _number(record: JsonRecord, field: str) -> float | None:
    """A number of a record; None also where it cannot be read, if no measure needs it."""
    try:
        given = json_figure(record.fields, field, "")
    except DataError:
        return None
    return given.value if given else None


def _broken_rules(content: JsonReturn, record: JsonRecord) -> Iterator[Problem]:
    for rule in _RULES:
        whole = _number(record, rule.whole)
        parts = [_number(record, field) for field in rule.parts]
        known = [part for part in parts if part is not None]
        if whole is None or len(known) < len(parts):
            continue
        summed = math.fsum(known)
        if whole > summed or (rule.is_equal and whole != summed):
            got = f"{whole:.15g}, {' + '.join(f'{part:.15g}' for part in known)}"
            where = f"{content.file}#{record.pointer}/{rule.whole}"
            yield doubt("counts_sum", where, got, formula=rule.text)
    received, resolved = _number(record, "received"), _number(record, "resolved")
    if received is not None and resolved is not None and resolved > received:
        where = f"{content.file}#{record.pointer}/resolved"
        yield doubt("settled_above_received", where, f"{resolved:.15g}, {received:.15g}")


def _wrong_percents(content: JsonReturn, record: JsonRecord) -> Iterator[Problem]:
    for field, (part, base) in _PERCENTS.items():
        try:
            printed = json_figure(record.fields, field, "")
        except DataError:
            printed = None
        cases, whole = _number(record, part), _number(record, base)
        if printed is None or cases is None or not whole:
            continue
        share = 100 * cases / whole
        if abs(printed.value - share) > 0.5 * 10.0**-printed.decimals + 1e-6:
            spoken = Words(*(format_number(share, 2, lang) for lang in LANGS))
            where = f"{content.file}#{record.pointer}/{field}"
            yield doubt("percent_differs", where, f"{printed.value:.15g}", share=spoken)
