"""JSON of portals and systems: its records, what was asked for, and when it was taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from chiso.catalog import Source
from chiso.errors import DataError, UsageError
from chiso.loaders.cells import find_days
from chiso.loaders.measured import Given
from chiso.loaders.period_said import PeriodSaid, agreed_period
from chiso.loaders.reading import Hints
from chiso.loaders.refusals import shown
from chiso.loaders.text_file import JsonValue
from chiso.loaders.wording import doubt
from chiso.numbers import parse_number
from chiso.periods import Calendar, Period
from chiso.text import to_nfc

Fields = Mapping[str, JsonValue]
_MAX_NUMBER = 10**15
# scores_2024-07-05T1100.json: the day and hour of extraction, where the content has no place for it
_STAMP = re.compile(r"_(\d{4}-\d{2}-\d{2}(?:T\d{4})?)\.[^.]*$")


class JsonRecord(NamedTuple):
    """One record and its JSON pointer."""

    pointer: str
    fields: Fields


@dataclass(frozen=True)
class JsonReturn:
    """What one JSON file holds.

    Attributes
    ----------
    file
        Base name.
    records
        Its records; nested fields are named with dots: ``agency.code``.
    params
        What was asked for, such as ``p_nam``; empty where the file does not say.
    stamp
        Time of extraction in ISO form, or its day; empty where neither the file nor its name
        says it.
    is_synthetic
        Whether it says that its figures are illustrative.
    """

    file: str
    records: tuple[JsonRecord, ...]
    params: Fields
    stamp: str
    is_synthetic: bool

    @property
    def extracted(self) -> date | None:
        """Day of extraction; None where it is not known."""
        return datetime.fromisoformat(self.stamp).date() if self.stamp else None


def open_return(content: JsonValue, file: str) -> JsonReturn:
    """The records of a bare list, of ``{"data": […]}``, or of the envelope that chiso keeps.

    Parameters
    ----------
    content
        Value of the file.
    file
        Base name for messages. A name that ends in ``_2024-07-05T1100.json`` or
        ``_2024-07-05.json`` gives the time of extraction if the content does not.

    Raises
    ------
    DataError
        If the content has no list of records, or a field of the envelope has another form.
    """
    envelope = content if isinstance(content, dict) else {"data": content}
    listed, prefix = envelope.get("data"), "/data" if isinstance(content, dict) else ""
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise DataError(doubt("json_records", file, shown(content)))
    params = envelope.get("params", {})
    return JsonReturn(
        file,
        tuple(
            JsonRecord(f"{prefix}/{number}", dict(_flat(item)))
            for number, item in enumerate(listed)
            if isinstance(item, dict)
        ),
        params if isinstance(params, dict) else {},
        _stamp(envelope, file),
        envelope.get("illustrative") is True,
    )


def json_figure(fields: Fields, name: str, where: str) -> Given | None:
    """A number with a decimal point, also when it arrives as text; None for null and empty text.

    Raises
    ------
    DataError
        For a comma, a sign or a word in it, and for logical values and lists.

    Examples
    --------
    >>> json_figure({"CKMB": "15.7"}, "CKMB", "a.json#/0")
    Given(value=15.7, qualifier='=', decimals=1, cell='CKMB', is_percent=False)
    """
    given = fields.get(name)
    if given in (None, ""):
        return None
    text = json_text(fields, name)
    bare = text.removesuffix("%").rstrip()
    if not re.fullmatch(r"\d{1,15}(?:\.\d{1,15})?", bare):
        raise DataError(doubt("json_figure", f"{where}/{name}", shown(given)))
    value, decimals = parse_number(bare, decimal=".", thousands=",")
    return Given(value, "=", decimals, name, is_percent=bare != text)


def json_count(fields: Fields, name: str, where: str) -> Given | None:
    """A whole number, as :func:`json_figure` reads it.

    Raises
    ------
    DataError
        As there, and for a fraction.
    """
    given = json_figure(fields, name, where)
    if given is not None and not given.value.is_integer():
        raise DataError(doubt("json_whole", f"{where}/{name}", shown(fields[name])))
    return given if given is None else given._replace(decimals=0)


def json_text(fields: Fields, name: str) -> str:
    """A text or number as text in NFC; empty for anything else.

    Examples
    --------
    >>> json_text({"code": 148}, "code"), json_text({"code": None}, "code")
    ('148', '')
    """
    given = fields.get(name)
    if isinstance(given, str):
        return to_nfc(given)
    if isinstance(given, bool) or not isinstance(given, int | float):
        return ""
    return f"{given:.15g}" if abs(given) < _MAX_NUMBER else ""


def json_period(found: JsonReturn, source: Source, hints: Hints) -> Period:
    """The period of a JSON return: from its parameters, else from a person.

    ``p_nam``, ``p_6thang``, ``p_quy``, ``p_thang`` are those of the national portal, where zero
    means all; ``from`` and ``to`` are first and last day.

    Raises
    ------
    DataError
        If the parameters name no possible period, or nobody gives one.
    """
    where = f"{found.file}#/params"
    said = _of_days(found.params, where) or _of_numbers(found.params, where)
    return agreed_period(said, hints, source, where)


def _of_days(params: Fields, where: str) -> PeriodSaid | None:
    first, last = (json_text(params, name) for name in ("from", "to"))
    if not (first or last):
        return None
    days = (*find_days(first), *find_days(last))
    try:
        period, calendar = Period.between(*days) if len(days) == 2 else (None, Calendar.CAL)
    except UsageError:
        period = None
    if period is None:
        raise DataError(doubt("params", where, shown(f"{first}..{last}")))
    return PeriodSaid(period, calendar, adds_up=False)


def _of_numbers(params: Fields, where: str) -> PeriodSaid | None:
    try:
        year, half, quarter, month = (
            int(json_text(params, name) or 0) for name in ("p_nam", "p_6thang", "p_quy", "p_thang")
        )
        if not year:
            return None
        codes = [f"{year}"]
        codes += [f"{year}-H{half}"] if half else []
        codes += [f"{year}-Q{quarter}"] if quarter else []
        codes += [f"{year}-{month:02d}"] if month else []
        periods = [Period.parse(code) for code in codes]
    except (ValueError, UsageError):
        raise DataError(doubt("params", where, shown(dict(params)))) from None
    finest = periods[-1]
    if any(finest.start < period.start or period.end < finest.end for period in periods):
        raise DataError(doubt("params", where, shown(codes)))
    return PeriodSaid(finest, None, adds_up=False)


def _stamp(envelope: Fields, file: str) -> str:
    given = json_text(envelope, "extracted")
    if not given:
        named = _STAMP.search(file)
        given = named[1] if named else ""
    try:
        moment = datetime.fromisoformat(given) if given else None
    except ValueError:
        raise DataError(doubt("extraction_form", f"{file}#/extracted", shown(given))) from None
    if moment is None:
        return ""
    return moment.isoformat(timespec="minutes") if "T" in given else moment.date().isoformat()


def _flat(fields: Fields, prefix: str = "") -> Iterator[tuple[str, JsonValue]]:
    """Fields with those of inner objects named with dots."""
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
