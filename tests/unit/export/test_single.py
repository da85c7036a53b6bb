"""Any notebook as a page of its own."""

from __future__ import annotations

from importlib.metadata import entry_points

import nbformat
import pytest

from chiso.errors import RunError
from chiso.export.single import NotebookExporter, single_page
from unit.export.makers import CREATED, PIXEL, head

RECORD = "application/vnd.chiso+json"
WIDGET = "application/vnd.jupyter.widget-view+json"


def text(source, *tags):
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": list(tags)})


def code(*outputs, tags=()):
    return nbformat.v4.new_code_cell("1 / 1", outputs=list(outputs), metadata={"tags": list(tags)})


def shows(**data):
    named = {name.replace("__", "/"): value for name, value in data.items()}
    return nbformat.v4.new_output("display_data", data=named)


def page(*cells, name="analysis", **metadata):
    notebook = nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)
    return single_page(notebook, name, CREATED)


def test_it_is_offered_to_nbconvert_and_to_menus():
    (found,) = (point for point in entry_points(group="nbconvert.exporters", name="chiso"))
    assert found.load() is NotebookExporter
    assert NotebookExporter.export_from_notebook == "chiso"


def test_a_notebook_without_a_report_has_its_heading_as_title_and_no_code():
    made = page(text("# Khảo sát"), code(shows(text__plain="42")))
    assert "<h1>Khảo sát</h1>" in made
    assert "<pre>42</pre>" in made
    assert "1 / 1" not in made
    assert "<script" not in made


def test_a_notebook_without_headings_has_its_name_as_title():
    assert "<h1>analysis</h1>" in page(code(shows(text__plain="42")))


def test_a_chapter_brings_the_head_of_its_report():
    opening = nbformat.v4.new_output("display_data", data={RECORD: head(), "text/html": "<p>…</p>"})
    made = page(code(tags=["parameters"]), code(opening), text("# Xu hướng"))
    assert f"<h1>{head()['title']}</h1>" in made
    assert "6 tháng đầu năm 2024" in made


def test_neighbours_and_files_that_do_not_exist_are_not_linked():
    opening = nbformat.v4.new_output("display_data", data={RECORD: head(), "text/html": ""})
    made = page(code(opening), text("# Xu hướng"))
    assert "index.html" not in made
    assert "tables.vi.xlsx" not in made


def test_only_the_text_of_one_language_is_there():
    made = page(text("Chữ Việt", "vi"), text("English text", "en"), chiso={"lang": "en"})
    assert "English text" in made
    assert "Chữ Việt" not in made


def test_a_widget_is_replaced_by_a_sentence():
    made = page(code(shows(**{WIDGET: {"model_id": "x"}, "text__plain": "VBox()"})))
    assert "Phần tương tác chỉ có trong JupyterLab." in made
    assert "VBox" not in made


def test_a_picture_keeps_its_words_or_says_that_it_has_none():
    told = shows(image__png=PIXEL)
    told.metadata["image/png"] = {"alt": "Một điểm trắng"}
    made = page(text("## Điểm"), code(told, shows(image__png=PIXEL)))
    assert 'alt="Một điểm trắng"' in made
    assert "Hình ở mục «Điểm»" in made


def test_printed_lines_stay_and_warnings_go():
    made = page(
        code(
            nbformat.v4.new_output("stream", name="stdout", text="xin chào\n"),
            nbformat.v4.new_output("stream", name="stderr", text="FutureWarning: x\n"),
        )
    )
    assert "xin chào" in made
    assert "FutureWarning" not in made


def test_a_cell_with_an_error_makes_no_page():
    failed = nbformat.v4.new_output("error", ename="KeyError", evalue="'x'", traceback=[])
    with pytest.raises(RunError, match="analysis: cell 1"):
        page(code(failed))


def test_hostile_output_neither_runs_nor_loads():
    hostile = '<script>alert(1)</script><img src="https://example.org/x.png" onerror="x()">'
    made = page(code(shows(text__html=hostile)))
    assert "alert(1)" not in made
    assert "example.org" not in made


def test_the_same_notebook_gives_the_same_page(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    notebook = nbformat.v4.new_notebook(cells=[text("# Khảo sát")])
    made = [NotebookExporter().from_notebook_node(notebook)[0] for _ in range(2)]
    assert made[0] == made[1]
    assert "15/6/2025" in made[0]
