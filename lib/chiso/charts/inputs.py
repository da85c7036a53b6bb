"""Checks of the frames that charts are given, so that a wrong column is said in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from chiso.errors import Problem, UsageError, unknown_word
from chiso.words import Words


def require_columns(frame: pd.DataFrame, columns: Sequence[str], where: str) -> None:
    """Raise unless the frame has all of the columns and at least one row.

    Raises
    ------
    UsageError
        One problem per missing column, or that there is nothing to draw.
    """
    allowed = Words(
        vi=f"bảng phải có các cột {', '.join(columns)}",
        en=f"the frame has the columns {', '.join(columns)}",
    )
    todo = Words(vi="Thêm cột này", en="Add this column")
    missing = [name for name in columns if name not in frame.columns]
    problems = [Problem(f"{where}: {name}", "", allowed, todo, "chart_column") for name in missing]
    if frame.empty and not missing:
        some = Words(vi="bảng phải có ít nhất một dòng", en="the frame has at least one row")
        say = Words(vi="Nêu lý do bằng một câu thay cho hình", en="Say why in a sentence instead")
        problems.append(Problem(where, "0", some, say, "chart_rows"))
    if problems:
        raise UsageError(problems)


def require_words(frame: pd.DataFrame, column: str, known: Sequence[str], where: str) -> None:
    """Raise unless every value of the column is one of the known words.

    Raises
    ------
    UsageError
        One problem per unknown word.
    """
    found = frame[column].astype(str).unique()
    unknown = sorted(set(found) - set(known))
    if unknown:
        raise UsageError(
            unknown_word(f"{where}: {column}", word, known, "chart_word") for word in unknown
        )


def with_defaults(frame: pd.DataFrame, **defaults: str | bool | None) -> pd.DataFrame:
    """A copy of the frame in which each column that is absent has the default value."""
    absent = {name: value for name, value in defaults.items() if name not in frame.columns}
    return frame.reset_index(drop=True).assign(**absent)


def too_many(where: str, got: int, limit: int, what: Words) -> UsageError:
    """The error for more series or marks than a reader can tell apart."""
    allowed = Words(vi=f"tối đa {limit} {what.vi}", en=f"at most {limit} {what.en}")
    todo = Words(vi="Chọn bớt hoặc chia thành hai hình", en="Choose fewer or make two figures")
    return UsageError(Problem(where, str(got), allowed, todo, "chart_size"))
