from datetime import date

import numpy as np
import pandas as pd

from chiso.report.rows import rows_of

MIXED = pd.DataFrame(
    {
        "name": pd.Series(["Tân Lạc", None, "Mai Châu"], dtype="str"),
        "value": [91.5, np.nan, 0.0],
        "count": [3, 0, 12],
        "is_shown": [True, False, True],
        "kind": pd.Categorical(["a", "b", "a"]),
        "day": pd.to_datetime(["2024-06-30", "2024-12-31", None]),
        "thing": [date(2024, 6, 30), None, ("x", 1)],
        "a b": [1, 2, 3],
    },
    index=[7, 3, 5],
)


def test_rows_hold_what_pandas_own_rows_hold():
    ours, theirs = [*rows_of(MIXED)], [*MIXED.itertuples()]
    assert [row._fields for row in ours] == [row._fields for row in theirs]
    for own, other in zip(ours, theirs, strict=True):
        assert [*map(type, own)] == [*map(type, other)]
        assert repr([*own]) == repr([*other])


def test_a_frame_without_rows_has_none():
    assert [*rows_of(MIXED.head(0))] == []


def test_rows_of_another_frame_with_the_same_columns_are_of_the_same_type():
    assert type(next(rows_of(MIXED))) is type(next(rows_of(MIXED.tail(1))))
