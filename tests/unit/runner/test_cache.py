import hashlib
from dataclasses import replace

import pytest

from chiso.runner.cache import (
    FileDigest,
    Inputs,
    difference,
    digest_file,
    digest_folder,
    run_key,
    why_run,
)


def inputs(**changes):
    made_from = Inputs(
        notebooks={"00_summary": "n0", "10_trends": "n1"},
        data=(FileDigest("areas.csv", 3, "a"), FileDigest("targets.csv", 4, "t")),
        library="lib",
        versions={"python": "3.11.7", "pandas": "3.1.1"},
        lock="lock",
        parameters={"00_summary": {}, "10_trends": {}},
    )
    return replace(made_from, **changes)


def record(**changes):
    return {"languages": ["vi", "en"], **inputs(**changes).parts()}


def test_a_file_is_digested_with_its_size(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"abc" * 1_000_000)
    wanted = hashlib.sha256(b"abc" * 1_000_000).hexdigest()
    assert digest_file(tmp_path / "a.csv", "a.csv") == FileDigest("a.csv", 3_000_000, wanted)


def test_a_folder_is_digested_without_what_editors_leave(tmp_path):
    for name in ("b.csv", "sub/a.csv", ".hidden", "a.csv~", "__pycache__/x.pyc", "sub/.~lock.a#"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    assert [file.name for file in digest_folder(tmp_path)] == ["b.csv", "sub/a.csv"]


def test_equal_work_has_equal_keys():
    assert run_key(inputs(), "2024", ("vi",)) == run_key(inputs(), "2024", ["vi"])


@pytest.mark.parametrize(
    "changes",
    [
        {"notebooks": {"00_summary": "other"}},
        {"data": ()},
        {"library": "other"},
        {"versions": {}},
        {"lock": ""},
        {"parameters": {"00_summary": {"top": 5}}},
    ],
)
def test_every_input_enters_the_key(changes):
    assert run_key(inputs(**changes), "2024", ("vi",)) != run_key(inputs(), "2024", ("vi",))


def test_period_and_languages_enter_the_key():
    keys = {run_key(inputs(), period, langs) for period in ("a", "b") for langs in ("v", "ve")}
    assert len(keys) == 4


def test_a_period_without_report_is_run():
    assert why_run(None, inputs(), ("vi",)).en == "no report yet"


def test_an_unchanged_report_is_not_run_again():
    assert why_run(record(), inputs(), ("vi", "en")) is None


def test_one_of_several_published_languages_is_not_run_again():
    assert why_run(record(), inputs(), ("en",)) is None


def test_a_language_that_was_never_published_is_run():
    told = why_run(record() | {"languages": ["vi"]}, inputs(), ("vi", "en"))
    assert told == ("chưa có bản en", "no en edition yet")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"data": (FileDigest("areas.csv", 3, "b"),)}, "data changed: areas.csv, targets.csv"),
        ({"notebooks": {"00_summary": "n0", "10_trends": "x"}}, "notebooks changed: 10_trends"),
        (
            {"parameters": {"00_summary": {}, "10_trends": {"top": 1}}},
            "parameters changed: 10_trends",
        ),
        ({"library": "x"}, "library or template changed"),
        (
            {"versions": {"python": "3.12", "pandas": "3.1.1"}},
            "software versions changed: python",
        ),
        ({"lock": "x"}, "requirements.lock changed"),
    ],
)
def test_the_reason_names_what_changed(changes, told):
    assert why_run(record(), inputs(**changes), ("vi",)).en == told


def test_the_reason_names_three_files_and_counts_the_rest():
    files = tuple(FileDigest(f"{letter}.csv", 1, "x") for letter in "bcdef")
    told = difference(inputs(data=()).parts(), inputs(data=files).parts())
    assert told.en == "data changed: b.csv, c.csv, d.csv +2"


def test_a_record_from_an_older_version_differs_in_what_it_lacks():
    assert difference({}, inputs().parts()).en == "data changed: areas.csv, targets.csv"
