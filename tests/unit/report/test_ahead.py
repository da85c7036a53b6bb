"""A data set that was read ahead: its reports are those of a data set that each of them reads."""

import os

import pandas as pd
import pytest

from chiso.report import opening
from chiso.report.ahead import ReadAhead
from chiso.report.opening import open_report
from chiso.report.ready import folder_states
from makers import dataset_folder, observation, write_csv

ROWS = [observation(period="2023", value="90"), observation(period="2024", value="95")]


@pytest.fixture
def data(tmp_path):
    return dataset_folder(
        tmp_path / "set", rows=ROWS, corrections=[], dataset={"report_periods": ["2023", "2024"]}
    )


@pytest.fixture
def ahead(monkeypatch):
    """What the reports of this test find read."""
    made = ReadAhead()
    monkeypatch.setattr(opening, "AHEAD", made)
    return made


@pytest.fixture
def read(monkeypatch):
    """Names of the loaders that reports called."""
    called, plain = [], opening.load_observations

    def noted(*words):
        called.append("observations")
        return plain(*words)

    monkeypatch.setattr(opening, "load_observations", noted)
    return called


@pytest.mark.parametrize("period", ["2023", "2024"])
def test_its_reports_are_the_same_and_read_no_file(data, ahead, read, period):
    plain = open_report(period, data=data)
    assert ahead.read(data, folder_states(data)).problems == []
    found = open_report(period, data=data)
    assert read == ["observations"]
    pd.testing.assert_frame_equal(found.published, plain.published, check_exact=True)
    assert repr(found.catalogue) == repr(plain.catalogue)
    assert found.edition_facts() == plain.edition_facts()


def test_what_is_done_to_one_report_is_not_seen_by_the_next(data, ahead, read):
    ahead.read(data, folder_states(data))
    first = open_report("2023", data=data)
    first.published["value"] = 0
    assert not open_report("2023", data=data).published["value"].eq(0).any()
    assert read == []


def change(data):
    path = data / "observations" / "one.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("90", "91"), encoding="utf-8")
    os.utime(path, ns=(1, 1))


def add(data):
    more = [observation(period="2022", value="80")]
    (data / "observations" / "two.csv").write_text(write_csv(more), encoding="utf-8")
    os.utime(data / "observations", ns=(1, 1))


@pytest.mark.parametrize("edit", [change, add])
def test_once_a_file_changed_or_came_reports_read_again(data, ahead, read, edit):
    ahead.read(data, folder_states(data))
    edit(data)
    open_report("2023", data=data)
    assert read == ["observations"]


def test_of_a_data_set_with_problems_all_are_told_and_nothing_is_kept(data, ahead):
    path = data / "observations" / "one.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("90", "190"), encoding="utf-8")
    assert ahead.read(data, folder_states(data)).problems
    assert ahead.take(data) is None
