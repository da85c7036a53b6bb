"""Files that another run, or an editor, takes away after they were seen and before they are read.

A run plans before it holds the folder's lock, while another one may publish.
"""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from chiso.runner.cache import digest_folder
from chiso.runner.item_store import ItemStore, is_whole
from chiso.runner.publish import damaged_files


@pytest.fixture
def passing(tmp_path, monkeypatch):
    """A file that is there when it is looked for and gone when it is opened."""
    see, read = os.path.isfile, Path.read_bytes
    (tmp_path / "2023").mkdir()
    path = tmp_path / "2023" / "00_summary.vi.json"
    path.write_text("{}")

    def seen(place):
        found = see(place)
        path.unlink(missing_ok=True)
        return found

    def read_too_late(place):
        path.unlink(missing_ok=True)
        return read(place)

    monkeypatch.setattr(os.path, "isfile", seen)
    monkeypatch.setattr(Path, "is_file", seen)
    monkeypatch.setattr(Path, "read_bytes", read_too_late)
    return path


def test_items_that_were_published_meanwhile_are_no_items_any_more(passing):
    assert ItemStore(passing.parents[1]).items("2023") == {}


def test_a_notebook_that_was_published_meanwhile_is_not_whole(passing):
    assert not is_whole(SimpleNamespace(sha256=""), passing)


def test_a_file_of_a_report_that_is_replaced_meanwhile_counts_as_damaged(passing):
    record = {"files": [{"name": passing.name, "sha256": ""}]}
    assert damaged_files(passing.parent, record) == [passing.name]


def test_a_file_that_an_editor_takes_away_meanwhile_is_no_part_of_the_data_set(passing):
    assert digest_folder(passing.parent) == ()
