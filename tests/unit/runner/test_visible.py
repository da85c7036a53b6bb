"""What reports can see of a data set, worked out once for each state of its files."""

import json
from datetime import date

import pytest

from chiso.dataset.visible import DatedContent
from chiso.runner.cache import digest_folder
from chiso.runner.visible import Visible
from chiso.runner.warm.findings import Seen
from makers.national import small_country
from unit.runner.tiny import make_project

SERVICES = "observations/services.csv"
DAY = "2024-06-30"
GROWING = {"sources.yml", "dataset.yml"}


@pytest.fixture
def data(tmp_path):
    return make_project(tmp_path).data


def visible(data):
    files = {file.name: file.sha256 for file in digest_folder(data)}
    return Visible(data, files, data.parent / "kept.json")


def add(data, period):
    path = data / SERVICES
    last = path.read_text(encoding="utf-8").splitlines()[-1]
    with path.open("a", encoding="utf-8") as file:
        file.write(last.replace("2024-H1", period) + "\n")


def refuse(*_):
    raise AssertionError


def test_files_with_rows_up_to_the_day_have_digests(data):
    assert visible(data).digests(DAY).keys() - GROWING == {SERVICES}
    assert visible(data).digests("2023-12-31").keys() == GROWING


def test_a_later_row_leaves_the_digest_as_it_is(data):
    before = visible(data).digests(DAY)
    add(data, "2024")
    assert visible(data).digests(DAY) == before
    assert visible(data).digests("2024-12-31") != before


def test_what_was_worked_out_is_not_worked_out_again_by_the_next_run(data, monkeypatch):
    rows = visible(data)
    found = rows.digests(DAY), rows.digests("2023-12-31")
    rows.keep()
    monkeypatch.setattr("chiso.dataset.visible.DatedContent", refuse)
    later = visible(data)
    assert (later.digests(DAY), later.digests("2023-12-31")) == found
    later.keep()  # nothing is new


def test_what_another_process_worked_out_is_taken_over(data, monkeypatch):
    own = visible(data).digests(DAY)
    content = DatedContent(data)
    rows, day = visible(data), date.fromisoformat(DAY)
    monkeypatch.setattr("chiso.dataset.visible.DatedContent", refuse)
    rows.learn({DAY: Seen(content.digests(day), content.whole(day))})
    assert rows.digests(DAY) == own
    rows.keep()
    assert visible(data).digests(DAY) == own


def test_what_another_process_saw_of_files_that_changed_meanwhile_is_not(data):
    rows = visible(data)
    add(data, "2024")
    rows.learn({DAY: Seen({SERVICES: "x"}, [])})
    assert rows.digests(DAY) is None


def test_another_state_of_the_data_set_is_worked_out_anew(data):
    rows = visible(data)
    rows.digests(DAY)
    rows.keep()
    add(data, "2023")
    assert visible(data).digests(DAY) != rows.digests(DAY)


@pytest.mark.parametrize("torn", ["", "{", "[]", json.dumps({"key": "x"})])
def test_a_torn_note_is_passed_over(data, torn):
    (data.parent / "kept.json").write_text(torn)
    assert visible(data).digests(DAY).keys() == {SERVICES, *GROWING}


def test_of_a_broken_data_set_nothing_is_said(data):
    add(data, "2024-H7")
    assert visible(data).digests(DAY) is None


def test_of_a_data_set_that_is_being_edited_nothing_is_said(data):
    rows = visible(data)
    add(data, "2024")
    assert rows.digests(DAY) is None


def test_parquet_files_of_later_periods_are_left_out_and_the_others_count_whole(tmp_path):
    data = small_country(tmp_path / "country")
    rows = visible(data)
    found = rows.digests("2020-08-31")
    parts = [name for name in found if name not in GROWING]
    assert {name.split("/")[1] for name in parts} == {"period=2020-07", "period=2020-08"}
    # Nobody looks into the partitions for the sources that they cite.
    for name in [*parts, "sources.yml"]:
        assert found[name] == rows.files[name]
