"""One row or entry of a catalogue file, read field by field with every problem collected."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from chiso.errors import Problem, UsageError, unknown_word
from chiso.periods import Period
from chiso.text import to_nfc
from chiso.words import Words

Choice = TypeVar("Choice", bound=StrEnum)
_EMPTY = Words("", "")
_REQUIRED = Words(vi="bắt buộc phải có giá trị", en="a value is required")
_NUMBER = Words(vi="số dùng dấu chấm thập phân", en="a number with a decimal point")
_DAY = Words(vi="ngày dạng 2024-05-07", en="a date like 2024-05-07")
_MAPPING = Words(vi="một bảng khóa và giá trị", en="a mapping")


@cache
def _members(choices: type[Choice]) -> dict[str, Choice]:
    """The members of a closed list by what files write for them."""
    return {str(each): each for each in choices}


class Record:
    """Typed access to one entry; what is wrong is added to ``problems`` and a blank returned.

    Parameters
    ----------
    where
        Place for messages, such as ``targets.csv:14``.
    fields
        The entry as read from the file.
    problems
        List that collects what is wrong.
    """

    def __init__(self, where: str, fields: Mapping[str, Any], problems: list[Problem]) -> None:
        self.where = where
        self._fields = fields
        self._problems = problems

    def text(self, name: str, *, default: str | None = None) -> str:
        """A text field; required unless a default is given."""
        if self._is_empty(name):
            if default is None:
                self._miss(name, _REQUIRED)
            return default or ""
        return to_nfc(str(self._fields[name]))

    def words(self, name: str) -> Words:
        """A ``{vi: …, en: …}`` pair; both languages are required."""
        value = self._fields.get(name)
        if not isinstance(value, Mapping) or not value.get("vi") or not value.get("en"):
            self._miss(
                name, Words(vi="cần đủ hai ngôn ngữ vi và en", en="both vi and en are required")
            )
            return _EMPTY
        return Words(vi=to_nfc(str(value["vi"])), en=to_nfc(str(value["en"])))

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        """A member of a closed list."""
        options: dict[str, Choice] = _members(choices)
        return options.get(self.known(name, options), next(iter(options.values())))

    def one_of(self, name: str, options: Sequence[str]) -> str:
        """A word from a closed list."""
        return self.known(name, dict.fromkeys(options))

    def known(self, name: str, known: Mapping[str, object]) -> str:
        """An id that must stand in another list."""
        value = self.text(name)
        if value:
            self._look_up(name, value, known)
        return value

    def all_known(self, name: str, known: Mapping[str, object]) -> tuple[str, ...]:
        """A list of ids that must each stand in another list; missing means empty."""
        values = tuple(map(str, self.entries(name)))
        for value in values:
            self._look_up(name, value, known)
        return values

    def number(self, name: str, *, default: float | None = None) -> float | None:
        """A number with a point for decimals, or the default when the field is empty."""
        return default if self._is_empty(name) else self._as_number(name, self._fields[name])

    def required_number(self, name: str) -> float:
        """A number that must be there: a missing one is never 0."""
        if self._is_empty(name):
            self._miss(name, _REQUIRED)
        return self.number(name) or 0.0

    def whole(self, name: str) -> int:
        """A whole number; 0 when the field is empty."""
        number = self.number(name, default=0.0) or 0.0
        if not number.is_integer():
            self._miss(name, Words(vi="một số nguyên", en="a whole number"), number)
        return int(number)

    def ends(self, name: str) -> tuple[float | None, float | None]:
        """Smallest and largest value; null or missing where there is no end."""
        lower, upper = [*self.entries(name), None, None][:2]
        return self._as_end(name, lower), self._as_end(name, upper)

    def day(self, name: str) -> date | None:
        """A date ``2024-05-07``, or None when the field is empty."""
        if self._is_empty(name):
            return None
        value = self._fields[name]
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self._miss(name, _DAY, value)
            return None

    def required_day(self, name: str) -> date:
        """A date that must be there."""
        if self._is_empty(name):
            self._miss(name, _DAY)
        return self.day(name) or date.min

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes or no."""
        value = self._fields.get(name, default)
        if not isinstance(value, bool):
            self._miss(name, Words(vi="true hoặc false", en="true or false"), value)
            return default
        return value

    def entries(self, name: str) -> list[Any]:
        """A list; missing means empty."""
        value = self._fields.get(name) or []
        if not isinstance(value, list):
            self._miss(name, Words(vi="một danh sách", en="a list"), value)
            return []
        return value

    def inner(self, name: str) -> list[Record]:
        """The mappings of a list, each as a record of its own."""
        found = []
        for fields in self.entries(name):
            if isinstance(fields, Mapping):
                found.append(Record(f"{self.where}: {name}", fields, self._problems))
            else:
                self._miss(name, _MAPPING, fields)
        return found

    def mapping(self, name: str) -> Mapping[str, str]:
        """A flat mapping with its values as text; missing means empty."""
        return {key: str(item) for key, item in self._items(name).items()}

    def levels(self, name: str) -> dict[int, Words]:
        """Names of numbered steps, ``{1: {vi: …, en: …}}``; missing means empty."""
        items = self._items(name)
        inner = Record(f"{self.where}: {name}", items, self._problems)
        names = {}
        for step in items:
            if step.isdigit():
                names[int(step)] = inner.words(step)
            else:
                self._miss(name, Words(vi="bước là số nguyên", en="whole numbers as steps"), step)
        return names

    def period(self, name: str) -> Period:
        """A period code."""
        value = self.text(name)
        return (self._as_period(name, value) if value else None) or Period.parse("2000")

    def periods(self, name: str) -> tuple[Period, ...]:
        """A list of period codes, in order of time; missing means empty."""
        found = [self._as_period(name, str(code)) for code in self.entries(name)]
        return tuple(sorted(period for period in found if period))

    def _is_empty(self, name: str) -> bool:
        return self._fields.get(name) in (None, "")

    def _items(self, name: str) -> dict[str, Any]:
        value = self._fields.get(name) or {}
        if not isinstance(value, Mapping):
            self._miss(name, _MAPPING, value)
            return {}
        return {str(key): item for key, item in value.items()}

    def _look_up(self, name: str, value: str, known: Mapping[str, object]) -> None:
        if value not in known:
            self._problems.append(unknown_word(f"{self.where}: {name}", value, list(known)))

    def _as_number(self, name: str, value: object) -> float | None:
        try:
            number = float(str(value))
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number
        self._miss(name, _NUMBER, value)
        return None

    def _as_end(self, name: str, value: object) -> float | None:
        return None if value is None else self._as_number(name, value)

    def _as_period(self, name: str, text: str) -> Period | None:
        try:
            return Period.parse(text)
        except UsageError as error:
            where = f"{self.where}: {name}"
            self._problems += [replace(problem, where=where) for problem in error.problems]
            return None

    def _miss(self, name: str, allowed: Words, value: object = None) -> None:
        todo = Words(vi=f"Bổ sung hoặc sửa {name}", en=f"Fill in or correct {name}")
        got = "" if value is None else repr(value)
        self._problems.append(Problem(f"{self.where}: {name}", got, allowed, todo, "field"))
