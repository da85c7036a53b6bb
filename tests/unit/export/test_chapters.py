"""What of an executed chapter reaches the reader of one language."""

import nbformat
import pytest

from chiso.errors import RunError
from chiso.export.chapters import HTML, join_chapters, records_of
from chiso.export.nodes import bundles_of
from unit.export.makers import (
    call,
    chapter,
    figure,
    head,
    opening,
    prose,
    shown,
    table,
    text,
)


def joined(folder, *cells, lang="vi"):
    return join_chapters([chapter(folder, "00_summary", [*opening(lang), *cells])], lang)


def sources(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_each_language_keeps_its_own_text_cells_and_those_of_both(tmp_path):
    cells = [text("Chữ", tag="vi"), text("Words", tag="en"), text("1.310/1.860")]
    assert sources(joined(tmp_path, *cells)) == ["Chữ", "1.310/1.860"]
    assert sources(joined(tmp_path, *cells, lang="en")) == ["Words", "1.310/1.860"]


def test_code_printed_lines_and_warnings_are_left_behind(tmp_path):
    printed = nbformat.v4.new_output("stream", name="stdout", text="mật khẩu")
    warned = nbformat.v4.new_output("stream", name="stderr", text="FutureWarning: x")
    notebook = joined(tmp_path, call(printed, warned, prose("Chữ"), source="bí mật"))
    whole = nbformat.writes(notebook)
    assert "Chữ" in whole
    for hidden in ("mật khẩu", "FutureWarning", "bí mật", "2024-H1  #"):
        assert hidden not in whole


def test_the_head_of_the_report_is_kept_as_a_record_and_not_shown(tmp_path):
    notebook = joined(tmp_path, call(prose("Chữ")))
    assert notebook.metadata["chiso"] == head()
    assert "báo cáo mở" not in nbformat.writes(notebook)


def test_calls_before_the_report_is_open_are_preparation(tmp_path):
    path = chapter(tmp_path, "a", [call(prose("trước")), *opening(), call(prose("sau"))])
    assert [len(bundles_of(cell)) for cell in join_chapters([path], "vi").cells] == [1]


def test_records_come_in_page_order_over_all_chapters(tmp_path):
    first = chapter(tmp_path, "a", [*opening(), call(table("b-1"))])
    second = chapter(tmp_path, "b", [*opening(), call(figure(), table("b-2"))])
    notebook = join_chapters([first, second], "vi")
    assert [record["id"] for record in records_of(notebook, "table")] == ["b-1", "b-2"]


def test_plain_values_of_a_cell_are_not_part_of_a_report(tmp_path):
    value = nbformat.v4.new_output("execute_result", data={"text/plain": "None"})
    assert bundles_of(joined(tmp_path, call(value)).cells[0]) == []


def test_html_without_a_record_is_shown(tmp_path):
    notebook = joined(tmp_path, call(shown("<p>Ghi chú</p>")))
    assert bundles_of(notebook.cells[0])[0][HTML] == "<p>Ghi chú</p>"


def test_a_widget_leaves_a_line_that_says_where_it_lives(tmp_path):
    widget = nbformat.v4.new_output(
        "display_data", data={"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    )
    notebook = joined(tmp_path, call(widget))
    assert "chỉ có trong JupyterLab" in bundles_of(notebook.cells[0])[0][HTML]


def test_a_failed_cell_makes_no_report_and_is_named(tmp_path):
    error = nbformat.v4.new_output("error", ename="KeyError", evalue="area", traceback=[])
    with pytest.raises(RunError, match=r"00_summary\.ipynb: cell 3.*KeyError"):
        joined(tmp_path, call(error))


def test_a_picture_without_words_makes_no_report(tmp_path):
    bare = nbformat.v4.new_output("display_data", data={"image/png": "iVBORw0KGgo="})
    with pytest.raises(RunError, match="văn bản thay thế"):
        joined(tmp_path, call(bare))


def test_a_figure_without_its_text_alternative_makes_no_report(tmp_path):
    with pytest.raises(RunError, match="văn bản thay thế"):
        joined(tmp_path, call(figure(alt="")))


def test_a_chapter_that_never_opens_the_report_is_named(tmp_path):
    path = chapter(tmp_path, "10_trends", [text("# Xu hướng"), call(prose("Chữ"))])
    with pytest.raises(RunError, match=r"10_trends\.ipynb.*phải mở báo cáo"):
        join_chapters([path], "vi")


@pytest.mark.parametrize(
    ("field", "value"), [("period", "2023"), ("dataset", "sample"), ("lang", "en")]
)
def test_chapters_of_different_reports_are_not_joined(tmp_path, field, value):
    first = chapter(tmp_path, "a", opening())
    second = chapter(tmp_path, "b", opening(**{field: value} if field != "lang" else {}))
    if field == "lang":
        second = chapter(tmp_path, "b", opening("en"))
    with pytest.raises(RunError, match=f"b.ipynb: {field}.*{value}"):
        join_chapters([first, second], "vi")


def test_every_difference_between_chapters_is_told_at_once(tmp_path):
    first = chapter(tmp_path, "a", opening())
    second = chapter(tmp_path, "b", opening(period="2023", dataset="sample"))
    with pytest.raises(RunError) as caught:
        join_chapters([first, second], "vi")
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("content", [b"", b'{"cells": [', b"[]", b"\xff\xfe\x00", b'{"cells": 4}'])
def test_a_file_that_is_no_whole_notebook_is_named(tmp_path, content):
    path = tmp_path / "20_target_gaps.vi.ipynb"
    path.write_bytes(content)
    with pytest.raises(RunError, match=r"20_target_gaps\.vi\.ipynb"):
        join_chapters([path], "vi")


def test_a_missing_notebook_is_named(tmp_path):
    with pytest.raises(RunError, match=r"gone\.ipynb"):
        join_chapters([tmp_path / "gone.ipynb"], "vi")
