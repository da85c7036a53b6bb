import hashlib
from dataclasses import replace

import pytest

from chiso.runner.cache import (
    FileDigest,
    Inputs,
    difference,
    digest_file,
    digest_folder,
    digest_read,
)


def inputs(**changes):
    made_from = Inputs(
        notebooks={"00_summary": "n0", "10_trends": "n1"},
        data=(FileDigest("areas.csv", 3, "a"), FileDigest("targets.csv", 4, "t")),
        library="lib",
        template="pages",
        versions={"python": "3.11.7", "pandas": "3.1.1"},
        lock="lock",
        parameters={"00_summary": {}, "10_trends": {}},
    )
    return replace(made_from, **changes)


def test_a_file_is_digested_with_its_size(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"abc" * 1_000_000)
    wanted = hashlib.sha256(b"abc" * 1_000_000).hexdigest()
    assert digest_file(tmp_path / "a.csv", "a.csv") == FileDigest("a.csv", 3_000_000, wanted)


def test_a_folder_is_digested_without_what_editors_leave(tmp_path):
    left = (".hidden", ".git/a.csv", "a.csv~", "__pycache__/x.pyc", "sub/.~lock.a#")
    for name in ("b.csv", "sub/a.csv", "sub/old~/a.csv", *left):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    found = digest_folder(tmp_path)
    assert [file.name for file in found] == ["b.csv", "sub/a.csv", "sub/old~/a.csv"]
    assert found[1] == digest_file(tmp_path / "sub" / "a.csv", "sub/a.csv")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"data": (FileDigest("areas.csv", 3, "b"),)}, "data changed: areas.csv, targets.csv"),
        ({"notebooks": {"00_summary": "n0", "10_trends": "x"}}, "notebooks changed: 10_trends"),
        (
            {"parameters": {"00_summary": {}, "10_trends": {"top": 1}}},
            "parameters changed: 10_trends",
        ),
        ({"library": "x"}, "library changed"),
        ({"template": "x"}, "page template changed"),
        (
            {"versions": {"python": "3.12", "pandas": "3.1.1"}},
            "software versions changed: python",
        ),
        ({"lock": "x"}, "requirements.lock changed"),
    ],
)
def test_the_reason_names_what_changed(changes, told):
    assert difference(inputs().parts(), inputs(**changes).parts()).en == told


def test_the_reason_names_three_files_and_counts_the_rest():
    files = tuple(FileDigest(f"{letter}.csv", 1, "x") for letter in "bcdef")
    told = difference(inputs(data=()).parts(), inputs(data=files).parts())
    assert told.en == "data changed: b.csv, c.csv, d.csv +2"


def test_a_record_from_an_older_version_differs_in_what_it_lacks():
    assert difference({}, inputs().parts()).en == "data changed: areas.csv, targets.csv"


def test_equal_inputs_do_not_differ_and_parts_that_are_not_asked_for_do_not_count():
    assert difference(inputs().parts(), inputs().parts()) is None
    assert difference(inputs(library="x").parts(), {"lock": "lock"}) is None


def test_a_folder_is_digested_by_its_names(tmp_path):
    (tmp_path / "a").write_text("1")
    before = digest_read(tmp_path)
    (tmp_path / "a").write_text("2")
    (tmp_path / ".hidden").write_text("3")
    assert digest_read(tmp_path) == before
    (tmp_path / "b").write_text("4")
    assert digest_read(tmp_path) != before


def test_what_is_not_there_has_no_digest(tmp_path):
    assert digest_read(tmp_path / "gone") == ""
