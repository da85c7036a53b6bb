"""How many chapters this machine can run at the same time."""

from __future__ import annotations

import os
from pathlib import Path

# A chapter with charts has held 350 MB (peak_bytes in run.json) beside what its runner holds.
_CHAPTER_BYTES = 400 * 1024**2
_MEMORY = Path("/proc/meminfo")
_FIELD = "MemAvailable:"
_KIB = 1024


def usual_jobs(most: int) -> int:
    """Chapters at the same time unless a person says otherwise: one a core, as memory allows.

    Parameters
    ----------
    most
        Not more than this, whatever the machine has.
    """
    free = available_memory()
    fitting = most if free is None else free // _CHAPTER_BYTES
    return max(1, min(os.cpu_count() or 1, most, fitting))


def available_memory() -> int | None:
    """Bytes of memory that can be had without swapping; None where the system does not tell."""
    try:
        lines = _MEMORY.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = [int(line.split()[1]) * _KIB for line in lines if line.startswith(_FIELD)]
    return found[0] if found else None
