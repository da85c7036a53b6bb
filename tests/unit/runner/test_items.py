import json
from dataclasses import replace

import pytest

from chiso.runner.cache import FileDigest
from chiso.runner.failure import Failure
from chiso.runner.item_plan import Candidate, plan_item
from chiso.runner.item_store import ItemStore, is_whole, take_standing
from chiso.runner.items import items_of, make_item, read_item, seen_files
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.output_cap import Cut
from chiso.runner.reads import Observed, Read
from chiso.runner.visible import dated_files
from unit.runner.test_cache import inputs

NAME = "10_trends.vi"
FILES = {"areas.csv": "a", "targets.csv": "t", "observations/one.csv": "1", "returns/d/x.csv": "x"}


def made_from(**changes):
    files = tuple(FileDigest(name, 1, sha) for name, sha in FILES.items())
    return inputs(data=files, **changes)


def with_file(name, sha):
    files = {**FILES, name: sha} if sha else {key: FILES[key] for key in FILES if key != name}
    return inputs(data=tuple(FileDigest(key, 1, value) for key, value in files.items()))


def result(tmp_path, failure=None, cuts=()):
    target = tmp_path / f"{NAME}.ipynb"
    target.write_text("executed")
    job = ChapterJob("2023", "vi", "10_trends", target, target, {})
    return ChapterResult(job, 1.23456, failure, peak_bytes=1 << 20, cuts=cuts, kernel="warm")


def observed(tmp_path, *data, other=()):
    return Observed(
        {name: Read("file", tmp_path / name, 1, 1) for name in data},
        {name: Read("file", tmp_path / name, 1, 1) for name in other},
    )


class Visible:
    """What reports can see: the rows that a test says."""

    def __init__(self, made, rows=None):
        self.files = dated_files({file.name: file.sha256 for file in made.data})
        self.rows = rows

    def digests(self, until):
        return self.rows


def item(tmp_path, *reads, other=(), failure=None):
    seen = observed(tmp_path, *reads, other=other) if reads or other else None
    return make_item(result(tmp_path, failure), made_from(), seen, Visible(made_from()))


def dated_item(tmp_path, rows):
    """An item that read two files, of one only the rows up to a day."""
    read = Read("file", tmp_path / "observations" / "one.csv", 1, 1, "2024-06-30")
    seen = Observed(observed(tmp_path, "areas.csv").data, {}, (("observations/one.csv", read),))
    return make_item(result(tmp_path), made_from(), seen, Visible(made_from(), rows))


def reason(found, now, root, rows=None):
    told = found.why_run(now, root, Visible(now, rows))
    return told and told.en


def test_an_item_stands_while_nothing_changes(tmp_path):
    assert reason(item(tmp_path), made_from(), tmp_path) is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"notebooks": {"00_summary": "n0", "10_trends": "x"}}, "notebooks changed: 10_trends"),
        ({"parameters": {"10_trends": {"top": 5}}}, "parameters changed: 10_trends"),
        ({"library": "x"}, "library changed"),
        ({"lock": "x"}, "requirements.lock changed"),
        ({"versions": {"python": "4", "pandas": "3.1.1"}}, "software versions changed: python"),
    ],
)
def test_what_an_item_is_made_from_makes_it_due(tmp_path, changes, told):
    assert reason(item(tmp_path), made_from(**changes), tmp_path) == told


@pytest.mark.parametrize(
    "changes",
    [
        {"notebooks": {"00_summary": "x", "10_trends": "n1"}},
        {"parameters": {"00_summary": {"top": 5}, "10_trends": {}}},
        {"template": "x"},
    ],
)
def test_other_chapters_and_the_page_leave_an_item_as_it_is(tmp_path, changes):
    assert reason(item(tmp_path), made_from(**changes), tmp_path) is None


@pytest.mark.parametrize(
    ("name", "sha", "told"),
    [
        ("areas.csv", "new", "data changed: areas.csv"),
        ("areas.csv", "", "data changed: areas.csv"),
        ("targets.csv", "new", None),
        ("targets.csv", "", None),
        ("observations/two.csv", "2", "data changed: observations/two.csv"),
        ("returns/d/y.csv", "y", None),
    ],
)
def test_only_what_was_read_or_listed_makes_an_item_due(tmp_path, name, sha, told):
    found = item(tmp_path, "areas.csv", "observations/", "observations/one.csv")
    assert reason(found, with_file(name, sha), tmp_path) == told


ROWS = {"observations/one.csv": "r"}


