"""Opening a report from a folder, and what is said when that fails."""

from __future__ import annotations

import pytest

from chiso.errors import DataError, UsageError
from chiso.report import Report, open_report
from makers import dataset_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return dataset_folder(tmp_path_factory.mktemp("tiny"))


def test_a_report_is_opened_from_a_folder(folder):
    report = open_report("2023", data=folder)
    assert isinstance(report, Report)
    assert (report.period.code, report.lang) == ("2023", "vi")


def test_a_period_may_be_written_as_people_do(folder):
    assert open_report("6 tháng đầu năm 2024", lang="en", data=folder).period.code == "2024-H1"


def test_figures_after_the_last_day_stay_out(folder):
    assert set(open_report("2022", data=folder).published["period"]) == {"2022", "2019"}


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(UsageError, match="vi") as caught:
        open_report("2023", lang="fr")
    assert caught.value.problems[0].rule == "unknown_language"


def test_an_unknown_period_shows_how_periods_are_written():
    with pytest.raises(UsageError, match="2024-H1"):
        open_report("last year")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_missing_folder_is_named(tmp_path, lang):
    with pytest.raises(DataError, match="absent") as caught:
        open_report("2023", lang=lang, data=tmp_path / "absent")
    assert caught.value.problems[0].rule == "no_data_set"
    assert "thư mục" in caught.value.problems[0].allowed.vi
    assert "folder" in caught.value.problems[0].allowed.en


@pytest.mark.parametrize(("lang", "name"), [("vi", "năm 2001"), ("en", "2001")])
def test_a_period_before_all_figures_is_refused(folder, lang, name):
    with pytest.raises(UsageError) as caught:
        open_report("2001", lang=lang, data=folder)
    problem = caught.value.problems[0]
    assert (problem.rule, problem.got) == ("empty_period", repr(name))
    assert "Chọn kỳ muộn hơn" in problem.todo.vi
    assert "Choose a later period" in problem.todo.en
