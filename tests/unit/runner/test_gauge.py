import os
import subprocess
import sys

from chiso.runner.gauge import Gauge, gauged, peak_memory

MIB = 1 << 20
HUNGRY = "block = bytearray(60 << 20); del block; print('ready', flush=True); input()"


def test_the_peak_of_a_process_counts_memory_that_it_gave_back():
    with subprocess.Popen(
        [sys.executable, "-c", HUNGRY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()
        gauge = Gauge()
        with gauged(process.pid, gauge):
            process.communicate("\n")
    assert 60 * MIB < gauge.peak_bytes < 200 * MIB


def test_a_process_that_has_ended_leaves_the_last_reading():
    gauge = Gauge()
    gauge.read(os.getpid())
    before = gauge.peak_bytes
    gauge.read(2**22 + 1)  # beyond the highest number of a process
    assert gauge.peak_bytes == before > MIB


def test_nobody_can_tell_the_peak_of_what_is_not_there(tmp_path, monkeypatch):
    assert peak_memory(2**22 + 1) is None
    monkeypatch.setattr("chiso.runner.gauge._FIELD", "Unknown:")
    assert peak_memory(os.getpid()) is None


def test_a_kernel_without_a_process_of_its_own_is_not_read():
    gauge = Gauge()
    with gauged(None, gauge):
        pass
    assert gauge.peak_bytes is None