def test_rows_that_an_item_could_not_see_leave_it_as_it_is(tmp_path):
    found = dated_item(tmp_path, ROWS)
    assert found.told["rows"] == {"until": "2024-06-30", "files": ROWS}
    for name in ("observations/one.csv", "observations/two.csv", "returns/d/x.csv"):
        assert reason(found, with_file(name, "new"), tmp_path, ROWS) is None


def test_rows_that_an_item_could_see_make_it_due_and_are_told_with_their_day(tmp_path):
    now = with_file("observations/one.csv", "new")
    told = dated_item(tmp_path, ROWS).why_run(
        now, tmp_path, Visible(now, {**ROWS, "observations/two.csv": "s"})
    )
    assert told.en == "what belongs to 30 June 2024 or before changed: observations/two.csv"
    assert told.vi == "phần số liệu tính đến hết ngày 30/6/2024 thay đổi: observations/two.csv"


def test_rows_are_not_looked_at_while_their_files_are_the_same(tmp_path):
    found = dated_item(tmp_path, ROWS)
    assert reason(found, made_from(), tmp_path, {"never": "asked for"}) is None


def test_a_file_that_is_read_as_a_whole_too_counts_as_a_whole(tmp_path):
    found = dated_item(tmp_path, ROWS)
    assert reason(found, with_file("areas.csv", "new"), tmp_path, ROWS) == "data changed: areas.csv"


def test_where_nothing_can_be_said_of_rows_whole_files_count(tmp_path):
    now = with_file("observations/one.csv", "new")
    told = "data changed: observations/one.csv"
    assert reason(dated_item(tmp_path, ROWS), now, tmp_path) == told
    unsure = dated_item(tmp_path, None)
    assert unsure.told["rows"] is None
    assert reason(unsure, now, tmp_path, ROWS) == told


def test_parquet_files_of_later_periods_leave_an_item_as_it_is(tmp_path):
    stored = "observations/period=2024-01/a.parquet"
    found = dated_item(tmp_path, {stored: "p"})
    later = with_file("observations/period=2025-01/a.parquet", "new")
    assert reason(found, later, tmp_path, {stored: "p"}) is None


def test_without_an_observer_every_file_of_the_data_set_counts(tmp_path):
    assert reason(item(tmp_path), with_file("targets.csv", "new"), tmp_path) == (
        "data changed: targets.csv"
    )


def test_a_file_that_was_looked_for_in_vain_makes_an_item_due_when_it_comes(tmp_path):
    found = item(tmp_path, "extra.csv")
    assert reason(found, made_from(), tmp_path) is None
    assert reason(found, with_file("extra.csv", "e"), tmp_path) == "data changed: extra.csv"


def test_a_file_outside_the_data_set_enters_the_key(tmp_path):
    (tmp_path / "note.txt").write_text("old")
    found = item(tmp_path, other=("note.txt",))
    assert reason(found, made_from(), tmp_path) is None
    (tmp_path / "note.txt").write_text("new")
    assert reason(found, made_from(), tmp_path) == "files outside the data set changed: note.txt"


def test_files_for_readers_in_other_languages_count_unless_somebody_told_of_them():
    files = {"a.csv": "1", "p=1/x.parquet": "2", "p=2/x.parquet": "3"}
    assert seen_files(files, ["a.csv"]) == files
    assert seen_files(files, ["a.csv", "p=1/x.parquet"]) == {"a.csv": "1", "p=1/x.parquet": "2"}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("killed", "the last attempt failed"),
        ("stopped_early", "the last attempt ended early"),
        ("interrupted", "the last attempt was stopped"),
    ],
)
def test_an_item_that_did_not_end_well_is_due_and_says_why(tmp_path, kind, told):
    found = item(tmp_path, failure=Failure(kind, 3, "Xu hướng", "SIGKILL (9)"))
    assert found.told["failure"]["heading"] == "Xu hướng"
    assert reason(found, made_from(), tmp_path) == told


def test_an_item_survives_its_record(tmp_path):
    found = make_item(
        result(tmp_path, cuts=(Cut(3, "", 9),)),
        made_from(),
        observed(tmp_path, "areas.csv"),
        Visible(made_from()),
    )
    again = read_item(NAME, json.loads(json.dumps(found.to_record())))
    assert (again.told, again.sha256, again.peak_bytes, again.kernel) == (
        found.told,
        found.sha256,
        found.peak_bytes,
        "warm",
    )
    assert again.told["cuts"] == [{"cell": 3, "heading": "", "characters": 9, "file": None}]
    assert again.basis() == found.basis()


