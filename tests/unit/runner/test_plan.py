import pytest

from chiso.errors import DataError, SetupError, UsageError
from chiso.periods import Period
from chiso.runner.cache import digest_folder
from chiso.runner.order import choose_periods, read_order
from chiso.runner.plan import check_ready, make_plan
from chiso.runner.publish import write_record
from unit.runner.tiny import code, make_project, request

KNOWN = [Period.parse(code) for code in ("2021", "2023", "2024-H1")]


def codes(periods):
    return [period.code for period in periods]


def order(tmp_path, **changes):
    return read_order(request(make_project(tmp_path), **changes))


def publish(read, code="2024-H1", **changes):
    folder = read.store.published(code)
    folder.mkdir(parents=True, exist_ok=True)
    told = {"status": "done", "reads": None, "undeclared": {}, "cuts": []}
    notebooks = folder / "notebooks"
    notebooks.mkdir(exist_ok=True)
    for name in read.item_names:
        (notebooks / f"{name}.ipynb").write_text(name)
    files = [file.to_record() for file in digest_folder(folder)]
    record = {
        "schema": 1,
        "languages": ["vi"],
        "items": dict.fromkeys(read.item_names, told),
        "seconds": {},
        "peak_bytes": {},
        **read.inputs.parts(),
        "files": [*files, *changes.pop("more_files", [])],
        **changes,
    }
    write_record(folder, record)


def due(read):
    return {item.period.code: item.is_due for item in make_plan(read)}


def reasons(read):
    return {item.period.code: item.reason.en for item in make_plan(read)}


def chosen(folder, typed, usual=KNOWN, reported=()):
    """Codes of the periods chosen for a data set with a figure for each period reported."""
    (folder / "observations").mkdir()
    lines = ["indicator,period", *(f"dossiers_online,{code}" for code in reported)]
    (folder / "observations" / "services.csv").write_text("\n".join(lines) + "\n")
    return codes(choose_periods(typed, usual, folder))


def test_no_period_named_means_the_usual_ones(tmp_path):
    assert chosen(tmp_path, [], reported=["2024-07"]) == ["2021", "2023", "2024-H1"]


def test_periods_are_run_in_order_of_time_each_once(tmp_path):
    typed = ["6 tháng đầu năm 2024", "2021", "2024-H1"]
    assert chosen(tmp_path, typed) == ["2021", "2024-H1"]


@pytest.mark.parametrize("typed", ["2024-07", "Quý III/2024", "2024-H2"])
def test_any_period_with_a_figure_of_its_own_can_be_named(tmp_path, typed):
    assert chosen(tmp_path, [typed], reported=["2024-07"]) == [Period.parse(typed).code]


def test_a_figure_of_a_longer_period_says_nothing_about_its_parts(tmp_path):
    with pytest.raises(UsageError, match="kỳ có số liệu, như 2021, 2023, 2024-H1, 2024"):
        chosen(tmp_path, ["2024-07"], reported=["2024"])


def test_all_wrong_periods_are_told_at_once_with_the_nearest(tmp_path):
    with pytest.raises(UsageError) as caught:
        chosen(tmp_path, ["2024-Q5", "Quý III/2024"])
    lines = caught.value.lines("en")
    assert lines[0].startswith("period: got '2024-Q5'")
    assert lines[1] == (
        "--period: got 'Quý III/2024'; a period with figures, such as 2021, 2023, 2024-H1. "
        "Take the nearest, 2024-H1, or see: chiso list periods."
    )


def test_a_data_set_without_periods_is_told(tmp_path):
    with pytest.raises(UsageError, match="kỳ có số liệu, như "):
        chosen(tmp_path, ["2024"], usual=[])


def test_each_chapter_is_run_in_each_language(tmp_path):
    read = order(tmp_path, langs=("vi", "en"))
    jobs = read.jobs(KNOWN[2], tmp_path / "staged")
    assert [job.name for job in jobs] == ["00_summary.vi", "00_summary.en"]
    assert jobs[1].target == tmp_path / "staged" / "notebooks" / "00_summary.en.ipynb"
    assert jobs[1].parameters == {
        "period": "2024-H1",
        "lang": "en",
        "data": str(tmp_path / "data" / "tiny"),
    }


def test_nothing_published_means_everything_is_due(tmp_path):
    assert due(order(tmp_path)) == {"2023": True, "2024-H1": True}


def test_an_unchanged_report_is_not_due(tmp_path):
    read = order(tmp_path)
    publish(read)
    assert due(read) == {"2023": True, "2024-H1": False}


def test_force_makes_everything_due(tmp_path):
    read = order(tmp_path, force=True)
    publish(read)
    assert reasons(read)["2024-H1"] == "asked for with --force"


def test_a_damaged_report_is_due_and_the_file_is_named(tmp_path):
    read = order(tmp_path)
    publish(read, more_files=[{"name": "report.vi.html", "bytes": 1, "sha256": "x"}])
    assert reasons(read)["2024-H1"] == "published files were changed or lost: report.vi.html"


def test_changed_data_make_a_report_due_and_the_file_is_named(tmp_path):
    read = order(tmp_path)
    publish(read)
    targets = tmp_path / "data" / "tiny" / "targets.csv"
    targets.write_text(targets.read_text().replace("60", "70"))
    assert reasons(read_order(read.request))["2024-H1"] == "data changed: targets.csv"


def test_a_failed_attempt_is_made_again(tmp_path):
    read = order(tmp_path)
    read.store.failed("2023").mkdir(parents=True)
    assert reasons(read)["2023"] == "the last attempt failed"


def test_some_chapters_only_are_published_beside_the_full_report(tmp_path):
    project = make_project(tmp_path, {"00_summary": [code("1")], "10_trends": [code("2")]})
    read = read_order(request(project, only=("trends",)))
    assert read.is_partial
    assert read.store.root == tmp_path / "outputs" / "tiny" / "_partial"


def test_a_notebook_that_comes_during_a_run_moves_no_report_elsewhere(tmp_path):
    project = make_project(tmp_path)
    read = read_order(request(project))
    assert read.store.root == tmp_path / "outputs" / "tiny"
    (project.notebooks / "99_later.ipynb").write_text("{}")
    assert read.store.root == tmp_path / "outputs" / "tiny"


def test_naming_all_chapters_makes_the_full_report(tmp_path):
    assert not order(tmp_path, only=("00_summary",)).is_partial


def test_wrong_data_are_told_before_any_kernel_is_looked_for(tmp_path):
    read = order(tmp_path, kernel="julia")
    observations = tmp_path / "data" / "tiny" / "observations" / "services.csv"
    observations.write_text(observations.read_text().replace("49.2", "104"))
    with pytest.raises(DataError, match="104"):
        check_ready(read, make_plan(read))


def test_a_missing_kernel_is_told_before_the_batch(tmp_path):
    read = order(tmp_path, kernel="julia")
    with pytest.raises(SetupError, match="julia"):
        check_ready(read, make_plan(read))


def test_nothing_due_needs_no_kernel(tmp_path):
    read = order(tmp_path, kernel="julia", periods=("2024-H1",))
    publish(read)
    check_ready(read, make_plan(read))
