import os
import shutil

import pytest

from chiso.errors import UsageError
from chiso.report import opening
from chiso.report.opening import open_report, prepare_reports
from chiso.report.ready import ReadyReports, folder_states
from makers.folders import dataset_folder


@pytest.fixture
def data(tmp_path):
    return dataset_folder(tmp_path / "set", dataset={"report_periods": ["2023", "2024"]})


@pytest.fixture
def loads(monkeypatch):
    """The periods whose files were read."""
    monkeypatch.setattr(opening, "_READY", ReadyReports())
    opened, plain = [], opening._read_report

    def noted(wanted, reader, folder):
        opened.append((wanted.code, reader))
        return plain(wanted, reader, folder)

    monkeypatch.setattr(opening, "_read_report", noted)
    return opened


def prepare(period, langs, data, *, is_whole=True):
    prepare_reports(period, langs, data, folder_states(data), is_whole=is_whole)


def test_a_prepared_report_is_found_without_reading_files(data, loads):
    prepare("2023", ["vi", "en"], data)
    assert loads == [("2023", "vi")]
    assert [open_report("2023", lang=lang, data=data).lang for lang in ("vi", "en")] == ["vi", "en"]
    assert loads == [("2023", "vi")]


def test_a_prepared_report_says_what_an_opened_one_says(data, loads):
    plain = {lang: open_report("2023", lang=lang, data=data) for lang in ("vi", "en")}
    prepare("2023", ["vi", "en"], data)
    for lang, report in plain.items():
        ready = open_report("2023", lang=lang, data=data)
        assert ready.edition_facts() == report.edition_facts()
        assert ready.echo() == report.echo()


@pytest.mark.parametrize("is_whole", [True, False], ids=["many chapters", "one"])
def test_figures_are_selected_and_judged_once_for_both_languages(data, loads, is_whole):
    prepare("2023", ["vi", "en"], data, is_whole=is_whole)
    vietnamese, english = (open_report("2023", lang=lang, data=data) for lang in ("vi", "en"))
    for name in ("derived", "figures", "current", "leading"):
        assert vars(vietnamese)[name] is vars(english)[name]


def test_a_report_that_is_opened_again_is_a_fresh_one(data, loads):
    prepare("2023", ["vi"], data)
    first = open_report("2023", data=data)
    first.published["value"] = 0
    assert not open_report("2023", data=data).published["value"].eq(0).any()


def test_another_period_language_or_folder_is_opened(data, loads, tmp_path):
    prepare("2023", ["vi"], data)
    other = tmp_path / "other"
    shutil.copytree(data, other)
    open_report("2024", data=data)
    open_report("2023", lang="en", data=data)
    open_report("2023", data=other)
    assert loads[1:] == [("2024", "vi"), ("2023", "en"), ("2023", "vi")]


def change(data):
    path = data / "observations" / "one.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("3000", "3001"), encoding="utf-8")
    os.utime(path, ns=(1, 1))


def add(data):
    shutil.copy(data / "observations" / "one.csv", data / "observations" / "two.csv.draft")
    os.utime(data / "observations", ns=(1, 1))


@pytest.mark.parametrize("edit", [change, add])
def test_a_data_set_that_changed_is_read_again(data, loads, edit):
    prepare("2023", ["vi"], data)
    edit(data)
    open_report("2023", data=data)
    assert loads == [("2023", "vi")] * 2


def test_what_cannot_be_opened_cannot_be_prepared(data, loads):
    with pytest.raises(UsageError):
        prepare("1990", ["vi"], data)
