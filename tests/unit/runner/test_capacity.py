import os
from pathlib import Path

import pytest

from chiso.runner import capacity
from chiso.runner.capacity import available_memory, usual_jobs


@pytest.mark.parametrize(
    ("cores", "free", "jobs"),
    [
        (2, 10_000, 2),
        (8, 1_700, 4),
        (64, 100_000, 8),
        (4, 100, 1),
        (4, None, 4),
        (None, 10_000, 1),
    ],
)
def test_a_chapter_a_core_as_far_as_memory_goes(monkeypatch, cores, free, jobs):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    found = None if free is None else free * 1024**2
    monkeypatch.setattr(capacity, "available_memory", lambda: found)
    assert usual_jobs(8) == jobs


def test_memory_is_read_in_bytes(monkeypatch, tmp_path):
    told = tmp_path / "meminfo"
    told.write_text("MemTotal:  99 kB\nMemAvailable:  2048 kB\n", encoding="ascii")
    monkeypatch.setattr(capacity, "_MEMORY", told)
    assert available_memory() == 2048 * 1024


@pytest.mark.parametrize("text", [None, "MemTotal:  99 kB\n"])
def test_a_system_that_does_not_tell_sets_no_limit(monkeypatch, tmp_path, text):
    told = tmp_path / "meminfo"
    if text:
        told.write_text(text, encoding="ascii")
    monkeypatch.setattr(capacity, "_MEMORY", Path(told))
    assert available_memory() is None
