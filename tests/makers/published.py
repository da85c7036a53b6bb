"""Reports as ``chiso run`` publishes them, made once for all workers of a test run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).parents[2]
# One period with figures of every kind for each data set.
PERIODS = {"hoa_binh": "2024-H1", "sample": "2024"}
MOMENT = "1750000000"


def run_chiso(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """``chiso`` as a scheduler starts it: the project's folder, a fixed day of issue, English."""
    return subprocess.run(
        [sys.executable, "-m", "chiso", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": MOMENT, "CHISO_LANG": "en", **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def published_folder(shared: Path, data: str) -> Path:
    """Folder of a data set's reports below ``shared``; who comes first makes them, others wait."""
    shared.mkdir(parents=True, exist_ok=True)
    made = shared / f"{data}.made"
    with FileLock(shared / f"{data}.lock"):
        if not made.exists():
            done = run_chiso(
                "run", "--data", f"data/{data}", "--period", PERIODS[data], "--out", shared / data
            )
            if done.returncode:
                raise RuntimeError(done.stderr)
            made.touch()
    return shared / data / data
