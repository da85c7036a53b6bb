"""The process that reads a run's data set: what it tells, and what is forked from it."""

import os
import signal
import time
from contextlib import closing
from datetime import date

import psutil
import pytest

from chiso.dataset import check_dataset, read_catalogue
from chiso.dataset.visible import DatedContent
from chiso.report.extent import report_extent
from chiso.runner.kernel import kernel_environment
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.prepared import Edition, PreparedReports
from chiso.runner.warm.reader import DataReader
from makers.national import small_country
from unit.runner.tiny import make_project

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path):
    return make_project(tmp_path).data


def reader(server, data, *periods):
    made = DataReader(server, kernel_environment(os.environ, server.folder), data, periods)
    return closing(made)


def spoil(data):
    path = data / "observations" / "services.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("49.2", "149.2"), encoding="utf-8")


def seen_of(data, *days):
    content = DatedContent(data)
    return {
        day: (content.digests(date.fromisoformat(day)), content.whole(date.fromisoformat(day)))
        for day in days
    }


def told_of(found):
    return {day: (dict(seen.digests), list(seen.whole)) for day, seen in found.seen.items()}


def test_of_a_data_set_that_is_right_it_tells_what_each_report_can_see(data, full):
    with reader(full, data, "2023", "2024-H1") as reads:
        found = reads.findings()
    assert found.problems == []
    assert told_of(found) == seen_of(data, "2023-12-31", "2024-06-30")


def test_of_a_wrong_one_it_tells_every_problem_and_stays_for_nobody(data, full):
    spoil(data)
    with reader(full, data, "2023") as reads:
        found = reads.findings()
        assert list(found.problems) == check_dataset(data)
        assert found.problems
        assert found.seen == {}
        assert reads.address == full.address


def test_of_parquet_partitions_it_checks_what_the_reports_read_and_keeps_nothing(tmp_path, full):
    data = small_country(tmp_path / "country")
    with reader(full, data, "2020-07", "2020-08") as reads:
        found = reads.findings()
        assert reads.address == full.address
    assert told_of(found) == seen_of(data, "2020-07-31", "2020-08-31")
    broken = next(data.glob("observations/period=2020-07/*.parquet"))
    broken.write_bytes(b"torn")
    extent = report_extent(read_catalogue(data), date(2020, 8, 31))
    with reader(full, data, "2020-08") as reads:
        assert list(reads.findings().problems) == check_dataset(data, extent)


def test_a_broken_description_is_a_problem_and_no_silence(tmp_path, full):
    data = small_country(tmp_path / "country")
    (data / "dataset.yml").write_text("id: [", encoding="utf-8")
    with reader(full, data, "2020-08") as reads:
        assert [problem.rule for problem in reads.findings().problems] == ["yaml"]


def test_periods_are_forked_from_it_and_end_with_it(data, full):
    with reader(full, data, "2024-H1") as reads:
        reads.findings()
        own = psutil.Process(full.pid).children()
        env = kernel_environment(os.environ, full.folder)
        editions = [Edition(str(data), "2024-H1", ("vi",))]
        with closing(PreparedReports(full, env, data, editions, reads)) as reports:
            assert reports.address("2024-H1") not in (reads.address, full.address)
            periods = [child for parent in own for child in parent.children()]
            assert periods
            reads.close()
            assert psutil.wait_procs([*own, *periods], 10)[1] == []


def test_when_it_was_killed_kernels_are_forked_from_the_server(data, full):
    with reader(full, data, "2024-H1") as reads:
        reads.findings()
        assert reads.address != full.address
        for child in psutil.Process(full.pid).children():
            child.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 10
        while reads.address != full.address:
            assert time.monotonic() < deadline


def test_when_it_cannot_be_asked_it_tells_nothing(data, tmp_path):
    server = WarmServer(kernel_environment(os.environ, tmp_path))  # it was never started
    with server, reader(server, data, "2023") as reads:
        assert reads.findings() is None
        assert reads.address == server.address
