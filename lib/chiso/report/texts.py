"""How pandas keeps the texts of reports: as Python objects rather than in Arrow's memory."""

from __future__ import annotations

import numpy as np
import pandas as pd

_OBJECTS = pd.StringDtype("python", na_value=np.nan)


def with_light_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with texts as Python objects; pandas keeps those of later frames so too.

    A report is made of small frames with dozens of text columns, which are cut and joined some
    thousand times. Each cut of a column costs Arrow much more than NumPy, whatever its length: a
    fifth of all that a report takes. Values, missing ones and types are the same for whoever uses
    them (docs/decisions/0010).

    Parameters
    ----------
    frame
        Any rows.
    """
    pd.set_option("mode.string_storage", "python")
    types = {
        name: _OBJECTS for name, dtype in frame.dtypes.items() if isinstance(dtype, pd.StringDtype)
    }
    return frame.astype(types)
