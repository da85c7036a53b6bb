"""YAML files of a data set: well-formed, no key twice, plain data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chiso.dataset.yaml_files import read_yaml
from chiso.errors import DataError


def yaml_of(folder: Path, content: str) -> object:
    path = folder / "acts.yml"
    path.write_text(content, encoding="utf-8")
    return read_yaml(path, "acts.yml")


def yaml_refusal(folder: Path, content: str) -> str:
    with pytest.raises(DataError) as error:
        yaml_of(folder, content)
    assert [problem.rule for problem in error.value.problems] == ["yaml"]
    return error.value.lines("en")[0]


def test_yaml_is_read_as_plain_data(tmp_path: Path) -> None:
    assert yaml_of(tmp_path, "a: [1, 'x']\nb: null\n") == {"a": [1, "x"], "b": None}


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    told = yaml_refusal(tmp_path, "a: 1\nb: [1\n")
    assert told.startswith("acts.yml:3: got ")
    assert told.endswith("; well-formed YAML. Mend the syntax at this line.")


def test_a_key_given_twice_is_told_and_not_overwritten(tmp_path: Path) -> None:
    told = yaml_refusal(tmp_path, "NEWS1: {a: 1}\nNEWS2: {}\nNEWS1: {a: 2}\n")
    assert told.startswith("acts.yml:3: got \"repeated key 'NEWS1'\"")


def test_of_a_key_given_three_times_the_second_is_told(tmp_path: Path) -> None:
    assert yaml_refusal(tmp_path, "a: 1\nb: 2\na: 3\na: 4\n").startswith("acts.yml:3: ")


def test_keys_of_other_types_and_merged_mappings_are_read(tmp_path: Path) -> None:
    content = "base: &base {a: 1, b: 2}\nmore: {<<: *base, b: 3}\n1: x\nnull: y\n"
    assert yaml_of(tmp_path, content) == {
        "base": {"a": 1, "b": 2}, "more": {"a": 1, "b": 3}, 1: "x", None: "y",
    }  # fmt: skip


@pytest.mark.parametrize("content", ["a: !!map [1, 2]\n", "a: !!map text\n", "a: !!set [x]\n"])
def test_what_is_called_a_mapping_and_is_none_is_told(tmp_path: Path, content: str) -> None:
    assert "expected a mapping node, but found" in yaml_refusal(tmp_path, content)


@pytest.mark.parametrize("key", ["!!str {a: b}", "!!str [a]"])
def test_a_key_called_a_text_that_is_none_is_told(tmp_path: Path, key: str) -> None:
    told = yaml_refusal(tmp_path, f"? {key}\n: 1\n")
    assert "expected a scalar node, but found" in told


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02-30", "2024-02-30"),
        ("2024-13-01", "2024-13-01"),
        ("!!int x", "x"),
        ("!!int ''", ""),
        ("!!float y", "y"),
        ("!!bool maybe", "maybe"),
        ("!!timestamp soon", "soon"),
    ],
)
def test_what_is_no_value_of_its_type_stays_a_text(
    tmp_path: Path, written: str, read: object
) -> None:
    # The field that takes it says what is wrong, with the name of its entry.
    assert yaml_of(tmp_path, f"a: {written}\n") == {"a": read}


def test_control_characters_are_told(tmp_path: Path) -> None:
    assert "control characters are not allowed" in yaml_refusal(tmp_path, "a: \x01\n")


def test_yaml_that_would_make_objects_is_refused(tmp_path: Path) -> None:
    assert "python/object" in yaml_refusal(tmp_path, "!!python/object/apply:os.getcwd []\n")
