import json

import pytest

from chiso.errors import UsageError
from chiso.runner.notebook import (
    code_and_text,
    first_heading,
    nearest_heading,
    read_chapters,
    repeatable,
)
from unit.runner.tiny import code, markdown, notebook, write_notebook


def folder(tmp_path, *names):
    for name in names:
        write_notebook(tmp_path / "notebooks" / name)
    return tmp_path / "notebooks"


def names(chapters):
    return [chapter.name for chapter in chapters]


def test_chapters_come_in_the_order_of_their_numbers(tmp_path):
    notebooks = folder(tmp_path, "20_gaps.ipynb", "00_summary.ipynb", "10_trends.ipynb")
    assert names(read_chapters(notebooks)) == ["00_summary", "10_trends", "20_gaps"]


def test_other_notebooks_are_not_chapters(tmp_path):
    notebooks = folder(tmp_path, "00_summary.ipynb", "explore.ipynb", "1_x.ipynb")
    assert names(read_chapters(notebooks)) == ["00_summary"]


@pytest.mark.parametrize("word", ["10_trends", "trends", "10", "10_trends.ipynb"])
def test_a_chapter_is_named_in_several_ways(tmp_path, word):
    notebooks = folder(tmp_path, "00_summary.ipynb", "10_trends.ipynb")
    assert names(read_chapters(notebooks, [word])) == ["10_trends"]


def test_an_unknown_chapter_is_told_with_the_nearest_one(tmp_path):
    notebooks = folder(tmp_path, "00_summary.ipynb", "10_trends.ipynb")
    with pytest.raises(UsageError, match="Có phải '10_trends'"):
        read_chapters(notebooks, ["10_trend"])


def test_a_folder_without_chapters_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"10_trends\.ipynb"):
        read_chapters(tmp_path)


def test_a_cut_off_notebook_is_told_by_its_name(tmp_path):
    notebooks = folder(tmp_path, "00_summary.ipynb")
    path = notebooks / "00_summary.ipynb"
    path.write_text(path.read_text()[:50])
    with pytest.raises(UsageError, match=r"notebooks/00_summary\.ipynb.*JSON"):
        read_chapters(notebooks)


def test_all_broken_notebooks_are_told_at_once(tmp_path):
    notebooks = folder(tmp_path)
    notebooks.mkdir()
    (notebooks / "00_a.ipynb").write_text("[]")
    (notebooks / "10_b.ipynb").write_text('{"cells": 5}')
    write_notebook(notebooks / "20_c.ipynb", parameters="period = 3")
    with pytest.raises(UsageError) as caught:
        read_chapters(notebooks)
    assert [problem.where for problem in caught.value.problems] == [
        "notebooks/00_a.ipynb",
        "notebooks/10_b.ipynb",
        "notebooks/20_c.ipynb: period",
    ]


CELLS = [
    markdown("# Xu hướng\n\n## Vì sao?", "vi"),
    markdown("# Trends\n\n## Why?", "en"),
    code("1 / 0"),
    markdown("no heading"),
    code("2 / 0"),
]


def test_the_heading_above_a_cell_is_in_the_report_language():
    assert nearest_heading(CELLS, 4, "vi") == "Vì sao?"
    assert nearest_heading(CELLS, 4, "en") == "Why?"


def test_a_cell_above_all_headings_has_none():
    assert nearest_heading([code("1 / 0")], 0, "vi") == ""


def test_the_first_heading_is_the_title():
    assert first_heading(CELLS, "en") == "Trends"
    assert first_heading([], "en") == ""


def test_outputs_and_run_counts_do_not_change_what_a_chapter_says(tmp_path):
    path = write_notebook(tmp_path / "notebooks" / "00_summary.ipynb", code("print(1)"))
    before = code_and_text(read_chapters(path.parent)[0])
    content = json.loads(path.read_text())
    content["cells"][-1] |= {"execution_count": 7, "outputs": [{"output_type": "stream"}]}
    path.write_text(json.dumps(content))
    assert code_and_text(read_chapters(path.parent)[0]) == before


def test_source_as_lines_says_the_same_as_source_as_text(tmp_path):
    path = write_notebook(tmp_path / "notebooks" / "00_summary.ipynb", code("a = 1\nprint(a)"))
    before = code_and_text(read_chapters(path.parent)[0])
    content = json.loads(path.read_text())
    content["cells"][-1]["source"] = ["a = 1\n", "print(a)"]
    path.write_text(json.dumps(content))
    assert code_and_text(read_chapters(path.parent)[0]) == before


def stream(name, text):
    return {"output_type": "stream", "name": name, "text": text}


def executed():
    cell = code("print(1)")
    cell["metadata"]["papermill"] = {"status": "failed", "start_time": "2024-01-01"}
    cell["metadata"]["execution"] = {"iopub.status.busy": "2024-01-01"}
    cell["outputs"] = [stream("stdout", ["/home/x/p/data/tiny/a.csv 1\n"])]
    found = notebook(markdown("boom", "papermill-error-cell-tag"), cell)
    found["metadata"]["papermill"] = {"start_time": "2024-01-01"}
    return found


def test_a_published_notebook_has_no_times_ids_or_states():
    cells = repeatable(executed(), "10_x", [], states="dropped")["cells"]
    assert [cell["id"] for cell in cells] == ["10_x-000", "10_x-001", "10_x-002"]
    assert cells[2]["metadata"] == {"tags": []}


def test_a_failed_notebook_keeps_the_state_of_each_cell():
    cells = repeatable(executed(), "10_x", [], states="kept")["cells"]
    assert [cell["metadata"].get("papermill") for cell in cells] == [
        None,
        None,
        {"status": "failed"},
    ]


def test_markers_that_papermill_inserts_are_taken_out_again():
    told = [cell["source"] for cell in repeatable(executed(), "10_x", [], states="kept")["cells"]]
    assert "boom" not in told


def test_machine_paths_are_replaced_everywhere():
    clean = repeatable(
        executed(), "10_x", [("/home/x/p/data/tiny", "../data/tiny")], states="dropped"
    )
    assert clean["cells"][2]["outputs"][0]["text"] == "../data/tiny/a.csv 1\n"


def outputs_of(*outputs):
    content = notebook(code("print(1)") | {"outputs": list(outputs)})
    return repeatable(content, "10_x", [], states="dropped")["cells"][2]["outputs"]


def test_pieces_of_a_stream_become_one_however_they_arrived():
    picture = {"output_type": "display_data", "data": {}}
    pieces = [stream("stderr", "w"), stream("stdout", "a"), picture, stream("stdout", ["b", "c"])]
    assert outputs_of(picture, *pieces) == [
        picture,
        stream("stdout", "abc"),
        stream("stderr", "w"),
        picture,
    ]


def test_outputs_without_streams_stay_as_they_are():
    picture = {"output_type": "display_data", "data": {}}
    assert outputs_of(picture, picture) == [picture, picture]
