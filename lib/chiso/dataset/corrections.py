"""Doubts about published rows, applied in the open and only while the row reads as expected."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from chiso.catalog import Correction
from chiso.errors import Problem, unknown_word
from chiso.words import Words

Places = npt.NDArray[np.intp]


def apply_corrections(
    raw: pd.DataFrame, corrections: tuple[Correction, ...]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows with applied corrections set, and corrections that no longer fit.

    Parameters
    ----------
    raw
        Rows as text, with ``file`` and ``row``.
    corrections
        From ``corrections.yml``; those not applied change nothing but must still fit.

    Returns
    -------
    frame, problems
        A new frame with a ``correction`` column (id, or ``""``), and one problem for each
        correction whose row is gone or no longer holds the expected values, and for each column
        that does not exist.
    """
    cells: dict[str, dict[Hashable, str]] = {}
    problems = []
    for correction in corrections:
        unknown = _unknown_columns(correction, list(raw.columns))
        rows = raw.index[:0] if unknown else raw.index[_matching(raw, correction)]
        if rows.empty:
            problems += unknown or [_stale(correction)]
        elif correction.is_applied:
            for column, text in {**correction.change, "correction": correction.id}.items():
                cells.setdefault(column, {}).update(dict.fromkeys(rows, text))
    corrected = raw.assign(correction="")
    for column, texts in cells.items():
        corrected.loc[list(texts), column] = list(texts.values())
    return corrected, problems


def _unknown_columns(correction: Correction, columns: list[str]) -> list[Problem]:
    parts = {"match": correction.match, "expect": correction.expect, "set": correction.change}
    return [
        unknown_word(f"corrections.yml: {correction.id}: {part}", name, columns)
        for part, fields in parts.items()
        for name in fields
        if name not in columns
    ]


def _matching(raw: pd.DataFrame, correction: Correction) -> Places:
    """Rows of the file that hold all wanted texts; numbers match by value, so 90 equals 90.0."""
    rows = np.flatnonzero(raw["file"] == correction.file)
    for column, text in {**correction.match, **correction.expect}.items():
        cells = raw[column].array[rows]
        try:
            number = float(text)
            rows = rows[pd.to_numeric(cells, errors="coerce") == number]
        except ValueError:
            rows = rows[cells == text]
    return rows


def _stale(correction: Correction) -> Problem:
    allowed = Words(
        vi=f"một dòng của {correction.file} khớp với {_listed(correction.match)}"
        f" và có {_listed(correction.expect)}",
        en=f"a row of {correction.file} that matches {_listed(correction.match)}"
        f" and has {_listed(correction.expect)}",
    )
    todo = Words(
        vi="Nguồn đã được sửa: xóa hoặc cập nhật mục đính chính này",
        en="The source has been mended: remove or update this correction",
    )
    return Problem(f"corrections.yml: {correction.id}", "", allowed, todo, "stale_correction")


def _listed(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {text}" for name, text in fields.items())
