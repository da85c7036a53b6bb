"""One column of a table, and how its cells are written."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

import pandas as pd

from chiso.numbers import (
    Qualifier,
    format_bounded,
    format_number,
    separating_decimals,
)
from chiso.periods import format_date
from chiso.tables.signs import MISSING, NONE, QUALIFIER_SIGNS, SIGN_WORDS
from chiso.tables.verdicts import VERDICT_LOOKS, Verdict, border_tag, verdict_text
from chiso.text import to_nfc
from chiso.words import Lang

Kind = Literal["text", "code", "number", "share", "bounded", "verdict", "flag", "date", "state"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Row = Mapping[Hashable, Any]
States = Mapping[str, tuple[str, str]]
_NUMBERS = frozenset({"number", "share", "bounded"})
_STYLES: Mapping[str, str] = MappingProxyType({"state": "grade"})  # "state" is of the page's head
_FLAG_SPLIT = re.compile(r"[;,\s]+")
_STATE_NAME = re.compile(r"[^a-z0-9_-]")


@dataclass(frozen=True)
class Column:
    """A column by name, with label, unit and kind.

    Parameters
    ----------
    name
        Column of the frame. Siblings ``<name>_qualifier`` (``=, >, >=, <, <=, ~``),
        ``<name>_decimals``, ``<name>_percent``, ``<name>_signed``, ``<name>_suffix`` and
        ``<name>_text`` (words in place of the figure) say how each cell is written, where they
        exist; ``<name>_step`` (0 to 3) is its step of a heat table; ``is_borderline`` adds the tag
        to a verdict.
    label
        Heading in the table's language.
    unit
        Unit of its figures, where it is not the table's.
    kind
        ``number`` and ``share`` are plain figures, a share with its percent sign; ``bounded``
        ones may be bounds; ``verdict`` holds ids of verdicts; ``flag`` is short text that may be
        empty; ``date`` holds days; ``state`` holds ids that ``states`` explains.
    decimals
        Decimals of the column where there is no sibling.
    scope_row
        Whether its cells head their rows; the first column does where none is marked.
    empty
        Sign of an empty cell: ``…`` not known, ``–`` does not exist. By default a text does not
        exist and anything else is not known.
    signed
        Whether positive figures have a plus.
    against
        Column of targets: a share is given one more decimal where rounding would show that it
        equals its target although it does not.
    states
        Sign and words of each id of a ``state`` column.
    is_shown
        False for columns that only the exports carry.
    """

    name: str
    label: str
    unit: str = ""
    kind: Kind = "text"
    decimals: int = 0
    scope_row: bool = False
    empty: Literal["…", "–", ""] = ""
    signed: bool = False
    against: str = ""
    states: States = field(default_factory=lambda: MappingProxyType({}))
    is_shown: bool = True

    @property
    def is_number(self) -> bool:
        """Whether cells are numbers, set on the right."""
        return self.kind in _NUMBERS

    @property
    def is_stub(self) -> bool:
        """Whether it describes rows, so that a letter and not a number stands below it."""
        return self.scope_row or self.kind in ("text", "code")

    @property
    def empty_sign(self) -> str:
        """What an empty cell shows; nothing in a column of flags."""
        if self.kind == "flag":
            return ""
        return self.empty or (NONE if self.kind == "text" else MISSING)

    def heading(self, table_unit: str = "") -> str:
        """Label with its unit, unless the table has said it.

        Examples
        --------
        >>> Column("value", "Kết quả", "%").heading(), Column("value", "Kết quả", "%").heading("%")
        ('Kết quả (%)', 'Kết quả')
        """
        return f"{self.label} ({self.unit})" if self.unit not in ("", table_unit) else self.label

    def cell(self, row: Row, lang: Lang) -> str:
        """The content of one cell as HTML."""
        value = row[self.name]
        if self.kind == "verdict":
            verdict = Verdict.NO_DATA if is_missing(value) else Verdict(value)
            is_borderline = bool(row.get("is_borderline", False))
            return verdict_text(verdict, lang) + border_tag(lang) * is_borderline
        shown = self.empty_sign if self._is_blank(row) else self.text(row, lang)
        return escape(shown, quote=False)

    def text(self, row: Row, lang: Lang) -> str:
        """A cell that is not empty as text in the language of the table."""
        value = row[self.name]
        if self.is_number:
            in_words = row.get(f"{self.name}_text")
            suffix = row.get(f"{self.name}_suffix") or ""
            return str(in_words) if in_words else f"{self._figure(row, lang)}{suffix}"
        if self.kind == "date":
            return format_date(value if isinstance(value, date) else pd.Timestamp(value), lang)
        if self.kind == "state":
            return self.states.get(str(value), (str(value), ""))[0]
        return to_nfc(str(value))

    def attributes(self, row: Row, lang: Lang) -> str:
        """Class of a cell, and in words what its sign stands for."""
        value = row[self.name]
        style = "num" if self.is_number else _STYLES.get(self.kind, str(self.kind))
        words = ""
        if self.kind == "verdict":
            look = VERDICT_LOOKS[Verdict.NO_DATA if is_missing(value) else Verdict(value)]
            style = f"verdict {look.style}"
        elif self._is_blank(row) and self.empty_sign == MISSING:
            style, words = f"{style} missing", SIGN_WORDS[MISSING].say(lang)
        elif not is_missing(step := row.get(f"{self.name}_step")):
            style = f"{style} heat-{int(cast(Any, step))}"
        elif self.kind == "state":
            words = self.states.get(str(value), ("", ""))[1]
            style = f"{style} g-{_STATE_NAME.sub('-', str(value).casefold())}"
        return f' class="{style}"' + (f' title="{escape(words)}"' if words else "")

    def signs(self, frame: pd.DataFrame) -> set[str]:
        """Signs that occur in the column and may need a key."""
        values = frame[self.name]
        empty = values.map(is_missing).astype(bool)
        if self.is_number and f"{self.name}_text" in frame:
            empty &= frame[f"{self.name}_text"].map(is_missing).astype(bool)
        found = {self.empty_sign} if empty.any() and self.kind != "verdict" else set()
        qualifiers = f"{self.name}_qualifier"
        if self.kind == "bounded" and qualifiers in frame:
            found |= {QUALIFIER_SIGNS.get(sign, "") for sign in frame.loc[~empty, qualifiers]}
        if self.kind == "flag":
            found |= {sign for text in values[~empty] for sign in _FLAG_SPLIT.split(str(text))}
        return found

    def _is_blank(self, row: Row) -> bool:
        """Whether a cell has neither a value nor words in its place."""
        in_words = self.is_number and row.get(f"{self.name}_text")
        return is_missing(row[self.name]) and not in_words

    def _figure(self, row: Row, lang: Lang) -> str:
        """A figure with its own decimals, percent sign, plus and bound."""
        value = float(row[self.name])
        is_percent = self.kind == "share" or bool(row.get(f"{self.name}_percent", False))
        decimals = self._decimals(value, row)
        is_signed = self.signed or bool(row.get(f"{self.name}_signed", False))
        if self.kind == "bounded":
            sign = row.get(f"{self.name}_qualifier")
            qualifier = cast(Qualifier, "=" if is_missing(sign) else sign)
            text = format_bounded(value, qualifier, decimals, lang, percent=is_percent)
            plain = format_number(value, decimals, lang)
            return text.replace(plain, format_number(value, decimals, lang, signed=is_signed), 1)
        return format_number(value, decimals, lang, signed=is_signed) + "%" * is_percent

    def _decimals(self, value: float, row: Row) -> int:
        own = row.get(f"{self.name}_decimals")
        if not is_missing(own):
            return int(cast(Any, own))
        if self.kind != "share":
            return self.decimals
        target = row.get(self.against)
        targets = (100.0,) if is_missing(target) else (100.0, float(cast(Any, target)))
        return separating_decimals(value, self.decimals, against=targets)


def is_missing(value: object) -> bool:
    """Whether a cell holds nothing: None, an empty text, or any of pandas' missing values.

    Examples
    --------
    >>> [is_missing(value) for value in (None, "", float("nan"), pd.NaT, 0, "0")]
    [True, True, True, True, False, False]
    """
    return value == "" if isinstance(value, str) else bool(pd.isna(cast(Any, value)))
