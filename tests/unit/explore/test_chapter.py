"""``chiso new notebook``: a chapter from a template."""

from __future__ import annotations

import json

import nbformat
import pytest

from chiso.errors import SetupError, UsageError
from chiso.explore.chapter import chapter, create_chapter


@pytest.mark.parametrize(
    ("there", "name", "made"),
    [
        ([], "citizens", "00_citizens"),
        (["60_methods"], "citizens", "70_citizens"),
        (["60_methods", "start_here"], "65_citizens", "65_citizens"),
        (["65_methods"], "citizens.ipynb", "70_citizens"),
    ],
)
def test_a_chapter_gets_the_next_free_ten_or_the_number_that_was_typed(tmp_path, there, name, made):
    for stem in there:
        (tmp_path / f"{stem}.ipynb").write_text("{}")
    assert create_chapter(tmp_path, name) == tmp_path / f"{made}.ipynb"


def test_it_is_a_valid_notebook_and_ends_with_a_line_break(tmp_path):
    text = create_chapter(tmp_path, "citizens").read_text("utf-8")
    nbformat.validate(json.loads(text), version=4)
    assert text.endswith("}\n")


def test_its_title_holds_no_digits_and_its_section_is_an_anchor():
    first = chapter("70_citizen_services")["cells"][0]
    assert first["source"] == ["# Chương mới: citizen services"]
    assert first["metadata"]["chiso"] == {"section": "citizen-services"}


@pytest.mark.parametrize("name", ["Citizens", "7_citizens", "người_dân", "", "../x", "a" * 41])
def test_other_names_are_refused(tmp_path, name):
    with pytest.raises(UsageError) as caught:
        create_chapter(tmp_path, name)
    assert caught.value.problems[0].rule == "name_form"


@pytest.mark.parametrize(("there", "name"), [("10_trends", "trends"), ("10_trends", "20_trends")])
def test_a_name_is_taken_once(tmp_path, there, name):
    (tmp_path / f"{there}.ipynb").write_text("{}")
    with pytest.raises(UsageError, match="10_trends"):
        create_chapter(tmp_path, name)


def test_after_99_a_number_is_asked_for(tmp_path):
    (tmp_path / "95_last.ipynb").write_text("{}")
    with pytest.raises(UsageError) as caught:
        create_chapter(tmp_path, "more")
    assert caught.value.problems[0].rule == "no_number"


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(SetupError):
        create_chapter(tmp_path / "absent", "citizens")