def test_the_record_of_a_period_holds_its_items(tmp_path):
    found = item(tmp_path, "areas.csv")
    record = {
        **made_from().parts(),
        "items": {NAME: found.told},
        "seconds": {NAME: 1.2},
        "peak_bytes": {NAME: None},
        "kernels": {NAME: "cold: there is no warm process"},
        "files": [{"name": f"notebooks/{NAME}.ipynb", "bytes": 1, "sha256": found.sha256}],
    }
    (read,) = items_of(record).values()
    assert (read.basis(), read.sha256, read.peak_bytes) == (found.basis(), found.sha256, None)
    assert read.kernel == "cold: there is no warm process"
    assert items_of({"files": []}) == {}


def kept(tmp_path, *, failure=None):
    store = ItemStore(tmp_path / ".items")
    found = item(tmp_path, failure=failure)
    store.keep("2023", found, tmp_path / f"{NAME}.ipynb")
    return store, found


def test_a_finished_item_is_kept_with_its_notebook(tmp_path):
    store, found = kept(tmp_path)
    (read,) = store.items("2023").values()
    assert read.sha256 == found.sha256
    assert is_whole(read, store.notebook("2023", NAME))
    assert store.periods() == ["2023"]


def test_of_a_failed_item_only_the_record_is_kept(tmp_path):
    store, _ = kept(tmp_path, failure=Failure("killed", 3, "", "SIGKILL (9)"))
    assert not store.notebook("2023", NAME).exists()
    assert store.items("2023")[NAME].told["status"] == "failed"


def test_a_notebook_that_was_torn_is_not_whole(tmp_path):
    store, found = kept(tmp_path)
    store.notebook("2023", NAME).write_text("exec")
    assert not is_whole(found, store.notebook("2023", NAME))
    store.notebook("2023", NAME).unlink()
    assert not is_whole(found, store.notebook("2023", NAME))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"item": {}}', "\x00\xff"])
def test_a_record_that_cannot_be_read_is_no_item(tmp_path, text):
    store, _ = kept(tmp_path)
    (tmp_path / ".items" / "2023" / f"{NAME}.json").write_text(text)
    assert store.items("2023") == {}


def test_forgetting_the_last_period_leaves_nothing(tmp_path):
    store, found = kept(tmp_path)
    store.keep("2024", found, tmp_path / f"{NAME}.ipynb")
    for period in ("2023", "2024", "2024"):
        store.discard(period)
    assert store.periods() == []
    store.tidy()
    store.tidy()
    assert not (tmp_path / ".items").exists()


def test_forgetting_a_period_leaves_the_place_where_another_thread_keeps_an_item(tmp_path):
    store, _ = kept(tmp_path)
    store.discard("2023")
    assert (tmp_path / ".items").is_dir()


def test_tidying_leaves_items_of_other_periods(tmp_path):
    store, _ = kept(tmp_path)
    store.tidy()
    assert store.periods() == ["2023"]


def candidate(tmp_path, *, is_whole=True, **changes):
    found = item(tmp_path, **changes)
    return Candidate(found, tmp_path / f"{NAME}.ipynb", is_whole)


def planned(tmp_path, *candidates, now=None):
    return plan_item(NAME, candidates, now or made_from(), tmp_path, Visible(now or made_from()))


def test_an_item_that_never_ran_is_due(tmp_path):
    assert planned(tmp_path).reason.en == "never run"


def test_the_first_candidate_that_stands_is_taken(tmp_path):
    broken = candidate(tmp_path, failure=Failure("killed", 3, "", ""))
    good = candidate(tmp_path)
    found = planned(tmp_path, broken, good)
    assert (found.reason, found.item) == (None, good.item)


def test_the_latest_attempt_tells_why_an_item_is_due(tmp_path):
    broken = candidate(tmp_path, failure=Failure("killed", 3, "", ""))
    old = candidate(tmp_path)
    found = planned(tmp_path, broken, old, now=made_from(library="x"))
    assert found.reason.en == "the last attempt failed"


def test_a_damaged_notebook_is_not_taken(tmp_path):
    found = planned(tmp_path, candidate(tmp_path, is_whole=False))
    assert found.reason.en == f"published files were changed or lost: {NAME}.ipynb"


def test_standing_notebooks_are_copied_beside_the_new_ones(tmp_path):
    good = planned(tmp_path, candidate(tmp_path))
    due = replace(good, name="20_gaps.vi", item=None, notebook=None)
    take_standing([good, due], tmp_path / "staged" / "notebooks")
    assert [path.name for path in (tmp_path / "staged" / "notebooks").iterdir()] == [
        f"{NAME}.ipynb"
    ]
