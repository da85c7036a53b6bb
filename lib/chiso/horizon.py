"""How far the reader of a data set looks, told to whoever observes what is read.

Imports nothing, since kernels observe their reads by it before they import anything else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

# Audit event with one value: an ISO day, or an empty text for no limit.
HORIZON = "chiso.horizon"
# Audit event with one value, an ISO day up to which counts what was read for reports of any day.
NEARER = "chiso.nearer"
ANY_DAY = date.max


@contextmanager
def seeing_until(day: date | None) -> Iterator[None]:
    """Tell that of the files read meanwhile only what belongs to the time up to a day is used.

    Only who drops the rest may say so, and only of files for which
    :class:`chiso.dataset.visible.DatedContent` knows what that is.

    Parameters
    ----------
    day
        The last day that counts; None for no limit.
    """
    sys.audit(HORIZON, day.isoformat() if day else "")
    try:
        yield
    finally:
        sys.audit(HORIZON, "")


def looking_no_further(day: date) -> None:
    """Tell that of what was read until :data:`ANY_DAY` only what belongs up to a day is used.

    For a process that was forked from one which had read a data set for all its reports.
    """
    sys.audit(NEARER, day.isoformat())
