"""The explorer's controls, without a browser: what each change shows and saves."""

from __future__ import annotations

import openpyxl
import pytest

from chiso.explore import Explorer
from makers import dataset_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return dataset_folder(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def explorer(folder, tmp_path):
    return Explorer("2023", data=folder, folder=tmp_path / "saved")


def shown(explorer):
    return explorer.controls.output.outputs[0]["data"]["text/html"]


def test_it_begins_with_the_first_headline_of_the_province(explorer):
    assert (explorer.view, explorer.choice.area) == ("trend", "17")
    assert explorer.choice.indicator in explorer.report.catalogue.settings.headline
    assert "<figure" in shown(explorer)


def test_every_view_is_shown_in_its_turn(explorer):
    for view in ("gap", "comparison", "profile", "trend"):
        explorer.controls.view.value = view
        assert explorer.view == view
        assert shown(explorer) == explorer.shown._repr_mimebundle_()["text/html"]


def test_another_indicator_keeps_only_what_it_has(explorer):
    names = [name for _, name in explorer.controls.indicator.options]
    for name in names:
        explorer.controls.indicator.value = name
        offered = [code for _, code in explorer.controls.area.options]
        assert explorer.choice.indicator == name
        assert explorer.choice.area in offered


def test_another_period_is_another_report(explorer):
    codes = [code for _, code in explorer.controls.period.options]
    assert explorer.report.period.code == "2023"
    other = next(code for code in codes if code != "2023")
    explorer.controls.period.value = other
    assert explorer.report.period.code == other


def test_labels_are_those_of_the_language(folder):
    english = Explorer("2023", lang="en", data=folder).controls
    assert english.indicator.description == "Indicator"
    assert [label for label, _ in english.view.options] == ["Trend", "Gap", "Comparison", "Profile"]
    assert english.save.description == "Save figure"


def test_it_saves_picture_words_and_workbook_and_says_where(explorer, tmp_path):
    explorer.controls.save.click()
    assert explorer.controls.status.value.endswith(".vi.png, .svg, .txt</span>")
    explorer.controls.export.click()
    assert explorer.controls.status.value.endswith(".vi.xlsx</span>")
    endings = sorted(path.suffix for path in (tmp_path / "saved").iterdir())
    assert endings == [".png", ".svg", ".txt", ".xlsx"]
    (book,) = (tmp_path / "saved").glob("*.xlsx")
    rows = list(openpyxl.load_workbook(book).active.iter_rows(min_row=4, values_only=True))
    values = explorer.shown.table.frame["value"].tolist()
    column = rows[0].index("Kết quả")
    assert [row[column] for row in rows[1 : 1 + len(values)]] == pytest.approx(values, rel=1e-14)


def test_where_nothing_is_drawn_nothing_is_saved(explorer, tmp_path):
    explorer.controls.view.value = "comparison"
    explorer.controls.save.click()
    assert "Không có hình" in explorer.controls.status.value
    assert not (tmp_path / "saved").exists()


def test_what_a_notebook_keeps_of_it_is_a_widget_that_a_page_replaces_by_a_sentence(
    explorer, monkeypatch
):
    shown = []
    monkeypatch.setattr("chiso.explore.explorer.display", lambda bundle, raw: shown.append(bundle))
    explorer._ipython_display_()
    keys, panel = shown
    assert ".chiso-explorer" in keys["application/javascript"]
    assert panel["text/plain"] == "Công cụ khám phá (chỉ có trong JupyterLab)"
    assert "application/vnd.jupyter.widget-view+json" in panel
