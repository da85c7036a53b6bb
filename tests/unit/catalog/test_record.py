"""Fields of catalogue entries: typed, with every problem kept and nothing raised."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from chiso.catalog.record import Record
from chiso.errors import Problem
from chiso.periods import Period
from chiso.words import Words


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Entry:
    """A record over some fields, and what it found wrong."""

    def __init__(self, **fields: Any) -> None:
        self.problems: list[Problem] = []
        self.record = Record("targets.csv:2", fields, self.problems)

    def told(self) -> list[str]:
        return [problem.sentence("en") for problem in self.problems]


def entry(**fields: Any) -> Entry:
    return Entry(**fields)


def test_a_text_is_composed_and_single_spaced() -> None:
    assert entry(name="Ho\u0300a  Bi\u0300nh").record.text("name") == "Hòa Bình"


def test_a_number_typed_as_a_code_becomes_text() -> None:
    assert entry(province=17).record.text("province") == "17"


@pytest.mark.parametrize("fields", [{}, {"name": ""}, {"name": None}])
def test_a_required_text_that_is_not_there_is_told(fields: dict[str, Any]) -> None:
    found = entry(**fields)
    assert found.record.text("name") == ""
    assert found.told() == ["targets.csv:2: name: a value is required. Fill in or correct name."]
    assert "bắt buộc phải có giá trị" in found.problems[0].sentence("vi")


def test_an_optional_text_has_its_default() -> None:
    found = entry()
    assert found.record.text("name", default="—") == "—"
    assert found.told() == []


def test_words_need_both_languages() -> None:
    assert entry(name={"vi": "Đạt", "en": "Met"}).record.words("name") == Words("Đạt", "Met")


@pytest.mark.parametrize("value", [None, "Đạt", {"vi": "Đạt"}, {"vi": "", "en": "Met"}])
def test_words_of_one_language_are_told(value: object) -> None:
    found = entry(name=value)
    assert found.record.words("name") == Words("", "")
    assert found.told() == [
        "targets.csv:2: name: both vi and en are required. Fill in or correct name."
    ]


def test_a_choice_is_a_member_of_its_list() -> None:
    assert entry(colour="blue").record.choice("colour", Colour) is Colour.BLUE


def test_a_word_outside_its_list_gets_the_nearest() -> None:
    found = entry(colour="blu")
    assert found.record.choice("colour", Colour) is Colour.RED
    assert found.told() == [
        "targets.csv:2: colour: got 'blu'; allowed: blue, red. Did you mean 'blue'?"
    ]


def test_a_missing_choice_is_told_once() -> None:
    found = entry()
    found.record.choice("colour", Colour)
    assert len(found.told()) == 1


def test_each_unknown_id_of_a_list_is_told() -> None:
    found = entry(parts=["a", "b", "c"])
    assert found.record.all_known("parts", {"a": 1}) == ("a", "b", "c")
    assert [problem.got for problem in found.problems] == ["'b'", "'c'"]


@pytest.mark.parametrize(("value", "number"), [("50", 50.0), (50, 50.0), ("61.8", 61.8)])
def test_a_number_is_read_from_text_or_yaml(value: object, number: float) -> None:
    assert entry(value=value).record.number("value") == number


@pytest.mark.parametrize("value", ["70,43", "abc", "nan", "inf", [1], True])
def test_what_is_no_finite_number_is_told(value: object) -> None:
    found = entry(value=value)
    assert found.record.number("value") is None
    assert found.told() == [
        f"targets.csv:2: value: got {value!r}; a number with a decimal point."
        " Fill in or correct value."
    ]


def test_a_missing_number_has_its_default() -> None:
    assert entry().record.number("weight", default=1.0) == 1.0


def test_a_required_number_that_is_missing_is_told_and_not_zero_in_silence() -> None:
    found = entry(value="")
    found.record.required_number("value")
    assert found.told() == ["targets.csv:2: value: a value is required. Fill in or correct value."]


def test_a_required_number_that_is_zero_is_zero() -> None:
    found = entry(value="0")
    assert found.record.required_number("value") == 0.0
    assert found.told() == []


def test_a_whole_number_is_whole() -> None:
    assert entry(decimals=2).record.whole("decimals") == 2
    assert entry().record.whole("decimals") == 0


def test_a_broken_number_is_told_where_a_whole_one_is_wanted() -> None:
    found = entry(decimals="1.5")
    found.record.whole("decimals")
    assert "a whole number" in found.told()[0]


def test_ends_may_be_open() -> None:
    assert entry(bounds=[0, None]).record.ends("bounds") == (0.0, None)
    assert entry(bounds=[0, 100]).record.ends("bounds") == (0.0, 100.0)
    assert entry().record.ends("bounds") == (None, None)


def test_an_end_that_is_no_number_is_told() -> None:
    found = entry(bounds=["low", 100])
    assert found.record.ends("bounds") == (None, 100.0)
    assert "got 'low'" in found.told()[0]


def test_a_day_is_read_and_may_be_missing() -> None:
    assert entry(day="2024-05-07").record.day("day") == date(2024, 5, 7)
    assert entry(day=date(2024, 5, 7)).record.day("day") == date(2024, 5, 7)
    assert entry(day="").record.day("day") is None


def test_a_day_in_another_form_is_told() -> None:
    found = entry(day="07/05/2024")
    assert found.record.required_day("day") == date.min
    assert found.told() == [
        "targets.csv:2: day: got '07/05/2024'; a date like 2024-05-07. Fill in or correct day."
    ]


def test_a_required_day_that_is_missing_is_told() -> None:
    found = entry()
    assert found.record.required_day("day") == date.min
    assert len(found.told()) == 1


def test_a_flag_is_yes_or_no() -> None:
    assert entry(synthetic=True).record.flag("synthetic") is True
    assert entry().record.flag("full_count", default=True) is True


def test_a_flag_in_words_is_told() -> None:
    found = entry(synthetic="yes")
    assert found.record.flag("synthetic") is False
    assert "got 'yes'; true or false" in found.told()[0]


def test_a_missing_list_is_empty() -> None:
    assert entry().record.entries("parts") == []


def test_a_single_word_is_not_a_list() -> None:
    found = entry(parts="a")
    assert found.record.entries("parts") == []
    assert "got 'a'; a list" in found.told()[0]


def test_inner_entries_say_where_they_stand() -> None:
    found = entry(definitions=[{"id": ""}])
    found.record.inner("definitions")[0].text("id")
    assert found.told()[0].startswith("targets.csv:2: definitions: id: a value is required")


def test_an_inner_entry_without_fields_is_told_and_left_out() -> None:
    found = entry(definitions=["all"])
    assert found.record.inner("definitions") == []
    assert "got 'all'; a mapping" in found.told()[0]


def test_a_mapping_has_its_values_as_text() -> None:
    assert entry(match={"area": 17}).record.mapping("match") == {"area": "17"}


def test_a_mapping_that_is_a_list_is_told() -> None:
    found = entry(match=["area"])
    assert found.record.mapping("match") == {}
    assert "a mapping" in found.told()[0]


def test_levels_are_named_by_whole_steps() -> None:
    names = {0: {"vi": "Chưa", "en": "None"}, "1": {"vi": "Đang", "en": "Planned"}}
    assert entry(levels=names).record.levels("levels") == {
        0: Words("Chưa", "None"),
        1: Words("Đang", "Planned"),
    }


def test_a_level_that_is_no_step_is_told() -> None:
    found = entry(levels={"planned": {"vi": "Đang", "en": "Planned"}})
    assert found.record.levels("levels") == {}
    assert "got 'planned'; whole numbers as steps" in found.told()[0]


def test_a_period_is_read_from_its_code() -> None:
    assert entry(due="2025").record.period("due") == Period.parse("2025")


@pytest.mark.parametrize("value", ["", "20255"])
def test_a_missing_or_unreadable_period_is_told_once_with_its_place(value: str) -> None:
    found = entry(due=value)
    found.record.period("due")
    assert len(found.told()) == 1
    assert found.told()[0].startswith("targets.csv:2: due: ")


def test_periods_come_in_order_of_time_and_each_bad_one_is_told() -> None:
    found = entry(report_periods=[2024, "abc", "2023", "xyz"])
    assert found.record.periods("report_periods") == (Period.parse("2023"), Period.parse("2024"))
    assert [problem.got for problem in found.problems] == ["'abc'", "'xyz'"]
